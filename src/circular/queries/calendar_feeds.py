"""Questions about calendar addresses: one's own, and whose is the one that a calendar reads."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from circular.adapters import tokens
from circular.domain.calendar_feeds import serves
from circular.domain.permissions import Permission, Role
from circular.domain.visitors import Visitor, require
from circular.store import calendar_feeds as store
from circular.store import moments
from circular.store.connection import Database


@dataclass(frozen=True, slots=True)
class CalendarFeed:
    """What is known of a person's address: since when, until when, last read on which day."""

    created_at: datetime
    expires_at: datetime
    read_on: date | None


@dataclass(frozen=True, slots=True)
class FeedReading:
    """Whose deadlines a calendar reads, as the account stands now.

    `is_due`: the reading of this day is not noted yet.
    """

    visitor: Visitor
    expires_at: datetime
    is_due: bool


def own_feed(db: Database, visitor: Visitor) -> CalendarFeed | None:
    """Return the address of the visitor's own calendar, None when there is none.

    Raises:
        NotAllowedError: the visitor may not manage an account.
    """
    require(visitor, Permission.MANAGE_OWN_ACCOUNT)
    row = store.of_account(db, visitor.account_id or 0)
    if row is None:
        return None
    return CalendarFeed(
        created_at=moments.local(row["created_at"]),
        expires_at=moments.local(row["expires_at"]),
        read_on=None if row["read_on"] is None else date.fromisoformat(row["read_on"]),
    )


def feed_reading(db: Database, token: str, *, now: datetime) -> FeedReading | None:
    """Return who is behind an address; None when it was revoked, is over, or the account closed.

    Role, organisation and territory are read from the account each time.
    """
    row = store.by_token(db, tokens.digest(token))
    if row is None:
        return None
    expires_at = moments.read(row["expires_at"])
    if not serves(expires_at, now=now):
        return None
    visitor = Visitor(
        account_id=row["account_id"],
        name=row["name"],
        role=Role(row["role"]),
        organisation_id=row["organisation_id"],
        epci_sirens=tuple(json.loads(row["epci_sirens"])),
    )
    today = now.astimezone().date().isoformat()
    return FeedReading(visitor, expires_at, is_due=row["read_on"] != today)
