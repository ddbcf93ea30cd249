"""Holders in the store: people, how to reach them, their place in projects, likely duplicates."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from circular.store.rows import Row, insert, one, rows, update_version, value
from circular.store.trials import real

LONGEST_SEARCH = 200
_WITHOUT_LIMIT = -1

_HOLDER = """
SELECT h.*, c.name AS commune_name, c.department_code
FROM holder h LEFT JOIN ref_commune c ON c.code = h.commune_code
"""
_LIST = f"""
SELECT h.id, h.name, h.email, h.phone, h.other_contact, h.information_given_on, h.is_fictitious,
       h.archived_at, c.name AS commune_name, c.department_code,
       (SELECT COUNT(*) FROM project_holder ph JOIN project p ON p.id = ph.project_id
        WHERE ph.holder_id = h.id AND p.archived_at IS NULL AND {real("p")}) AS project_count,
       (SELECT MAX(e.happened_on) FROM project_holder ph JOIN exchange e
            ON e.project_id = ph.project_id AND (e.holder_id IS NULL OR e.holder_id = h.id)
        WHERE ph.holder_id = h.id) AS last_contact_on
FROM holder h LEFT JOIN ref_commune c ON c.code = h.commune_code
"""
_FIRST_PROJECT = """
       (SELECT p.title FROM project_holder ph JOIN project p ON p.id = ph.project_id
        WHERE ph.holder_id = h.id ORDER BY p.archived_at IS NOT NULL, p.id DESC LIMIT 1)
