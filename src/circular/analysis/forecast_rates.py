"""What the history says of the rates of a forecast, and how unsure it leaves them.

Every rate is drawn from its posterior, a Gamma law: the supposition of `domain.forecast` counts as
some projects, years or jobs already seen, and the history adds its own. Few facts leave the draws
far apart, many bring them together. Formulas: ``docs/prevision.md``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from circular.domain.forecast import ARRIVALS, LOSS, PROMISE, RATIO, STAGE_PRIORS

Floats: TypeAlias = npt.NDArray[np.float64]

SEED = 20190315
DRAWS = 4000
DAYS_A_YEAR = 365.25
STAGES = len(STAGE_PRIORS)
PROJECT_SHAPE = 2.0  # of the Gamma noise of one project around what it promised
PROMISE_SHAPE = 1.0  # promises are as scattered as their mean
FASTEST = 200.0  # moves a year: a stay of two days
FIRST_SHARE = 0.25  # of the jobs of a project, on the day it is set up
SPREAD_YEARS = 1.5  # over which the rest comes


@dataclass(frozen=True, slots=True)
class StageHistory:
    """What became of projects in one stage: moves onward, exits, and the years they spent in it."""

    advances: float
    exits: float
    years: float


@dataclass(frozen=True, slots=True)
class History:
    """Everything a forecast learns from, as it stood on a day.

    `arrivals` is how many projects came in `years`; `arrival_share` the part of the supposed
    arrivals that falls to the territory. Promises are those known, in FTE. `expected` is what the
    projects set up should have created by now if they kept their promise; `created` what they did.
    `line_years` are the years that job lines lasted, `ended` how many of them ended.
    """

    stages: tuple[StageHistory, ...]
    arrivals: float = 0
    years: float = 0
    arrival_share: float = 1
    promises: float = 0
    promised: float = 0
    opened: float = 0
    expected: float = 0
    created: float = 0
    ended: float = 0
    line_years: float = 0


@dataclass(frozen=True, slots=True)
class Rates:
    """One draw a row of each rate: a year for moves, exits, arrivals and losses; FTE for jobs."""

    advance: Floats
    leave: Floats
    arrivals: Floats
    promise: Floats
    ratio: Floats
    loss: Floats


def stream(purpose: int) -> np.random.Generator:
    """Return the random numbers of one purpose, the same on every machine and every day."""
    return np.random.Generator(np.random.PCG64([SEED, purpose]))


def drawn_rates(history: History, draws: int = DRAWS) -> Rates:
    """Draw every rate from its posterior, `draws` times."""
    random = stream(1)
    return Rates(
        advance=_moves(random, history.stages, draws, onward=True),
        leave=_moves(random, history.stages, draws, onward=False),
        arrivals=random.standard_gamma(
            ARRIVALS.value * ARRIVALS.weight * history.arrival_share + history.arrivals, draws
        )
        / (ARRIVALS.weight + history.years),
        promise=_around(random, draws, PROMISE_SHAPE * (PROMISE.weight + history.promises))
        * mean_promise(history),
        ratio=_around(random, draws, PROJECT_SHAPE * (RATIO.weight + history.opened))
        * mean_ratio(history),
        loss=random.standard_gamma(LOSS.value * LOSS.weight + history.ended, draws)
        / (LOSS.weight + history.line_years),
    )


def mean_promise(history: History) -> float:
    """Return the FTE that a project of unknown promise is held to promise, on average."""
    supposed = PROMISE.value * PROMISE.weight
    return (supposed + history.promised) / (PROMISE.weight + history.promises)


def mean_ratio(history: History) -> float:
    """Return the FTE created for one promised, once the spread over time is over."""
    supposed = PROMISE.value * RATIO.weight
    return (RATIO.value * supposed + history.created) / (supposed + history.expected)


def mean_moves(history: History) -> tuple[tuple[float, float], ...]:
    """Return, for each stage, the share of projects that go on and their mean stay in years."""
    found = []
    for prior, seen in zip(STAGE_PRIORS, history.stages, strict=True):
        moves = prior.projects + seen.advances + seen.exits
        years = prior.projects * prior.years + seen.years
        found.append(((prior.projects * prior.share + seen.advances) / moves, years / moves))
    return tuple(found)


def spread(age: Floats) -> Floats:
    """Return the share of a project's jobs that exist some years after it was set up, 0 before."""
    rest = np.clip(age / SPREAD_YEARS, 0, 1) * (1 - FIRST_SHARE)
    found: Floats = np.where(age >= 0, FIRST_SHARE + rest, 0.0)
    return found


def _moves(
    random: np.random.Generator, stages: Sequence[StageHistory], draws: int, *, onward: bool
) -> Floats:
    """Draw the yearly rate of moves out of each stage, onward or out of the journey."""
    columns = []
    for prior, seen in zip(STAGE_PRIORS, stages, strict=True):
        share = prior.share if onward else 1 - prior.share
        shape = prior.projects * share + (seen.advances if onward else seen.exits)
        years = prior.projects * prior.years + seen.years
        columns.append(random.standard_gamma(shape, draws) / years)
    return np.minimum(np.stack(columns, axis=1), FASTEST)


def _around(random: np.random.Generator, draws: int, shape: float) -> Floats:
    """Draw a factor of mean 1, the nearer to it the higher the shape."""
    return random.standard_gamma(shape, draws) / shape
