"""Days as people type them in France, and the arithmetic of months that conventions need."""

import calendar
import re
from datetime import date, timedelta
from typing import Annotated

from pydantic import BeforeValidator

from circular.domain import french
from circular.domain.quantities import clipped

EARLIEST = date(1900, 1, 1)
LATEST = date(2100, 12, 31)
PIVOT = 69  # two-digit years: 00 to 68 are this century, 69 to 99 the last, as POSIX reads them
MONTHS_A_YEAR = 12

_MIDNIGHT = r"(?:[ T]00:00(?::00)?)?"
_FRENCH = re.compile(
    rf"([0-9]{{1,2}})\s*([/.\-])\s*([0-9]{{1,2}})\s*\2\s*([0-9]{{4}}|[0-9]{{2}}){_MIDNIGHT}"
)
_ISO = re.compile(rf"([0-9]{{4}})-([0-9]{{1,2}})-([0-9]{{1,2}}){_MIDNIGHT}")


def parse_day(text: str, *, earliest: date = EARLIEST, latest: date = LATEST) -> date:
    """Read a day written jj/mm/aaaa (or with dots, dashes, two-digit year) or aaaa-mm-jj.

    Raises ValueError, with a French sentence, when the text is no date, when the day is not in the
    calendar, or when it lies outside the bounds (both included).
    """
    year, month, day = _parts(text.strip())
    try:
        found = date(year, month, day)
    except ValueError:
        raise ValueError(_not_in_calendar(text, month=month, day=day)) from None
    if not earliest <= found <= latest:
        raise ValueError(
            f"{clipped(text)} paraît fausse\u00a0: une date entre le {french.day(earliest)} "
            f"et le {french.day(latest)} est attendue."
        )
    return found


def days_between(start: date, end: date) -> int:
    """Count the days from one day to another; negative when the end comes first."""
    return (end - start).days


def add_months(day: date, months: int) -> date:
    """Return the same day of the month, months later; the last day where that month is shorter."""
    years, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    last = calendar.monthrange(years, month + 1)[1]
    return date(years, month + 1, min(day.day, last))


def period_end(start: date, months: int) -> date:
    """Return the last day of a period of whole months, such as a convention of twelve.

    It is the eve of the same day of the month. Where that month is too short to have this day, its
    last day is the last of the period: six months from 31 August end on 28 February.
    """
    reached = add_months(start, months)
    return reached if reached.day < start.day else reached - timedelta(days=1)


def months_between(start: date, end: date) -> int:
    """Count the whole months from one day to another; negative when the end comes first."""
    if end < start:
        return -months_between(end, start)
    months = (end.year - start.year) * MONTHS_A_YEAR + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


def _parts(text: str) -> tuple[int, int, int]:
    """Return year, month and day as typed, in the calendar or not."""
    iso = _ISO.fullmatch(text)
    if iso:
        return int(iso[1]), int(iso[2]), int(iso[3])
    french_form = _FRENCH.fullmatch(text)
    if french_form is None:
        advice = "Écrivez la date sous la forme jj/mm/aaaa, par exemple 22/11/2026."
        raise ValueError(f"{clipped(text)} n\u2019est pas une date. {advice}" if text else advice)
    return _full_year(french_form[4]), int(french_form[3]), int(french_form[1])


def _full_year(digits: str) -> int:
    """Return the year that two or four digits stand for."""
    year = int(digits)
    if len(digits) > len("26"):
        return year
    return year + (2000 if year < PIVOT else 1900)


def _not_in_calendar(text: str, *, month: int, day: int) -> str:
    """Say that the day does not exist, and the order to follow when month and day were swapped."""
    sentence = f"{clipped(text)} n\u2019existe pas dans le calendrier"
    if MONTHS_A_YEAR < month <= calendar.monthrange(2024, 1)[1] and 1 <= day <= MONTHS_A_YEAR:
        return f"{sentence}\u00a0: écrivez le jour, puis le mois, puis l\u2019année."
    return f"{sentence}."


def _day_of(value: object) -> object:
    """Read a text; leave dates, and what pydantic will refuse, as they are."""
    return parse_day(value) if isinstance(value, str) else value


FrenchDate = Annotated[date, BeforeValidator(_day_of)]
"""A day typed jj/mm/aaaa or picked in a calendar; write ``FrenchDate | None`` when optional."""
