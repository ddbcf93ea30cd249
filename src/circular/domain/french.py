"""How the product writes French: numbers, dates, counts and lists, alike on screen and in files.

Narrow no-break space (U+202F) between thousands and before ``; ! ?``, no-break space (U+00A0)
before units, ``%`` and ``:`` and inside « ». What is unknown is written « – », never 0.
"""

import math
from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

NO_BREAK = "\u00a0"
NARROW = "\u202f"
MINUS = "\u2212"
UNKNOWN = "–"

Amount = Decimal | float | int

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
PLURAL_FROM = 2
MASK_BELOW = 5
KEPT = 4_096


def number(value: Amount | None, *, decimals: int | None = None) -> str:
    """Write a number, « 1 234,5 »: two decimals at most, or exactly the number asked for."""
    if value is None or not math.isfinite(value):
        return UNKNOWN
    return _written(value, at_most=2) if decimals is None else _written(value, exactly=decimals)


def tonnes(value: Amount | None) -> str:
    """Write a mass in tonnes, « 1 234,5 t », to the kilogram at most."""
    return _with_unit(value, "t", at_most=3)


def euros(value: Amount | None) -> str:
    """Write an amount in euros, « 11 000 € », with its cents only when there are some."""
    if value is None or not math.isfinite(value):
        return UNKNOWN
    cents = _rounded(value, 2)
    written = _written(cents, exactly=0 if cents == cents.to_integral_value() else 2)
    return f"{written}{NO_BREAK}€"


def percent(ratio: Amount | None, *, decimals: int = 0) -> str:
    """Write a ratio between 0 and 1 as a percentage, « 35 % »."""
    if ratio is None or not math.isfinite(ratio):
        return UNKNOWN
    return f"{_written(_exact(ratio) * 100, exactly=decimals)}{NO_BREAK}%"


FTE_MEANING = "ETP\u00a0: équivalent temps plein\u202f; un mi-temps toute l\u2019année compte 0,5."


def full_time_equivalents(value: Amount | None) -> str:
    """Write jobs in full-time equivalents, « 6,5 ETP »."""
    return _with_unit(value, "ETP", at_most=2)


def kilometres(value: Amount | None) -> str:
    """Write a distance in kilometres, « 12,3 km », to one decimal at most."""
    return _with_unit(value, "km", at_most=1)


def day(value: date | None) -> str:
    """Write a day, « 22/11/2026 »."""
    return UNKNOWN if value is None else f"{value.day:02d}/{value.month:02d}/{value.year:04d}"


def short_day(value: date | None) -> str:
    """Write a day whose year goes without saying, « 24/11 »."""
    return UNKNOWN if value is None else f"{value.day:02d}/{value.month:02d}"


def long_day(value: date | None) -> str:
    """Write a day in full, « mardi 24 novembre 2026 », « vendredi 1er mai 2026 »."""
    if value is None:
        return UNKNOWN
    rank = "1er" if value.day == 1 else str(value.day)
    return f"{WEEKDAYS[value.weekday()]} {rank}{NO_BREAK}{month(value)}"


def moment(value: datetime | None) -> str:
    """Write a day and its time, « 22/11/2026 à 14 h 32 »."""
    return UNKNOWN if value is None else f"{day(value)} à {hour(value)}"


def hour(value: datetime | None) -> str:
    """Write a time of the day, « 14 h 32 »."""
    return UNKNOWN if value is None else f"{value.hour}{NO_BREAK}h{NO_BREAK}{value.minute:02d}"


def month(value: date | None) -> str:
    """Write a month and its year, « novembre 2026 »."""
    return UNKNOWN if value is None else f"{MONTHS[value.month - 1]} {value.year}"


def quarter(value: date | None) -> str:
    """Write a quarter and its year, « T4 2026 »."""
    return UNKNOWN if value is None else f"T{(value.month + 2) // 3}{NO_BREAK}{value.year}"


def since_days(days: int | None) -> str:
    """Write how long ago a day was, « il y a 6 jours »; a negative number lies ahead."""
    if days is None:
        return UNKNOWN
    near = {-1: "demain", 0: "aujourd\u2019hui", 1: "hier"}
    if days in near:
        return near[days]
    return f"{'il y a' if days > 0 else 'dans'} {plural(abs(days), 'jour', 'jours')}"


def plural(count: Amount | None, one: str, many: str) -> str:
    """Write a count with its noun, « 3 projets »; below 2 French keeps the singular."""
    if count is None or not math.isfinite(count):
        return UNKNOWN
    return f"{number(count)}{NO_BREAK}{one if -PLURAL_FROM < count < PLURAL_FROM else many}"


def join(words: Sequence[str]) -> str:
    """Write a list, « a, b et c »; nothing at all is unknown."""
    if not words:
        return UNKNOWN
    *first, last = words
    return f"{', '.join(first)} et {last}" if first else last


def quoted(text: str) -> str:
    """Write a text between French quotation marks."""
    return f"«{NO_BREAK}{text}{NO_BREAK}»"


def yes_no(value: bool | None) -> str:  # noqa: FBT001  # the truth value is what is written
    """Write a truth value, « oui » or « non »."""
    if value is None:
        return UNKNOWN
    return "oui" if value else "non"


def masked_count(count: int | None, threshold: int = MASK_BELOW) -> str:
    """Write a count of people that must single nobody out: « moins de 5 » below the threshold.

    Nobody is told of by zero, which stays zero. Source of the threshold: the association's rule for
    views shared outside the team.
    """
    if count is None:
        return UNKNOWN
    return f"moins de{NO_BREAK}{threshold}" if 0 < count < threshold else number(count)


def _with_unit(value: Amount | None, unit: str, *, at_most: int) -> str:
    """Write a number and its unit, or the sign of the unknown alone."""
    if value is None or not math.isfinite(value):
        return UNKNOWN
    return f"{_written(value, at_most=at_most)}{NO_BREAK}{unit}"


@lru_cache(maxsize=KEPT, typed=True)
def _written(value: Amount, *, at_most: int = 0, exactly: int | None = None) -> str:
    """Write a finite number with its thousands apart and a decimal comma; long tables repeat them.

    A decimal and a float that are equal may be rounded apart: they are kept apart.
    """
    rounded = _rounded(value, at_most if exactly is None else exactly)
    whole, _, fraction = f"{abs(rounded):,f}".partition(".")
    if exactly is None:
        fraction = fraction.rstrip("0")
    sign = MINUS if rounded < 0 else ""
    digits = whole.replace(",", NARROW)
    return f"{sign}{digits},{fraction}" if fraction else f"{sign}{digits}"


def _rounded(value: Amount, decimals: int) -> Decimal:
    """Round half away from zero, as people do and as binary floats do not."""
    return _exact(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _exact(value: Amount) -> Decimal:
    """Return the decimal that a person would read, not the binary one behind a float."""
    return value if isinstance(value, Decimal) else Decimal(str(value))
