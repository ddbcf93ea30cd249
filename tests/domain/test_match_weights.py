"""The weights that an association chooses make a hundred points."""

from typing import Any

import pytest
from pydantic import ValidationError

from circular.domain.match_weights import (
    WeightsDraft,
    hundred_sentence,
    points_of,
    weights_words,
)
from circular.domain.matches import DEFAULT_WEIGHTS, Component, MatchWeights
from circular.domain.problems import problems_of


def draft(**changes: Any) -> WeightsDraft:
    """Return weights that put the distance first, typed as people do."""
    values: dict[str, Any] = {
        "material": "40",
        "distance": "42,5",
        "quantity": "10",
        "season": "7,5 %",
        "quality": "0",
        "price": "0",
        "reason": "Pas de camion",
    }
    return WeightsDraft.model_validate({**values, **changes})


def test_points_become_shares_under_a_version() -> None:
    found = draft().weights(3)

    assert (found.version, found.distance, found.season) == (3, 0.425, 0.075)
    assert [points_of(found, each) for each in Component] == [40, 42.5, 10, 7.5, 0, 0]


@pytest.mark.parametrize(
    ("price", "said"),
    [("5", "il y a 5 de trop"), ("0,5", "il y a 0,5 de trop"), ("-1", "négatif"), ("x", "nombre")],
)
def test_what_does_not_make_a_hundred_is_refused_with_its_sum(price: str, said: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        draft(price=price)
    assert said in " ".join(each.sentence for each in problems_of(refusal.value, WeightsDraft))


def test_the_sum_is_told() -> None:
    assert hundred_sentence([60, 40]) is None
    assert hundred_sentence([60, 35]) == ("Les six poids font 95 sur 100\u00a0: il manque 5.")


def test_weights_are_read_whatever_they_add_up_to() -> None:
    assert weights_words(DEFAULT_WEIGHTS) == (
        "matière 45, distance 25, quantité 10, saison 10, qualité 10"
    )
    nothing = MatchWeights(material=0, distance=0, quantity=0, season=0, quality=0, price=0)
    assert points_of(nothing, Component.MATERIAL) == 0
