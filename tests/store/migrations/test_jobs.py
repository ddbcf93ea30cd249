"""The tables of set-ups, jobs and targets refuse what no rule should have let through."""

import sqlite3
from typing import Any

import pytest

from circular.domain.jobs import JobKind
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import value
from tests.builders.agreements import a_project
from tests.builders.facilities import a_facility
from tests.builders.implantations import a_site
from tests.builders.jobs import some_jobs
from tests.builders.straight import accepted, count, holds
from tests.builders.targets import a_target


@pytest.fixture
def project_id(db: Database, staff: Visitor) -> int:
    """Return a project."""
    return a_project(db, staff)


@pytest.fixture
def line_id(db: Database, staff: Visitor, project_id: int) -> int:
    """Return two jobs, one of them a woman's, for 1.5 FTE since 1 March 2026."""
    return some_jobs(db, staff, project_id)


def test_jobs_are_of_a_kind_of_the_domain(db: Database, line_id: int) -> None:
    kinds = [kind.value for kind in JobKind]

    assert accepted(db, "job_line", line_id, "kind", [*kinds, "net"]) == kinds


@pytest.mark.parametrize(
    ("column", "values", "kept"),
    [
        ("full_time_equivalent", [-1, 0, 0.01, 10_000, 10_000.5, None], [0.01, 10_000]),
        ("heads", [0, 1, None], [1, None]),
        ("women", [-1, 0, 2, 3, None], [0, 2, None]),
        ("ends_on", ["2026-02-28", "2026-03-01", None], ["2026-03-01", None]),
    ],
)
def test_what_a_job_line_counts_stays_within_its_bounds(
    db: Database, line_id: int, column: str, values: list[Any], kept: list[Any]
) -> None:
    assert accepted(db, "job_line", line_id, column, values) == kept


def test_women_may_be_known_when_heads_are_not(db: Database, line_id: int) -> None:
    assert not holds(db, "job_line", line_id, heads=None, women=3)
    assert holds(db, "job_line", line_id, heads=2, women=3)


def test_a_project_sets_up_once(db: Database, staff: Visitor, project_id: int) -> None:
    a_site(db, staff, project_id)

    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        db.conn.execute(
            "INSERT INTO implantation (project_id, created_at, updated_at)"
            " SELECT project_id, created_at, updated_at FROM implantation"
        )


def test_a_facility_that_shelters_a_project_cannot_be_taken_out_of_the_store(
    db: Database, staff: Visitor, project_id: int
) -> None:
    lent, free = a_facility(db, staff), a_facility(db, staff, name="Hangar de Coutras")
    a_site(db, staff, project_id, facility_id=lent)

    db.conn.execute("DELETE FROM facility WHERE id = ?", [free])
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        db.conn.execute("DELETE FROM facility WHERE id = ?", [lent])


def test_jobs_and_set_up_go_with_their_project(
    db: Database, staff: Visitor, project_id: int, line_id: int
) -> None:
    a_site(db, staff, project_id)
    kept = some_jobs(db, staff, a_project(db, staff, "Palettes"))

    db.conn.execute("DELETE FROM project WHERE id = ?", [project_id])

    assert count(db, "implantation") == 0
    assert count(db, "job_line") == 1
    assert value(db, "SELECT id FROM job_line") == kept != line_id


@pytest.mark.parametrize(
    ("column", "values", "kept"),
    [
        ("value", [-1, 0, 0.5, None], [0.5]),
        ("due_on", ["2024-12-31", "2025-01-01", "2025-01-02"], ["2025-01-02"]),
        ("epci_siren", ["200070092", "000000000", None], ["200070092", None]),
        ("source", ["Délibération du Bureau", None], ["Délibération du Bureau"]),
    ],
)
def test_a_target_has_a_value_above_nothing_a_source_and_a_due_day_after_its_start(
    db: Database, staff: Visitor, column: str, values: list[Any], kept: list[Any]
) -> None:
    target_id = a_target(db, staff)

    assert accepted(db, "target", target_id, column, values) == kept
