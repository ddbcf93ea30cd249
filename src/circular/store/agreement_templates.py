"""Templates of conventions in the store: every version, and the one in use for a type."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from circular.store.rows import Row, insert, one, rows


def add(db: Database, record: Mapping[str, Any]) -> int:
    """Insert a template, in use, and return its identifier; the former one was retired before."""
    return insert(db, "agreement_template", record)


def by_id(db: Database, template_id: int) -> Row | None:
    """Return one template."""
    return one(db, "SELECT * FROM agreement_template WHERE id = ?", [template_id])


def retire(db: Database, type_key: str | None, *, now: datetime) -> bool:
    """Take the template of a type, or of all, out of use; False when there was none."""
    cursor = db.conn.execute(
        "UPDATE agreement_template SET retired_at = ? WHERE type_key IS ? AND retired_at IS NULL",
        [now.isoformat(timespec="seconds"), type_key],
    )
    return cursor.rowcount == 1


def put_back(db: Database, template_id: int) -> None:
    """Put a template back in use; the one that stood was retired before."""
    db.conn.execute("UPDATE agreement_template SET retired_at = NULL WHERE id = ?", [template_id])


def in_use(db: Database, type_key: str) -> Row | None:
    """Return the template of a type, else that of all, None when there is neither."""
    return one(
        db,
        "SELECT * FROM agreement_template WHERE retired_at IS NULL"
        " AND (type_key = ? OR type_key IS NULL) ORDER BY type_key IS NULL LIMIT 1",
        [type_key],
    )


def every(db: Database) -> list[Row]:
    """Return every version: what is in use first, then the last retired."""
    return rows(
        db,
        "SELECT m.*, u.name AS uploaded_by_name, (SELECT t.label FROM agreement_type t"
        " WHERE t.key = m.type_key ORDER BY t.version DESC LIMIT 1) AS type_label"
        " FROM agreement_template m LEFT JOIN account u ON u.id = m.uploaded_by"
        " ORDER BY m.retired_at IS NOT NULL, m.type_key IS NOT NULL, m.uploaded_at DESC, m.id DESC",
    )


def stored(db: Database) -> list[Row]:
    """Return the name and seal of every file that has to be in the folder."""
    return rows(db, "SELECT stored_name, sha256 FROM agreement_template ORDER BY stored_name")
