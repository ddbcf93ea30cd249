"""Exchanges: the table of what was said with the people of a project."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from circular.store.rows import Row, insert, one, rows, update_version, value

_EXCHANGE = """
SELECT e.id, e.project_id, e.holder_id, h.name AS holder_name, e.happened_on, e.kind, e.direction,
       e.note, a.name AS author_name, e.version
FROM exchange e
LEFT JOIN holder h ON h.id = e.holder_id
LEFT JOIN account a ON a.id = e.author_id
"""


def add(
    db: Database,
    project_id: int,
    record: Mapping[str, Any],
    *,
    author_id: int | None,
    now: datetime,
) -> int:
    """Write an exchange and return its identifier."""
    return insert(
        db,
        "exchange",
        {
            **record,
            "project_id": project_id,
            "author_id": author_id,
            "created_at": now.isoformat(timespec="seconds"),
        },
    )


def get(db: Database, exchange_id: int) -> Row | None:
    """Return one exchange with the names of its person and of its author."""
    return one(db, f"{_EXCHANGE} WHERE e.id = ?", [exchange_id])


def amend(db: Database, exchange_id: int, record: Mapping[str, Any], *, version: int) -> bool:
    """Change an exchange that still has `version`; False when it moved on."""
    return update_version(db, "exchange", exchange_id, version=version, record=record)


def of_project(db: Database, project_id: int, *, limit: int) -> list[Row]:
    """Return the exchanges of a project, the newest first."""
    return rows(
        db,
        f"{_EXCHANGE} WHERE e.project_id = ? ORDER BY e.happened_on DESC, e.id DESC LIMIT ?",
        [project_id, limit],
    )


def standing(db: Database, project_id: int) -> Row:
    """Return how many exchanges a project had and the day of the last one, in any direction."""
    found = one(
        db,
        "SELECT COUNT(*) AS total, MAX(happened_on) AS last_on FROM exchange WHERE project_id = ?",
        [project_id],
    )
    return found or {"total": 0, "last_on": None}


def is_person_of(db: Database, project_id: int, holder_id: int) -> bool:
    """Say whether a person belongs to a project."""
    sql = "SELECT 1 FROM project_holder WHERE project_id = ? AND holder_id = ?"
    return value(db, sql, [project_id, holder_id]) is not None


def people_of(db: Database, project_id: int) -> list[Row]:
    """Return the people of a project that one can talk with, the first to call first."""
    return rows(
        db,
        "SELECT h.id, h.name FROM project_holder p JOIN holder h ON h.id = p.holder_id"
        " WHERE p.project_id = ? ORDER BY p.position, h.name",
        [project_id],
    )


def project_of(db: Database, project_id: int) -> Row | None:
    """Return the title of a project and whether it is archived, for whoever writes under it."""
    return one(db, "SELECT title, archived_at FROM project WHERE id = ?", [project_id])
