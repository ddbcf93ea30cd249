"""One-time links, known by the digest of their token."""

from datetime import datetime

from sqlite_utils import Database

from circular.store.moments import kept
from circular.store.rows import Row, insert, one, value


def add(
    db: Database,
    *,
    token_hash: str,
    kind: str,
    account_id: int | None,
    now: datetime,
    expires: datetime,
) -> int:
    """Write a link and return its identifier."""
    return insert(
        db,
        "one_time_link",
        {
            "token_hash": token_hash,
            "kind": kind,
            "account_id": account_id,
            "created_at": kept(now),
            "expires_at": kept(expires),
        },
    )


def by_token(db: Database, token_hash: str, kind: str) -> Row | None:
    """Return a link of a kind with the account it is for; None when that account is closed."""
    return one(
        db,
        "SELECT l.id, l.kind, l.account_id, l.expires_at, l.used_at, l.withdrawn_at,"
        " a.name, a.email, a.role FROM one_time_link l LEFT JOIN account a ON a.id = l.account_id"
        " WHERE l.token_hash = ? AND l.kind = ? AND a.closed_at IS NULL",
        [token_hash, kind],
    )


def use(db: Database, link_id: int, *, now: datetime) -> bool:
    """Use a link; False when it was used or withdrawn meanwhile."""
    cursor = db.conn.execute(
        "UPDATE one_time_link SET used_at = ? WHERE id = ? AND used_at IS NULL"
        " AND withdrawn_at IS NULL",
        [kept(now), link_id],
    )
    return cursor.rowcount == 1


def withdraw(db: Database, account_id: int | None, *, now: datetime) -> int:
    """Withdraw the unused links of an account (None: of the first administrator)."""
    cursor = db.conn.execute(
        "UPDATE one_time_link SET withdrawn_at = ? WHERE account_id IS ? AND used_at IS NULL"
        " AND withdrawn_at IS NULL",
        [kept(now), account_id],
    )
    return cursor.rowcount


def first_run_has_begun(db: Database) -> bool:
    """Say whether a first administrator was ever awaited: the database is meant to be real."""
    sql = "SELECT 1 FROM one_time_link WHERE kind = 'first_administrator' LIMIT 1"
    return value(db, sql) is not None
