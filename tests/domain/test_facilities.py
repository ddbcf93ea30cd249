"""What a facility may be."""

from datetime import date

import pytest
from pydantic import ValidationError

from circular.domain.facilities import (
    CapacityUnit,
    FacilityClosure,
    FacilityDraft,
    FacilityOpening,
)
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


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"capacity": "12"}, "capacity_unit"),
        ({"capacity_unit": "places"}, "capacity"),
        ({"capacity": "0", "capacity_unit": "places"}, "capacity"),
        ({"projects_at_once": "0"}, "projects_at_once"),
        ({"closed_weekdays": (1, 2, 3, 4, 5, 6, 7)}, "closed_weekdays"),
    ],
)
def test_a_capacity_has_its_unit_and_a_week_has_an_open_day(
    typed: dict[str, object], field: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        FacilityDraft.model_validate({"name": "H", "kind": "local", **typed})

    assert [each.field for each in problems_of(refusal.value, FacilityDraft)] == [field]


def test_one_project_at_a_time_unless_said_otherwise() -> None:
    values = {"name": "H", "kind": "local"}

    assert FacilityDraft.model_validate(values).projects_at_once == 1
    assert FacilityDraft.model_validate({**values, "projects_at_once": ""}).projects_at_once is None


def test_open_days_leave_out_the_week_and_the_closures() -> None:
    closure = FacilityClosure(date(2026, 12, 1), date(2026, 12, 2), "congés")
    opening = FacilityOpening(frozenset({6, 7}), (closure,))

    found = opening.open_days(date(2026, 11, 28), date(2026, 12, 3))

    assert [each.day for each in found] == [30, 3]
    assert opening.closed_words == "samedi et dimanche"
    assert FacilityOpening().closed_words is None
    assert closure.words == "du\u00a001/12/2026 au\u00a002/12/2026 (congés)"


def test_units_say_what_was_used_in_all() -> None:
    assert CapacityUnit.TONNES_YEAR.written(12.5) == "12,5\u00a0t par an"
    assert CapacityUnit.PLACES.written(None) == "–"
    assert [unit.amount for unit in CapacityUnit] == ["t", "t", "places", "m²", "m³"]
