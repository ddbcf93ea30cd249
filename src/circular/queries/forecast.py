"""The jobs to come: the range by quarter, what leads there, and how many agreements would do.

Rates are learnt from the whole association, whatever the territory asked for: one EPCI alone has
too few moves. Its projects, its jobs and its arrivals are its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from circular.analysis import forecast as model
from circular.analysis import forecast_rates as rates
from circular.analysis.forecast import Futures, Group
from circular.analysis.forecast_rates import History
from circular.domain.dates import days_between
from circular.domain.forecast import LEVELS, chances, is_too_few
from circular.domain.indicators import Perimeter
from circular.domain.stages import Stage
from circular.domain.targets import JOBS_NET
from circular.domain.visitors import require_epci
from circular.queries.forecast_facts import (
    Range,
    last_day,
    quarter_ends,
    ranges,
    read_facts,
    years_to,
)
from circular.queries.forecast_hypotheses import Hypothesis, hypotheses
from circular.queries.jobs import MonthOfJobs, first_start, net_by_month
from circular.queries.targets import Target, target_in_force
from circular.store.connection import Database

MOST_AGREEMENTS = model.MOST_AGREEMENTS


@dataclass(frozen=True, slots=True)
class QuarterAhead:
    """The range at the end of a quarter (or at the last day), with and without arrivals."""

    day: date
    jobs: Range
    without_arrivals: Range


@dataclass(frozen=True, slots=True)
class StageAhead:
    """The projects under way in a stage and what they should bring by the last day.

    `owed` is the FTE still to create of what they promise, `unknown` how many promise nothing
    known. `chance` is that of being set up by then, None for those that already
    are.
    """

    stage: Stage
    projects: int
    owed: float
    unknown: int
    chance: float | None
    expected: float


@dataclass(frozen=True, slots=True)
class Needed:
    """How many more agreements signed now bring the target's chance to `level`.

    `more` is None when they cannot; `is_too_late` then says that no time is left for any to open.
    """

    level: float
    more: int | None
    is_too_late: bool


@dataclass(frozen=True, slots=True)
class Forecast:
    """Everything the page of the forecast shows, for a day and a territory.

    `probability`, a share of futures, and `needed` are there only when a target lies ahead, within
    ten years. `quarters` is empty before the first fact.
    """

    perimeter: Perimeter
    target: Target | None
    past: tuple[MonthOfJobs, ...]
    net_fte: float
    signed: int
    outcomes: int
    first_day: date | None
    is_too_few: bool
    quarters: tuple[QuarterAhead, ...]
    stages: tuple[StageAhead, ...]
    kept_fte: float
    arrivals_fte: float
    hypotheses: tuple[Hypothesis, ...]
    probability: float | None
    probability_without: float | None
    needed: tuple[Needed, ...]

    @property
    def last(self) -> QuarterAhead | None:
        """The range at the last day, None before the first fact."""
        return self.quarters[-1] if self.quarters else None

    @property
    def mean_fte(self) -> float:
        """The mean of the net jobs at the last day: those kept, of the stages and of arrivals."""
        return self.kept_fte + self.arrivals_fte + sum(each.expected for each in self.stages)

    @property
    def projects(self) -> int:
        """How many projects are under way."""
        return sum(each.projects for each in self.stages)


@dataclass(frozen=True, slots=True)
class ForecastSummary:
    """A forecast in a few figures, for the elected page and the report.

    `chance` says the probability in words; it is None without a target ahead, and so is `needed`.
    `is_too_few` asks whoever shows it to say that suppositions speak louder than facts.
    """

    day: date | None
    jobs: Range | None
    target: float | None
    chance: str | None
    is_too_few: bool
    needed: tuple[Needed, ...]


def forecast(
    db: Database, perimeter: Perimeter, *, only: Sequence[str] = (), draws: int = rates.DRAWS
) -> Forecast:
    """Return the forecast of net jobs at a day, for one EPCI or the whole territory.

    `only` are the SIREN of the EPCI that the reader is limited to; empty: no limit.

    Raises:
        NotAllowedError: the perimeter is not one of these.
    """
    require_epci(only, perimeter.epci_siren)
    facts = read_facts(db, perimeter)
    target = target_in_force(db, JOBS_NET, epci_siren=perimeter.epci_siren, as_of=perimeter.as_of)
    days = quarter_ends(perimeter.as_of, last_day(perimeter.as_of, target))
    if facts.first_day is None:
        return _nothing_yet(perimeter, target)
    futures = model.simulate(
        facts.history, facts.standing, years_to(perimeter.as_of, days), draws=draws
    )
    is_ahead = target is not None and target.due_on == days[-1]
    outcomes = _outcomes(facts.history)
    return Forecast(
        perimeter=perimeter,
        target=target,
        past=_past(db, perimeter, target),
        net_fte=facts.standing.net_fte,
        signed=facts.signed,
        outcomes=outcomes,
        first_day=facts.first_day,
        is_too_few=is_too_few(
            signed=facts.signed,
            outcomes=outcomes,
            days=days_between(facts.first_day, perimeter.as_of),
        ),
        quarters=_quarters(futures, days),
        stages=_stages(futures, facts.standing.groups),
        kept_fte=round(futures.kept, 1),
        arrivals_fte=round(futures.by_source[-1], 1),
        hypotheses=hypotheses(facts.history),
        probability=futures.reaching(target.value) if target and is_ahead else None,
        probability_without=_share(futures, target.value) if target and is_ahead else None,
        needed=_needed(futures, target.value) if target and is_ahead else (),
    )


def summary(db: Database, perimeter: Perimeter, *, only: Sequence[str] = ()) -> ForecastSummary:
    """Return the forecast in a few figures, the very ones that its page shows."""
    found = forecast(db, perimeter, only=only)
    return ForecastSummary(
        day=found.last.day if found.last else None,
        jobs=found.last.jobs if found.last else None,
        target=found.target.value if found.target else None,
        chance=None if found.probability is None else chances(found.probability),
        is_too_few=found.is_too_few,
        needed=found.needed,
    )


def _past(db: Database, perimeter: Perimeter, target: Target | None) -> tuple[MonthOfJobs, ...]:
    """Return net jobs by month since the target began, else since the first jobs."""
    starts_on = target.starts_on if target else first_start(db, perimeter)
    return net_by_month(db, perimeter, starts_on=starts_on) if starts_on else ()


def _outcomes(history: History) -> int:
    """Count the moves out of support, onward or out."""
    support = history.stages[model.SUPPORT]
    return int(support.advances + support.exits)


def _nothing_yet(perimeter: Perimeter, target: Target | None) -> Forecast:
    return Forecast(
        perimeter=perimeter,
        target=target,
        past=(),
        net_fte=0.0,
        signed=0,
        outcomes=0,
        first_day=None,
        is_too_few=True,
        quarters=(),
        stages=(),
        kept_fte=0.0,
        arrivals_fte=0.0,
        hypotheses=(),
        probability=None,
        probability_without=None,
        needed=(),
    )


def _quarters(futures: Futures, days: Sequence[date]) -> tuple[QuarterAhead, ...]:
    return tuple(
        QuarterAhead(*each)
        for each in zip(days, ranges(futures.net), ranges(futures.without), strict=True)
    )


def _stages(futures: Futures, groups: Sequence[Group]) -> tuple[StageAhead, ...]:
    return tuple(
        StageAhead(
            stage=stage,
            projects=sum(each.projects for each in here),
            owed=round(sum(each.projects * (each.promised or 0) for each in here), 1),
            unknown=sum(each.projects for each in here if each.promised is None),
            chance=futures.chances[stage.rank] if stage.rank < rates.STAGES else None,
            expected=round(futures.by_source[stage.rank], 1),
        )
        for stage in Stage
        for here in [[each for each in groups if each.rank == stage.rank]]
    )


def _share(futures: Futures, target: float) -> float:
    return float(np.mean(futures.without[:, -1] >= target))


def _needed(futures: Futures, target: float) -> tuple[Needed, ...]:
    is_too_late = futures.chances[model.SUPPORT] < model.WORTHLESS
    return tuple(Needed(level, futures.needed(target, level), is_too_late) for level in LEVELS)
