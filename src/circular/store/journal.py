"""The journal: who did what, when, with the values before and after."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from circular.store.rows import Row, rows, value


def add(
    db: Database,
    *,
    at: datetime,
    account_id: int | None,
    account_name: str,
    entity: str,
    entity_id: int | None,
    act: str,
    sentence: str,
    changes: Mapping[str, tuple[Any, Any]],
) -> None:
    """Write one line; a trigger keeps it for ever."""
    db.conn.execute(
        "INSERT INTO journal (at, account_id, account_name, entity, entity_id, act, sentence,"
        " changes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            at.isoformat(timespec="seconds"),
            account_id,
            account_name,
            entity,
            entity_id,
            act,
            sentence,
            json.dumps(changes, ensure_ascii=False, default=str),
        ],
    )


def of_record(db: Database, entity: str, entity_id: int, *, limit: int = 200) -> list[Row]:
    """Return the lines of one record, the newest first."""
    return rows(
        db,
        "SELECT id, at, account_name, act, sentence, changes FROM journal"
        " WHERE entity = ? AND entity_id = ? ORDER BY id DESC LIMIT ?",
        [entity, entity_id, limit],
    )


def count_of_record(db: Database, entity: str, entity_id: int) -> int:
    """Count the lines of one record."""
    sql = "SELECT COUNT(*) FROM journal WHERE entity = ? AND entity_id = ?"
    return int(value(db, sql, [entity, entity_id]))
