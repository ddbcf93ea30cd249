"""Associations made up from the model of the forecast itself, project by project, job by job."""

from dataclasses import dataclass, field

import numpy as np

from circular.analysis.forecast import Group, Standing
from circular.analysis.forecast_rates import (
    FIRST_SHARE,
    PROJECT_SHAPE,
    SPREAD_YEARS,
    History,
    StageHistory,
    spread,
)
from circular.domain.forecast import ARRIVALS, LOSS, PROMISE, RATIO, STAGE_PRIORS

LUMPS = 6  # in which the jobs come after the first day


@dataclass(frozen=True)
class Line:
    """Some jobs of a project: FTE, first and last time in years."""

    fte: float
    starts: float
    ends: float


@dataclass(frozen=True)
class Journey:
    """A project: entry in each stage, exit if it leaves, promise and jobs; times in years."""

    entered: tuple[float, ...]
    left: float
    promised: float
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Association:
    """Everything that happens to an association, the future included."""

    journeys: tuple[Journey, ...] = field(default=())

    def net(self, time: float) -> float:
        """Return the net FTE at a time."""
        return sum(line.fte for line in self._lines() if line.starts <= time < line.ends)

    def history(self, time: float) -> History:
        """Return what is known of the past at a time."""
        known = [each for each in self.journeys if each.entered[0] <= time]
        set_up = [each for each in known if len(each.entered) > 3 and each.entered[3] <= time]
        ages = np.array([time - each.entered[3] for each in set_up])
        lines = [line for line in self._lines() if line.starts <= time]
        return History(
            stages=tuple(_stage(known, rank, time) for rank in range(3)),
            arrivals=len(known),
            years=time,
            promises=len(known),
            promised=sum(each.promised for each in known),
            opened=len(set_up),
            expected=float((np.array([each.promised for each in set_up]) * spread(ages)).sum()),
            created=sum(_created(each, time) for each in set_up),
            ended=sum(line.ends <= time for line in lines),
            line_years=sum(min(line.ends, time) - line.starts for line in lines),
        )

    def standing(self, time: float) -> Standing:
        """Return where things stand at a time."""
        alive = [line for line in self._lines() if line.starts <= time < line.ends]
        known = [each for each in self.journeys if each.entered[0] <= time < each.left]
        return Standing(
            net_fte=self.net(time),
            lines=len(alive),
            groups=tuple(_group(each, time) for each in known),
        )

    def _lines(self) -> list[Line]:
        return [line for each in self.journeys for line in each.lines]


def association(seed: int, years: float, *, size: float = 1.0) -> Association:
    """Make up an association: its rates from the suppositions, then all that follows from them."""
    random = np.random.default_rng([7, seed])
    advance = [
        random.gamma(each.projects * each.share) / (each.projects * each.years)
        for each in STAGE_PRIORS
    ]
    leave = [
        random.gamma(each.projects * (1 - each.share)) / (each.projects * each.years)
        for each in STAGE_PRIORS
    ]
    arrivals = random.gamma(ARRIVALS.value * ARRIVALS.weight) / ARRIVALS.weight * size
    promise = PROMISE.value * random.gamma(PROMISE.weight) / PROMISE.weight
    shape = PROJECT_SHAPE * RATIO.weight
    ratio = RATIO.value * random.gamma(shape) / shape
    loss = random.gamma(LOSS.value * LOSS.weight) / LOSS.weight
    times = np.sort(random.random(random.poisson(arrivals * years)) * years)
    return Association(
        tuple(
            _journey(random, time, advance, leave, promise, ratio=ratio, loss=loss)
            for time in times
        )
    )


def _journey(
    random: np.random.Generator,
    time: float,
    advance: list[float],
    leave: list[float],
    promise: float,
    *,
    ratio: float,
    loss: float,
) -> Journey:
    promised = float(random.exponential(promise))
    entered = [float(time)]
    for onward, out in zip(advance, leave, strict=True):
        stay = random.exponential(1 / (onward + out))
        if random.random() >= onward / (onward + out):
            return Journey(tuple(entered), entered[-1] + stay, promised)
        entered.append(entered[-1] + stay)
    total = promised * ratio * random.gamma(PROJECT_SHAPE) / PROJECT_SHAPE
    starts = [entered[3] + SPREAD_YEARS * lump / LUMPS for lump in range(LUMPS + 1)]
    parts = [FIRST_SHARE, *[(1 - FIRST_SHARE) / LUMPS] * LUMPS]
    lines = tuple(
        Line(total * part, start, start + random.exponential(1 / loss))
        for part, start in zip(parts, starts, strict=True)
    )
    return Journey(tuple(entered), float("inf"), promised, lines)


def _stage(known: list[Journey], rank: int, time: float) -> StageHistory:
    advances = exits = 0
    years = 0.0
    for each in known:
        if len(each.entered) <= rank or each.entered[rank] > time:
            continue
        out = each.entered[rank + 1] if len(each.entered) > rank + 1 else each.left
        years += min(out, time) - each.entered[rank]
        if out <= time:
            advances += len(each.entered) > rank + 1
            exits += len(each.entered) == rank + 1
    return StageHistory(advances, exits, years)


def _created(each: Journey, time: float) -> float:
    return sum(line.fte for line in each.lines if line.starts <= time)


def _group(each: Journey, time: float) -> Group:
    rank = sum(entry <= time for entry in each.entered) - 1
    owed = max(each.promised - _created(each, time), 0)
    if rank < 3:
        return Group(rank, 1, owed)
    age = time - each.entered[3]
    to_come = 1 - float(spread(np.array(age)))
    return Group(3, 1, min(owed, each.promised * to_come), age)
