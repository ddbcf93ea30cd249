"""The jobs to come: thousands of possible futures of the projects under way and of those to come.

A project goes from stage to stage, or leaves, at rates that are drawn once for each future. Once
set up (on entering « implantation ») it creates a quarter of the jobs it promised at once and the
rest over eighteen months; every job may end. Nothing is drawn from the clock: the same facts give
the same figures, on every machine. Formulas and limits: ``docs/prevision.md``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from circular.analysis.forecast_rates import (
    DRAWS,
    PROJECT_SHAPE,
    PROMISE_SHAPE,
    SPREAD_YEARS,
    STAGES,
    Floats,
    History,
    Rates,
    drawn_rates,
    spread,
    stream,
)

CLASSES = 8  # of promised jobs in a stage: beyond, projects that promise nearly alike are merged
MOST_AGREEMENTS = 300
WORTHLESS = 0.02  # a chance of being set up in time below which one more agreement changes nothing
SUPPORT = 2
IMPLANTATION, FOLLOW_UP, ARRIVED = range(STAGES, STAGES + 3)
FINEST = 24  # steps a year
_UNKNOWN_SPREAD = (1 + 1 / PROJECT_SHAPE) / PROMISE_SHAPE + 1 / PROJECT_SHAPE
_SETTING_UP, _NOISE, _ARRIVALS, _LOSSES, _MORE = range(10, 60, 10)


@dataclass(frozen=True, slots=True)
class Group:
    """Projects alike: their stage's rank, how many, the FTE that each still owes to its promise.

    `promised` is None when nothing is known of it; `years` is how long ago they were set up, for
    those in the two last stages.
    """

    rank: int
    projects: int
    promised: float | None
    years: float = 0.0


@dataclass(frozen=True, slots=True)
class Standing:
    """Where things stand on the day of the forecast: net jobs, in how many lines, and projects."""

    net_fte: float
    lines: int
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Futures:
    """Net FTE at each day asked for, one future a row, and what led to it.

    `without` leaves out the projects that nobody knows yet. `by_source` holds the mean FTE at the
    last day of the five stages, then of the projects to come; `chances` the mean chance of being
    set up by then from each of the three first stages.
    """

    net: Floats
    without: Floats
    kept: float
    by_source: tuple[float, ...]
    chances: tuple[float, ...]
    more: Floats

    def reaching(self, target: float) -> float:
        """Return the share of futures in which the last day meets a target, 0 to 1."""
        return float(np.mean(self.net[:, -1] >= target))

    def needed(self, target: float, level: float) -> int | None:
        """Return how many agreements signed now bring the target's chance to a level.

        None when not even `MOST_AGREEMENTS` do, or when there is no more time for any to be set up.
        """
        met = self.net[:, -1] >= target
        if met.mean() >= level:
            return 0
        if self.chances[SUPPORT] < WORTHLESS:
            return None
        shares = np.mean(self.net[:, -1:] + self.more >= target, axis=0)
        return int(np.argmax(shares >= level)) + 1 if shares[-1] >= level else None


def simulate(
    history: History,
    standing: Standing,
    times: Sequence[float],
    *,
    draws: int = DRAWS,
    with_more: bool = True,
) -> Futures:
    """Draw the futures at some times, in years from now, growing and above 0.

    `with_more` also draws what agreements signed now would add.
    """
    rates = drawn_rates(history, draws)
    ends = np.asarray(times, dtype=float)
    starts = np.concatenate([[0.0], ends[:-1]])
    ready, waiting = _set_up_by(rates, ends)
    created = np.stack(
        [
            *(_of_stage(rank, standing.groups, ready, rates) for rank in range(STAGES)),
            np.zeros((draws, len(ends))),
            np.zeros((draws, len(ends))),
            _arrived(rates, waiting),
        ]
    )
    flows = created @ _spreading(starts, ends)
    for rank in (IMPLANTATION, FOLLOW_UP):
        flows[rank] = _followed(rank, standing.groups, rates, ends)
    net = _kept(flows, rates.loss, ends - starts)
    held = _lasting(standing, rates.loss, ends - starts)
    without = held + net[:ARRIVED].sum(axis=0)
    return Futures(
        net=without + net[ARRIVED],
        without=without,
        kept=float(held[:, -1].mean()),
        by_source=tuple(float(each) for each in net[:, :, -1].mean(axis=1)),
        chances=tuple(float(each) for each in ready[:, -1].mean(axis=0)),
        more=_more(rates, ready, starts, ends) if with_more else np.zeros((draws, 1)),
    )


def _set_up_by(rates: Rates, ends: Floats) -> tuple[Floats, Floats]:
    """Return the chance to be set up by each time, by stage; for the first, its sum over time.

    The chances solve u' = a (u_next − u) − x u, u_next being 1 past the last stage: fourth-order
    Runge-Kutta, in steps short enough for the fastest rate.
    """
    fastest = float((rates.advance + rates.leave).max())
    now = np.zeros_like(rates.advance)
    total = np.zeros(len(now))
    found, sums, reached = [], [], 0.0
    for end in ends:
        steps = max(1, int(np.ceil((end - reached) * max(FINEST, fastest))))
        width = (end - reached) / steps
        for _ in range(steps):
            before = now[:, 0]
            now = _step(rates, now, width)
            total = total + (before + now[:, 0]) * width / 2
        reached = float(end)
        found.append(now)
        sums.append(total)
    return np.stack(found, axis=1), np.stack(sums, axis=1)


def _step(rates: Rates, now: Floats, width: float) -> Floats:
    one = _slope(rates, now)
    two = _slope(rates, now + one * width / 2)
    three = _slope(rates, now + two * width / 2)
    four = _slope(rates, now + three * width)
    return np.clip(now + (one + 2 * two + 2 * three + four) * width / 6, 0, 1)


def _slope(rates: Rates, now: Floats) -> Floats:
    following = np.concatenate([now[:, 1:], np.ones((len(now), 1))], axis=1)
    return rates.advance * (following - now) - rates.leave * now


def _of_stage(rank: int, groups: Sequence[Group], ready: Floats, rates: Rates) -> Floats:
    """Draw the FTE that the projects of a stage will make, by interval of their setting up."""
    chances = _by_interval(ready[:, :, rank])
    shares = np.concatenate([chances, 1 - chances.sum(axis=1, keepdims=True)], axis=1)
    shares = np.clip(shares, 0, 1)
    random = stream(_SETTING_UP + rank)
    mean, variance = np.zeros(chances.shape), np.zeros(chances.shape)
    for projects, promised, scatter in _classes(rank, groups):
        number = random.multinomial(projects, shares)[:, :-1]
        each = rates.promise[:, None] if promised is None else promised
        mean += number * each
        variance += number * each**2 * (_UNKNOWN_SPREAD if promised is None else scatter)
    noisy = _noisy(stream(_NOISE + rank), mean, variance)
    return noisy * rates.ratio[:, None]


def _classes(rank: int, groups: Sequence[Group]) -> list[tuple[int, float | None, float]]:
    """Return projects of a stage by what they promise: how many, FTE of each, relative variance.

    Beyond eight amounts those next to each other are merged, their scatter kept as noise.
    """
    here = [each for each in groups if each.rank == rank]
    unknown = sum(each.projects for each in here if each.promised is None)
    known = sorted((each.promised, each.projects) for each in here if each.promised)
    found: list[tuple[int, float | None, float]] = [(unknown, None, 0.0)] if unknown else []
    if not known:
        return found
    amounts = np.array([amount for amount, _ in known])
    counts = np.array([count for _, count in known])
    places = np.arange(len(known))
    if len(known) > CLASSES:
        middle = np.cumsum(counts) - counts / 2
        places = (middle * CLASSES / counts.sum()).astype(int)
    for place in np.unique(places):
        count = counts[places == place]
        number = int(count.sum())
        mean = float((amounts[places == place] * count).sum()) / number
        square = float((amounts[places == place] ** 2 * count).sum()) / number
        scatter = square * (1 + 1 / PROJECT_SHAPE) / mean**2 - 1
        found.append((number, mean, scatter))
    return found


def _arrived(rates: Rates, waiting: Floats) -> Floats:
    """Draw the FTE of the projects that nobody knows yet, by interval of their setting up."""
    expected = rates.arrivals[:, None] * _by_interval(waiting)
    number = stream(_ARRIVALS).poisson(expected)
    each = rates.promise[:, None]
    noisy = _noisy(stream(_NOISE + ARRIVED), number * each, number * each**2 * _UNKNOWN_SPREAD)
    return noisy * rates.ratio[:, None]


def _followed(rank: int, groups: Sequence[Group], rates: Rates, ends: Floats) -> Floats:
    """Draw the FTE that projects already set up still create in each interval."""
    days = np.concatenate([[0.0], ends])
    mean, variance = np.zeros(len(ends)), np.zeros(len(ends))
    for group in groups:
        left = SPREAD_YEARS - group.years
        if group.rank != rank or not group.promised or left <= 0:
            continue
        parts = np.diff(np.clip(days / left, 0, 1))
        mean += group.projects * group.promised * parts
        variance += group.projects * (group.promised * parts) ** 2 / PROJECT_SHAPE
    shape = (len(rates.ratio), len(ends))
    noisy = _noisy(
        stream(_NOISE + rank), np.broadcast_to(mean, shape), np.broadcast_to(variance, shape)
    )
    return noisy * rates.ratio[:, None]


def _spreading(starts: Floats, ends: Floats) -> Floats:
    """Return the share of jobs created in each interval (column), by that of setting up (row)."""
    middles = (starts + ends) / 2
    existing = spread(ends[None, :] - middles[:, None])
    return np.diff(existing, axis=1, prepend=0.0)


def _kept(flows: Floats, loss: Floats, widths: Floats) -> Floats:
    """Return the FTE still there at each end, of those created in each interval."""
    found = np.empty_like(flows)
    now = np.zeros(flows.shape[:2])
    for index, width in enumerate(widths):
        now = now * np.exp(-loss * width) + flows[:, :, index] * np.exp(-loss * width / 2)
        found[:, :, index] = now
    return found


def _lasting(standing: Standing, loss: Floats, widths: Floats) -> Floats:
    """Draw the FTE of today's job lines that are still there at each end."""
    random = stream(_LOSSES)
    lines = np.full(len(loss), standing.lines)
    found = []
    for width in widths:
        lines = random.binomial(lines, np.exp(-loss * width))
        found.append(lines * (standing.net_fte / max(standing.lines, 1)))
    return np.stack(found, axis=1)


