"""What a facility may be."""

import pytest
from pydantic import ValidationError

from circular.domain.facilities import FacilityDraft
from circular.domain.problems import problems_of


def test_a_name_and_a_kind_are_enough() -> None:
    draft = FacilityDraft.model_validate({"name": "Hangar", "kind": "local"})

    assert draft.is_available is None
    assert draft.area_m2 is None


def test_a_surface_is_read_with_its_unit() -> None:
    draft = FacilityDraft.model_validate({"name": "H", "kind": "local", "area_m2": "1 250,5 m²"})

    assert draft.area_m2 == 1250.5


@pytest.mark.parametrize("typed", ["0", "-12", "1.234", "99999999999", "grand"])
def test_a_surface_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        FacilityDraft.model_validate({"name": "H", "kind": "local", "area_m2": typed})

    assert [each.field for each in problems_of(refusal.value, FacilityDraft)] == ["area_m2"]


def test_an_empty_form_asks_for_the_name_and_the_kind() -> None:
    with pytest.raises(ValidationError) as refusal:
        FacilityDraft.model_validate({"name": "", "kind": None})

    asked = [each.field for each in problems_of(refusal.value, FacilityDraft)]
    assert asked == ["name", "kind"]
