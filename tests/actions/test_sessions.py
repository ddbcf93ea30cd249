"""Sessions: opened, seen, ended."""

from datetime import timedelta

import pytest

from circular.actions import sessions
from circular.domain.errors import NotAllowedError, NotFoundError
from circular.domain.visitors import Visitor
from circular.queries import journal
from circular.queries.sessions import open_sessions, presence
from circular.store import meta
from circular.store.connection import Database
from tests.builders.accounts import add_account, caller, signed_in


def author(db: Database, token: str) -> Visitor:
    """Return the visitor of a session."""
    found = presence(db, token, now=caller().at)
    assert found is not None
    return found.visitor


def test_a_session_that_is_seen_lives_on_and_ends_after_thirty_days(
    db: Database, administrator: Visitor
) -> None:
    add_account(db, administrator)
    token = signed_in(db).token
    session_id = author(db, token).session_id or 0
    for hours in range(6, 24 * 30, 6):
        now = caller(after=timedelta(hours=hours)).at
        assert presence(db, token, now=now) is not None
        sessions.see(db, session_id, now=now)

    assert presence(db, token, now=caller(after=timedelta(days=30)).at) is None


def test_being_seen_empties_no_cache(db: Database, administrator: Visitor) -> None:
    add_account(db, administrator)
    session_id = author(db, signed_in(db).token).session_id or 0
    version = meta.data_version(db)

    sessions.see(db, session_id, now=caller(after=timedelta(hours=1)).at)

    assert meta.data_version(db) == version


def test_signing_out_ends_one_session_and_says_so_once(
    db: Database, administrator: Visitor
) -> None:
    account_id = add_account(db, administrator)
    here, there = signed_in(db), signed_in(db)
    before = journal.count_of(db, "account", account_id)

    sessions.sign_out(db, here.token, caller())
    sessions.sign_out(db, here.token, caller())
    sessions.sign_out(db, "inconnu", caller())

    assert presence(db, here.token, now=caller().at) is None
    assert presence(db, there.token, now=caller().at) is not None
    assert journal.count_of(db, "account", account_id) == before + 1
    assert journal.history_of(db, "account", account_id)[0].act == "signed_out"


@pytest.mark.parametrize("but_this_one", [True, False])
def test_one_signs_out_everywhere_or_everywhere_else(
    db: Database, administrator: Visitor, *, but_this_one: bool
) -> None:
    add_account(db, administrator)
    here, there = signed_in(db), signed_in(db)

    count = sessions.end_own_sessions(db, author(db, here.token), but_this_one=but_this_one)

    assert count == (1 if but_this_one else 2)
    assert (presence(db, here.token, now=caller().at) is not None) is but_this_one
    assert presence(db, there.token, now=caller().at) is None


def test_one_ends_one_s_own_sessions_and_nobody_else_s(
    db: Database, administrator: Visitor
) -> None:
    add_account(db, administrator)
    add_account(db, administrator, email="paul@exemple.fr")
    mine, other = signed_in(db), signed_in(db, email="paul@exemple.fr")
    me = author(db, mine.token)

    with pytest.raises(NotFoundError):
        sessions.end_own_session(db, me, author(db, other.token).session_id or 0)
    assert presence(db, other.token, now=caller().at) is not None

    sessions.end_own_session(db, me, me.session_id or 0)
    assert presence(db, mine.token, now=caller().at) is None
    with pytest.raises(NotAllowedError):
        sessions.end_own_session(db, me, me.session_id or 0)


def test_the_administrator_puts_somebody_out(
    db: Database, administrator: Visitor, staff: Visitor
) -> None:
    account_id = add_account(db, administrator)
    entry = signed_in(db)

    with pytest.raises(NotAllowedError):
        sessions.end_sessions_of(db, staff, account_id)
    assert sessions.end_sessions_of(db, administrator, account_id) == 1
    assert presence(db, entry.token, now=caller().at) is None
    with pytest.raises(NotFoundError):
        sessions.end_sessions_of(db, administrator, 999_999)


def test_old_sessions_are_forgotten(db: Database, administrator: Visitor) -> None:
    account_id = add_account(db, administrator)
    signed_in(db, at=caller(after=-timedelta(days=70)))
    sessions.sign_out(db, signed_in(db, at=caller(after=-timedelta(days=40))).token, caller())

    signed_in(db)

    kept = db.conn.execute(
        "SELECT COUNT(*) FROM sign_in_session WHERE account_id = ?", [account_id]
    ).fetchone()[0]
    assert kept == 3  # the one of the link, the one just ended, the new one
    assert len(open_sessions(db, now=caller().at, account_id=account_id)) == 1
