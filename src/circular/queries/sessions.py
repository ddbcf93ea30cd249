"""Questions about sessions: whose is this cookie, and which sessions are open."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from circular.adapters import tokens
from circular.domain.permissions import Role
from circular.domain.sessions import SEEN_EVERY, SessionState, is_alive
from circular.domain.visitors import Visitor
from circular.store import moments, sign_in
from circular.store import sessions as store
from circular.store.connection import Database
from circular.store.rows import Row


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody signed in, as the database knows them now; `is_due`: note that they are active."""

    visitor: Visitor
    session_id: int
    is_due: bool


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that may be used: whose, since when, last active when, from where."""

    id: int
    account_id: int
    name: str
    opened_at: datetime
    seen_at: datetime
    expires_at: datetime
    address: str
    device: str


def presence(db: Database, token: str, *, now: datetime) -> Presence | None:
    """Return who holds the cookie `token`, None when it opens nothing (any more) at `now`.

    Role, name and organisation are read from the account each time, never from the cookie.
    """
    row = store.by_token(db, tokens.digest(token))
    if row is None or row["state"] != SessionState.OPEN.value:
        return None
    seen = moments.read(row["seen_at"])
    if not is_alive(
        now=now,
        seen=seen,
        expires=moments.read(row["expires_at"]),
        idle=timedelta(hours=row["idle_hours"]),
        ended=row["ended_at"] is not None,
    ):
        return None
    visitor = Visitor(
        account_id=row["account_id"],
        name=row["name"],
        role=Role(row["role"]),
        organisation_id=row["organisation_id"],
        epci_sirens=tuple(json.loads(row["epci_sirens"])),
        session_id=row["id"],
    )
    return Presence(visitor, row["id"], is_due=now - seen >= SEEN_EVERY)


def open_sessions(
    db: Database, *, now: datetime, account_id: int | None = None
) -> tuple[OpenSession, ...]:
    """Return the open sessions of one account, or of all, the latest active first."""
    idle_since = now - timedelta(hours=sign_in.idle_hours(db))
    found = store.open_ones(db, now=now, idle_since=idle_since, account_id=account_id)
    return tuple(_session(row) for row in found)


def _session(row: Row) -> OpenSession:
    return OpenSession(
        id=row["id"],
        account_id=row["account_id"],
        name=row["name"],
        opened_at=moments.local(row["opened_at"]),
        seen_at=moments.local(row["seen_at"]),
        expires_at=moments.local(row["expires_at"]),
        address=row["address"],
        device=row["device"],
    )
