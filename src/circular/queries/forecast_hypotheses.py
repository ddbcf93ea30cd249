"""What a forecast supposes, beside what was observed and what it keeps of both."""

from dataclasses import dataclass

from circular.analysis import forecast_rates as rates
from circular.analysis.forecast_rates import History
from circular.domain.forecast import ARRIVALS, LOSS, PROMISE, RATIO, STAGE_PRIORS, HypothesisKey


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One supposition, its weight, what was observed beside it, and the value that is kept.

    For a stage, values are the share that goes on and `years` the mean stay; `count` is how many
    projects, years or jobs were observed.
    """

    key: HypothesisKey
    supposed: float
    weight: float
    observed: float | None
    count: float
    kept: float
    source: str
    supposed_years: float | None = None
    observed_years: float | None = None
    kept_years: float | None = None


def hypotheses(history: History) -> tuple[Hypothesis, ...]:
    """Return every hypothesis of a forecast, those of the four stages first."""
    stages = [
        Hypothesis(
            key=prior.key,
            supposed=prior.share,
            weight=prior.projects,
            observed=seen.advances / moves if (moves := seen.advances + seen.exits) else None,
            count=seen.advances + seen.exits,
            kept=share,
            source=prior.source,
            supposed_years=prior.years,
            observed_years=seen.years / moves if moves else None,
            kept_years=years,
        )
        for prior, seen, (share, years) in zip(
            STAGE_PRIORS, history.stages, rates.mean_moves(history), strict=True
        )
    ]
    return (*stages, *_amounts(history))


def _amounts(history: History) -> tuple[Hypothesis, ...]:
    supposed = ARRIVALS.value * history.arrival_share
    return tuple(
        Hypothesis(
            key=prior.key,
            supposed=value,
            weight=prior.weight,
            observed=total / out_of if out_of else None,
            count=count,
            kept=kept,
            source=prior.source,
        )
        for prior, value, total, out_of, count, kept in (
            (
                ARRIVALS,
                supposed,
                history.arrivals,
                history.years,
                history.arrivals,
                (supposed * ARRIVALS.weight + history.arrivals) / (ARRIVALS.weight + history.years),
            ),
            (
                PROMISE,
                PROMISE.value,
                history.promised,
                history.promises,
                history.promises,
                rates.mean_promise(history),
            ),
            (
                RATIO,
                RATIO.value,
                history.created,
                history.expected,
                history.opened,
                rates.mean_ratio(history),
            ),
            (
                LOSS,
                LOSS.value,
                history.ended,
                history.line_years,
                history.line_years,
                (LOSS.value * LOSS.weight + history.ended) / (LOSS.weight + history.line_years),
            ),
        )
    )
