"""What a factor of the association has to say, and how ranges and sources are written."""

from typing import Any

import pytest
from pydantic import ValidationError

from circular.domain.benefit_factors import (
    BenefitKind,
    FactorDraft,
    JobActivity,
    check_year,
    range_written,
    source_written,
)
from circular.domain.errors import DomainError
from circular.domain.problems import problems_of


def typed(**changes: Any) -> dict[str, Any]:
    """Return what a person types for a complete factor of CO2e."""
    return {
        "kind": BenefitKind.CO2,
        "label": "Bois",
        "families": ("bois",),
        "low": "-0,1",
        "high": "0,4",
        "source": "Étude locale",
        "year": "2024",
        **changes,
    }


def refused(**changes: Any) -> dict[str, str]:
    """Return the sentence under each field that is refused."""
    with pytest.raises(ValidationError) as error:
        FactorDraft.model_validate(typed(**changes))
    return {each.field: each.sentence for each in problems_of(error.value, FactorDraft)}


def test_codes_are_read_as_people_write_them() -> None:
    draft = FactorDraft.model_validate(typed(codes="15 01 01, 17 04 , 20"))
    assert (draft.codes, draft.low, draft.year) == (("150101", "1704", "20"), -0.1, 2024)


def test_a_factor_without_source_year_or_material_is_refused() -> None:
    assert set(refused(source="", year=None)) == {"source", "year"}
    assert set(refused(families=())) == {"families"}
    assert "2, 4 ou 6 chiffres" in refused(codes="bois")["codes"]
    assert "Corrigez" in refused(low="1", high="0,5")["high"]
    assert set(refused(activity=JobActivity.REUSE)) == {"activity"}


def test_jobs_want_an_activity_and_are_never_negative() -> None:
    jobs = {"kind": BenefitKind.JOBS, "families": ()}
    assert set(refused(**jobs)) == {"activity", "low"}
    draft = FactorDraft.model_validate(
        typed(**jobs, activity=JobActivity.REUSE, low="350", high="1400")
    )
    assert (draft.low, draft.high) == (350, 1400)


def test_a_year_to_come_is_refused() -> None:
    check_year(2026, this_year=2026)
    with pytest.raises(DomainError) as error:
        check_year(2027, this_year=2026)
    assert error.value.problems[0].field == "year"


def test_ranges_and_sources_are_written_in_french() -> None:
    assert range_written(0.2, 0.76) == "de\u00a00,2 à\u00a00,76"
    assert range_written(1.32, 1.32) == "1,32"
    assert range_written(None, None) == "–"
    assert source_written("ADEME", 2013) == "ADEME (2013)"
    assert source_written("Chiffres cités en 2009", 2009) == "Chiffres cités en 2009"
    assert source_written("Littérature", None) == "Littérature"
    assert "10\u202f000" in BenefitKind.JOBS.unit
