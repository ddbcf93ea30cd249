"""Amendments in the store."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from circular.store.rows import Row, insert, one, rows, update_version, value


def add(db: Database, record: Mapping[str, Any], *, created_by: int | None, now: datetime) -> int:
    """Write a new amendment and return its identifier."""
    moment = now.isoformat(timespec="seconds")
    stamps = {"created_at": moment, "created_by": created_by, "updated_at": moment}
    return insert(db, "amendment", {**record, **stamps})


def change(
    db: Database, amendment_id: int, record: Mapping[str, Any], *, version: int, now: datetime
) -> bool:
    """Change an amendment that still has `version`; False when somebody else saved first."""
    moment = now.isoformat(timespec="seconds")
    return update_version(
        db, "amendment", amendment_id, version=version, record={**record, "updated_at": moment}
    )


def get(db: Database, amendment_id: int) -> Row | None:
    """Return one amendment, its lists of services read."""
    row = one(db, "SELECT * FROM amendment WHERE id = ?", [amendment_id])
    return None if row is None else _read(row)


def remove(db: Database, amendment_id: int) -> None:
    """Take an amendment away."""
    db.conn.execute("DELETE FROM amendment WHERE id = ?", [amendment_id])


def last_number(db: Database, agreement_id: int) -> int:
    """Return the last number given to an amendment of an agreement, 0 before the first one."""
    sql = "SELECT COALESCE(max(number), 0) FROM amendment WHERE agreement_id = ?"
    return int(value(db, sql, [agreement_id]))


def draft_number(db: Database, agreement_id: int) -> int | None:
    """Return the number of the amendment in preparation, None when there is none."""
    sql = "SELECT number FROM amendment WHERE agreement_id = ? AND state = 'draft'"
    found = value(db, sql, [agreement_id])
    return None if found is None else int(found)


def last_effective_on(db: Database, agreement_id: int) -> str | None:
    """Return the day from which the last signed amendment holds."""
    sql = "SELECT max(effective_on) FROM amendment WHERE agreement_id = ? AND state = 'signed'"
    found = value(db, sql, [agreement_id])
    return None if found is None else str(found)


def of_agreement(db: Database, agreement_id: int, *, with_people: bool) -> list[Row]:
    """Return the amendments of an agreement in order; their subjects and authors name people."""
    people = "m.reason, a.name AS author" if with_people else "NULL AS reason, NULL AS author"
    found = rows(
        db,
        "SELECT m.id, m.version, m.number, m.state, m.drafted_on, m.signed_on, m.effective_on,"
        " m.ends_on, m.jobs_committed, m.services, m.yearly_amount, m.commitments, m.parties,"
        " m.previous_end, m.previous_jobs, m.previous_services, m.previous_amount,"
        f" m.previous_commitments, m.previous_parties, m.updated_at, {people}"
        " FROM amendment m LEFT JOIN account a ON a.id = m.created_by"
        " WHERE m.agreement_id = ? ORDER BY m.number",
        [agreement_id],
    )
    return [_read(row) for row in found]


def _read(row: Row) -> Row:
    lists = ("services", "previous_services", "parties", "previous_parties")
    return {**row, **{name: _keys(row[name]) for name in lists}}


def _keys(text: str | None) -> tuple[Any, ...] | None:
    return None if text is None else tuple(json.loads(text))
