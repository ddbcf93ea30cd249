"""One-time links in the store."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from circular.domain.visitors import Visitor
from circular.store import invitations
from circular.store.connection import Database

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def add(db: Database, account_id: int | None, *, kind: str = "invitation", token: str = "h") -> int:
    """Write a link for a day."""
    return invitations.add(
        db,
        token_hash=token,
        kind=kind,
        account_id=account_id,
        now=NOW,
        expires=NOW + timedelta(days=1),
    )


def test_a_link_is_used_once(db: Database, staff: Visitor) -> None:
    link = add(db, staff.account_id)

    assert invitations.use(db, link, now=NOW)
    assert not invitations.use(db, link, now=NOW)


def test_a_withdrawn_link_is_not_used(db: Database, staff: Visitor) -> None:
    link = add(db, staff.account_id)

    assert invitations.withdraw(db, staff.account_id, now=NOW) == 1
    assert invitations.withdraw(db, staff.account_id, now=NOW) == 0
    assert not invitations.use(db, link, now=NOW)


def test_a_link_is_found_under_its_kind(db: Database, staff: Visitor) -> None:
    add(db, staff.account_id)

    assert invitations.by_token(db, "h", "invitation") is not None
    assert invitations.by_token(db, "h", "reset") is None
    assert invitations.by_token(db, "x", "invitation") is None


def test_only_the_first_administrator_s_link_is_for_nobody_yet(
    db: Database, staff: Visitor
) -> None:
    assert not invitations.first_run_has_begun(db)
    add(db, None, kind="first_administrator")
    assert invitations.first_run_has_begun(db)
    with pytest.raises(sqlite3.IntegrityError):
        add(db, None, token="a")
    with pytest.raises(sqlite3.IntegrityError):
        add(db, staff.account_id, kind="first_administrator", token="b")
