"""Saved views in the store; one that was removed waits until its owner saves another."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from circular.store.rows import Row, insert, one, rows


def add(
    db: Database,
    account_id: int,
    viewed: str,
    *,
    name: str,
    address: Mapping[str, Sequence[str]],
    now: datetime,
) -> int:
    """Write a view and return its identifier; those removed before are gone for good."""
    moment = now.isoformat(timespec="seconds")
    db.conn.execute(
        "DELETE FROM saved_view WHERE account_id = ? AND list = ? AND removed_at IS NOT NULL",
        [account_id, viewed],
    )
    return insert(
        db,
        "saved_view",
        {
            "account_id": account_id,
            "list": viewed,
            "name": name,
            "address": written(address),
            "created_at": moment,
            "updated_at": moment,
        },
    )


def change(db: Database, view_id: int, record: Mapping[str, Any], *, now: datetime) -> None:
    """Change the name of a view, or whether it is removed."""
    moment = now.isoformat(timespec="seconds")
    names = ", ".join(f"{name} = :{name}" for name in record)
    db.conn.execute(
        f"UPDATE saved_view SET {names}, updated_at = :moment WHERE id = :view",
        {**record, "moment": moment, "view": view_id},
    )


def own(db: Database, account_id: int, view_id: int) -> Row | None:
    """Return a view of this account, removed or not."""
    found = one(
        db, "SELECT * FROM saved_view WHERE id = ? AND account_id = ?", [view_id, account_id]
    )
    return None if found is None else _read(found)


def of_account(db: Database, account_id: int, viewed: str) -> list[Row]:
    """Return the views that an account keeps of a list, by name."""
    found = rows(
        db,
        "SELECT id, name, address FROM saved_view"
        " WHERE account_id = ? AND list = ? AND removed_at IS NULL ORDER BY lower(name), id",
        [account_id, viewed],
    )
    return [_read(row) for row in found]


def written(address: Mapping[str, Sequence[str]]) -> str:
    """Write an address as it is stored: its words can be read, and erased, in the text."""
    return json.dumps({name: list(values) for name, values in address.items()}, ensure_ascii=False)


def _read(row: Row) -> Row:
    return {**row, "address": json.loads(row["address"])}
