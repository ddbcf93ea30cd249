"""A label stands where it lies over no line, and over no other label."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from circular.charts.clear_labels import (
    LEFT_ABOVE,
    RIGHT_ABOVE,
    RIGHT_BELOW,
    Frame,
    clear_side,
    stairs,
)

START, MIDDLE, END = date(2025, 1, 1), date(2027, 7, 2), date(2029, 12, 31)
FRAME = Frame(START, END, 100, 120)
SIDES = (RIGHT_ABOVE, RIGHT_BELOW, LEFT_ABOVE)


def test_the_first_side_is_kept_where_nothing_is_covered() -> None:
    line = [(START, 50.0), (MIDDLE, 50.0)]

    assert clear_side(FRAME, (MIDDLE, 50), "prévus", sides=SIDES, lines=[line]) == RIGHT_ABOVE


def test_a_line_that_rises_sends_the_label_below() -> None:
    line = [(START, 0.0), (END, 100.0)]

    assert clear_side(FRAME, (MIDDLE, 50), "prévus", sides=SIDES, lines=[line]) == RIGHT_BELOW


def test_a_level_just_above_the_point_and_dates_below_send_the_label_to_the_left() -> None:
    level = [(START, 4.0), (MIDDLE, 4.0), (MIDDLE, 12.0), (END, 12.0)]

    assert clear_side(FRAME, (MIDDLE, 11), "emplois", sides=SIDES, lines=[level]) == LEFT_ABOVE


def test_a_label_leaves_its_place_to_another_and_to_the_dates() -> None:
    at = (MIDDLE, 5.0)
    above = FRAME.box(at, "prévus", RIGHT_ABOVE)

    assert clear_side(FRAME, at, "prévus", sides=SIDES, lines=[], taken=[above]) == LEFT_ABOVE


def test_stairs_go_level_then_up() -> None:
    assert stairs([(START, 0.0), (MIDDLE, 4.0)]) == [(START, 0), (MIDDLE, 0), (MIDDLE, 4)]
    assert stairs([]) == []


@given(value=st.floats(0, 100), share=st.floats(0, 1))
def test_a_side_is_always_found(value: float, share: float) -> None:
    day = START + (END - START) * share
    line = [(START, value), (END, value)]

    assert clear_side(FRAME, (day, value), "emplois", sides=SIDES, lines=[line]) in SIDES
