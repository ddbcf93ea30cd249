"""Notes of case reviews: their text is selected for its author and its readers only.

`me` is the account that asks. No list selects a text; the one reading of a note demands that its
reader's opening was written down that day.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from circular.store.indicators import SHARED_TITLE
from circular.store.rows import Row, insert, one, rows, update_version, value
from circular.store.trials import of_real_project

KEEPS = "{account}.closed_at IS NULL AND {account}.role IN ('staff', 'administrator')"
"""Whether an account serves people's rights: the roles that hold MANAGE_PERSONAL_DATA."""

NAMED = "case_note_reader r JOIN account b ON b.id = r.account_id AND b.role = r.role"
IS_NAMED = f"""EXISTS (SELECT 1 FROM {NAMED} WHERE r.note_id = n.id AND r.account_id = :me
    AND (r.role IN ('staff', 'administrator') OR {of_real_project("n.project_id")}))"""
"""Whether `:me` may read a note as one of its readers; a guest never reads that of a trial."""
_READERS = f"""
(SELECT json_group_array(json_array(k.id, k.name)) FROM (
    SELECT b.id, b.name FROM {NAMED} WHERE r.note_id = n.id ORDER BY b.name) k)
"""
_READINGS = """
(SELECT json_group_array(json_array(k.name, k.read_on)) FROM (
    SELECT b.name, g.read_on FROM case_note_reading g JOIN account b ON b.id = g.account_id
    WHERE g.note_id = n.id ORDER BY g.read_on DESC, b.name) k)
"""
_SIGHT = f"CASE WHEN n.author_id = :me THEN 'author' WHEN {IS_NAMED} THEN 'reader' ELSE 'none' END"
_LISTED = f"""
SELECT n.id, n.project_id, n.reviewed_on, a.name AS author_name, n.version,
       n.erased_at IS NOT NULL AS is_erased, {_SIGHT} AS sight,
       CASE WHEN {_SIGHT} = 'none' THEN '[]' ELSE {_READERS} END AS readers,
       CASE WHEN {_SIGHT} = 'none' THEN '[]' ELSE {_READINGS} END AS readings
FROM case_note n JOIN account a ON a.id = n.author_id
"""


def add(
    db: Database, project_id: int, record: Mapping[str, Any], *, author_id: int, now: datetime
) -> int:
    """Write a note and return its identifier."""
    created = {"author_id": author_id, "created_at": now.isoformat(timespec="seconds")}
    return insert(db, "case_note", {**record, **created, "project_id": project_id})


def standing(db: Database, note_id: int) -> Row | None:
    """Return whose note it is and of which review: what an action checks, never what it says."""
    return one(
        db,
        "SELECT n.id, n.project_id, n.reviewed_on, n.author_id, a.name AS author_name, n.version,"
        " n.erased_at IS NOT NULL AS is_erased, p.is_trial"
        " FROM case_note n JOIN account a ON a.id = n.author_id"
        " JOIN project p ON p.id = n.project_id WHERE n.id = ?",
        [note_id],
    )


def own(db: Database, note_id: int, *, me: int) -> Row | None:
    """Return a whole note to its author, None to everybody else."""
    return one(
        db,
        "SELECT n.reviewed_on, n.text, n.next_step, n.version FROM case_note n"
        " WHERE n.id = :note AND n.author_id = :me",
        {"note": note_id, "me": me},
    )


def opened(db: Database, note_id: int, *, me: int, on: date) -> Row | None:
    """Return what a note says to its author, or to a reader whose opening is noted on that day."""
    return one(
        db,
        "SELECT n.text, n.next_step FROM case_note n WHERE n.id = :note AND n.text IS NOT NULL"
        f" AND (n.author_id = :me OR ({IS_NAMED} AND EXISTS (SELECT 1 FROM case_note_reading g"
        " WHERE g.note_id = n.id AND g.account_id = :me AND g.read_on = :day)))",
        {"note": note_id, "me": me, "day": on.isoformat()},
    )


def of_project(db: Database, project_id: int, *, me: int | None, limit: int) -> list[Row]:
    """Return the notes of a project without their text, the newest first.

    Readers and readings are told to the author and the readers only.
    """
    return rows(
        db,
        f"{_LISTED} WHERE n.project_id = :project ORDER BY n.reviewed_on DESC, n.id DESC"
        " LIMIT :limit",
        {"project": project_id, "me": me, "limit": limit},
    )


def listed(db: Database, note_id: int, *, me: int | None) -> Row | None:
    """Return one note as the list of its project has it."""
    return one(db, f"{_LISTED} WHERE n.id = :note", {"note": note_id, "me": me})


def naming(db: Database, *, me: int, with_project: bool, with_title: bool, limit: int) -> list[Row]:
    """Return, of the notes that an account may open, number and day: the newest first.

    Their project and their author are selected `with_project` only; `with_title`, the title of
    the project when it bears nobody's name.
    """
    title = SHARED_TITLE if with_title else "NULL"
    project = f"NULL AS author_name, NULL AS project_id, {title}"
    if with_project:
        project = "a.name AS author_name, p.id AS project_id, p.title"
    return rows(
        db,
        f"SELECT n.id, n.reviewed_on, {_SIGHT} AS sight,"
        f" {project} AS project_title FROM case_note n JOIN account a ON a.id = n.author_id"
        " JOIN project p ON p.id = n.project_id"
        " WHERE n.erased_at IS NULL AND (n.author_id = :me OR n.id IN"
        f" (SELECT r.note_id FROM {NAMED} WHERE r.account_id = :me)) AND {_SIGHT} <> 'none'"
        " ORDER BY n.reviewed_on DESC, n.id DESC LIMIT :limit",
        {"me": me, "limit": limit},
    )


def count(db: Database, project_id: int) -> int:
    """Count the notes of a project, whoever may read them."""
    return int(value(db, "SELECT COUNT(*) FROM case_note WHERE project_id = ?", [project_id]))


def amend(db: Database, note_id: int, record: Mapping[str, Any], *, version: int) -> bool:
    """Change a note that still has `version`; False when it moved on."""
    return update_version(db, "case_note", note_id, version=version, record=record)


def readers(db: Database, note_id: int) -> dict[int, str]:
    """Return the accounts that are named to read a note, with their names."""
    found = rows(
        db, f"SELECT b.id, b.name FROM {NAMED} WHERE r.note_id = ? ORDER BY b.name", [note_id]
    )
    return {row["id"]: row["name"] for row in found}


def name_readers(db: Database, note_id: int, accounts: Collection[int]) -> None:
    """Name the only accounts that may read a note besides its author, in their present role."""
    db.conn.execute("DELETE FROM case_note_reader WHERE note_id = ?", [note_id])
    db.conn.executemany(
        "INSERT INTO case_note_reader (note_id, account_id, role)"
        " SELECT ?, id, role FROM account WHERE id = ?",
        [(note_id, account_id) for account_id in sorted(accounts)],
    )


def note_reading(db: Database, note_id: int, account_id: int, *, on: date) -> bool:
    """Write that an account opened a note on a day; False when it had been written already."""
    cursor = db.conn.execute(
        "INSERT INTO case_note_reading (note_id, account_id, read_on) VALUES (?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        [note_id, account_id, on.isoformat()],
    )
    return cursor.rowcount == 1


def remove(db: Database, note_id: int) -> None:
    """Delete a note with its readers and readings."""
    db.conn.execute("DELETE FROM case_note WHERE id = ?", [note_id])
