"""What the fan draws, read in the figure itself."""

import json
from datetime import date
from typing import Any

from circular.charts.forecast import fan
from circular.domain.targets import Path
from circular.queries.forecast import QuarterAhead
from circular.queries.forecast_facts import Range
from circular.queries.jobs import MonthOfJobs

TODAY = date(2026, 11, 22)
PATH = Path(value=100, starts_on=date(2025, 1, 1), due_on=date(2029, 12, 31))
MONTHS = (MonthOfJobs(date(2025, 1, 1), 0, 0), MonthOfJobs(TODAY, 11.5, 4))
QUARTERS = (
    QuarterAhead(date(2026, 12, 31), Range(11, 12, 13), Range(11, 12, 13)),
    QuarterAhead(date(2029, 12, 31), Range(17.2, 36, 70), Range(14, 28, 50)),
)


def drawn(
    months: tuple[MonthOfJobs, ...] = MONTHS,
    quarters: tuple[QuarterAhead, ...] = QUARTERS,
    path: Path | None = PATH,
) -> dict[str, Any]:
    """Return the figure as the browser receives it."""
    figure: dict[str, Any] = json.loads(fan(months, TODAY, 11.5, quarters, path).to_json())
    return figure


def test_the_band_goes_round_the_bounds_from_today_on() -> None:
    (band,) = [each for each in drawn()["data"] if each.get("fill") == "toself"]

    assert band["y"] == [11.5, 13, 70, 17.2, 11, 11.5]
    assert band["x"][0] == band["x"][-1] == "2026-11-22"


def test_the_bounds_are_dotted_so_that_no_colour_is_needed() -> None:
    lines = [each for each in drawn()["data"] if each["mode"] == "lines"]
    dashes = [each["line"].get("dash") for each in lines]

    assert dashes == ["dash", "dot", "dot", None, None]
    assert lines[-1]["line"]["shape"] == "hv"


def test_the_ends_are_labelled_and_kept_apart() -> None:
    close = (QuarterAhead(date(2029, 12, 31), Range(34, 35, 36), Range(34, 35, 36)),)
    labels = drawn(quarters=close)["layout"]["annotations"]

    assert [each["text"] for each in labels] == ["34", "<b>35</b>", "36", "objectif 100"]
    heights = [each["y"] for each in labels[:3]]
    assert heights[1] - heights[0] > 5
    assert heights[2] - heights[1] > 5


def test_without_target_nor_past_only_the_fan_is_drawn() -> None:
    figure = drawn(months=(), path=None)

    assert len(figure["data"]) == 4
    assert len(figure["layout"]["annotations"]) == 3


def test_there_are_three_ticks_and_the_target_fits() -> None:
    axis = drawn()["layout"]["yaxis"]

    assert axis["ticktext"] == ["0", "50", "100"]
    assert axis["range"][1] > 100
