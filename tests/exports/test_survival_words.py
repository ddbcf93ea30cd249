"""The sentences of survival, case by case."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from circular.domain.indicators import Perimeter
from circular.domain.survival import Cohort, SurvivalReference
from circular.exports import survival_words as words
from circular.queries.survival import CohortSurvival, Survival, SurvivalHorizon

FRANCE = SurvivalReference(Cohort.ALL, 24, 0.7, "en France", "APEE Poitiers")
TWO_YEARS = SurvivalHorizon(24, 14, 5, 1, 4, 0.652, 0.48, 0.79, FRANCE)
WHOLE = CohortSurvival(Cohort.ALL, 24, 15, 7, 2, 40.0, (), (), (TWO_YEARS,))
NOBODY = CohortSurvival(Cohort.ALL, 0, 0, 0, 0, 0.0, (), (), ())


def a_page(whole: CohortSurvival = WHOLE, **counts: int) -> Survival:
    """Return a page of one cohort."""
    left_out = {"without_district": 0, "without_opening": 0, "closed_before_opening": 0}
    return Survival(Perimeter(date(2026, 11, 22)), (whole,), (FRANCE,), **(left_out | counts))


def with_two_years(**changes: Any) -> CohortSurvival:
    """Return the cohort with another horizon at two years."""
    return replace(WHOLE, horizons=(replace(TWO_YEARS, **changes),))


def test_the_lead_says_the_rate_at_two_years_and_what_chance_explains() -> None:
    assert words.lead(a_page()) == (
        "**65\u00a0%** des entreprises sont encore ouvertes deux ans après leur ouverture, au "
        "22/11/2026\u202f; rien ne permet de dire que c\u2019est autre chose que 70\u00a0% "
        "en France."
    )


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        (with_two_years(share=0.9, low=0.8, high=0.95), "**plus** que les 70\u00a0% en France"),
        (with_two_years(share=0.4, low=0.3, high=0.6), "**moins** que les 70\u00a0% en France"),
        (with_two_years(share=1.0, low=None, high=None), "la référence est de 70\u00a0%"),
        (with_two_years(at_risk=9), "**Trop peu de recul** au 22/11/2026"),
        (with_two_years(at_risk=9), "9 suivies depuis deux ans au moins\u202f; il en faut 10"),
        (with_two_years(at_risk=1), "une seule suivie depuis deux ans"),
        (with_two_years(at_risk=0, share=None), "aucune suivie depuis deux ans"),
        (NOBODY, "**Aucune entreprise** n\u2019a ouvert jusqu\u2019au 22/11/2026."),
    ],
)
def test_the_lead_says_no_more_than_it_knows(whole: CohortSurvival, part: str) -> None:
    assert part in words.lead(a_page(whole))


def test_a_cohort_is_told_with_its_states() -> None:
    assert words.cohort(WHOLE).startswith(
        "**24\u00a0entreprises**\u00a0: 15\u00a0ouvertes, 7\u00a0fermées, 2 sans nouvelles. "
        "À deux ans\u00a0: 65\u00a0%"
    )
    assert words.cohort(with_two_years(at_risk=1)).endswith(
        "À deux ans, 1\u00a0suivie\u00a0: trop peu pour un taux."
    )
    assert "Aucune n\u2019est suivie" in words.cohort(with_two_years(share=None))
    assert words.cohort(NOBODY) == "**Aucune entreprise** à cette date."
    assert "que l\u2019équipe" not in words.cohort(NOBODY)
    assert words.cohort(replace(NOBODY, is_masked=True)) == words.MASKED


def test_a_rate_of_too_few_says_how_few() -> None:
    assert words.rate(TWO_YEARS) == "65\u00a0%"
    assert words.rate(replace(TWO_YEARS, at_risk=1, share=1.0)) == "100\u00a0% (1\u00a0entreprise)"
    assert words.rate(replace(TWO_YEARS, at_risk=9)) == "65\u00a0% (9\u00a0entreprises)"
    assert words.rate(replace(TWO_YEARS, at_risk=0, share=None)) == "–"


def test_an_interval_is_written_with_both_bounds_or_not_at_all() -> None:
    assert words.interval(TWO_YEARS) == "48\u00a0à\u00a079\u00a0%"
    assert words.interval(replace(TWO_YEARS, low=None)) == "–"


def test_a_reference_says_where_it_comes_from() -> None:
    assert words.reference(FRANCE) == (
        "70\u00a0% en France, à 24\u00a0mois. Source\u00a0: APEE Poitiers."
    )


def test_what_is_left_out_is_told_with_its_remedy() -> None:
    page = a_page(without_district=3, without_opening=1, closed_before_opening=2)

    opening, ends, districts = words.left_out(page)
    assert opening.startswith("1\u00a0projet suivi n\u2019a pas de date d\u2019ouverture")
    assert ends.startswith("2\u00a0cessations précèdent l\u2019ouverture")
    assert districts.startswith("Pour 3\u00a0entreprises, on ne sait pas")
    assert words.left_out(a_page()) == []
