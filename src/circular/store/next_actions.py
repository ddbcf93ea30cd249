"""Next actions: the table of what is to be done, by whom and by when."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from circular.store.rows import Row, insert, one, rows, update_version

_ACTION = """
SELECT n.id, n.project_id, p.title AS project_title, n.label, n.kind, n.due_on, n.owner_id,
       o.name AS owner_name, n.done_on, d.name AS done_by_name, n.version
FROM next_action n
JOIN project p ON p.id = n.project_id
LEFT JOIN account o ON o.id = n.owner_id
LEFT JOIN account d ON d.id = n.done_by
"""


def add(db: Database, project_id: int, record: Mapping[str, Any], *, now: datetime) -> int:
    """Write an action to do and return its identifier."""
    return insert(
        db,
        "next_action",
        {
            **record,
            "project_id": project_id,
            "created_at": now.isoformat(timespec="seconds"),
        },
    )


def get(db: Database, action_id: int) -> Row | None:
    """Return one action with the names of its project and of its owner."""
    return one(db, f"{_ACTION} WHERE n.id = ?", [action_id])


def open_of_project(db: Database, project_id: int) -> list[Row]:
    """Return what is left to do for a project, the most urgent first."""
    return rows(
        db,
        f"{_ACTION} WHERE n.project_id = ? AND n.done_on IS NULL ORDER BY n.due_on, n.id",
        [project_id],
    )


def mark_done(db: Database, action_id: int, *, on: date, by: int | None) -> bool:
    """Mark an action as done; False when it was done already."""
    cursor = db.conn.execute(
        "UPDATE next_action SET done_on = ?, done_by = ?, version = version + 1"
        " WHERE id = ? AND done_on IS NULL",
        [on.isoformat(), by, action_id],
    )
    return cursor.rowcount == 1


def undo_done(db: Database, action_id: int) -> bool:
    """Put a done action back among those to do; False when it was not done."""
    cursor = db.conn.execute(
        "UPDATE next_action SET done_on = NULL, done_by = NULL, version = version + 1"
        " WHERE id = ? AND done_on IS NOT NULL",
        [action_id],
    )
    return cursor.rowcount == 1


def change(db: Database, action_id: int, record: Mapping[str, Any], *, version: int) -> bool:
    """Change an action that still has `version`; False when it moved on."""
    return update_version(db, "next_action", action_id, version=version, record=record)


def drop(db: Database, action_id: int) -> None:
    """Take an action off the list; the journal keeps it."""
    db.conn.execute("DELETE FROM next_action WHERE id = ?", [action_id])
