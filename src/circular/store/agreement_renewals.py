"""Renewals of agreements in the store."""

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from circular.store.rows import Row, insert, one, rows, value


def add(db: Database, record: Mapping[str, Any]) -> int:
    """Write a renewal and return its identifier."""
    return insert(db, "agreement_renewal", record)


def count(db: Database, agreement_id: int) -> int:
    """Count the renewals that an agreement has had."""
    sql = "SELECT count(*) FROM agreement_renewal WHERE agreement_id = ?"
    return int(value(db, sql, [agreement_id]))


def last(db: Database, agreement_id: int) -> Row | None:
    """Return the last renewal of an agreement."""
    return one(
        db,
        "SELECT id, sequence, effective_on, previous_end, ends_on FROM agreement_renewal"
        " WHERE agreement_id = ? ORDER BY sequence DESC LIMIT 1",
        [agreement_id],
    )


def remove(db: Database, renewal_id: int) -> None:
    """Take a renewal away."""
    db.conn.execute("DELETE FROM agreement_renewal WHERE id = ?", [renewal_id])


def of_agreement(db: Database, agreement_id: int, *, with_people: bool) -> list[Row]:
    """Return the renewals of an agreement in order; notes and authors name people."""
    people = "r.note, a.name AS author" if with_people else "NULL AS note, NULL AS author"
    return rows(
        db,
        "SELECT r.sequence, r.decided_on, r.effective_on, r.previous_end, r.ends_on, r.entered_at,"
        f" {people} FROM agreement_renewal r LEFT JOIN account a ON a.id = r.author_id"
        " WHERE r.agreement_id = ? ORDER BY r.sequence",
        [agreement_id],
    )
