"""Matches speak French, and their weights are what the association chose."""

import pytest
from pydantic import ValidationError

from circular.domain.matches import (
    DEFAULT_WEIGHTS,
    Because,
    Component,
    ComponentScore,
    Exclusion,
    ExclusionReason,
    MatchWeights,
    component_sentence,
    exclusion_sentence,
    score_of,
    spaced_code,
)

MATERIAL, DISTANCE, QUANTITY = Component.MATERIAL, Component.DISTANCE, Component.QUANTITY
SEASON, QUALITY, PRICE = Component.SEASON, Component.QUALITY, Component.PRICE

SENTENCES = [
    (
        ComponentScore(MATERIAL, 0.8, Because.AS_DECIDED),
        "valeur du jour de la décision",
    ),
    (
        ComponentScore(MATERIAL, 1.0, Because.SAME_CODE, label="180104"),
        "même code\u00a0: 18\u00a001\u00a004",
    ),
    (
        ComponentScore(MATERIAL, 0.6, Because.SAME_SUB_CHAPTER, label="180104"),
        "même sous-chapitre\u00a0: 18\u00a001",
    ),
    (
        ComponentScore(MATERIAL, 0.25, Because.SAME_CHAPTER, label="180104"),
        "même chapitre\u00a0: 18",
    ),
    (
        ComponentScore(MATERIAL, 0.25, Because.SAME_FAMILY, label="Bois"),
        "même famille de matière\u00a0: Bois",
    ),
    (
        ComponentScore(MATERIAL, 0.6, Because.VAGUE_CODE, label="200301"),
        "code trop vague pour conclure\u00a0: 20\u00a003\u00a001",
    ),
    (
        ComponentScore(MATERIAL, 0.8, Because.WORDS, label="copeaux de bois"),
        "mots proches de «\u00a0copeaux de bois\u00a0»",
    ),
    (
        ComponentScore(MATERIAL, 0.8, Because.WORDS),
        "mots proches de ce que le projet accepte",
    ),
    (
        ComponentScore(MATERIAL, 0.0, Because.NOTHING_IN_COMMON),
        "rien de commun dans les codes ni dans les mots",
    ),
    (
        ComponentScore(DISTANCE, 0.9, Because.WITHIN_REACH, amount=4.2, most=40.0),
        "4\u00a0km (à vol d’oiseau × 1,3)",
    ),
    (
        ComponentScore(DISTANCE, None, Because.NO_DISTANCE_LIMIT, amount=0.46),
        "0,5\u00a0km (à vol d’oiseau × 1,3), sans distance maximale, neutre",
    ),
    (
        ComponentScore(QUANTITY, 0.8, Because.TONNES, amount=180.0, least=230.0),
        "180\u00a0t offertes pour 230\u00a0t voulues",
    ),
    (
        ComponentScore(QUANTITY, 1.0, Because.TONNES, amount=180.0, most=1230.0),
        "180\u00a0t offertes pour 1\u202f230\u00a0t voulues",
    ),
    (
        ComponentScore(QUANTITY, 1.0, Because.TONNES, amount=180.0, least=100.0, most=230.0),
        "180\u00a0t offertes, de 100 à 230\u00a0t voulues",
    ),
    (ComponentScore(SEASON, 1.0, Because.ALL_YEAR, amount=1.0), "régulier toute l’année"),
    (
        ComponentScore(SEASON, 0.25, Because.SOME_MONTHS, amount=0.25),
        "25\u00a0% du besoin couvert mois par mois",
    ),
    (ComponentScore(SEASON, None, Because.UNKNOWN), "non renseignée, neutre"),
    (ComponentScore(PRICE, None, Because.UNKNOWN), "non renseigné, neutre"),
    (
        ComponentScore(QUALITY, 0.8, Because.STATED_QUALITY, amount=0.8),
        "qualité estimée à 80\u00a0%",
    ),
    (
        ComponentScore(QUALITY, 0.75, Because.CLEANER_THAN_ASKED, amount=2.0, most=8.0),
        "2\u00a0% d’indésirables pour 8\u00a0% au plus",
    ),
    (ComponentScore(PRICE, 1.0, Because.FREE, amount=0.0, most=20.0), "cédé sans prix"),
    (
        ComponentScore(PRICE, 0.75, Because.PRICE_BELOW_LIMIT, amount=5.0, most=20.0),
        "5\u00a0€ la tonne pour 20\u00a0€ la tonne au plus",
    ),
    (
        ComponentScore(PRICE, 0.0, Because.PRICE_ABOVE_LIMIT, amount=30.0, most=20.0),
        "30\u00a0€ la tonne, au-dessus des 20\u00a0€ la tonne possibles",
    ),
]


