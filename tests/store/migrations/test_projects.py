"""The tables of the pipeline refuse what no rule should have let through."""

import sqlite3
from enum import StrEnum
from typing import Any

import pytest

from circular.domain.exchanges import Direction, ExchangeKind
from circular.domain.holders import Gender
from circular.domain.next_actions import ActionKind
from circular.domain.stages import MoveKind, Stage
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import value
from tests.builders.facilities import a_facility
from tests.builders.holders import a_contact
from tests.builders.next_actions import an_action
from tests.builders.noted_exchanges import an_exchange
from tests.builders.projects import in_support
from tests.builders.services import a_given_service
from tests.builders.straight import accepted, count, holds

WHAT_HAPPENED = (
    "project_holder",
    "project_pillar",
    "project_move",
    "exchange",
    "next_action",
    "service",
)


@pytest.fixture
def project_id(db: Database, staff: Visitor) -> int:
    """Return a contact's project with an exchange, an act and a service of its own."""
    found = a_contact(db, staff)
    an_exchange(db, staff, found)
    an_action(db, staff, found)
    a_given_service(db, staff, found)
    return found


@pytest.mark.parametrize(
    ("table", "column", "known"),
    [
        ("project", "stage", Stage),
        ("project_move", "kind", MoveKind),
        ("exchange", "kind", ExchangeKind),
        ("exchange", "direction", Direction),
        ("next_action", "kind", ActionKind),
        ("holder", "gender", Gender),
    ],
)
def test_a_column_accepts_every_word_of_the_domain_and_no_other(
    db: Database, project_id: int, table: str, column: str, known: type[StrEnum]
) -> None:
    record_id = value(db, f"SELECT MAX(id) FROM {table}")
    words = [each.value for each in known]

    assert accepted(db, table, record_id, column, [*words, "elsewhere", ""]) == words


@pytest.mark.parametrize(
    ("kind", "reason", "refused"),
    [
        ("abandoned", "sans_nouvelles", False),
        (None, None, False),
        ("abandoned", None, True),
        (None, "sans_nouvelles", True),
        ("gone", "sans_nouvelles", True),
    ],
)
def test_an_exit_has_a_kind_and_a_reason_or_neither(
    db: Database, project_id: int, kind: str | None, reason: str | None, *, refused: bool
) -> None:
    assert holds(db, "project", project_id, exit_kind=kind, exit_reason=reason) is refused


@pytest.mark.parametrize(
    ("column", "values", "kept"),
    [
        ("jobs_planned", [-0.5, 0, 10_000, 10_000.5, None], [0, 10_000, None]),
        ("funding_sought", [-1, 0, 250_000, None], [0, 250_000, None]),
        ("premises_area_m2", [0, 0.5, None], [0.5, None]),
        ("is_priority_district", [0, 1, 2, None], [0, 1, None]),
        ("creation_under_way", [0, 1, 2, None], [0, 1]),
        ("siret", ["1" * 13, "1" * 14, None], ["1" * 14, None]),
        ("commune_code", ["33243", "00000", None], ["33243", None]),
    ],
)
def test_a_figure_of_a_project_stays_within_its_bounds(
    db: Database, project_id: int, column: str, values: list[Any], kept: list[Any]
) -> None:
    assert accepted(db, "project", project_id, column, values) == kept


def test_a_service_may_be_given_on_the_day_it_was_asked_for_but_not_before(
    db: Database, project_id: int
) -> None:
    service_id = value(db, "SELECT MAX(id) FROM service WHERE project_id = ?", [project_id])
    days = ["2026-03-11", "2026-03-12", "2026-03-13", None]

    found = accepted(db, "service", service_id, "given_on", days)

    assert found == ["2026-03-12", "2026-03-13", None]


def test_a_person_has_one_part_in_a_project(db: Database, project_id: int) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        db.conn.execute(
            "INSERT INTO project_holder (project_id, holder_id, role)"
            " SELECT project_id, holder_id, 'associe' FROM project_holder WHERE project_id = ?",
            [project_id],
        )


def test_a_person_who_carries_a_project_cannot_be_taken_out_of_the_store(
    db: Database, project_id: int
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        db.conn.execute(
            "DELETE FROM holder WHERE id IN"
            " (SELECT holder_id FROM project_holder WHERE project_id = ?)",
            [project_id],
        )


def test_what_happened_to_a_project_goes_with_it_and_its_people_stay(
    db: Database, staff: Visitor, project_id: int
) -> None:
    other_id = a_contact(db, staff, "Idris Valmont")
    people = count(db, "holder")
    rows_of = "SELECT COUNT(*) FROM {table} WHERE project_id = {project}"

    db.conn.execute("DELETE FROM project WHERE id = ?", [project_id])

    assert [
        value(db, rows_of.format(table=table, project=project_id)) for table in WHAT_HAPPENED
    ] == [0] * len(WHAT_HAPPENED)
    assert value(db, rows_of.format(table="project_holder", project=other_id)) == 1
    assert count(db, "holder") == people


def test_a_project_under_agreement_cannot_be_taken_out_of_the_store(
    db: Database, staff: Visitor
) -> None:
    project_id = in_support(db, staff)

    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        db.conn.execute("DELETE FROM project WHERE id = ?", [project_id])


def test_a_facility_has_an_area_above_nothing_or_an_unknown_one(
    db: Database, staff: Visitor
) -> None:
    facility_id = a_facility(db, staff)

    assert accepted(db, "facility", facility_id, "area_m2", [-1, 0, 0.5, None]) == [0.5, None]
    assert accepted(db, "facility", facility_id, "is_available", [0, 1, 2, None]) == [0, 1, None]
