"""The jobs to come: what must hold for any history, and how often the range holds the future."""

from dataclasses import replace
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circular.analysis.forecast import Futures, Group, Standing, simulate
from circular.analysis.forecast_rates import History, StageHistory
from tests.analysis.synthetic_associations import association

QUARTERS = [quarter / 4 for quarter in range(1, 13)]
STAGES = (StageHistory(20, 5, 8), StageHistory(10, 10, 12), StageHistory(8, 4, 10))
HISTORY = History(
    stages=STAGES,
    arrivals=40,
    years=3,
    promises=30,
    promised=150,
    opened=8,
    expected=35,
    created=30,
    ended=2,
    line_years=20,
)
STANDING = Standing(
    net_fte=28.0,
    lines=20,
    groups=(
        Group(0, 6, None),
        Group(1, 5, 4.0),
        Group(2, 3, 8.0),
        Group(3, 1, 5.0, 0.25),
        Group(4, 2, 1.0, 1.0),
    ),
)


def simulated(history: History = HISTORY, standing: Standing = STANDING) -> Futures:
    """Return the futures of three years by quarter."""
    return simulate(history, standing, QUARTERS, draws=1000)


def test_the_same_facts_give_the_same_figures() -> None:
    one, two = simulated(), simulated()

    assert np.array_equal(one.net, two.net)
    assert np.array_equal(one.more, two.more)


def test_what_nobody_knows_yet_only_adds() -> None:
    found = simulated()

    assert (found.net >= found.without).all()
    assert found.by_source[-1] > 0
    assert found.net[:, -1].mean() == pytest.approx(found.kept + sum(found.by_source), rel=1e-9)


def test_the_nearer_to_set_up_the_likelier() -> None:
    chances = simulated().chances

    assert 0 < chances[0] < chances[1] < chances[2] < 1


def test_without_projects_nor_arrivals_jobs_can_only_be_lost() -> None:
    still = replace(HISTORY, arrivals=0, years=inf)
    found = simulate(still, Standing(28.0, 20, ()), QUARTERS, draws=500)

    assert (np.diff(found.net, axis=1) <= 0).all()
    assert found.net.max() <= 28
    assert found.by_source == (0,) * 6


def test_promises_of_a_stage_bring_jobs_in_proportion() -> None:
    small = simulated(standing=Standing(0, 0, (Group(2, 40, 2.0),))).by_source[2]
    large = simulated(standing=Standing(0, 0, (Group(2, 40, 6.0),))).by_source[2]

    assert large == pytest.approx(3 * small, rel=0.02)


def test_amounts_beyond_eight_are_merged_without_changing_what_is_expected() -> None:
    many = tuple(Group(2, 3, 1 + amount / 2) for amount in range(20))
    few = (Group(2, 60, sum(1 + amount / 2 for amount in range(20)) / 20),)

    merged = simulated(standing=Standing(0, 0, many))
    alike = simulated(standing=Standing(0, 0, few))
    assert merged.by_source[2] == pytest.approx(alike.by_source[2], rel=0.03)
    assert merged.without[:, -1].std() > alike.without[:, -1].std()


def test_a_promise_of_nothing_brings_nothing() -> None:
    assert simulated(standing=Standing(0, 0, (Group(1, 50, 0.0),))).by_source[1] == 0


def test_an_opened_project_makes_the_rest_of_its_promise_within_the_time_left() -> None:
    sure = replace(HISTORY, opened=1e6, expected=1e6, created=1e6, line_years=1e9, ended=0)
    found = simulate(sure, Standing(0, 0, (Group(3, 1000, 1.0, 1.0),)), [0.25, 0.5, 2.0], draws=300)

    assert found.without.mean(axis=0) == pytest.approx([500, 1000, 1000], rel=0.02)


@settings(max_examples=25)
@given(
    st.floats(0, 400),
    st.lists(st.integers(0, 40), min_size=5, max_size=5),
    st.floats(0.02, 9),
)
def test_more_agreements_never_lower_the_chance(
    net: float, projects: list[int], ahead: float
) -> None:
    groups = tuple(Group(rank, count, 3.0) for rank, count in enumerate(projects) if count)
    found = simulate(HISTORY, Standing(net, 30, groups), [ahead / 2, ahead], draws=100)

    assert (np.diff(found.more, axis=1) >= 0).all()
    assert (found.net >= 0).all()
    assert np.isfinite(found.net).all()
    target = float(np.quantile(found.net[:, -1], 0.9)) + 5
    half, most = found.needed(target, 0.5), found.needed(target, 0.8)
    assert most is None or (half is not None and 0 <= half <= most)


def test_the_number_of_agreements_is_the_smallest_that_does() -> None:
    found = simulated()
    target = float(np.quantile(found.net[:, -1], 0.8))
    more = found.needed(target, 0.5)

    assert more is not None
    assert more > 1
    reached = [np.mean(found.net[:, -1] + found.more[:, n - 1] >= target) for n in (more - 1, more)]
    assert reached[0] < 0.5 <= reached[1]


def test_a_target_already_met_needs_no_agreement_and_a_wild_one_has_none() -> None:
    found = simulated()

    assert found.needed(1.0, 0.8) == 0
    assert found.reaching(1.0) == 1
    assert found.needed(1e6, 0.5) is None


def test_on_the_eve_of_the_due_day_no_agreement_would_do() -> None:
    found = simulate(HISTORY, STANDING, [1 / 365], draws=300)

    assert found.needed(60, 0.5) is None
    assert found.chances[2] < 0.02


@pytest.mark.parametrize(("size", "tries"), [(1, 120), (5, 60)])
def test_the_range_holds_eight_futures_out_of_ten(size: float, tries: int) -> None:
    inside = [_is_inside(seed, size=size) for seed in range(tries)]

    assert 0.72 <= np.mean(inside) <= 0.88


def test_the_range_does_not_hold_a_future_that_the_past_did_not_announce() -> None:
    inside = [_is_inside(seed, size=5, boost=3) for seed in range(30)]

    assert np.mean(inside) < 0.5


def _is_inside(seed: int, *, size: float, boost: float = 1) -> bool:
    """Say whether the range made three years after the start holds what two more years brought."""
    made_up = association(seed, 5, size=size)
    found = simulate(
        made_up.history(3),
        made_up.standing(3),
        [quarter / 4 for quarter in range(1, 9)],
        draws=400,
        with_more=False,
    )
    low, high = np.percentile(found.net[:, -1], [10, 90])
    return bool(low <= made_up.net(5) * boost <= high)
