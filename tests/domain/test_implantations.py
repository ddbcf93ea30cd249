"""What a set-up must say of its site and of its opening."""

from datetime import date

import pytest
from pydantic import BaseModel, ValidationError

from circular.domain.implantations import (
    ImplantationDraft,
    OpeningDraft,
    SiteDraft,
    opening_in_the_future,
)
from circular.domain.problems import problems_of


def refused(model: type[BaseModel], **values: object) -> dict[str, str]:
    """Return what is refused, by field."""
    with pytest.raises(ValidationError) as error:
        model.model_validate(values)
    return {each.field: each.sentence for each in problems_of(error.value, model)}


def test_a_site_is_a_commune_or_a_facility_lent() -> None:
    assert SiteDraft(commune_code="33243").facility_id is None
    assert SiteDraft(facility_id=3).commune_code is None
    assert "commune" in refused(SiteDraft, address="12 rue des Essais")["commune_code"]


def test_an_opening_has_a_day_an_address_and_a_proof() -> None:
    assert set(refused(OpeningDraft)) == {"opened_on", "address", "proof_kind"}


def test_a_corrected_opening_keeps_its_address_and_its_proof() -> None:
    found = refused(ImplantationDraft, commune_code="33243", opened_on="15/10/2026")

    assert set(found) == {"address", "proof_kind"}


def test_a_set_up_without_any_place_is_refused() -> None:
    assert set(refused(ImplantationDraft, address="12 rue des Essais")) == {"commune_code"}


def test_an_opening_is_a_fact_not_a_plan(today: date) -> None:
    assert opening_in_the_future(None, today=today) is None
    assert opening_in_the_future(today, today=today) is None

    problem = opening_in_the_future(date(2026, 11, 23), today=today)
    assert problem is not None
    assert problem.field == "opened_on"
    assert "23/11/2026" in problem.sentence
