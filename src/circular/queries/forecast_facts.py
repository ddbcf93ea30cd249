"""What a forecast starts from, read as of a day, and the days that it looks ahead to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from circular.analysis import forecast_rates as rates
from circular.analysis.forecast import Group, Standing
from circular.analysis.forecast_rates import History, StageHistory
from circular.domain.dates import add_months, days_between
from circular.domain.forecast import DEFAULT_YEARS, MAX_YEARS
from circular.domain.indicators import Perimeter
from circular.domain.stages import Stage
from circular.domain.targets import DAYS_A_YEAR
from circular.domain.visitors import require_epci
from circular.queries.targets import Target
from circular.store import forecast as store
from circular.store import places
from circular.store.connection import Database
from circular.store.rows import Row

SHOWN_PROJECTS = 200
QUARTER = 3
BANDS = (10, 50, 90)
_OF_A_STAGE = ("advances", "exits", "years")
_COPIED = ("promises", "promised", "opened", "expected", "created")


@dataclass(frozen=True, slots=True)
class Range:
    """Net FTE of which one future in ten is below `low`, half below `middle`, nine below `high`."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class ProjectBehind:
    """A project under way, nobody named, with what it promises and what it has created, in FTE."""

    project_id: int
    title: str
    stage: Stage
    promised: float | None
    created: float


@dataclass(frozen=True, slots=True)
class ForecastFacts:
    """What the store said on a day: history of the association, standing of the territory."""

    history: History
    standing: Standing
    signed: int
    first_day: date | None


def projects_behind(
    db: Database, perimeter: Perimeter, *, only: Sequence[str] = (), limit: int = SHOWN_PROJECTS
) -> tuple[ProjectBehind, ...]:
    """Return the projects under way that a forecast starts from, the most advanced first.

    Raises:
        NotAllowedError: the perimeter is not one of the reader's.
    """
    require_epci(only, perimeter.epci_siren)
    return tuple(
        ProjectBehind(
            project_id=row["project_id"],
            title=row["title"],
            stage=list(Stage)[row["rank"]],
            promised=row["promised"],
            created=row["created"],
        )
        for row in store.projects_behind(db, perimeter, limit=limit)
    )


def read_facts(db: Database, perimeter: Perimeter) -> ForecastFacts:
    """Read what a forecast starts from: the association's past, the territory's present."""
    is_whole = perimeter.epci_siren is None
    seen = store.groups(db, perimeter, first=rates.FIRST_SHARE, spread=rates.SPREAD_YEARS)
    own = [row for row in seen if row["is_here"]]
    lines = store.lines(db, perimeter)
    first = min((row["first_day"] for row in seen), default=None)
    first_day = date.fromisoformat(first) if first else None
    return ForecastFacts(
        history=History(
            stages=tuple(
                StageHistory(*(_sum(seen, f"{name}_{rank}") for name in _OF_A_STAGE))
                for rank in range(rates.STAGES)
            ),
            arrivals=_sum(own, "projects"),
            years=days_between(first_day, perimeter.as_of) / DAYS_A_YEAR if first_day else 0.0,
            arrival_share=1.0 if is_whole else 1 / max(len(places.member_epcis(db)), 1),
            ended=lines["ended"],
            line_years=lines["line_years"],
            **{name: _sum(seen, name) for name in _COPIED},
        ),
        standing=Standing(
            net_fte=lines["net_fte"],
            lines=lines["alive"],
            groups=tuple(_group(row) for row in own if not row["has_left"]),
        ),
        signed=int(_sum(seen, "signed")),
        first_day=first_day,
    )


def last_day(as_of: date, target: Target | None) -> date:
    """Return the day to look ahead to: the due day, at most ten years ahead; else three years."""
    if target is None or target.due_on <= as_of:
        return add_months(as_of, 12 * DEFAULT_YEARS)
    return min(target.due_on, add_months(as_of, 12 * MAX_YEARS))


def quarter_ends(as_of: date, last: date) -> tuple[date, ...]:
    """Return the last day of each quarter after a day and before another, then this other."""
    first = date(as_of.year, (as_of.month - 1) // QUARTER * QUARTER + 1, 1)
    ends = []
    while (first := add_months(first, QUARTER)) <= last:
        end = first - timedelta(days=1)
        if as_of < end < last:
            ends.append(end)
    return (*ends, last)


def years_to(as_of: date, days: Sequence[date]) -> list[float]:
    """Return how many years lie between a day and others."""
    return [days_between(as_of, day) / DAYS_A_YEAR for day in days]


def ranges(net: rates.Floats) -> list[Range]:
    """Return the range of each column of futures, in FTE to one decimal."""
    low, middle, high = np.percentile(net, BANDS, axis=0)
    return [
        Range(round(float(a), 1), round(float(b), 1), round(float(c), 1))
        for a, b, c in zip(low, middle, high, strict=True)
    ]


def _group(row: Row) -> Group:
    return Group(
        rank=row["rank"],
        projects=row["projects"],
        promised=row["owed"],
        years=row["quarters"] / 4,
    )


def _sum(found: Sequence[Row], name: str) -> float:
    return float(sum(row[name] for row in found))
