"""What a history says of the rates, and how unsure few facts leave them."""

import numpy as np
import pytest

from circular.analysis.forecast_rates import (
    History,
    StageHistory,
    drawn_rates,
    mean_moves,
    mean_promise,
    mean_ratio,
    spread,
)
from circular.domain.forecast import ARRIVALS, LOSS, PROMISE, RATIO, STAGE_PRIORS

NOTHING = History(stages=(StageHistory(0, 0, 0),) * 3)
MUCH = History(
    stages=(StageHistory(800, 200, 500),) * 3,
    arrivals=3000,
    years=100,
    promises=1000,
    promised=7000,
    opened=500,
    expected=3000,
    created=1500,
    ended=50,
    line_years=1000,
)


def test_without_facts_only_the_suppositions_speak() -> None:
    for prior, (share, years) in zip(STAGE_PRIORS, mean_moves(NOTHING), strict=True):
        assert (share, years) == pytest.approx((prior.share, prior.years))
    assert mean_promise(NOTHING) == PROMISE.value
    assert mean_ratio(NOTHING) == pytest.approx(RATIO.value)
    rates = drawn_rates(NOTHING)
    assert rates.arrivals.mean() == pytest.approx(ARRIVALS.value, rel=0.03)
    assert rates.loss.mean() == pytest.approx(LOSS.value, rel=0.03)


def test_many_facts_silence_the_suppositions() -> None:
    rates = drawn_rates(MUCH)

    assert rates.advance.mean(axis=0) == pytest.approx([1.6] * 3, rel=0.02)
    assert rates.leave.mean(axis=0) == pytest.approx([0.4] * 3, rel=0.03)
    assert rates.arrivals.mean() == pytest.approx(30, rel=0.02)
    assert rates.promise.mean() == pytest.approx(7, rel=0.02)
    assert rates.ratio.mean() == pytest.approx(0.5, rel=0.02)
    assert rates.loss.mean() == pytest.approx(0.05, rel=0.05)


def test_few_facts_leave_the_rates_farther_apart_than_many() -> None:
    few, many = drawn_rates(NOTHING), drawn_rates(MUCH)

    for name in ("advance", "leave", "arrivals", "promise", "ratio", "loss"):
        apart = [float(np.std(x) / np.mean(x)) for x in (getattr(few, name), getattr(many, name))]
        assert apart[0] > 3 * apart[1], name


def test_the_share_of_a_territory_is_what_is_supposed_of_its_arrivals() -> None:
    part = History(stages=NOTHING.stages, arrival_share=0.25)

    assert drawn_rates(part).arrivals.mean() == pytest.approx(ARRIVALS.value / 4, rel=0.05)


def test_jobs_come_by_a_quarter_at_once_then_over_eighteen_months() -> None:
    ages = np.array([-1.0, 0.0, 0.75, 1.5, 9.0])

    assert spread(ages) == pytest.approx([0, 0.25, 0.625, 1, 1])
