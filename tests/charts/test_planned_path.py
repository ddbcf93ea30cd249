"""The dashed line of a target: through its points, level after the due day, or absent."""

from datetime import date

from circular.charts.planned_path import PLANNED, planned_line
from circular.domain.targets import Path, PathKind

START, DUE, LATER = date(2025, 1, 1), date(2027, 12, 31), date(2028, 6, 30)


def test_after_the_due_day_the_line_stays_level() -> None:
    (line,) = planned_line(Path(100, START, DUE, PathKind.LINEAR), LATER)

    assert list(line.x) == [START, DUE, LATER]
    assert list(line.y) == [0, 100, 100]
    assert (line.line.color, line.line.dash) == (PLANNED, "dash")


def test_before_the_due_day_the_line_ends_on_it() -> None:
    (line,) = planned_line(Path(100, START, DUE, PathKind.LINEAR), START)

    assert list(line.x) == [START, DUE]


def test_without_a_path_there_is_no_line() -> None:
    assert planned_line(None, DUE) == []
    assert planned_line(Path(11, START, DUE, PathKind.NONE), DUE) == []