@pytest.mark.parametrize(("score", "sentence"), SENTENCES)
def test_a_component_says_why_it_has_its_value(score: ComponentScore, sentence: str) -> None:
    assert component_sentence(score) == sentence


def test_every_explanation_has_its_sentence() -> None:
    assert {score.because for score, _ in SENTENCES} == set(Because)


@pytest.mark.parametrize(
    ("exclusion", "sentence"),
    [
        (Exclusion(ExclusionReason.COMMITTED, amount=0.0), "tout le gisement est déjà promis"),
        (Exclusion(ExclusionReason.DATES), "les périodes n’ont aucun jour en commun"),
        (
            Exclusion(ExclusionReason.HAZARDOUS),
            "déchet dangereux, que le projet ne peut pas recevoir",
        ),
        (
            Exclusion(ExclusionReason.TOO_FAR, amount=84.4, limit=40.0),
            "trop loin\u00a0: 84\u00a0km (à vol d’oiseau × 1,3) pour 40\u00a0km au plus",
        ),
        (
            Exclusion(ExclusionReason.CONTAMINATION, amount=9.5, limit=8.0),
            "trop d’indésirables\u00a0: 9,5\u00a0% pour 8\u00a0% au plus",
        ),
        (
            Exclusion(ExclusionReason.OPERATION, label="R1"),
            "traitement R1 non prévu par le projet",
        ),
    ],
)
def test_an_exclusion_says_which_limit_is_broken(exclusion: Exclusion, sentence: str) -> None:
    assert exclusion_sentence(exclusion) == sentence


def test_the_starting_weights_are_those_of_the_method() -> None:
    assert DEFAULT_WEIGHTS.in_order() == (0.45, 0.25, 0.10, 0.10, 0.10, 0.0)
    assert DEFAULT_WEIGHTS.version == 1
    assert [DEFAULT_WEIGHTS.of(component) for component in Component] == [
        *DEFAULT_WEIGHTS.in_order()
    ]


def test_weights_are_never_negative_and_never_change_in_place() -> None:
    with pytest.raises(ValidationError):
        MatchWeights(material=-0.1)
    with pytest.raises(ValidationError):
        DEFAULT_WEIGHTS.material = 1.0  # type: ignore[misc]


def test_components_and_filters_have_french_labels() -> None:
    assert [component.label for component in Component] == [
        *("Matière", "Distance", "Quantité", "Saison", "Qualité", "Prix")
    ]
    assert all(reason.label for reason in ExclusionReason)


def test_a_code_is_written_in_pairs() -> None:
    assert spaced_code("180104") == "18\u00a001\u00a004"
    assert spaced_code("18") == "18"


def test_a_score_is_the_mean_of_what_is_known_by_its_weight() -> None:
    parts = {Component.MATERIAL: 1.0, Component.DISTANCE: 0.4, Component.SEASON: None}

    assert score_of(parts, DEFAULT_WEIGHTS) == pytest.approx((0.45 + 0.1) / 0.7)
    assert score_of({Component.PRICE: 1.0}, DEFAULT_WEIGHTS) is None
    assert score_of({}, DEFAULT_WEIGHTS) is None
