"""The SQL of the staff's day: what is due, what comes soon, what was done the day before.

`owner` is an account, or None for the whole team. What nobody is in charge of belongs to everyone.
A trial asks nothing of anybody.
"""

from datetime import date
from typing import Any

from sqlite_utils import Database

from circular.store.rows import Row, one, rows
from circular.store.trials import of_real_project, real

_ACTIONS = f"""
FROM next_action n
JOIN project p ON p.id = n.project_id
LEFT JOIN account o ON o.id = n.owner_id
LEFT JOIN account d ON d.id = n.done_by
WHERE n.done_on IS NULL AND p.archived_at IS NULL AND {real("p")}
AND (:owner IS NULL OR COALESCE(n.owner_id, p.adviser_id, :owner) = :owner)
"""
_COLUMNS = """
SELECT n.id, n.project_id, p.title AS project_title, n.label, n.kind, n.due_on, n.owner_id,
       o.name AS owner_name, n.done_on, d.name AS done_by_name, n.version
"""
_MINE = "(:owner IS NULL OR COALESCE(p.adviser_id, :owner) = :owner)"
_FIRST = " LIMIT :limit"


def counts(db: Database, *, owner: int | None, today: date, last: date) -> Row:
    """Count the open actions that are late, and those due from today to `last` included."""
    found = one(
        db,
        "SELECT COALESCE(SUM(n.due_on < :today), 0) AS late,"
        " COALESCE(SUM(n.due_on BETWEEN :today AND :last), 0) AS week,"
        f" COALESCE(SUM(n.due_on > :last), 0) AS later {_ACTIONS}",
        {"owner": owner, "today": today.isoformat(), "last": last.isoformat()},
    )
    return found or {"late": 0, "week": 0, "later": 0}


def late_actions(db: Database, *, owner: int | None, today: date, limit: int) -> list[Row]:
    """Return the actions due before today, the oldest first."""
    return rows(
        db,
        f"{_COLUMNS} {_ACTIONS} AND n.due_on < :today ORDER BY n.due_on, n.id {_FIRST}",
        {"owner": owner, "today": today.isoformat(), "limit": limit},
    )


def actions_due(
    db: Database, *, owner: int | None, first: date, last: date, limit: int
) -> list[Row]:
    """Return the actions due between two days, both included, the nearest first."""
    return rows(
        db,
        f"{_COLUMNS} {_ACTIONS} AND n.due_on BETWEEN :first AND :last"
        f" ORDER BY n.due_on, n.id {_FIRST}",
        {"owner": owner, "first": first.isoformat(), "last": last.isoformat(), "limit": limit},
    )


def actions_of_kind(db: Database, kind: str, *, owner: int | None, limit: int) -> list[Row]:
    """Return the first open actions of a kind, with the total of them all on each row."""
    return rows(
        db,
        "SELECT n.project_id AS id, p.title AS label, n.label AS note, n.due_on AS day,"
        f" COUNT(*) OVER () AS total {_ACTIONS} AND n.kind = :kind"
        f" ORDER BY n.due_on, n.id {_FIRST}",
        {"owner": owner, "kind": kind, "limit": limit},
    )


def agreements_in_state(db: Database, state: str, *, owner: int | None, limit: int) -> list[Row]:
    """Return the first agreements in a state, the nearest planned signature first."""
    return _agreements(
        db,
        "a.state = :state",
        "a.signing_planned_on",
        {"owner": owner, "state": state, "limit": limit},
    )


def agreements_ending(
    db: Database, *, owner: int | None, first: date, last: date, limit: int
) -> list[Row]:
    """Return the first signed agreements that end between two days, both included."""
    return _agreements(
        db,
        "a.state = 'signed' AND a.ends_on BETWEEN :first AND :last",
        "a.ends_on",
        {"owner": owner, "first": first.isoformat(), "last": last.isoformat(), "limit": limit},
    )


