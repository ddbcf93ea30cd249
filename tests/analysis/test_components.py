"""Each component and each filter follows its formula."""

import math
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular.analysis.components import Sides
from circular.analysis.flows import Need, Stream
from circular.domain.matches import ExclusionReason

ONE = np.array([0])
LIBOURNE: dict[str, Any] = {"latitude": 44.9152, "longitude": -0.2436}
BORDEAUX: dict[str, Any] = {"latitude": 44.8378, "longitude": -0.5792}
ALL_YEAR = (1.0,) * 12
SUMMER = (0, 0, 0, 0, 0, 1.0, 1.0, 1.0, 0, 0, 0, 0)


def _sides(stream: Stream, need: Need, today: date | None = None) -> Sides:
    return Sides([stream], [need], today=today)


def _filters(stream: Stream, need: Need, today: date | None = None) -> set[ExclusionReason]:
    found = _sides(stream, need, today).filters(ONE, ONE)
    return {reason for reason, mask in found.items() if mask[0, 0]}


def test_the_distance_is_the_great_circle_times_1_3() -> None:
    sides = _sides(Stream("s", **LIBOURNE), Need("n", **BORDEAUX))
    assert sides.kilometres(ONE, ONE)[0] == pytest.approx(27.8 * 1.3, abs=0.4)


def test_the_distance_falls_from_1_on_the_spot_to_0_at_the_limit() -> None:
    far = _sides(Stream("s", **LIBOURNE), Need("n", **BORDEAUX)).kilometres(ONE, ONE)[0]
    here = _sides(Stream("s", **LIBOURNE), Need("n", **LIBOURNE, distance_max_km=30))
    half = _sides(Stream("s", **LIBOURNE), Need("n", **BORDEAUX, distance_max_km=2 * far))
    free = _sides(Stream("s", **LIBOURNE), Need("n", **BORDEAUX))
    assert here.distance(ONE, ONE)[0] == 1
    assert half.distance(ONE, ONE)[0] == pytest.approx(0.5)
    assert math.isnan(free.distance(ONE, ONE)[0])


@given(st.floats(0.1, 2000), st.floats(40, 50), st.floats(-5, 8))
def test_the_filter_of_distance_agrees_with_the_kilometres(
    limit: float, latitude: float, longitude: float
) -> None:
    stream = Stream("s", latitude=latitude, longitude=longitude)
    need = Need("n", **LIBOURNE, distance_max_km=limit)
    far = _sides(stream, need).kilometres(ONE, ONE)[0]
    if abs(far - limit) > 0.01:
        assert (ExclusionReason.TOO_FAR in _filters(stream, need)) == (far > limit)


@pytest.mark.parametrize(
    ("offered", "least", "most", "expected"),
    [
        (180.0, 230.0, None, 180 / 230),
        (180.0, None, 230.0, 180 / 230),
        (180.0, 100.0, 230.0, 1.0),
        (460.0, 100.0, 230.0, 0.5),
        (460.0, 100.0, None, 1.0),
        (0.0, 100.0, 230.0, 0.0),
        (180.0, None, None, None),
        (None, 100.0, 230.0, None),
        (10.0, 0.0, 0.0, 0.0),
    ],
)
def test_the_quantity_is_how_the_offer_falls_into_the_need(
    offered: float | None, least: float | None, most: float | None, expected: float | None
) -> None:
    stream = Stream("s", tonnes_likely=offered)
    found = _sides(stream, Need("n", tonnes_min=least, tonnes_max=most)).quantity(ONE, ONE)[0]
    assert math.isnan(found) if expected is None else found == pytest.approx(expected)


def test_a_stream_smaller_than_the_minimum_stays_in() -> None:
    assert not _filters(Stream("s", tonnes_likely=1), Need("n", tonnes_min=1000))


