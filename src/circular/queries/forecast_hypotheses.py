"""What a forecast supposes, beside what was observed and what it keeps of both."""

from dataclasses import dataclass, replace

from circular.analysis import forecast_rates as rates
from circular.analysis.forecast_rates import History
from circular.domain.forecast import (
    ARRIVALS,
    LOSS,
    PROMISE,
    RATIO,
    STAGE_PRIORS,
    AmountPrior,
    HypothesisKey,
)


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
    """Set each supposed amount beside what was observed of it."""
    arrivals = replace(ARRIVALS, value=ARRIVALS.value * history.arrival_share)
    return (
        _rate(arrivals, history.arrivals, history.years, count=history.arrivals),
        replace(
            _rate(PROMISE, history.promised, history.promises, count=history.promises),
            kept=rates.mean_promise(history),
        ),
        replace(
            _rate(RATIO, history.created, history.expected, count=history.opened),
            kept=rates.mean_ratio(history),
        ),
        _rate(LOSS, history.ended, history.line_years, count=history.line_years),
    )


def _rate(prior: AmountPrior, total: float, out_of: float, *, count: float) -> Hypothesis:
    """Keep the mean of the posterior of a rate whose weight is in what it is counted out of."""
    return Hypothesis(
        key=prior.key,
        supposed=prior.value,
        weight=prior.weight,
        observed=total / out_of if out_of else None,
        count=count,
        kept=(prior.value * prior.weight + total) / (prior.weight + out_of),
        source=prior.source,
    )
