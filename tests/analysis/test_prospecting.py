"""Which places lie within reach."""

import pytest

from circular.analysis.prospecting import reached, road_kilometres

LIBOURNE, BORDEAUX, PARIS = (44.91, -0.24), (44.84, -0.58), (48.86, 2.35)


def test_distances_are_the_great_circle_times_the_detour() -> None:
    near, far = road_kilometres(LIBOURNE, [BORDEAUX, PARIS])
    assert near == pytest.approx(36.4, abs=1)
    assert far == pytest.approx(1.3 * 480, abs=20)
    assert road_kilometres(LIBOURNE, []) == []


def test_what_is_unknown_limits_nothing() -> None:
    places = [BORDEAUX, PARIS]
    assert reached(LIBOURNE, places, 50) == [True, False]
    assert reached(LIBOURNE, places, None) == [True, True]
    assert reached(None, places, 50) == [True, True]
