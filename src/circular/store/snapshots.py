"""Frozen situations in the store: added, withdrawn, never changed."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from circular.store import rows as table
from circular.store.places import among, within
from circular.store.rows import Row, one, rows, value

_HEAD = """
SELECT s.id, s.title, s.as_of, s.epci_siren, e.name AS epci_name, s.note, s.hash, s.data_version,
    s.journal_head, s.frozen_at, f.name AS frozen_by, w.reason AS withdrawal_reason,
    w.withdrawn_at, o.name AS withdrawn_by
"""
_FROM = """
FROM snapshot s LEFT JOIN ref_epci e ON e.siren = s.epci_siren
LEFT JOIN account f ON f.id = s.frozen_by
LEFT JOIN snapshot_withdrawal w ON w.snapshot_id = s.id
LEFT JOIN account o ON o.id = w.withdrawn_by
"""


def add(db: Database, record: Mapping[str, Any]) -> int:
    """Insert a frozen situation and return its identifier; triggers keep it for ever."""
    return table.insert(db, "snapshot", record)


def withdraw(
    db: Database, snapshot_id: int, *, reason: str, at: str, account_id: int | None
) -> bool:
    """Take a frozen situation back; False when it was already."""
    cursor = db.conn.execute(
        "INSERT INTO snapshot_withdrawal (snapshot_id, reason, withdrawn_at, withdrawn_by)"
        " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [snapshot_id, reason, at, account_id],
    )
    return cursor.rowcount == 1


def by_id(db: Database, snapshot_id: int) -> Row | None:
    """Return one frozen situation with its contents."""
    return one(db, f"{_HEAD}, s.contents {_FROM} WHERE s.id = ?", [snapshot_id])


def listed(db: Database, *, only: Sequence[str], with_withdrawn: bool) -> list[Row]:
    """Return the frozen situations without their contents, the latest day first.

    `only` are the SIREN that the reader is limited to; empty: no limit.
    """
    return rows(
        db,
        f"{_HEAD} {_FROM} WHERE {within('s.epci_siren')}"
        " AND (:with_withdrawn OR w.snapshot_id IS NULL) ORDER BY s.as_of DESC, s.id DESC",
        {**among(only), "with_withdrawn": int(with_withdrawn)},
    )


def journal_head(db: Database) -> int:
    """Return the last line of the journal: what is entered later comes after it."""
    return int(value(db, "SELECT COALESCE(MAX(id), 0) FROM journal"))