def test_the_season_is_the_need_covered_month_by_month() -> None:
    assert _sides(Stream("s", months=ALL_YEAR), Need("n", months=SUMMER)).season(ONE, ONE)[
        0
    ] == pytest.approx(0.25)
    assert _sides(Stream("s", months=SUMMER), Need("n", months=SUMMER)).season(ONE, ONE)[
        0
    ] == pytest.approx(1)
    assert math.isnan(_sides(Stream("s", months=SUMMER), Need("n")).season(ONE, ONE)[0])


@pytest.mark.parametrize(
    ("note", "dirt", "limit", "expected"),
    [
        (0.8, None, None, 0.8),
        (None, 2.0, 8.0, 0.75),
        (0.25, 2.0, 8.0, 0.5),
        (None, 0.0, 0.0, 1.0),
        (None, 2.0, None, None),
        (None, None, 8.0, None),
    ],
)
def test_the_quality_is_the_note_the_margin_or_both(
    note: float | None, dirt: float | None, limit: float | None, expected: float | None
) -> None:
    stream = Stream("s", quality=note, contamination=dirt)
    found = _sides(stream, Need("n", contamination_max=limit)).quality(ONE, ONE)[0]
    assert math.isnan(found) if expected is None else found == pytest.approx(expected)


@pytest.mark.parametrize(
    ("price", "limit", "expected"),
    [
        (0.0, 20.0, 1.0),
        (-15.0, 20.0, 1.0),
        (5.0, 20.0, 0.75),
        (30.0, 20.0, 0.0),
        (-30.0, -20.0, 1.0),
        (0.0, -20.0, 0.0),
        (None, 20.0, None),
        (5.0, None, None),
    ],
)
def test_the_price_is_1_for_nothing_and_0_from_the_limit(
    price: float | None, limit: float | None, expected: float | None
) -> None:
    found = _sides(Stream("s", price=price), Need("n", price_max=limit)).cost(ONE, ONE)[0]
    assert math.isnan(found) if expected is None else found == pytest.approx(expected)


def test_each_filter_excludes_what_it_must_and_nothing_that_is_unknown() -> None:
    cases = [
        (Stream("s", tonnes_remaining=0), Need("n"), ExclusionReason.COMMITTED),
        (
            Stream("s", hazardous=True),
            Need("n", hazardous_accepted=False),
            ExclusionReason.HAZARDOUS,
        ),
        (
            Stream("s", **BORDEAUX),
            Need("n", **LIBOURNE, distance_max_km=20),
            ExclusionReason.TOO_FAR,
        ),
        (
            Stream("s", contamination=9),
            Need("n", contamination_max=8),
            ExclusionReason.CONTAMINATION,
        ),
        (Stream("s", operation="R1"), Need("n", operations=("R3",)), ExclusionReason.OPERATION),
        (
            Stream("s", available_to=date(2026, 3, 31)),
            Need("n", needed_from=date(2026, 4, 1)),
            ExclusionReason.DATES,
        ),
        (
            Stream("s", available_from=date(2027, 1, 1)),
            Need("n", needed_to=date(2026, 12, 31)),
            ExclusionReason.DATES,
        ),
    ]
    for stream, need, reason in cases:
        assert _filters(stream, need) == {reason}
        assert not _filters(Stream("s"), need)
        if reason is not ExclusionReason.COMMITTED:
            assert not _filters(stream, Need("n"))


def test_what_meets_a_limit_passes_it() -> None:
    day = date(2026, 4, 1)
    assert not _filters(Stream("s", available_to=day), Need("n", needed_from=day), day)
    assert not _filters(Stream("s", contamination=8), Need("n", contamination_max=8))
    assert not _filters(Stream("s", operation="r3"), Need("n", operations=("R1", "R3")))
    assert not _filters(Stream("s", hazardous=True), Need("n", hazardous_accepted=True))
    assert not _filters(Stream("s", **LIBOURNE), Need("n", **LIBOURNE, distance_max_km=0.001))


def test_what_ended_before_today_is_excluded_only_when_today_is_told() -> None:
    ended = Stream("s", available_to=date(2026, 3, 31))
    assert _filters(ended, Need("n"), date(2026, 4, 1)) == {ExclusionReason.DATES}
    assert not _filters(ended, Need("n"))