def _agreements(db: Database, condition: str, day: str, values: dict[str, Any]) -> list[Row]:
    return rows(
        db,
        f"SELECT a.id, p.title AS label, {day} AS day, COUNT(*) OVER () AS total"
        " FROM agreement a JOIN project p ON p.id = a.project_id"
        f" WHERE {condition} AND {real('p')} AND a.archived_at IS NULL AND p.archived_at IS NULL"
        f" AND {_MINE}"
        f" ORDER BY {day} IS NULL, {day}, a.id {_FIRST}",
        values,
    )


def dormant_projects(db: Database, *, owner: int | None, since: date, limit: int) -> list[Row]:
    """Return the first projects without an exchange after `since`, the longest silence first.

    Blocked projects and those that left the journey are not dormant.
    """
    return rows(
        db,
        "SELECT id, label, day, COUNT(*) OVER () AS total FROM ("
        " SELECT p.id, p.title AS label, COALESCE((SELECT MAX(e.happened_on) FROM exchange e"
        " WHERE e.project_id = p.id), p.detected_on) AS day FROM project p"
        " WHERE p.archived_at IS NULL AND p.exit_kind IS NULL AND p.blocked_reason IS NULL"
        f" AND {real('p')} AND {_MINE}) WHERE day <= :since ORDER BY day, id {_FIRST}",
        {"owner": owner, "since": since.isoformat(), "limit": limit},
    )


def bookings(
    db: Database, state: str, *, owner: int | None, first: date, last: date | None, limit: int
) -> list[Row]:
    """Return the first bookings in a state that start from `first` on; each leads to its facility.

    Without `last`, those that are not over by `first`, whenever they start.
    """
    days = "b.ends_on >= :first" if last is None else "b.starts_on BETWEEN :first AND :last"
    return rows(
        db,
        "SELECT b.facility_id AS id, f.name AS label, p.title AS note, b.starts_on AS day,"
        " COUNT(*) OVER () AS total FROM facility_booking b"
        " JOIN facility f ON f.id = b.facility_id JOIN project p ON p.id = b.project_id"
        f" WHERE b.state = :state AND {days} AND p.archived_at IS NULL AND {_MINE}"
        f" AND {real('p')} AND {real('f')}"
        f" ORDER BY b.starts_on, b.id {_FIRST}",
        {
            "state": state,
            "owner": owner,
            "first": first.isoformat(),
            "last": None if last is None else last.isoformat(),
            "limit": limit,
        },
    )


def data_requests(db: Database, *, limit: int) -> list[Row]:
    """Return the requests about personal data that wait for an answer, the nearest term first."""
    return rows(
        db,
        "SELECT id, requester AS label, due_on AS day, COUNT(*) OVER () AS total FROM data_request"
        f" WHERE answered_on IS NULL ORDER BY due_on, id {_FIRST}",
        {"limit": limit},
    )


def done_on(db: Database, *, owner: int | None, day: date) -> Row:
    """Count what was entered on a day: exchanges noted, projects moved on, actions done."""
    found = one(
        db,
        "SELECT (SELECT COUNT(*) FROM exchange WHERE substr(created_at, 1, 10) = :day"
        f" AND {of_real_project('project_id')}"
        " AND (:owner IS NULL OR author_id = :owner)) AS exchanges,"
        " (SELECT COUNT(DISTINCT project_id) FROM project_move"
        " WHERE substr(entered_at, 1, 10) = :day AND kind = 'advance' AND corrected_at IS NULL"
        f" AND {of_real_project('project_id')}"
        " AND (:owner IS NULL OR author_id = :owner)) AS moves,"
        " (SELECT COUNT(*) FROM next_action WHERE done_on = :day"
        f" AND {of_real_project('project_id')}"
        " AND (:owner IS NULL OR done_by = :owner)) AS actions",
        {"owner": owner, "day": day.isoformat()},
    )
    return found or {"exchanges": 0, "moves": 0, "actions": 0}
