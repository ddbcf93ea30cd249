"""The register of requests about personal data: what was asked, by whom, what was answered."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from circular.store.rows import Row, insert, one, rows, update_version, value

_REQUESTS = """
SELECT r.*, h.name AS holder_name, h.anonymised_at AS holder_anonymised_at
FROM data_request r LEFT JOIN holder h ON h.id = r.holder_id
"""


def add(db: Database, record: Mapping[str, Any], *, created_by: int | None, now: datetime) -> int:
    """Write a request into the register and return its identifier."""
    stamps = {"created_at": now.isoformat(timespec="seconds"), "created_by": created_by}
    return insert(db, "data_request", {**record, **stamps})


def change(db: Database, request_id: int, record: Mapping[str, Any], *, version: int) -> bool:
    """Change a request that still has `version`; False when somebody else saved first."""
    return update_version(db, "data_request", request_id, version=version, record=record)


def get(db: Database, request_id: int) -> Row | None:
    """Return one request with the name of the person on record."""
    return one(db, f"{_REQUESTS} WHERE r.id = ?", [request_id])


def requests(db: Database, *, answered: bool, limit: int) -> list[Row]:
    """Return the open requests, the most pressing first, or the answered ones, the latest first."""
    order = "r.answered_on DESC, r.id DESC" if answered else "r.due_on, r.id"
    return rows(
        db,
        f"{_REQUESTS} WHERE r.answered_on IS {'NOT ' if answered else ''}NULL"
        f" ORDER BY {order} LIMIT ?",
        [limit],
    )


def of_holder(db: Database, holder_id: int) -> list[Row]:
    """Return every request about a person, the latest first."""
    return rows(db, f"{_REQUESTS} WHERE r.holder_id = ? ORDER BY r.id DESC", [holder_id])


def counts(db: Database, *, today: date) -> Row:
    """Count the open requests, those that are late among them, and the answered ones."""
    found = one(
        db,
        "SELECT COUNT(*) FILTER (WHERE answered_on IS NULL) AS open,"
        " COUNT(*) FILTER (WHERE answered_on IS NULL AND due_on < ?) AS late,"
        " COUNT(*) FILTER (WHERE answered_on IS NOT NULL) AS answered FROM data_request",
        [today.isoformat()],
    )
    return found or {"open": 0, "late": 0, "answered": 0}


def holder_exists(db: Database, holder_id: int) -> bool:
    """Say whether a person is on record."""
    return bool(value(db, "SELECT COUNT(*) FROM holder WHERE id = ?", [holder_id]))
