"""The settings say what an association may choose, within bounds."""

import pytest
from pydantic import ValidationError

from circular.domain.problems import problems_of
from circular.domain.settings import AssociationSettings


def sentences(**values: object) -> dict[str, str]:
    """Return what is refused, by field."""
    with pytest.raises(ValidationError) as refusal:
        AssociationSettings.model_validate(values)
    return {each.field: each.sentence for each in problems_of(refusal.value, AssociationSettings)}


def test_an_association_that_chose_nothing_has_the_defaults() -> None:
    assert AssociationSettings() == AssociationSettings(
        association_name="Circular", logo="", dormant_after_days=60, expiring_within_days=90
    )


def test_days_are_read_as_they_are_typed() -> None:
    assert (
        AssociationSettings.model_validate({"dormant_after_days": " 45 "}).dormant_after_days == 45
    )


@pytest.mark.parametrize("typed", ["", "   ", None])
def test_a_name_must_be_given(typed: str | None) -> None:
    assert sentences(association_name=typed)["association_name"].startswith("Renseignez")


def test_a_name_is_short() -> None:
    assert "60" in sentences(association_name="a" * 61)["association_name"]


@pytest.mark.parametrize("typed", ["6", "366", "-60", "10000"])
def test_absurd_thresholds_are_refused(typed: str) -> None:
    assert sentences(dormant_after_days=typed)["dormant_after_days"]


@pytest.mark.parametrize("typed", ["soixante", "1.234", "60,5", "=cmd|' /C calc'!A0"])
def test_what_is_not_a_whole_number_is_refused(typed: str) -> None:
    assert "nombre entier" in sentences(expiring_within_days=typed)["expiring_within_days"]


def test_a_logo_that_was_never_checked_is_refused() -> None:
    assert "logo" in sentences(logo="https://exemple.fr/logo.svg")


def test_names_of_somebody_else_are_left_alone() -> None:
    read = AssociationSettings.of_texts({"association_name": "Nouvel’R", "weights": "{}"})
    assert read == AssociationSettings(association_name="Nouvel’R")
