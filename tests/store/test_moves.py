"""The facts that stages require, read by one query; the order of the history."""

from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from circular.domain.stages import StageFacts
from circular.domain.visitors import Visitor
from circular.store import moves
from circular.store.connection import Database
from circular.store.rows import insert
from tests.builders.facilities import a_facility
from tests.builders.needs import a_need
from tests.builders.projects import a_project
from tests.builders.services import a_request

DAY = date(2026, 6, 1)
AT = "2026-01-01T00:00:00"
KNOWN_AT_ONCE = {"has_name", "has_origin", "has_detection_day", "has_detector"}


@pytest.fixture
def project(db: Database, staff: Visitor) -> int:
    """Start a project of which nothing else is known."""
    return a_project(db, staff)


def true_facts(db: Database, project_id: int, day: date = DAY) -> set[str]:
    found = moves.facts(db, project_id, day=day)
    assert found is not None
    return {name for name, value in found.items() if value} - KNOWN_AT_ONCE


def agreement(db: Database, project_id: int, **values: Any) -> None:
    base = {
        "number": "2026-001",
        "type_key": "accompagnement",
        "type_version": 1,
        "project_id": project_id,
        "state": "signed",
        "drafted_on": "2026-01-01",
        "signed_on": "2026-03-01",
        "starts_on": "2026-03-01",
        "created_at": AT,
        "updated_at": AT,
    }
    insert(db, "agreement", base | values)


def implantation(db: Database, project_id: int, **values: Any) -> None:
    base = {"project_id": project_id, "created_at": AT, "updated_at": AT}
    insert(db, "implantation", base | values)


def person(db: Database, project_id: int, **values: Any) -> None:
    base = {"name": "N", "folded_name": "n", "created_at": AT, "updated_at": AT}
    holder_id = insert(db, "holder", base | values)
    db.conn.execute(
        "INSERT INTO project_holder (project_id, holder_id, role) VALUES (?, ?, 'porteur')",
        [project_id, holder_id],
    )


def test_the_query_gives_every_fact_that_the_stages_look_at(db: Database, project: int) -> None:
    found = moves.facts(db, project, day=DAY)

    assert found is not None
    assert set(found) == {field.name for field in fields(StageFacts)}
    assert true_facts(db, project) == set()


def test_an_unknown_project_has_no_facts(db: Database) -> None:
    assert moves.facts(db, 999, day=DAY) is None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, set()),
        ({"phone": "06 12 34 56 78"}, {"has_reachable_person"}),
        ({"other_contact": "par la mairie"}, {"has_reachable_person"}),
        ({"information_given_on": "2026-01-01"}, set()),
        (
            {"email": "n@exemple.fr", "information_given_on": "2026-01-01"},
            {"has_reachable_person", "has_informed_person"},
        ),
    ],
)
def test_one_same_person_is_reachable_and_informed(
    db: Database, project: int, values: dict[str, Any], expected: set[str]
) -> None:
    person(db, project, **values)

    assert true_facts(db, project) == expected


def test_two_people_do_not_make_one_informed_person(db: Database, project: int) -> None:
    person(db, project, phone="06 12 34 56 78")
    person(db, project, information_given_on="2026-01-01")

    assert true_facts(db, project) == {"has_reachable_person"}


@pytest.mark.parametrize(
    ("column", "value", "fact"),
    [
        ("summary", "Un paragraphe.", "has_summary"),
        ("commune_code", "33243", "has_place"),
        ("epci_siren", "200070092", "has_place"),
        ("no_need", 1, "has_stated_needs"),
        ("premises_wanted", "Atelier", "has_stated_needs"),
        ("jobs_planned", 0, "has_jobs_planned"),
        ("legal_form_planned", "sas", "has_legal_form_planned"),
        ("creation_under_way", 1, "has_company_or_under_way"),
    ],
)
def test_each_column_makes_its_fact(
    db: Database, project: int, column: str, value: object, fact: str
) -> None:
    db.conn.execute(f"UPDATE project SET {column} = ? WHERE id = ?", [value, project])

    assert true_facts(db, project) == {fact}


def test_a_siret_makes_two_facts(db: Database, project: int) -> None:
    db.conn.execute("UPDATE project SET siret = '73282932000074' WHERE id = ?", [project])

    assert true_facts(db, project) == {"has_siret", "has_company_or_under_way"}


def test_needs_are_stated_by_a_material_or_a_service(
    db: Database, staff: Visitor, project: int
) -> None:
    a_request(db, staff, project)

    assert "has_stated_needs" in true_facts(db, project)

    other = a_project(db, staff, "Palettes")
    a_need(db, staff, other)

    assert "has_stated_needs" in true_facts(db, other)


@pytest.mark.parametrize(
    ("values", "in_force"),
    [
        ({}, True),
        ({"ends_on": "2026-06-01"}, True),
        ({"ends_on": "2026-05-31"}, False),
        ({"starts_on": "2026-06-02"}, False),
        ({"state": "to_sign"}, False),
        ({"state": "ended", "ends_on": "2026-09-01", "closed_on": "2026-09-01"}, True),
        ({"state": "terminated", "closed_on": "2026-05-31"}, False),
        ({"state": "abandoned", "closed_on": "2026-09-01"}, False),
    ],
)
def test_an_agreement_counts_when_it_is_signed_and_in_force_that_day(
    db: Database, project: int, values: dict[str, Any], *, in_force: bool
) -> None:
    agreement(db, project, **values)

    assert ("has_agreement_in_force" in true_facts(db, project)) is in_force


def test_the_agreement_of_another_project_does_not_count(
    db: Database, staff: Visitor, project: int
) -> None:
    agreement(db, a_project(db, staff, "Autre"))

    assert true_facts(db, project) == set()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, set()),
        ({"commune_code": "33243"}, {"has_site"}),
        ({"address": "1 rue du Port"}, {"has_site", "has_address"}),
        ({"opening_planned_on": "2026-12-01"}, {"has_opening_planned"}),
        ({"opened_on": "2026-06-01"}, {"has_opened", "has_opening_planned"}),
        ({"opened_on": "2026-06-02"}, {"has_opening_planned"}),
        ({"proof_kind": "bail"}, {"has_proof"}),
    ],
)
def test_the_implantation_makes_its_facts(
    db: Database, project: int, values: dict[str, Any], expected: set[str]
) -> None:
    implantation(db, project, **values)

    assert true_facts(db, project) == expected


def test_a_facility_that_is_lent_is_a_site_and_gives_its_address(
    db: Database, staff: Visitor, project: int
) -> None:
    facility = a_facility(db, staff, address="2 quai des Salinières")
    implantation(db, project, facility_id=facility)

    assert true_facts(db, project) == {"has_site", "has_address"}


def test_a_corrected_line_keeps_its_place_among_those_of_the_same_day(
    db: Database, project: int
) -> None:
    day = {"project_id": project, "effective_on": "2026-02-01", "entered_at": AT}
    first = moves.add(db, {**day, "kind": "advance", "to_stage": "qualification"})
    second = moves.add(db, {**day, "kind": "advance", "to_stage": "support"})
    moves.mark_corrected(db, first, at=AT)
    instead = moves.add(
        db, {**day, "kind": "advance", "to_stage": "qualification", "corrects_id": first}
    )

    assert [row["id"] for row in moves.valid_moves(db, project)][1:] == [instead, second]
    assert [row["id"] for row in moves.history(db, project)][:3] == [second, instead, first]
