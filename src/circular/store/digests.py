"""Weekly digests in the store: who wants one, and what was sent in which week."""

from datetime import datetime

from sqlite_utils import Database

from circular.store.accounts import limits
from circular.store.rows import Row, rows, value


def readers(db: Database, week: str) -> list[Row]:
    """Return the open accounts with an address that want a digest and had none this week."""
    return rows(
        db,
        "SELECT a.id AS account_id, a.name, a.email, a.role, a.organisation_id,"
        f" {limits('a.id')} AS epci_sirens FROM account a"
        " WHERE a.closed_at IS NULL AND a.email IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM digest_refusal r WHERE r.account_id = a.id)"
        " AND NOT EXISTS (SELECT 1 FROM digest d WHERE d.account_id = a.id AND d.week = ?)"
        " ORDER BY a.id",
        [week],
    )


def is_refused(db: Database, account_id: int) -> bool:
    """Say whether a person wants no digest."""
    sql = "SELECT count(*) FROM digest_refusal WHERE account_id = ?"
    return bool(value(db, sql, [account_id]))


def refuse(db: Database, account_id: int, *, now: datetime) -> None:
    """Write that a person wants no digest."""
    db.conn.execute(
        "INSERT INTO digest_refusal VALUES (?, ?) ON CONFLICT DO NOTHING",
        [account_id, now.isoformat(timespec="seconds")],
    )


def accept(db: Database, account_id: int) -> None:
    """Write that a person wants the digest again."""
    db.conn.execute("DELETE FROM digest_refusal WHERE account_id = ?", [account_id])


def claim(db: Database, account_id: int, week: str, *, now: datetime) -> bool:
    """Take the digest of a week for a person; False when it was taken before."""
    cursor = db.conn.execute(
        "INSERT INTO digest VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [account_id, week, now.isoformat(timespec="seconds")],
    )
    return cursor.rowcount == 1


def release(db: Database, account_id: int, week: str) -> None:
    """Give the digest of a week back: it did not leave."""
    db.conn.execute("DELETE FROM digest WHERE account_id = ? AND week = ?", [account_id, week])
