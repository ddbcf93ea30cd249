"""Types of agreement in the store: a new version adds rows, a used one never changes."""

from pathlib import Path

from sqlite_utils import Database

from circular.store import reference_files
from circular.store.rows import Row, one, rows

_COLUMNS = "key, version, label, duration_months, longest_months, renewals, notice_days"

# A version that an agreement was drafted under stays as it was on that day.
_UPSERT = """
INSERT INTO agreement_type
    (key, version, label, duration_months, longest_months, renewals, notice_days, position)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (key, version) DO UPDATE SET
    label = excluded.label, duration_months = excluded.duration_months,
    longest_months = excluded.longest_months, renewals = excluded.renewals,
    notice_days = excluded.notice_days, position = excluded.position
WHERE agreement_type.origin = 'produit' AND NOT EXISTS (
    SELECT 1 FROM agreement
    WHERE type_key = agreement_type.key AND type_version = agreement_type.version)
"""


def load(db: Database, folder: Path) -> None:
    """Bring the types to the state of the files; what vanished from them is no longer offered."""
    found = list(reference_files.agreement_types(folder))
    db.conn.executemany(_UPSERT, found)
    in_order = sorted((int(str(row[1])), str(row[0])) for row in found)
    newest = {key: number for number, key in in_order}
    db.conn.execute("UPDATE agreement_type SET active = 0 WHERE origin = 'produit'")
    db.conn.executemany(
        "UPDATE agreement_type SET active = 1 WHERE key = ? AND version = ?", list(newest.items())
    )


def offered(db: Database) -> list[Row]:
    """Return the types that a new agreement may have, each in its newest version."""
    return rows(
        db, f"SELECT {_COLUMNS} FROM agreement_type WHERE active ORDER BY position, label, key"
    )


def offered_version(db: Database, key: str) -> Row | None:
    """Return the version of a type that a new agreement gets."""
    return one(
        db,
        f"SELECT {_COLUMNS} FROM agreement_type WHERE key = ? AND active"
        " ORDER BY version DESC LIMIT 1",
        [key],
    )


def version(db: Database, key: str, number: int) -> Row | None:
    """Return one version of a type, offered or not."""
    return one(
        db,
        f"SELECT {_COLUMNS} FROM agreement_type WHERE key = ? AND version = ?",
        [key, number],
    )
