"""The months in which matter comes."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from circular.domain import seasons
from circular.domain.needs import NeedDraft
from circular.domain.problems import problems_of

AUTUMN = seasons.shares_of([10, 11, 12])


@given(st.sets(st.integers(1, 12), min_size=1))
def test_chosen_months_are_found_again_and_add_up_to_a_year(months: set[int]) -> None:
    shares = seasons.shares_of(sorted(months))

    assert shares is not None
    assert math.isclose(sum(shares), 1)
    assert set(seasons.months_of(shares)) == months
    assert seasons.read(seasons.stored(shares)) == pytest.approx(shares, abs=1e-3)


def test_no_month_is_an_unknown_season() -> None:
    assert seasons.shares_of([]) is None
    assert seasons.stored(None) is None
    assert seasons.read(None) is None
    assert seasons.season_sentence(None) is None


def test_a_thirteenth_month_is_refused() -> None:
    with pytest.raises(ValueError, match="1 à 12"):
        seasons.shares_of([13])


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (range(1, 13), "toute l’année"),
        ([10, 11, 12], "d’octobre à décembre"),
        ([12, 1, 2], "de décembre à février"),
        ([3], "en mars"),
        ([3, 4, 9], "en mars, avril et septembre"),
        ([4, 5], "d’avril à mai"),
    ],
)
def test_a_season_is_said_in_words(months: list[int], said: str) -> None:
    assert seasons.season_sentence(seasons.shares_of(list(months))) == said


@pytest.mark.parametrize(
    ("shares", "sentence"),
    [
        ([1.0] * 11, "douze mois"),
        ([0.0] * 12, "au moins un mois"),
        ([-1.0] + [1.0] * 11, "jamais négatif"),
        ([math.nan] + [1.0] * 11, "jamais négatif"),
    ],
)
def test_a_profile_that_is_none_is_refused(shares: list[float], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        seasons.checked_shares(shares)


def test_masses_become_shares() -> None:
    assert seasons.checked_shares([10.0, 30.0] + [0.0] * 10)[:2] == (0.25, 0.75)


def typed(*shares: str) -> NeedDraft:
    """Return a need whose season was typed month by month, in per cent."""
    months = [*shares, *[""] * (12 - len(shares))]
    return NeedDraft.model_validate({"title": "Bois", "families": ["bois"], "months": months})


def test_a_profile_typed_in_per_cent_is_read() -> None:
    months = typed("50", "25,5", "24,5 %").months

    assert months is not None
    assert months[:4] == pytest.approx((0.5, 0.255, 0.245, 0.0))


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        (("50", "45"), "Les douze mois font 95\u00a0% au lieu de 100\u00a0: il manque 5."),
        (("80", "45,5"), "il y a 25,5 de trop."),
        (("50", "beaucoup"), "Février\u00a0: «\u00a0beaucoup\u00a0» n’est pas un nombre"),
        (("0",), "au moins un mois"),
    ],
)
def test_a_profile_that_does_not_make_a_hundred_is_refused_with_its_sum(
    shares: tuple[str, ...], said: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        typed(*shares)
    (problem,) = problems_of(refusal.value, NeedDraft)
    assert problem.field == "months"
    assert said in problem.sentence
