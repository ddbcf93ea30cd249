"""Agreements in the store: the record, its parties, the services it promises, its events."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from circular.store.agreement_lists import DELAY, SHARED_TITLE
from circular.store.rows import Row, insert, one, rows, update_version, value


def add(db: Database, record: Mapping[str, Any], *, created_by: int | None, now: datetime) -> int:
    """Write a new agreement and return its identifier."""
    moment = now.isoformat(timespec="seconds")
    stamps = {"created_at": moment, "created_by": created_by, "updated_at": moment}
    return insert(db, "agreement", {**record, **stamps})


def change(
    db: Database, agreement_id: int, record: Mapping[str, Any], *, version: int, now: datetime
) -> bool:
    """Change an agreement that still has `version`; False when somebody else saved first."""
    moment = now.isoformat(timespec="seconds")
    return update_version(
        db, "agreement", agreement_id, version=version, record={**record, "updated_at": moment}
    )


def get(db: Database, agreement_id: int, *, with_people: bool = True) -> Row | None:
    """Return one agreement with its project, type and delay from first contact to signature."""
    title = "p.title" if with_people else SHARED_TITLE
    return one(
        db,
        f"""SELECT a.*, {title} AS project, p.is_trial, t.label AS type_label, t.renewals,
            t.notice_days, {DELAY} AS delay_days
        FROM agreement a
        JOIN project p ON p.id = a.project_id
        JOIN agreement_type t ON t.key = a.type_key AND t.version = a.type_version
        WHERE a.id = ?""",
        [agreement_id],
    )


def what_it_keeps(db: Database, agreement_id: int) -> dict[str, int]:
    """Count what forbids to delete an agreement: amendments, documents of any state."""
    tables = {"amendments": "amendment", "documents": "document"}
    return {
        name: int(value(db, f"SELECT count(*) FROM {table} WHERE agreement_id = ?", [agreement_id]))
        for name, table in tables.items()
    }


def remove(db: Database, agreement_id: int) -> None:
    """Take an agreement away, with its parties, promises, pieces and history."""
    db.conn.execute("DELETE FROM agreement WHERE id = ?", [agreement_id])


def is_project_fictitious(db: Database, project_id: int) -> int:
    """Say, as 0 or 1, whether a project belongs to the demonstration."""
    return int(value(db, "SELECT is_fictitious FROM project WHERE id = ?", [project_id]))


def last_sequence(db: Database, year: int) -> int:
    """Return the last number given in a year, 0 before the first one."""
    return int(value(db, "SELECT COALESCE(max(sequence), 0) FROM agreement WHERE year = ?", [year]))


def parties(
    db: Database, agreement_id: int, *, with_people: bool, with_confidential: bool = True
) -> list[Row]:
    """Return the parties in order; without the right to see people, no name of a person.

    Without `with_confidential`, nor which organisation a confidential one is.
    """
    masked = [] if with_people else ["y.kind = 'holder'"]
    masked += [] if with_confidential else ["COALESCE(o.is_confidential, 0)"]
    name = f"CASE WHEN {' OR '.join(masked)} THEN NULL ELSE y.name END" if masked else "y.name"
    people = (
        "y.holder_id, y.signatory, y.signatory_function"
        if with_people
        else "NULL AS holder_id, NULL AS signatory, NULL AS signatory_function"
    )
    organisation = (
        "y.organisation_id"
        if with_confidential
        else "CASE WHEN o.is_confidential = 0 THEN y.organisation_id END AS organisation_id"
    )
    return rows(
        db,
        f"SELECT y.position, y.kind, {organisation}, y.deliberation_on, {name} AS name, {people}"
        " FROM agreement_party y LEFT JOIN organisation o ON o.id = y.organisation_id"
        " WHERE y.agreement_id = ? ORDER BY y.position",
        [agreement_id],
    )


def replace_parties(db: Database, agreement_id: int, records: Sequence[Mapping[str, Any]]) -> None:
    """Put these parties, in this order, in the place of those that stood."""
    db.conn.execute("DELETE FROM agreement_party WHERE agreement_id = ?", [agreement_id])
    for position, record in enumerate(records):
        insert(
            db,
            "agreement_party",
            {**record, "agreement_id": agreement_id, "position": position},
        )


def services(db: Database, agreement_id: int, *, with_people: bool) -> list[Row]:
    """Return the services that an agreement promises; what was noted of them may name people."""
    return rows(
        db,
        "SELECT s.service_type, COALESCE(r.label, s.service_type) AS label,"
        f" {'s.note' if with_people else 'NULL AS note'}"
        " FROM agreement_service s"
        " LEFT JOIN ref_entry r ON r.list = 'service_types' AND r.key = s.service_type"
        " WHERE s.agreement_id = ? ORDER BY r.position, label",
        [agreement_id],
    )


def replace_services(db: Database, agreement_id: int, records: Sequence[Mapping[str, Any]]) -> None:
    """Put these promises in the place of those that stood."""
    db.conn.execute("DELETE FROM agreement_service WHERE agreement_id = ?", [agreement_id])
    for record in records:
        insert(db, "agreement_service", {**record, "agreement_id": agreement_id})


def add_event(db: Database, record: Mapping[str, Any]) -> int:
    """Write a line of the life of an agreement."""
    return insert(db, "agreement_event", record)


def events(db: Database, agreement_id: int, *, with_people: bool) -> list[Row]:
    """Return the life of an agreement, the newest first; reasons and authors name people."""
    people = "v.reason, a.name AS author" if with_people else "NULL AS reason, NULL AS author"
    return rows(
        db,
        f"SELECT v.id, v.from_state, v.to_state, v.effective_on, v.entered_at, {people}"
        " FROM agreement_event v LEFT JOIN account a ON a.id = v.author_id"
        " WHERE v.agreement_id = ? ORDER BY v.id DESC",
        [agreement_id],
    )


def count_for_project(db: Database, project_id: int) -> int:
    """Count the agreements of a project, archived ones included."""
    return int(value(db, "SELECT count(*) FROM agreement WHERE project_id = ?", [project_id]))


def projects_to_choose(db: Database) -> list[Row]:
    """Return the projects for which an agreement may be prepared, by title."""
    return rows(
        db,
        "SELECT id, title, is_trial FROM project WHERE archived_at IS NULL AND exit_kind IS NULL"
        " ORDER BY folded_title, id",
    )


def people_of_project(db: Database, project_id: int) -> list[Row]:
    """Return the people of a project, the first one to call first."""
    return rows(
        db,
        "SELECT h.id, h.name FROM project_holder ph JOIN holder h ON h.id = ph.holder_id"
        " WHERE ph.project_id = ? ORDER BY ph.position, h.id",
        [project_id],
    )


def organisations_to_choose(db: Database) -> list[Row]:
    """Return the organisations that may be a party, by name."""
    return rows(
        db,
        "SELECT id, name FROM organisation WHERE archived_at IS NULL ORDER BY folded_name, id",
    )
