"""The ledger of the bouquet: the table of services asked for and given."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from circular.store.rows import Row, insert, one, rows, update_version, value

_SERVICE = """
SELECT s.id, s.project_id, s.service_type, COALESCE(r.label, s.service_type) AS type_label,
       s.requested_on, s.request_note, s.given_on, s.given_by, s.effect, s.version
FROM service s
LEFT JOIN ref_entry r ON r.list = 'service_types' AND r.key = s.service_type
"""


def add(db: Database, project_id: int, record: Mapping[str, Any], *, now: datetime) -> int:
    """Write a request and return its identifier."""
    return insert(
        db,
        "service",
        {**record, "project_id": project_id, "created_at": now.isoformat(timespec="seconds")},
    )


def get(db: Database, service_id: int) -> Row | None:
    """Return one line of the ledger with the label of its service."""
    return one(db, f"{_SERVICE} WHERE s.id = ?", [service_id])


def change(db: Database, service_id: int, record: Mapping[str, Any], *, version: int) -> bool:
    """Change a line that still has `version`; False when it moved on."""
    return update_version(db, "service", service_id, version=version, record=record)


def cancel(db: Database, service_id: int) -> None:
    """Take a request off the ledger; the journal keeps it."""
    db.conn.execute("DELETE FROM service WHERE id = ?", [service_id])


def of_project(db: Database, project_id: int) -> list[Row]:
    """Return the ledger of a project: what waits first, then what was given, the newest first."""
    return rows(
        db,
        f"{_SERVICE} WHERE s.project_id = ?"
        " ORDER BY s.given_on IS NOT NULL, COALESCE(s.given_on, s.requested_on) DESC, s.id DESC",
        [project_id],
    )


def count_for_project(db: Database, project_id: int) -> int:
    """Count the lines of a project's ledger."""
    return int(value(db, "SELECT COUNT(*) FROM service WHERE project_id = ?", [project_id]))


def given_by_type(db: Database, project_id: int) -> list[Row]:
    """Count what a project was given of each service, with the last day, in the bouquet's order."""
    return rows(
        db,
        "SELECT s.service_type, COALESCE(r.label, s.service_type) AS label, count(*) AS count,"
        " max(s.given_on) AS last_on FROM service s"
        " LEFT JOIN ref_entry r ON r.list = 'service_types' AND r.key = s.service_type"
        " WHERE s.project_id = ? AND s.given_on IS NOT NULL"
        " GROUP BY s.service_type ORDER BY r.position, label",
        [project_id],
    )
