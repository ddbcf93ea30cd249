"""The back-test: what the same forecast would have said on past days, against what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from circular.analysis.forecast import simulate
from circular.domain.dates import add_months
from circular.domain.indicators import Perimeter
from circular.domain.visitors import require_epci
from circular.queries.forecast_facts import Range, ranges, read_facts, years_to
from circular.store.connection import Database

MONTHS_APART = 6
MONTHS_APART_WHEN_YOUNG = 3
YOUNG_MONTHS = 36
LEAST_MONTHS = 3
MOST = 8
MOST_WHEN_LARGE = 3
LARGE = 20_000  # projects: reading each past day then takes seconds
PAST_DRAWS = 2000


@dataclass(frozen=True, slots=True)
class PastForecast:
    """A forecast made as of a past day for the day of the page, and the net FTE of that day."""

    made_on: date
    jobs: Range
    actual: float

    @property
    def is_inside(self) -> bool:
        """Whether what happened fell between the 10 and 90 % bounds, both included."""
        return self.jobs.low <= self.actual <= self.jobs.high

    @property
    def error(self) -> float:
        """How many FTE the middle was above (positive) or below what happened."""
        return round(self.jobs.middle - self.actual, 1)


@dataclass(frozen=True, slots=True)
class BackTest:
    """The past forecasts for one day, the oldest first."""

    perimeter: Perimeter
    forecasts: tuple[PastForecast, ...]

    @property
    def inside(self) -> int:
        """How many ranges held what happened."""
        return sum(each.is_inside for each in self.forecasts)

    @property
    def mean_error(self) -> float | None:
        """The mean distance between middle and fact, in FTE, None without any past forecast."""
        if not self.forecasts:
            return None
        return round(sum(abs(each.error) for each in self.forecasts) / len(self.forecasts), 1)

    @property
    def bias(self) -> float | None:
        """The mean signed error: positive when the forecasts promised too much."""
        if not self.forecasts:
            return None
        return round(sum(each.error for each in self.forecasts) / len(self.forecasts), 1)


def back_test(db: Database, perimeter: Perimeter, *, only: Sequence[str] = ()) -> BackTest:
    """Make the forecast again as of past days, with only what was effective by then.

    Every three months in the first three years, else every six, the eight latest at most, each at
    least three months after the first fact and before the day of the page.

    Raises:
        NotAllowedError: the perimeter is not one of the reader's.
    """
    require_epci(only, perimeter.epci_siren)
    now = read_facts(db, perimeter)
    if now.first_day is None:
        return BackTest(perimeter, ())
    actual = now.standing.net_fte
    most = MOST_WHEN_LARGE if now.history.arrivals > LARGE else MOST
    return BackTest(
        perimeter,
        tuple(
            PastForecast(day, _as_of(db, perimeter, day), actual)
            for day in past_days(now.first_day, perimeter.as_of)[-most:]
        ),
    )


def past_days(first: date, last: date) -> tuple[date, ...]:
    """Return the days on which to make the forecast again, the oldest first."""
    apart = MONTHS_APART if add_months(first, YOUNG_MONTHS) < last else MONTHS_APART_WHEN_YOUNG
    earliest = add_months(first, LEAST_MONTHS)
    backwards = (add_months(last, -apart * turn) for turn in range(1, MOST + 1))
    return tuple(sorted(day for day in backwards if day >= earliest))


def _as_of(db: Database, perimeter: Perimeter, day: date) -> Range:
    facts = read_facts(db, Perimeter(day, perimeter.epci_siren))
    futures = simulate(
        facts.history,
        facts.standing,
        _steps(day, perimeter.as_of),
        draws=PAST_DRAWS,
        with_more=False,
    )
    return ranges(futures.net[:, -1:])[0]


def _steps(day: date, last: date) -> list[float]:
    """Return quarters from a past day to the day of the page, in years, this last one included."""
    days = [add_months(day, 3 * turn) for turn in range(1, 400)]
    return years_to(day, [*(each for each in days if each < last), last])
