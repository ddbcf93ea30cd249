"""Sessions in the store."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from circular.domain.visitors import Visitor
from circular.store import sessions
from circular.store.connection import Database

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def add(db: Database, account_id: int, token_hash: str = "h", state: str = "open") -> int:
    """Open a session for a day."""
    return sessions.add(
        db,
        token_hash=token_hash,
        account_id=account_id,
        state=state,
        now=NOW,
        expires=NOW + timedelta(days=1),
        address="192.0.2.1",
        device="Firefox",
    )


def test_two_sessions_never_have_one_token(db: Database, staff: Visitor) -> None:
    add(db, staff.account_id or 0)

    with pytest.raises(sqlite3.IntegrityError):
        add(db, staff.account_id or 0)


def test_a_session_ends_once_and_only_for_its_account(
    db: Database, staff: Visitor, elected: Visitor
) -> None:
    session_id = add(db, staff.account_id or 0)

    assert not sessions.end(db, session_id, now=NOW, by="person", account_id=elected.account_id)
    assert sessions.end(db, session_id, now=NOW, by="person", account_id=staff.account_id)
    assert not sessions.end(db, session_id, now=NOW, by="person")


def test_one_session_may_be_left_out_of_the_end(db: Database, staff: Visitor) -> None:
    account_id = staff.account_id or 0
    first, _ = add(db, account_id, "a"), add(db, account_id, "b")

    assert sessions.end_all(db, account_id, now=NOW, by="person", but=first) == 1
    assert sessions.end_all(db, account_id, now=NOW, by="person") == 1


@pytest.mark.parametrize(
    ("changes", "stands"),
    [
        ({}, True),
        ({"role": "administrator"}, False),
        ({"organisation_id": 7}, False),
        ({"session_id": 999_999}, False),
        ({"account_id": 999_999}, False),
    ],
)
def test_an_author_stands_as_long_as_nothing_about_them_changed(
    db: Database, staff: Visitor, changes: dict[str, int | str], *, stands: bool
) -> None:
    told = {
        "account_id": staff.account_id,
        "role": "staff",
        "organisation_id": None,
        "session_id": None,
    }

    assert sessions.author_stands(db, **{**told, **changes}) is stands  # type: ignore[arg-type]


def test_an_author_whose_session_waits_or_is_over_does_not_stand(
    db: Database, staff: Visitor
) -> None:
    account_id = staff.account_id or 0
    waiting, open_one = add(db, account_id, "w", "waiting"), add(db, account_id, "o")

    def stands(session_id: int) -> bool:
        return sessions.author_stands(
            db, account_id=account_id, role="staff", organisation_id=None, session_id=session_id
        )

    assert (stands(waiting), stands(open_one)) == (False, True)
    sessions.end(db, open_one, now=NOW, by="person")
    assert not stands(open_one)
