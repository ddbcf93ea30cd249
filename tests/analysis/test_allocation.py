"""The plan of all streams and needs: limits, minimums, unknowns, one plan whatever the order."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circular.analysis.allocation import allocate
from circular.analysis.flows import Need, Stream
from circular.domain.allocation import AllocationMethod, AllocationStep, Stakes

LOSES = 1e-6
CODES = ("200201", "150103", "170101", "200108")
PLACES = ((44.9, -0.2), (44.8, -0.3), (45.1, -0.1), (None, None), (0.0, 0.0))


@st.composite
def territories(draw: st.DrawFn) -> tuple[list[Stream], list[Need]]:
    """Draw small territories, with places and tonnages that may be unknown."""
    chance = random.Random(draw(st.integers(0, 10_000)))  # noqa: S311  # a fixed draw
    streams, needs = [], []
    for at in range(draw(st.integers(0, 8))):
        latitude, longitude = chance.choice(PLACES)
        streams.append(
            Stream(
                f"s{at}",
                codes=(chance.choice(CODES),),
                tonnes_likely=chance.choice([None, 0.0, 20.0, 55.5, 300.0]),
                latitude=latitude,
                longitude=longitude,
            )
        )
    for at in range(draw(st.integers(0, 5))):
        latitude, longitude = chance.choice(PLACES)
        least = chance.choice([None, 30.0, 100.0])
        needs.append(
            Need(
                f"n{at}",
                codes=tuple(chance.sample(CODES, 2)),
                tonnes_min=least,
                tonnes_max=chance.choice([None, 100.0, 250.0]),
                latitude=latitude,
                longitude=longitude,
                distance_max_km=chance.choice([None, 15.0, 60.0]),
            )
        )
    return streams, needs


@given(territories(), st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_limits_hold_and_the_order_of_rows_changes_nothing(
    territory: tuple[list[Stream], list[Need]], chance: random.Random
) -> None:
    streams, needs = territory
    plan = allocate(streams, needs)

    taken = {stream.key: 0.0 for stream in streams}
    received = {need.key: 0.0 for need in needs}
    for line in plan.lines:
        taken[line.stream_key] += line.tonnes
        received[line.need_key] += line.tonnes
    for stream in streams:
        assert taken[stream.key] <= (stream.tonnes_offered or 0.0) + LOSES
        assert plan.left[stream.key] == pytest.approx(
            (stream.tonnes_offered or 0.0) - taken[stream.key], abs=LOSES
        )
    for need in needs:
        total = received[need.key]
        assert total <= (float("inf") if need.tonnes_max is None else need.tonnes_max) + LOSES
        assert total == 0 or total >= (need.tonnes_min or 0.0) - LOSES
        assert (need.key in plan.closed) == (bool(need.tonnes_min) and total == 0)
    without = allocate(streams, [replace(need, tonnes_min=None) for need in needs])
    assert plan.gap <= 0.001
    chance.shuffle(streams)
    chance.shuffle(needs)
    assert replace(allocate(streams, needs), seconds=0.0) == replace(plan, seconds=0.0)
    assert without.method is not AllocationMethod.MIXED


def garden(key: str, tonnes: float | None, **changes: object) -> Stream:
    """Return a stream of garden waste in Libourne."""
    here = {"latitude": 44.915, "longitude": -0.244}
    return Stream(key, codes=("200201",), tonnes_likely=tonnes, **{**here, **changes})  # type: ignore[arg-type]


def compost(key: str, **changes: object) -> Need:
    """Return a need of garden waste in Libourne."""
    here = {"latitude": 44.915, "longitude": -0.244}
    return Need(key, **{"codes": ("200201",), **here, **changes})  # type: ignore[arg-type]


def test_nothing_is_an_empty_plan() -> None:
    plan = allocate([], [])

    assert (plan.lines, plan.method, plan.value) == ((), AllocationMethod.NOTHING, 0.0)


def test_streams_too_small_alone_fill_a_minimum_together() -> None:
    plan = allocate([garden("a", 60), garden("b", 50)], [compost("n", tonnes_min=100)])

    assert {line.stream_key: line.tonnes for line in plan.lines} == pytest.approx(
        {"a": 60, "b": 50}
    )
    assert (plan.closed, plan.unlimited) == ((), ("n",))


def test_a_minimum_out_of_reach_leaves_the_need_closed() -> None:
    plan = allocate([garden("a", 60)], [compost("n", tonnes_min=100), compost("small")])

    assert plan.closed == ("n",)
    assert [(line.need_key, line.tonnes) for line in plan.lines] == [("small", 60)]


def test_unknown_tonnes_stay_out_and_are_named() -> None:
    plan = allocate([garden("a", None), garden("b", 10)], [compost("n", tonnes_max=100)])

    assert plan.unknown_tonnes == ("a",)
    assert plan.tonnes == pytest.approx(10)


def test_an_unknown_place_counts_as_the_median_distance() -> None:
    near, far = garden("near", 10), garden("far", 10, latitude=45.2)
    lost = garden("lost", 10, latitude=0.0, longitude=0.0)
    plan = allocate(
        [near, far, lost], [compost("n", tonnes_max=30)], stakes=Stakes(value=0.0, kilometre=-1.0)
    )

    worth = {line.stream_key: line.value for line in plan.lines}
    assert worth["lost"] == pytest.approx(worth["far"] / 2)  # halfway between 0 km and far
    assert {line.stream_key: line.kilometres for line in plan.lines}["lost"] is None


def test_what_is_promised_fills_the_maximum_and_the_minimum() -> None:
    streams = [garden("a", 500)]
    need = compost("n", tonnes_min=100, tonnes_max=150)

    assert allocate(streams, [need], promised={"n": 120}).tonnes == pytest.approx(30)
    assert allocate([garden("a", 10)], [need], promised={"n": 95}).tonnes == pytest.approx(10)


def test_pairs_left_out_are_not_used() -> None:
    needs = [compost("n", tonnes_max=100)]
    plan = allocate([garden("a", 10), garden("b", 10)], needs, left_out={("a", "n"), ("x", "y")})

    assert [line.stream_key for line in plan.lines] == ["b"]


def test_the_same_chapter_is_no_match() -> None:
    clothes = replace(garden("c", 10), codes=("200110",))

    assert allocate([clothes], [compost("n")]).lines == ()


def test_a_stream_goes_only_where_it_is_named_unless_kept_or_tried() -> None:
    clothes = replace(garden("c", 10), codes=("200108",))
    alike = [compost("n", codes=("200141",), tonnes_max=100)]  # same sub-chapter: 60 out of 100

    assert allocate([clothes], alike).lines == ()
    assert allocate([clothes], alike, wanted={("c", "n")}).tonnes == pytest.approx(10)
    assert allocate([clothes], alike, material_from=60).tonnes == pytest.approx(10)
    family = [compost("n", codes=("150103",), families=("Textiles",), tonnes_max=100)]
    assert allocate([replace(clothes, family="textiles")], family).tonnes == pytest.approx(10)


def test_whoever_watches_can_stop_it() -> None:
    class StoppedError(Exception):
        pass

    def stop(step: AllocationStep, share: float) -> None:
        if step is AllocationStep.SHARING:
            raise StoppedError

    with pytest.raises(StoppedError):
        allocate([garden("a", 10)], [compost("n", tonnes_max=100)], tell=stop)
