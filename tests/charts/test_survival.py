"""What the chart of survival draws, read in the figure itself."""

import json
from dataclasses import replace
from itertools import pairwise
from typing import Any

from circular.charts.survival import survival_curve
from circular.domain.survival import Cohort, SurvivalReference
from circular.queries.survival import CohortSurvival, SurvivalHorizon

REFERENCES = (
    SurvivalReference(Cohort.ALL, 24, 0.7, "en France", "APEE"),
    SurvivalReference(Cohort.PRIORITY, 24, 0.6, "en quartier prioritaire", "APEE"),
)
STEPS = ((6.0, 0.8), (18.0, 0.6))
BANDS = ((6.0, 0.5, 0.9), (18.0, 0.3, 0.8))
TOLD = (SurvivalHorizon(24, 10, 2, 0, 0, 0.6, 0.3, 0.8, None),)
WHOLE = CohortSurvival(Cohort.ALL, 12, 8, 4, 0, 30.0, STEPS, BANDS, TOLD)
DISTRICTS = CohortSurvival(Cohort.PRIORITY, 11, 9, 2, 0, 20.0, ((9.0, 0.55),), (), TOLD)
ONE = CohortSurvival(Cohort.ALL, 1, 1, 0, 0, 26.0, (), (), ())
NOBODY = CohortSurvival(Cohort.PRIORITY, 0, 0, 0, 0, 0.0, (), (), ())


def drawn(*cohorts: CohortSurvival) -> dict[str, Any]:
    """Return the figure as the browser receives it."""
    found: dict[str, Any] = json.loads(survival_curve(cohorts, REFERENCES).to_json())
    return found


def labels(figure: dict[str, Any]) -> list[tuple[str, float]]:
    """Return what is written in the drawing, and how high."""
    return [(each["text"], each["y"]) for each in figure["layout"]["annotations"]]


def test_a_curve_goes_in_steps_from_everybody_to_the_one_followed_longest() -> None:
    curves = [each for each in drawn(WHOLE)["data"] if each.get("line", {}).get("shape") == "hv"]

    assert [curve["x"] for curve in curves] == [[0, 6, 18, 30]]
    assert curves[0]["y"] == [1, 0.8, 0.6, 0.6]


def test_the_interval_is_a_closed_ground_between_dotted_bounds() -> None:
    figure = drawn(WHOLE)
    (band,) = [each for each in figure["data"] if each.get("fill") == "toself"]

    assert (band["x"][0], band["y"][0]) == (band["x"][-1], band["y"][-1]) == (6, 0.9)
    assert len([each for each in figure["data"] if each.get("line", {}).get("dash") == "dot"]) == 2


def test_published_rates_are_marked_at_their_month() -> None:
    marks = [each for each in drawn(WHOLE)["data"] if each["mode"] == "markers"]

    assert [(mark["x"], mark["y"]) for mark in marks] == [([24], [0.7]), ([24], [0.6])]


def test_labels_never_cover_one_another() -> None:
    written = labels(drawn(WHOLE, DISTRICTS))

    assert [text for text, _ in written] == [
        "70\u00a0% en France",
        "<b>60\u00a0% toutes</b>",
        "60\u00a0% en quartier prioritaire",
        "<b>55\u00a0% en QPV</b>",
    ]
    heights = [height for _, height in written]
    assert all(a - b >= 0.0799 for a, b in pairwise(heights))


def test_a_curve_is_named_where_nobody_is_followed_any_more_not_under_the_published_rates() -> None:
    short = replace(WHOLE, followed_months=11.0, steps=(), bands=())
    at = {each["text"]: each["x"] for each in drawn(short)["layout"]["annotations"]}

    assert at["<b>100\u00a0% toutes</b>"] == 11
    assert at["70\u00a0% en France"] == 24


def test_a_curve_of_too_few_is_thin_dotted_and_says_so_instead_of_a_rate() -> None:
    figure = drawn(ONE, replace(ONE, cohort=Cohort.PRIORITY))
    curves = [each for each in figure["data"] if each.get("line", {}).get("shape") == "hv"]

    assert [each["line"]["dash"] for each in curves] == ["dot", "dot"]
    assert all(each["line"]["width"] < 2 for each in curves)
    assert all("%{y" not in each["hovertemplate"] for each in curves)
    written = labels(figure)
    assert [text for text, _ in written[:2]] == [
        "1\u00a0entreprise\u00a0:<br>trop peu pour un taux",
        "1\u00a0entreprise en QPV\u00a0:<br>trop peu pour un taux",
    ]
    assert written[0][1] - written[1][1] >= 0.1599, "two lines each"
    assert not any("100" in text for text, _ in written)


def test_the_interval_of_too_few_is_not_drawn() -> None:
    few = replace(WHOLE, horizons=(replace(TOLD[0], at_risk=9),))

    assert not [each for each in drawn(few)["data"] if each.get("fill") == "toself"]


def test_a_cohort_of_nobody_is_not_drawn() -> None:
    assert len(drawn(WHOLE, NOBODY)["data"]) == len(drawn(WHOLE)["data"])
    assert [text for text, _ in labels(drawn(NOBODY))] == [
        "70\u00a0% en France",
        "60\u00a0% en quartier prioritaire",
    ]
