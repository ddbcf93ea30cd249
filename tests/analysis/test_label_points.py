"""Where names are written on a map."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from circular.analysis.label_points import Box, inner_point, spread

SQUARE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))


def overlaps(one: Box, first: tuple[float, float], other: Box, second: tuple[float, float]) -> bool:
    """Say whether two labels cover each other, by more than a hair."""
    across = (one.width + other.width) / 2 - abs(first[0] - second[0])
    down = (one.height + other.height) / 2 - abs(first[1] - second[1])
    return across > 1e-9 and down > (one.height + other.height) * 1e-5


def test_the_inner_point_of_a_square_is_its_middle() -> None:
    assert inner_point([SQUARE]) == pytest.approx((5, 5), abs=0.05)


def test_the_inner_point_keeps_away_from_a_hole() -> None:
    hole = ((1.0, 1.0), (9.0, 1.0), (9.0, 7.0), (1.0, 7.0))

    _, y = inner_point([SQUARE, hole])

    assert y > 7


def test_the_inner_point_of_several_parts_lies_in_the_widest() -> None:
    small = tuple((x / 5 + 20, y / 5) for x, y in SQUARE)

    assert inner_point([small, SQUARE]) == pytest.approx((5, 5), abs=0.2)


def test_the_inner_point_of_a_horseshoe_is_inside_of_it() -> None:
    horseshoe = ((0, 0), (10, 0), (10, 10), (7, 10), (7, 3), (3, 3), (3, 10), (0, 10))

    x, y = inner_point([[(float(a), float(b)) for a, b in horseshoe]])

    assert y < 3 or x < 3 or x > 7


def test_an_area_without_a_ring_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one ring"):
        inner_point([])


def test_labels_that_are_clear_of_each_other_stay_where_they_are() -> None:
    boxes = [Box(0, 0, 4, 1), Box(0, 2, 4, 1), Box(10, 0, 4, 1)]

    assert spread(boxes) == ((0, 0), (0, 2), (10, 0))


def test_two_labels_on_one_point_part_up_and_down() -> None:
    first, second = spread([Box(0, 0, 4, 1), Box(0, 0, 4, 1)])

    assert first[0] == second[0] == 0
    assert abs(first[1] - second[1]) == pytest.approx(1)


@given(
    some.lists(
        some.builds(Box, some.floats(0, 3), some.floats(0, 3), some.floats(1, 3), some.just(0.5)),
        max_size=6,
    )
)
def test_no_label_covers_another_one(boxes: list[Box]) -> None:
    places = spread(boxes)

    for first in range(len(boxes)):
        for second in range(first + 1, len(boxes)):
            assert not overlaps(boxes[first], places[first], boxes[second], places[second])