def _more(rates: Rates, ready: Floats, starts: Floats, ends: Floats) -> Floats:
    """Draw the FTE at the last day that 1, 2… agreements signed now would add, future by future.

    Each column adds to the one before: the more agreements, the better, in every single future.
    """
    random = stream(_MORE)
    middles = (starts + ends) / 2
    lasting = np.exp(-rates.loss[:, None] * (ends[-1] - middles))
    worth = np.concatenate(
        [lasting @ _spreading(starts, ends).T, np.zeros((len(lasting), 1))], axis=1
    )
    luck = random.random((len(lasting), MOST_AGREEMENTS))
    when = np.zeros(luck.shape, dtype=np.int16)  # small numbers, counted many times over
    for index in range(len(ends)):
        when += luck >= ready[:, index : index + 1, SUPPORT]
    scale = rates.promise[:, None] * _UNKNOWN_SPREAD * rates.ratio[:, None]
    jobs = random.standard_gamma(1 / _UNKNOWN_SPREAD, luck.shape) * scale
    return np.cumsum(jobs * np.take_along_axis(worth, when, axis=1), axis=1)


def _by_interval(reached: Floats) -> Floats:
    """Return what each interval adds to a sum that grows along the columns."""
    return np.maximum(np.diff(reached, axis=1, prepend=0.0), 0)


def _noisy(random: np.random.Generator, mean: Floats, variance: Floats) -> Floats:
    """Draw amounts of a mean and a variance, Gamma laws; nothing where the mean is nothing."""
    something = mean > 0
    shape = np.where(something, mean, 1) ** 2 / np.where(something, variance, 1)
    return np.where(something, random.standard_gamma(shape) * mean / shape, 0.0)
