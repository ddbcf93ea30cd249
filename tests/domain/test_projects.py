"""Projects: what their form refuses, and what a list was asked."""

from typing import Any

import pytest
from pydantic import ValidationError

from circular.domain.problems import problems_of
from circular.domain.projects import (
    ProjectDraft,
    ProjectFilters,
    Scope,
    StartDraft,
    folded_title,
)
from circular.domain.stages import Health

SIREN, SIRET, OTHER_SIRET = "732829320", "73282932000074", "44306184100047"


def refused(**values: Any) -> dict[str, str]:
    """Return the sentences by field of a form filled in so."""
    with pytest.raises(ValidationError) as caught:
        ProjectDraft.model_validate({"title": "Couches", "origin": "appel"} | values)
    return {each.field: each.sentence for each in problems_of(caught.value, ProjectDraft)}


def test_a_project_needs_a_title_and_an_origin_only() -> None:
    draft = ProjectDraft.model_validate({"title": " Couches ", "origin": "appel"})

    assert draft.title == "Couches"
    assert draft.jobs_planned is None
    assert set(refused(title="", origin=None)) == {"title", "origin"}


def test_zero_jobs_is_an_answer() -> None:
    draft = ProjectDraft.model_validate({"title": "x", "origin": "appel", "jobs_planned": "0"})

    assert draft.jobs_planned == 0


def test_amounts_are_read_as_people_type_them() -> None:
    draft = ProjectDraft.model_validate(
        {
            "title": "x",
            "origin": "appel",
            "jobs_planned": "2,5",
            "funding_sought": "60 000 €",
            "premises_area_m2": "350 m²",
        }
    )

    assert (draft.jobs_planned, draft.funding_sought, draft.premises_area_m2) == (2.5, 60000, 350)


@pytest.mark.parametrize(
    ("values", "field", "part"),
    [
        ({"siret": "7328293200007"}, "siret", "il en faut 14"),
        ({"siret": "73282932000075"}, "siret", "n’est pas valide"),
        ({"siren": SIREN, "siret": OTHER_SIRET}, "siret", "n’est pas celui de ce SIREN"),
        ({"jobs_planned": "-1"}, "jobs_planned", "négatif"),
        ({"jobs_planned": "1.234"}, "jobs_planned", "de deux façons"),
        ({"jobs_planned": "99999"}, "jobs_planned", "dépasse"),
        ({"funding_sought": "beaucoup"}, "funding_sought", "n’est pas un nombre"),
        ({"premises_area_m2": "0"}, "premises_area_m2", "trop petit"),
        ({"summary": "x" * 10_000}, "summary", "la limite est de"),
        ({"no_need": True, "premises_wanted": "Atelier"}, "no_need", "besoin exprimé"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(values: dict[str, Any], field: str, part: str) -> None:
    sentences = refused(**values)

    assert list(sentences) == [field]
    assert part in sentences[field]


def test_a_siren_and_the_siret_of_the_same_company_agree() -> None:
    draft = ProjectDraft.model_validate(
        {"title": "x", "origin": "appel", "siren": "732 829 320", "siret": SIRET}
    )

    assert (draft.siren, draft.siret) == (SIREN, SIRET)


def test_a_new_project_has_its_day_of_detection() -> None:
    with pytest.raises(ValidationError):
        StartDraft.model_validate({"title": "x", "origin": "appel", "detected_on": "31/02/2026"})


def test_filters_know_what_they_would_be_without_any_choice() -> None:
    filters = ProjectFilters(
        text="L’œuvre d’Élise",
        epci_siren="200070092",
        healths=(Health.LATE,),
        adviser_id=3,
        scope=Scope.ALL,
    )

    assert filters.words == ("l", "oeuvre", "d", "elise")
    assert filters.without_choices == ProjectFilters(scope=Scope.ALL)


def test_a_title_without_letters_can_still_be_searched() -> None:
    assert folded_title("♻") == "♻"
