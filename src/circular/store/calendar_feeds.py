"""Calendar addresses in the store: one a person, known by the digest of its token alone."""

from datetime import date, datetime

from sqlite_utils import Database

from circular.store import moments
from circular.store.accounts import limits
from circular.store.rows import Row, one


def put(
    db: Database, account_id: int, *, token_hash: str, now: datetime, expires_at: datetime
) -> None:
    """Keep the address of a person in the place of the one before."""
    db.conn.execute(
        "INSERT INTO calendar_feed (account_id, token_hash, created_at, expires_at)"
        " VALUES (?, ?, ?, ?) ON CONFLICT (account_id) DO UPDATE SET"
        " token_hash = excluded.token_hash, created_at = excluded.created_at,"
        " expires_at = excluded.expires_at, read_on = NULL",
        [account_id, token_hash, moments.kept(now), moments.kept(expires_at)],
    )


def drop(db: Database, account_id: int) -> bool:
    """Take the address of a person away; False when there is none."""
    cursor = db.conn.execute("DELETE FROM calendar_feed WHERE account_id = ?", [account_id])
    return cursor.rowcount == 1


def of_account(db: Database, account_id: int) -> Row | None:
    """Return what is known of the address of a person; never the address."""
    return one(
        db,
        "SELECT created_at, expires_at, read_on FROM calendar_feed WHERE account_id = ?",
        [account_id],
    )


def by_token(db: Database, token_hash: str) -> Row | None:
    """Return the open account that an address belongs to, as it stands now."""
    return one(
        db,
        "SELECT a.id AS account_id, a.name, a.role, a.organisation_id,"
        f" {limits('a.id')} AS epci_sirens, f.expires_at, f.read_on"
        " FROM calendar_feed f JOIN account a ON a.id = f.account_id"
        " WHERE f.token_hash = ? AND a.closed_at IS NULL",
        [token_hash],
    )


def note_reading(db: Database, account_id: int, *, on: date) -> None:
    """Write the last day on which a calendar read the address of a person."""
    db.conn.execute(
        "UPDATE calendar_feed SET read_on = ? WHERE account_id = ?", [on.isoformat(), account_id]
    )
