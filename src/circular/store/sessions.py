"""Sessions: opened by a sign-in, known by the digest of their cookie."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlite_utils import Database

from circular.store.accounts import limits
from circular.store.moments import kept
from circular.store.rows import Row, insert, one, rows, value

KEEP_ENDED = timedelta(days=30)

_WITH_ACCOUNT = (
    "SELECT s.id, s.account_id, s.state, s.opened_at, s.seen_at, s.expires_at, s.ended_at,"
    " s.granted_until,"
    f" a.name, a.role, a.organisation_id, {limits('a.id')} AS epci_sirens, r.idle_hours"
    " FROM sign_in_session s JOIN account a ON a.id = s.account_id AND a.closed_at IS NULL"
    " CROSS JOIN sign_in_rule r"
)


def add(
    db: Database,
    *,
    token_hash: str,
    account_id: int,
    state: str,
    now: datetime,
    expires: datetime,
    address: str,
    device: str,
    granted_until: datetime | None = None,
) -> int:
    """Open a session and return its identifier."""
    return insert(
        db,
        "sign_in_session",
        {
            "token_hash": token_hash,
            "account_id": account_id,
            "state": state,
            "opened_at": kept(now),
            "seen_at": kept(now),
            "expires_at": kept(expires),
            "granted_until": None if granted_until is None else kept(granted_until),
            "address": address,
            "device": device,
        },
    )


def by_token(db: Database, token_hash: str) -> Row | None:
    """Return a session with its account as it is now; None when the account is closed."""
    return one(db, f"{_WITH_ACCOUNT} WHERE s.token_hash = ?", [token_hash])


def is_known(db: Database, token_hash: str) -> bool:
    """Say whether a session was ever opened under this token, ended or not, and still kept."""
    sql = "SELECT 1 FROM sign_in_session WHERE token_hash = ?"
    return value(db, sql, [token_hash]) is not None


def see(db: Database, session_id: int, *, now: datetime) -> None:
    """Note the last activity of a session."""
    db.conn.execute(
        "UPDATE sign_in_session SET seen_at = ? WHERE id = ? AND ended_at IS NULL",
        [kept(now), session_id],
    )


def end(
    db: Database, session_id: int, *, now: datetime, by: str, account_id: int | None = None
) -> bool:
    """End one session, of one account when it is said; False when it was over already."""
    cursor = db.conn.execute(
        "UPDATE sign_in_session SET ended_at = :now, ended_by = :by WHERE id = :id"
        " AND ended_at IS NULL AND (:account IS NULL OR account_id = :account)",
        {"now": kept(now), "by": by, "id": session_id, "account": account_id},
    )
    return cursor.rowcount == 1


def end_all(
    db: Database, account_id: int, *, now: datetime, by: str, but: int | None = None
) -> int:
    """End the sessions of an account, one of them left out when asked; return how many ended."""
    cursor = db.conn.execute(
        "UPDATE sign_in_session SET ended_at = ?, ended_by = ?"
        " WHERE account_id = ? AND ended_at IS NULL AND id IS NOT ?",
        [kept(now), by, account_id, but],
    )
    return cursor.rowcount


def end_without_second_factor(db: Database, *, now: datetime) -> int:
    """End the open sessions of accounts whose role demands a factor that they lack."""
    cursor = db.conn.execute(
        "UPDATE sign_in_session SET ended_at = ?, ended_by = 'system'"
        " WHERE ended_at IS NULL AND account_id IN ("
        "  SELECT a.id FROM account a JOIN second_factor_role r ON r.role = a.role"
        "  LEFT JOIN second_factor f ON f.account_id = a.id WHERE f.confirmed_at IS NULL)",
        [kept(now)],
    )
    return cursor.rowcount


def open_ones(
    db: Database, *, now: datetime, idle_since: datetime, account_id: int | None = None
) -> list[Row]:
    """Return the sessions that may still be used, of one account or of all, the latest first."""
    return rows(
        db,
        "SELECT s.id, s.account_id, a.name, a.role, s.opened_at, s.seen_at, s.expires_at,"
        " s.address, s.device FROM sign_in_session s JOIN account a ON a.id = s.account_id"
        " WHERE s.state = 'open' AND s.ended_at IS NULL AND a.closed_at IS NULL"
        " AND s.expires_at > :now AND s.seen_at > :idle"
        " AND (:account IS NULL OR s.account_id = :account) ORDER BY s.seen_at DESC, s.id DESC",
        {"now": kept(now), "idle": kept(idle_since), "account": account_id},
    )


def forget_old(db: Database, *, now: datetime) -> None:
    """Delete the sessions that ended or expired long ago: an address is personal data."""
    limit = kept(now - KEEP_ENDED)
    db.conn.execute("DELETE FROM sign_in_session WHERE COALESCE(ended_at, expires_at) < ?", [limit])


def author_stands(
    db: Database,
    *,
    account_id: int,
    role: str,
    organisation_id: int | None,
    session_id: int | None,
    epci_sirens: Sequence[str] = (),
) -> bool:
    """Say whether an author is still who they were when their page was drawn."""
    found = one(
        db,
        "SELECT 1 AS stands FROM account a WHERE a.id = :account AND a.closed_at IS NULL"
        " AND a.role = :role AND a.organisation_id IS :organisation"
        f" AND {limits('a.id')} = json(:epcis)"
        " AND (:session IS NULL OR EXISTS (SELECT 1 FROM sign_in_session s WHERE s.id = :session"
        " AND s.account_id = a.id AND s.state = 'open' AND s.ended_at IS NULL))",
        {
            "account": account_id,
            "role": role,
            "organisation": organisation_id,
            "epcis": json.dumps(sorted(epci_sirens)),
            "session": session_id,
        },
    )
    return found is not None
