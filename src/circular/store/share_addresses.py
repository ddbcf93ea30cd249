"""Addresses of frozen situations in the store, known by the digest of their token alone."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlite_utils import Database

from circular.store import rows as table
from circular.store.rows import Row, one, rows

_LINE = """
SELECT a.id, a.snapshot_id, a.recipient, a.created_at, c.name AS created_by, a.expires_at,
    a.revoked_at, a.readings, a.read_on
FROM share_address a LEFT JOIN account c ON c.id = a.created_by
"""


def add(db: Database, record: Mapping[str, Any]) -> int:
    """Insert an address and return its identifier."""
    return table.insert(db, "share_address", record)


def of_snapshot(db: Database, snapshot_id: int) -> list[Row]:
    """Return the addresses of a frozen situation, the newest first; never the address itself."""
    return rows(db, f"{_LINE} WHERE a.snapshot_id = ? ORDER BY a.id DESC", [snapshot_id])


def by_id(db: Database, address_id: int) -> Row | None:
    """Return one address."""
    return one(db, f"{_LINE} WHERE a.id = ?", [address_id])


def revoke(db: Database, address_id: int, *, at: str) -> bool:
    """Close an address for ever; False when it was already."""
    cursor = db.conn.execute(
        "UPDATE share_address SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
        [at, address_id],
    )
    return cursor.rowcount == 1


def by_token(db: Database, token_hash: str) -> Row | None:
    """Return what an address opens, with what could keep it shut."""
    return one(
        db,
        "SELECT a.id, a.expires_at, a.revoked_at IS NOT NULL AS is_revoked,"
        " w.snapshot_id IS NOT NULL AS is_withdrawn, s.title, s.as_of, s.frozen_at, s.contents,"
        " s.hash FROM share_address a JOIN snapshot s ON s.id = a.snapshot_id"
        " LEFT JOIN snapshot_withdrawal w ON w.snapshot_id = s.id WHERE a.token_hash = ?",
        [token_hash],
    )


def note_reading(db: Database, address_id: int, *, on: date) -> None:
    """Count one more reading, and keep its day; nothing of who read."""
    db.conn.execute(
        "UPDATE share_address SET readings = readings + 1, read_on = ? WHERE id = ?",
        [on.isoformat(), address_id],
    )
