"""What the chart of a target draws, read in the figure itself."""

import json
from datetime import date
from typing import Any

from circular.charts.targets import Wording, target_path
from circular.domain.targets import Path, PathKind, PathPoint
from circular.queries.targets import Measured

START, DUE = date(2025, 1, 1), date(2027, 12, 31)
MEASURES = (Measured(START, 0), Measured(date(2026, 1, 1), None), Measured(date(2026, 11, 22), 4))
STEPPED = Path(
    11, START, DUE, PathKind.STEPPED, (PathPoint(date(2026, 6, 1), 6), PathPoint(DUE, 11))
)


def drawn(path: Path | None, *, in_steps: bool = False) -> dict[str, Any]:
    """Return the figure as the browser receives it."""
    figure = target_path(MEASURES, path, Wording("4 conventions", "conventions"), in_steps=in_steps)
    found: dict[str, Any] = json.loads(figure.to_json())
    return found


def dashed(figure: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the lines of the path."""
    return [each for each in figure["data"] if each.get("line", {}).get("dash") == "dash"]


def test_a_stepped_path_is_drawn_as_stairs() -> None:
    (stairs,) = dashed(drawn(STEPPED))

    assert stairs["y"] == [0, 0, 6, 6, 11]
    assert stairs["x"][1] == stairs["x"][2] == "2026-06-01"


def test_without_a_path_the_value_is_written_and_no_line_is_drawn() -> None:
    figure = drawn(Path(11, START, DUE, PathKind.NONE))

    assert dashed(figure) == []
    assert [each["text"] for each in figure["layout"]["annotations"]] == [
        "<b>4 conventions</b>",
        "objectif 11",
    ]
    assert len([each for each in figure["data"] if each["mode"] == "markers"]) == 1


def test_days_measured_are_joined_dot_to_dot_and_the_unknown_left_out() -> None:
    (line,) = [each for each in drawn(STEPPED)["data"] if each["mode"] == "lines+markers"]

    assert line["y"] == [0, 4]
    assert line["line"]["shape"] == "linear"


def test_a_start_above_the_value_fits_in_the_drawing() -> None:
    falling = Path(2, START, DUE, baseline=9.0)

    assert drawn(falling)["layout"]["yaxis"]["range"][1] > 9


def test_steps_are_drawn_over_a_ground() -> None:
    fills = [each for each in drawn(STEPPED, in_steps=True)["data"] if each.get("fill")]

    assert len(fills) == 1
