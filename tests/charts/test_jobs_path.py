"""What the chart of net jobs draws, read in the figure itself."""

import json
from datetime import date
from typing import Any

import pytest

from circular.charts.jobs_path import jobs_path
from circular.domain.targets import Path, PathKind, PathPoint
from circular.queries.jobs import MonthOfJobs

PATH = Path(value=100, starts_on=date(2025, 1, 1), due_on=date(2029, 12, 31))
MONTHS = (
    MonthOfJobs(date(2025, 1, 1), 0, 0),
    MonthOfJobs(date(2025, 12, 31), 20, 5),
    MonthOfJobs(date(2026, 11, 22), 31, 12),
)


def drawn(months: tuple[MonthOfJobs, ...] = MONTHS, path: Path | None = PATH) -> dict[str, Any]:
    """Return the figure as the browser receives it."""
    figure: dict[str, Any] = json.loads(jobs_path(months, path).to_json())
    return figure


def labels(figure: dict[str, Any]) -> list[str]:
    """Return what is written in the drawing."""
    return [each["text"] for each in figure["layout"]["annotations"]]


def lines(figure: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the lines of the drawing."""
    return [each for each in figure["data"] if each["mode"] == "lines"]


def test_the_net_line_goes_in_steps_through_every_month() -> None:
    _, net = lines(drawn())

    assert net["line"]["shape"] == "hv"
    assert net["y"] == [0, 20, 31]
    assert net["x"][-1] == "2026-11-22"


def test_the_path_is_dashed_and_ends_on_the_target() -> None:
    planned, _ = lines(drawn())

    assert planned["line"]["dash"] == "dash"
    assert (planned["x"], planned["y"]) == (["2025-01-01", "2029-12-31"], [0, 100])


def test_lines_are_labelled_at_their_ends_without_a_legend() -> None:
    figure = drawn()

    assert figure["layout"]["showlegend"] is False
    assert labels(figure) == ["<b>31\u00a0emplois nets</b>", "37,8 prévus", "objectif 100"]


def test_colours_are_placeholders_that_the_theme_replaces() -> None:
    text = json.dumps(jobs_path(MONTHS, PATH).to_dict()["data"], default=str)
    colours = {text[at : at + 7] for at in range(len(text)) if text[at] == "#"}

    assert colours <= {f"#0000{number:02d}" for number in range(1, 39)}


def test_nothing_can_be_zoomed_by_mistake() -> None:
    layout = drawn()["layout"]

    assert layout["xaxis"]["fixedrange"] is layout["yaxis"]["fixedrange"] is True
    assert layout["separators"] == ", "


def test_three_ticks_are_enough() -> None:
    axis = drawn()["layout"]["yaxis"]

    assert axis["ticktext"] == ["0", "50", "100"]


def test_more_jobs_than_promised_still_fit() -> None:
    figure = drawn((*MONTHS[:2], MonthOfJobs(date(2026, 11, 22), 130, 0)))

    assert figure["layout"]["yaxis"]["range"][1] > 130
    assert figure["layout"]["yaxis"]["ticktext"] == ["0", "100", "130"]
    planned = figure["layout"]["annotations"][1]
    assert (planned["xanchor"], planned["yanchor"]) == ("left", "top")


def test_a_due_day_that_is_past_is_followed_by_a_level() -> None:
    last = MonthOfJobs(date(2031, 6, 1), 80, 0)
    planned, _ = lines(drawn((MONTHS[0], last)))

    assert planned["x"][-1] == "2031-06-01"
    assert planned["y"] == [0, 100, 100]


def test_the_label_of_the_path_steps_aside_near_the_target() -> None:
    last = MonthOfJobs(date(2029, 11, 1), 80, 0)

    assert labels(drawn((MONTHS[0], last))) == ["<b>80\u00a0emplois nets</b>", "objectif 100"]


def test_without_a_target_the_jobs_are_drawn_alone() -> None:
    figure = drawn(path=None)

    assert len(lines(figure)) == 1
    assert labels(figure) == ["<b>31\u00a0emplois nets</b>"]


@pytest.mark.parametrize("path", [PATH, None])
def test_a_single_day_without_jobs_can_be_drawn(path: Path | None) -> None:
    figure = drawn((MonthOfJobs(date(2025, 1, 1), 0, 0),), path)

    first, last = figure["layout"]["xaxis"]["range"]
    assert first < last
    assert figure["layout"]["yaxis"]["range"][1] > 0


def test_the_label_always_has_room_on_its_right() -> None:
    figure = drawn(path=None)

    assert figure["layout"]["xaxis"]["range"][1] > "2027-06"


def test_the_ground_under_the_steps_is_closed_on_itself() -> None:
    (shade,) = [each for each in drawn()["data"] if each.get("fill") == "toself"]

    assert shade["y"][0] == shade["y"][-1] == 0
    assert shade["opacity"] < 0.2


def test_a_label_lies_over_no_step_of_the_path_on_the_day_of_a_step() -> None:
    day = date(2026, 11, 29)
    steps = (
        PathPoint(date(2025, 11, 29), 4),
        PathPoint(day, 12),
        PathPoint(date(2029, 11, 29), 40),
    )
    path = Path(40, date(2024, 11, 29), date(2029, 11, 29), PathKind.STEPPED, steps)
    months = (MonthOfJobs(date(2024, 11, 29), 0, 0), MonthOfJobs(day, 11.5, 8.5))

    reached = drawn(months, path)["layout"]["annotations"][0]

    below = (reached["xanchor"], reached["yanchor"], reached["yshift"])
    assert below == ("left", "top", -8), "the dashes go level, hardly above the label"
