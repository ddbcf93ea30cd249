"""The territory says of its members and communes what a screen shows."""

from dataclasses import replace

import pytest
from pydantic import ValidationError

from circular.domain.errors import DomainError
from circular.domain.territory import (
    CommuneDraft,
    Dependents,
    MemberDraft,
    TerritoryCommune,
    check_removable,
    class_of,
    short_name,
)

VAYRES = TerritoryCommune(
    code="33539",
    name="Vayres",
    department_name="Gironde",
    member_siren="200070092",
    member_name="CA du Libournais",
    official_epci=None,
    population=4000,
    postal_codes="33870",
    has_coordinates=True,
    is_current=True,
)


def test_namesakes_are_told_apart_by_their_department() -> None:
    assert VAYRES.shown_name == "Vayres (Gironde)"
    assert replace(VAYRES, name="Paris", department_name="Paris").shown_name == "Paris"


def test_a_usual_commune_calls_for_no_remark() -> None:
    assert VAYRES.remark is None


def test_each_oddity_of_a_commune_is_said() -> None:
    odd = replace(VAYRES, official_epci="CC Porte Océane", has_coordinates=False, is_current=False)
    assert odd.remark == (
        "n\u2019existe plus dans la liste officielle, "
        "relève officiellement de CC Porte Océane, sans coordonnées"
    )


def test_an_epci_that_nothing_depends_on_may_leave() -> None:
    check_removable("CA du Libournais", Dependents(projects=0, targets=0, facilities=0, streams=0))


def test_an_epci_that_something_depends_on_stays_and_the_refusal_counts() -> None:
    dependents = Dependents(projects=3, targets=1, facilities=0, streams=2)
    with pytest.raises(DomainError) as refusal:
        check_removable("CA du Libournais", dependents)
    assert refusal.value.sentence == (
        "CA du Libournais ne peut pas être retirée du territoire. Ce qui en dépend\u00a0: "
        "3\u00a0projets, 1\u00a0objectif et 2\u00a0gisements."
    )


def test_a_membership_names_its_epci_and_reads_a_french_day() -> None:
    draft = MemberDraft.model_validate({"siren": "200070092", "joined_on": "01/02/2026"})
    assert draft.joined_on is not None
    assert draft.joined_on.isoformat() == "2026-02-01"
    with pytest.raises(ValidationError):
        MemberDraft.model_validate({"siren": None})


@pytest.mark.parametrize("day", ["31/02/2026", "hier", "01/02/1066"])
def test_an_impossible_day_is_refused(day: str) -> None:
    with pytest.raises(ValidationError):
        MemberDraft.model_validate({"siren": "200070092", "joined_on": day})


def test_a_commune_is_counted_somewhere() -> None:
    with pytest.raises(ValidationError):
        CommuneDraft.model_validate({"commune_code": "33539", "epci_siren": None})


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("CA du Libournais", "Libournais"),
        ("CC de l'Estuaire", "Estuaire"),
        ("CC Latitude Nord Gironde", "Latitude Nord Gironde"),
        ("CC du Grand Saint-Émilionnais", "Grand St-Émilionnais"),
        ("CC des Portes de Romilly", "Portes de Romilly"),
        ("CU d\u2019Alençon", "Alençon"),
        ("Bordeaux Métropole", "Bordeaux Métropole"),
    ],
)
def test_a_name_is_written_without_its_legal_kind(name: str, short: str) -> None:
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("value", "expected"), [(0, 0), (-1, 0), (1, 1), (5, 1), (5.1, 2), (20, 4)]
)
def test_classes_go_up_to_the_highest_value(value: float, expected: int) -> None:
    assert class_of(value, 20) == expected


def test_no_job_anywhere_is_the_first_class() -> None:
    assert class_of(0, 0) == 0
