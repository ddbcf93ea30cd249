"""No sum that is told lets one confidential producer, or few people, be read by subtraction."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular.domain.french import MASK_BELOW
from circular.domain.secrecy import (
    FEWEST_PRODUCERS,
    LARGEST_SHARE,
    Holding,
    KeptBack,
    Reserve,
    groups,
    is_safe,
    kept_back,
    reserve,
)

DAY = date(2026, 1, 1)
DAYS = [DAY + timedelta(days=30 * month) for month in range(13)]
holding = st.builds(
    Holding,
    record_id=st.integers(1, 10_000),
    producer=st.integers(1, 8),
    tonnes=st.sampled_from([0.0, 1.0, 5.0, 20.0, 100.0, 5_000.0]),
    since=st.sampled_from(DAYS[:6]),
    until=st.none() | st.sampled_from(DAYS[6:]),
)
some_holdings = st.lists(holding, max_size=25, unique_by=lambda each: each.record_id)


def of(*tonnes: float) -> list[Holding]:
    """Return one holding a producer, entered in this order."""
    return [Holding(at, at, each, DAY) for at, each in enumerate(tonnes, start=1)]


@pytest.mark.parametrize(
    ("parts", "safe"),
    [
        ([], False),
        ([10, 10], False),
        ([10, 10, 0], False),
        ([10, 10, 10], True),
        ([85, 10, 5], True),
        ([86, 9, 5], False),
    ],
)
def test_a_sum_needs_three_contributors_and_none_above_85_percent(
    parts: list[float],
    safe: bool,  # noqa: FBT001
) -> None:
    assert is_safe(parts) is safe


def test_two_producers_wait_for_a_third_and_a_giant_waits_alone() -> None:
    assert groups(of(10, 20)) == ()
    assert [len(group) for group in groups(of(10, 20, 30, 40))] == [3]
    assert [[each.tonnes for each in group] for group in groups(of(9_000, 10, 20, 30))] == [
        [10, 20, 30]
    ]


def test_streams_of_one_producer_are_one_contributor() -> None:
    alike = [Holding(at, 7, 10, DAY) for at in range(1, 6)]

    assert groups(alike) == ()
    assert reserve(alike, DAY) == Reserve()


def test_a_group_of_which_one_stream_is_archived_is_told_no_more() -> None:
    first, *others = of(10, 20, 30)
    gone = Holding(first.record_id, first.producer, first.tonnes, DAY, DAYS[6])

    assert reserve([gone, *others], DAYS[5]) == Reserve(3, 60)
    assert reserve([gone, *others], DAYS[6]) == Reserve()


@given(some_holdings)
def test_every_group_keeps_both_rules(holdings: list[Holding]) -> None:
    for group in groups(holdings):
        sums: dict[int, float] = {}
        for each in group:
            sums[each.producer] = sums.get(each.producer, 0) + each.tonnes
        assert len([tonnes for tonnes in sums.values() if tonnes]) >= FEWEST_PRODUCERS
        assert max(sums.values()) <= LARGEST_SHARE * sum(sums.values())


@given(some_holdings)
def test_no_stream_is_in_two_groups(holdings: list[Holding]) -> None:
    grouped = [each for group in groups(holdings) for each in group]

    assert len(grouped) == len(set(grouped))
    assert set(grouped) <= set(holdings)


@given(some_holdings, st.integers(0, 25))
def test_what_is_entered_later_changes_no_group_made_before(
    holdings: list[Holding], count: int
) -> None:
    entered = sorted(holdings, key=lambda each: each.record_id)
    before = groups(entered[:count])

    assert groups(entered)[: len(before)] == before


@given(some_holdings)
def test_no_combination_of_all_days_gives_what_one_producer_has(holdings: list[Holding]) -> None:
    """Whatever is added and subtracted, day against day, no producer's tonnes come out."""
    told = groups(holdings)
    shown = []
    for day in DAYS:
        counted = {each for group in told if all(m.counts_on(day) for m in group) for each in group}
        assert reserve(holdings, day).tonnes == pytest.approx(sum(each.tonnes for each in counted))
        shown.append([float(each in counted) for each in holdings])
    if not holdings:
        return
    known = np.array(shown)
    for producer in {each.producer for each in holdings}:
        one = np.array([float(each.producer == producer) for each in holdings])
        for part in (one, *np.eye(len(holdings))):
            extended = np.vstack([known, part])
            assert np.linalg.matrix_rank(extended) > np.linalg.matrix_rank(known)


def told(people: Sequence[int]) -> tuple[int | str, ...]:
    """Return what a shared view tells of people counted by place, then of their total."""
    found = kept_back({str(at): [count] for at, count in enumerate(people)})
    total: int | str = sum(people)
    if found.with_total:
        total = "masqué"
    elif 0 < sum(people) < MASK_BELOW:
        total = "moins de 5"
    cells = ["masqué" if str(at) in found.places else count for at, count in enumerate(people)]
    return (*cells, total)


@given(st.lists(st.integers(0, 12), max_size=8))
def test_no_place_that_is_kept_back_comes_out_of_the_total(people: list[int]) -> None:
    *cells, total = told(people)
    kept = cells.count("masqué")
    assert all(cell == "masqué" or not 0 < int(cell) < MASK_BELOW for cell in cells)
    if not kept or not isinstance(total, int):
        return
    left = total - sum(cell for cell in cells if isinstance(cell, int))
    possible = [count for count in range(1, left + 1) if left - count >= kept - 1]
    assert kept > 1
    assert len(possible) > 1
    assert left >= MASK_BELOW


@pytest.mark.parametrize(("places", "most"), [(2, 12), (3, 10), (4, 8), (5, 6)])
def test_nor_does_it_for_who_knows_the_rule(places: int, most: int) -> None:
    worlds: Mapping[tuple[int | str, ...], list[tuple[int, ...]]] = defaultdict(list)
    for people in product(range(most + 1), repeat=places):
        worlds[told(people)].append(people)
    for view, alike in worlds.items():
        if isinstance(view[-1], int) and view[-1] > most:
            continue  # some worlds of this view are beyond those that are tried
        for at, cell in enumerate(view[:-1]):
            values = {people[at] for people in alike}
            assert cell != "masqué" or len(values) > 1 or min(values) >= MASK_BELOW, view


def test_the_smallest_of_the_others_goes_with_the_only_small_one() -> None:
    alone = kept_back({"a": [3], "b": [9], "c": [7], None: [0]})

    assert alone == KeptBack(frozenset({"a", "c"}))
    assert kept_back({"a": [3], "b": [9], "c": [4]}).places == {"a", "c"}
    assert kept_back({"a": [3], "b": [7], "c": [7], "d": [20]}).places == {"a", "b", "c"}
    assert kept_back({"a": [5], "b": [7]}) == KeptBack()
    assert kept_back({place: [1] for place in "abcde"}).with_total


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=6))
def test_neither_side_of_a_share_is_left_alone(people: list[tuple[int, int]]) -> None:
    cells: dict[str | None, tuple[int, int]] = {str(at): sides for at, sides in enumerate(people)}
    kept = kept_back(cells).places
    assert all(
        place in kept or sum(sides) == 0 or min(sides) >= MASK_BELOW
        for place, sides in cells.items()
    )
    totals = [sum(sides) for sides in zip(*people, strict=True)]
    if kept and min(totals) >= MASK_BELOW:
        assert len(kept) > 1
        together = zip(*(cells[place] for place in kept), strict=True)
        assert min(sum(sides) for sides in together) >= MASK_BELOW
