"""Kaplan and Meier's estimator, against figures worked by hand and those of a textbook."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from circular.analysis.survival import Curve, kaplan_meier

# Remission times in weeks of the 21 patients under 6-mercaptopurine; True: relapsed. Source:
# E. J. Freireich et al., Blood 21, 1963, as in D. R. Cox and D. Oakes, « Analysis of Survival
# Data », 1984, and D. G. Kleinbaum and M. Klein, « Survival Analysis », table 2.
RELAPSED = (6, 6, 6, 7, 10, 13, 16, 22, 23)
CENSORED = (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
REMISSION = [*((week, True) for week in RELAPSED), *((week, False) for week in CENSORED)]
LIVES = some.lists(some.tuples(some.integers(0, 60), some.booleans()), min_size=1, max_size=40)


def curve_of(lives: list[tuple[int, bool]]) -> Curve:
    """Return the curve of (duration, ended) pairs."""
    return kaplan_meier([time for time, _ in lives], [ended for _, ended in lives])


@pytest.mark.parametrize(
    ("week", "at_risk", "share", "low", "high"),
    [
        (6, 21, 0.8571, 0.6197, 0.9516),
        (7, 17, 0.8067, 0.5631, 0.9228),
        (10, 15, 0.7529, 0.5032, 0.8894),
        (13, 12, 0.6902, 0.4316, 0.8491),
        (16, 11, 0.6275, 0.3675, 0.8049),
        (22, 7, 0.5378, 0.2678, 0.7468),
        (23, 6, 0.4482, 0.1881, 0.6801),
    ],
)
def test_the_textbook_is_found_again(
    week: int, at_risk: int, share: float, low: float, high: float
) -> None:
    found = curve_of(REMISSION).at(week)

    assert found.at_risk == at_risk
    assert found.share == pytest.approx(share, abs=5e-5)
    assert found.low == pytest.approx(low, abs=5e-5)
    assert found.high == pytest.approx(high, abs=5e-5)


def test_a_case_worked_by_hand() -> None:
    # 5 at risk at 2: one ends, 4/5. Lost at 3. 3 at risk at 4: one ends, 4/5 × 2/3.
    found = curve_of([(2, True), (3, False), (4, True), (6, False), (8, False)])

    assert found.times == (2, 4)
    assert found.shares == pytest.approx((0.8, 0.8 * 2 / 3))
    assert found.variance == pytest.approx((1 / 20, 1 / 20 + 1 / 6))
    assert found.at(5).at_risk == 2


def test_who_is_lost_on_the_day_of_an_end_was_still_there() -> None:
    assert curve_of([(5, True), (5, False)]).shares == (0.5,)


def test_before_the_first_end_everybody_is_there_and_no_interval_is_made_up() -> None:
    found = curve_of([(10, True), (20, False)]).at(5)

    assert (found.share, found.low, found.high, found.at_risk) == (1.0, None, None, 2)


def test_nothing_is_said_after_the_last_one_is_lost_from_sight() -> None:
    assert curve_of([(5, True), (12, False)]).at(13).share is None
    assert curve_of([(5, True), (12, False)]).at(12).share == 0.5


def test_once_everybody_has_ended_nobody_is_left_at_any_time() -> None:
    found = curve_of([(3, True), (4, True)]).at(50)

    assert (found.share, found.low, found.high, found.at_risk) == (0.0, None, None, 0)


def test_nobody_makes_no_curve() -> None:
    found = kaplan_meier([], [])

    assert (found.times, found.shares, found.last) == ((), (), 0.0)
    assert found.at(24).share is None


@pytest.mark.parametrize(("durations", "ended"), [([-1], [True]), ([1, 2], [True])])
def test_lives_that_make_no_sense_are_refused(durations: list[float], ended: list[bool]) -> None:
    with pytest.raises(ValueError, match="duration"):
        kaplan_meier(durations, ended)


@given(LIVES)
def test_the_share_never_rises_nor_leaves_its_bounds(lives: list[tuple[int, bool]]) -> None:
    found = curve_of(lives)
    shares = [1.0, *found.shares]

    assert all(0 <= after <= before <= 1 for before, after in pairwise(shares))
    for time in range(62):
        told = found.at(time)
        if told.share is not None and told.low is not None and told.high is not None:
            assert 0 < told.low < told.share < told.high < 1


@given(some.lists(some.integers(0, 60), min_size=1, max_size=40), some.integers(0, 70))
def test_without_anybody_lost_it_is_the_plain_share(times: list[int], day: int) -> None:
    found = kaplan_meier(times, [True] * len(times)).at(day)

    assert found.share == pytest.approx(sum(time > day for time in times) / len(times))
