"""The paths that lead to a target: what they promise day by day, what they refuse."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from circular.domain.problems import RefusedFieldsError
from circular.domain.target_paths import Path, PathKind, PathPoint, read_points, year_ends
from tests.builders.targets import target_draft
from tests.domain.test_targets import refused

START, DUE = date(2025, 1, 1), date(2027, 12, 31)
ENDS = (date(2025, 12, 31), date(2026, 12, 31), DUE)
STEPS = (PathPoint(date(2026, 1, 1), 30), PathPoint(DUE, 120))
YEARS = tuple(PathPoint(day, value) for day, value in zip(ENDS, (10, 50, 120), strict=True))


def a_path(kind: PathKind, **changes: Any) -> Path:
    """Return a path to 120 over three years."""
    points = {PathKind.STEPPED: STEPS, PathKind.YEARLY: YEARS}.get(kind, ())
    return Path(
        **{
            "value": 120,
            "starts_on": START,
            "due_on": DUE,
            "kind": kind,
            "points": points,
            **changes,
        }
    )


def refused_points(kind: str, *rows: tuple[object, object], **changes: Any) -> list[str]:
    """Return what is refused in the points of a draft."""
    period = {"starts_on": START, "due_on": DUE}
    told = refused(**{**period, **changes, "path_kind": kind, "points": rows})
    assert set(told) == {"points"}
    return [told["points"]]


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2024, 1, 1), 0),
        (date(2025, 12, 31), 0),
        (date(2026, 1, 1), 30),
        (date(2027, 12, 30), 30),
        (DUE, 120),
        (date(2031, 1, 1), 120),
    ],
)
def test_a_step_is_reached_at_once_and_held(day: date, value: float) -> None:
    assert a_path(PathKind.STEPPED).at(day) == value


def test_a_year_is_reached_in_a_straight_line_from_the_one_before() -> None:
    path = a_path(PathKind.YEARLY)

    assert [path.at(day) for day in ENDS] == [10, 50, 120]
    middle = date(2026, 7, 2)  # 183 of the 365 days of 2026
    assert path.at(middle) == pytest.approx(10 + 40 * 183 / 365)


def test_without_a_path_only_the_due_day_counts() -> None:
    path = a_path(PathKind.NONE)

    assert (path.at(DUE - timedelta(days=1)), path.at(DUE)) == (0, 120)
    assert path.corners == ()
    assert path.expected(date(2026, 6, 1)) is None
    assert path.expected(DUE) == 120


def test_a_path_may_start_from_what_was_there() -> None:
    path = a_path(PathKind.LINEAR, baseline=20.0)

    assert path.at(START) == 20
    assert path.pace_so_far(20, date(2026, 1, 1)) == 0
    assert path.at(date(2026, 7, 2)) == pytest.approx(20 + 100 * 547 / 1094)


def test_nothing_is_expected_before_the_start_nor_before_the_first_step() -> None:
    assert a_path(PathKind.LINEAR).expected(date(2024, 12, 31)) is None
    assert a_path(PathKind.STEPPED).expected(date(2025, 6, 1)) is None
    assert a_path(PathKind.STEPPED, baseline=5.0).expected(date(2025, 6, 1)) == 5


def test_the_corners_of_a_stepped_path_draw_its_stairs() -> None:
    assert a_path(PathKind.STEPPED).corners == (
        (START, 0),
        (date(2026, 1, 1), 0),
        (date(2026, 1, 1), 30),
        (DUE, 30),
        (DUE, 120),
    )


@given(some.sampled_from(list(PathKind)), some.integers(-400, 1500), some.integers(0, 400))
def test_no_path_ever_goes_back_nor_leaves_its_bounds(
    kind: PathKind, first: int, later: int
) -> None:
    path = a_path(kind)
    day = START + timedelta(days=first)

    assert 0 <= path.at(day) <= path.at(day + timedelta(days=later)) <= 120


@given(some.sampled_from(list(PathKind)), some.integers(0, 1094))
def test_what_is_expected_is_what_the_path_says(kind: PathKind, days: int) -> None:
    path = a_path(kind)
    day = START + timedelta(days=days)

    assert path.expected(day) in (None, path.at(day))


def test_a_yearly_path_has_a_value_for_each_end_of_year_then_the_due_day() -> None:
    assert year_ends(START, DUE) == ENDS
    assert year_ends(date(2025, 12, 31), date(2026, 6, 30)) == (date(2026, 6, 30),)


def test_rows_left_blank_are_passed_over() -> None:
    assert read_points([("", ""), ("01/01/2026", "30"), (None, None)], PathKind.STEPPED) == (
        PathPoint(date(2026, 1, 1), 30),
    )


def test_each_row_that_cannot_be_read_is_told_with_its_rank_and_its_field() -> None:
    rows = [("31/02/2026", "1.234"), ("", "5"), ("01/01/2027", "")]

    with pytest.raises(RefusedFieldsError) as refusal:
        read_points(rows, PathKind.STEPPED)

    told = [problem.sentence for problem in refusal.value.problems]
    assert [sentence.split("\u00a0")[0] for sentence in told] == [
        "Palier 1, jour",
        "Palier 1, valeur",
        "Palier 2, jour",
        "Palier 3, valeur",
    ]
    assert "n\u2019existe pas dans le calendrier" in told[0]
    assert "deux façons" in told[1]


def test_a_year_without_a_value_is_told_by_its_year() -> None:
    (told,) = refused_points("yearly", (ENDS[0], ""), (ENDS[1], "50"), (ENDS[2], "120"))

    assert told == "Année 2025\u00a0: écrivez la valeur à atteindre."


@pytest.mark.parametrize(
    ("rows", "part"),
    [
        ((), "Ajoutez au moins un palier"),
        ((("01/01/2024", "10"), (DUE, "120")), "Palier 1\u00a0: le 01/01/2024 est hors"),
        (((DUE, "50"), (DUE, "120")), "Palier 2\u00a0: le 31/12/2027 ne vient pas après"),
        (((DUE, "100"),), "Palier 1\u00a0: 100 n\u2019est pas la valeur à atteindre (120)"),
        (
            (("01/01/2026", "50"), ("01/01/2027", "40"), (DUE, "120")),
            "Palier 2\u00a0: 40 revient en arrière après 50",
        ),
        (tuple((START, str(each)) for each in range(21)), "20 étapes au plus"),
    ],
)
def test_steps_that_do_not_hold_are_refused(rows: tuple[Any, ...], part: str) -> None:
    (told,) = refused_points("stepped", *rows)

    assert part in told


def test_a_yearly_path_wants_every_year() -> None:
    (told,) = refused_points("yearly", (ENDS[0], "10"), (DUE, "120"))

    assert "31/12/2025, 31/12/2026 et 31/12/2027" in told


def test_a_straight_path_takes_no_step() -> None:
    (told,) = refused_points("linear", (DUE, "120"))

    assert "n\u2019a pas d\u2019étape" in told


def test_a_draft_keeps_its_path() -> None:
    draft = target_draft(path_kind="stepped", points=[("01/01/2027", "30"), ("31/12/2029", "120")])

    assert draft.path.at(date(2028, 1, 1)) == 30
    assert draft.path.at(date(2026, 12, 31)) == 0
