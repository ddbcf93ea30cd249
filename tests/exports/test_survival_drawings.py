"""The curves in the report: nothing without a company, districts only when they may be told."""

from dataclasses import replace

from circular.domain.survival import Cohort
from circular.exports.survival_drawings import curves
from circular.queries.survival import CohortSurvival, Survival
from tests.exports.test_survival_words import NOBODY, WHOLE, a_page

STEPPED = replace(
    WHOLE, steps=((6.0, 0.9), (18.0, 0.7)), bands=((6.0, 0.8, 0.97), (18.0, 0.5, 0.85))
)


def a_whole_page(whole: CohortSurvival, *, is_masked: bool) -> Survival:
    priority = replace(STEPPED, cohort=Cohort.PRIORITY, is_masked=is_masked)
    elsewhere = replace(NOBODY, cohort=Cohort.ELSEWHERE)
    return replace(a_page(), cohorts=(whole, priority, elsewhere))


def labels(page: Survival) -> list[str]:
    picture = curves(page)
    assert picture
    return [each.get_text() for each in picture.figure.axes[0].texts]


def test_curves_and_published_rates_are_named_at_their_end() -> None:
    said = labels(a_whole_page(STEPPED, is_masked=False))

    assert sorted(said) == ["70\u00a0% en France", "70\u00a0% en QPV", "70\u00a0% toutes"]


def test_a_masked_district_is_not_drawn() -> None:
    assert "70\u00a0% en QPV" not in labels(a_whole_page(STEPPED, is_masked=True))


def test_the_same_curves_are_drawn_alike_twice() -> None:
    first, second = (curves(a_whole_page(STEPPED, is_masked=False)) for _ in range(2))
    assert first
    assert second

    assert first.svg() == second.svg()


def test_a_curve_of_too_few_says_so_instead_of_a_rate() -> None:
    one = replace(STEPPED, companies=1, horizons=(replace(STEPPED.horizons[0], at_risk=1),))
    said = labels(a_whole_page(one, is_masked=True))

    assert sorted(said) == [
        "1\u00a0entreprise\u00a0:\ntrop peu pour un taux",
        "70\u00a0% en France",
    ]


def test_nobody_draws_nothing() -> None:
    assert curves(a_whole_page(NOBODY, is_masked=True)) is None
