"""The fan in the report: the same bytes for the same forecast, nothing before any fact."""

from dataclasses import replace
from datetime import date

from circular.exports.forecast_drawings import fan
from circular.queries.jobs import MonthOfJobs
from tests.exports.test_forecast_words import PAGE

PAST = tuple(MonthOfJobs(date(2026, month, 1), month, 0.0) for month in range(1, 12))


def test_the_fan_is_drawn_alike_twice_and_says_its_bounds() -> None:
    first, second = (fan(replace(PAGE, past=PAST)) for _ in range(2))
    assert first
    assert second

    assert first.svg() == second.svg()
    texts = {each.get_text() for each in first.figure.axes[0].texts}
    assert {"40\u00a0bas", "62\u00a0milieu", "90\u00a0haut", "objectif 100"} <= texts


def test_labels_of_equal_bounds_do_not_cover_one_another() -> None:
    last = PAGE.quarters[0]
    flat = replace(last, jobs=replace(last.jobs, low=3, middle=3, high=3))
    picture = fan(replace(PAGE, quarters=(flat,), target=None))
    assert picture

    heights = [each.xy[1] for each in picture.figure.axes[0].texts]  # type: ignore[attr-defined]
    assert len(set(heights)) == len(heights) == 3


def test_before_any_fact_there_is_nothing_to_draw() -> None:
    assert fan(replace(PAGE, quarters=())) is None