"""


def add(db: Database, record: Mapping[str, Any], *, created_by: int | None, now: datetime) -> int:
    """Write a new person and return their identifier."""
    moment = now.isoformat(timespec="seconds")
    stamps = {"created_at": moment, "created_by": created_by, "updated_at": moment}
    return insert(db, "holder", {**record, **stamps})


def change(
    db: Database, holder_id: int, record: Mapping[str, Any], *, version: int, now: datetime
) -> bool:
    """Change a person who still has `version`; False when somebody else saved first."""
    moment = now.isoformat(timespec="seconds")
    return update_version(
        db, "holder", holder_id, version=version, record={**record, "updated_at": moment}
    )


def set_archived(db: Database, holder_id: int, archived_at: str | None) -> None:
    """Put a person into the archives, or take them out."""
    db.conn.execute(
        "UPDATE holder SET archived_at = ?, version = version + 1 WHERE id = ?",
        [archived_at, holder_id],
    )


def set_informed(db: Database, holder_id: int, given_on: str) -> None:
    """Write the day when the information notice was given."""
    db.conn.execute(
        "UPDATE holder SET information_given_on = ?, version = version + 1 WHERE id = ?",
        [given_on, holder_id],
    )


def holder(db: Database, holder_id: int) -> Row | None:
    """Return one person with their commune."""
    return one(db, f"{_HOLDER} WHERE h.id = ?", [holder_id])


def holders(
    db: Database, *, words: Sequence[str], archived: bool, limit: int | None, offset: int = 0
) -> list[Row]:
    """Return people whose name, commune, e-mail or phone holds every word, by name."""
    condition, values = _condition(words, archived=archived)
    return rows(
        db,
        f"{_LIST} WHERE {condition} ORDER BY h.folded_name, h.id LIMIT ? OFFSET ?",
        [*values, _WITHOUT_LIMIT if limit is None else limit, offset],
    )


def count(db: Database, *, words: Sequence[str], archived: bool) -> int:
    """Count the people that `holders` would return without a limit."""
    condition, values = _condition(words, archived=archived)
    return int(
        value(
            db,
            "SELECT COUNT(*) FROM holder h LEFT JOIN ref_commune c ON c.code = h.commune_code"
            f" WHERE {condition}",
            values,
        )
    )


def candidates(
    db: Database,
    *,
    beginnings: Sequence[str],
    email: str | None,
    phone: str | None,
    but_not: int | None,
) -> list[Row]:
    """Return people who share an e-mail, a phone, or the beginning of a word of their name.

    Archived people count: they too would be written twice.
    """
    conditions, values = ["lower(h.email) = lower(?)", "h.phone = ?"], [email, phone]
    for beginning in beginnings:
        conditions.append("(h.folded_name LIKE ? OR h.folded_name LIKE ?)")
        values += [f"{beginning}%", f"% {beginning}%"]
    return rows(
        db,
        "SELECT h.id, h.name, h.folded_name, h.archived_at, c.name AS commune_name,"
        " c.department_code, lower(h.email) = lower(?) AS same_email, h.phone = ? AS same_phone,"
        f" {_FIRST_PROJECT} AS project_title"
        " FROM holder h LEFT JOIN ref_commune c ON c.code = h.commune_code"
        f" WHERE ({' OR '.join(conditions)}) AND h.id IS NOT ? AND h.anonymised_at IS NULL"
        " ORDER BY same_email DESC, same_phone DESC, h.folded_name LIMIT ?",
        [email, phone, *values, but_not, LONGEST_SEARCH],
    )


def projects_of(db: Database, holder_id: int) -> list[Row]:
    """Return the projects of a person with their role in each, those in progress first."""
    return rows(
        db,
        "SELECT p.id, p.title, p.stage, p.exit_kind, p.archived_at, p.is_fictitious,"
        " p.is_trial,"
        " r.label AS role, c.name AS commune_name, c.department_code"
        " FROM project_holder ph JOIN project p ON p.id = ph.project_id"
        " LEFT JOIN ref_commune c ON c.code = p.commune_code"
        " LEFT JOIN ref_entry r ON r.list = 'holder_roles' AND r.key = ph.role"
        " WHERE ph.holder_id = ?"
        " ORDER BY p.archived_at IS NOT NULL, p.exit_kind IS NOT NULL, p.folded_title",
        [holder_id],
    )


def people_of(db: Database, project_id: int) -> list[Row]:
    """Return the people of a project, the first one to call first."""
    return rows(
        db,
        "SELECT h.id, h.name, h.email, h.phone, h.other_contact, h.information_given_on,"
        " h.is_fictitious, h.archived_at, ph.role, r.label AS role_label, ph.position"
        " FROM project_holder ph JOIN holder h ON h.id = ph.holder_id"
        " LEFT JOIN ref_entry r ON r.list = 'holder_roles' AND r.key = ph.role"
        " WHERE ph.project_id = ? ORDER BY ph.position, h.folded_name",
        [project_id],
    )


def add_to_project(
    db: Database, project_id: int, holder_id: int, *, role: str, is_first: bool
) -> None:
    """Give a person a role in a project, or another role; the first one to call moves up."""
    if is_first:
        db.conn.execute(
            "UPDATE project_holder SET position = position + 1 WHERE project_id = ?", [project_id]
        )
    db.conn.execute(
        "INSERT INTO project_holder (project_id, holder_id, role, position)"
        " SELECT :project, :holder, :role, CASE WHEN :first THEN 0 ELSE COALESCE("
        "   (SELECT MAX(position) + 1 FROM project_holder WHERE project_id = :project), 0) END"
        " WHERE true"
        " ON CONFLICT (project_id, holder_id) DO UPDATE SET role = excluded.role,"
        " position = CASE WHEN :first THEN 0 ELSE project_holder.position END",
        {"project": project_id, "holder": holder_id, "role": role, "first": int(is_first)},
    )


def remove_from_project(db: Database, project_id: int, holder_id: int) -> bool:
    """Take a person out of a project; False when they were not in it."""
    cursor = db.conn.execute(
        "DELETE FROM project_holder WHERE project_id = ? AND holder_id = ?",
        [project_id, holder_id],
    )
    return cursor.rowcount == 1


def remove_all_from_project(db: Database, project_id: int) -> None:
    """Take everybody out of a project, before its people are written anew."""
    db.conn.execute("DELETE FROM project_holder WHERE project_id = ?", [project_id])


def _condition(words: Sequence[str], *, archived: bool) -> tuple[str, list[Any]]:
    haystack = (
        "h.folded_name || ' ' || COALESCE(c.folded_name, '') || ' ' || lower(COALESCE(h.email, ''))"
        " || ' ' || replace(COALESCE(h.phone, ''), ' ', '')"
    )
    conditions = [f"h.archived_at IS {'NOT ' if archived else ''}NULL", "h.anonymised_at IS NULL"]
    conditions += [f"instr({haystack}, ?) > 0"] * len(words)
    return " AND ".join(conditions), list(words)
