"""What is supposed beside what was observed."""

import pytest

from circular.analysis.forecast_rates import History, StageHistory
from circular.domain.forecast import HypothesisKey
from circular.queries.forecast_hypotheses import hypotheses


def test_every_hypothesis_tells_supposition_weight_observation_and_what_is_kept() -> None:
    seen = StageHistory(advances=6, exits=2, years=4)
    found = hypotheses(History(stages=(seen,) * 3, arrivals=30, years=1.5, ended=5, line_years=25))

    assert [each.key for each in found] == list(HypothesisKey)
    detection, arrivals, loss = found[0], found[3], found[-1]
    assert (detection.supposed, detection.observed, detection.count) == (0.6, 0.75, 8)
    assert detection.kept == pytest.approx((0.6 * 4 + 6) / 12)
    assert detection.kept_years == pytest.approx((4 * 4 / 12 + 4) / 12)
    assert (arrivals.observed, arrivals.kept) == (20, 18)
    assert loss.observed == 0.2
    assert loss.kept == pytest.approx(0.16)


def test_what_was_not_observed_is_unknown_and_the_supposition_is_kept() -> None:
    found = hypotheses(History(stages=(StageHistory(0, 0, 0),) * 3))

    assert {each.observed for each in found} == {None}
    assert all(each.kept == pytest.approx(each.supposed) for each in found)
