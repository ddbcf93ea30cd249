"""A figure through time: at the end of each of the last months, or within each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from circular.domain.dates import add_months
from circular.domain.indicators import Figure, Perimeter, Span
from circular.queries.indicators import indicator, measured
from circular.store.connection import Database

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Moment:
    """A figure at the end of a month (or at the last day asked for), or what that month held."""

    day: date
    figure: Figure


def history(
    db: Database,
    key: str,
    perimeter: Perimeter,
    *,
    months: int = MONTHS,
    sees_confidential: bool = False,
) -> tuple[Moment, ...]:
    """Return a figure month by month, the oldest first, the last being that of the day asked.

    Raises:
        KeyError: the indicator is not declared.
    """
    is_flow = indicator(key).span is Span.PERIOD
    return tuple(
        Moment(
            last,
            measured(
                db,
                key,
                Perimeter(last, perimeter.epci_siren, first if is_flow else None),
                sees_confidential=sees_confidential,
            ),
        )
        for first, last in months_before(perimeter.as_of, months)
    )


def months_before(day: date, months: int) -> Sequence[tuple[date, date]]:
    """Return the first and last day of each of the last months, the one of `day` cut at `day`."""
    this = day.replace(day=1)
    firsts = [add_months(this, -back) for back in range(months - 1, -1, -1)]
    return [(first, min(add_months(first, 1) - timedelta(days=1), day)) for first in firsts]
