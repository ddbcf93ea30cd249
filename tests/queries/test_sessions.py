"""Whose is this cookie, and which sessions are open."""

from datetime import timedelta

import pytest

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.queries.sessions import open_sessions, presence
from circular.store.connection import Database
from tests.builders.accounts import ADDRESS, add_account, caller, signed_in


def test_a_cookie_gives_the_account_as_the_database_has_it_now(
    db: Database, administrator: Visitor, partner: Visitor
) -> None:
    account_id = add_account(
        db, administrator, role=Role.PARTNER, organisation_id=partner.organisation_id
    )

    found = presence(db, signed_in(db).token, now=caller().at)

    assert found is not None
    assert found.visitor.account_id == account_id
    assert found.visitor.own_organisation == partner.organisation_id
    assert found.visitor.session_id == found.session_id


@pytest.mark.parametrize("token", ["", "x", "' OR 1=1 --", "A" * 43])
def test_any_other_cookie_gives_nobody(db: Database, administrator: Visitor, token: str) -> None:
    add_account(db, administrator)
    signed_in(db)

    assert presence(db, token, now=caller().at) is None


def test_a_digest_stolen_from_the_database_opens_nothing(
    db: Database, administrator: Visitor
) -> None:
    add_account(db, administrator)
    signed_in(db)
    digests = [row[0] for row in db.conn.execute("SELECT token_hash FROM sign_in_session")]

    assert digests
    assert [presence(db, each, now=caller().at) for each in digests] == [None] * len(digests)


def test_a_session_left_alone_for_twelve_hours_is_over(
    db: Database, administrator: Visitor
) -> None:
    add_account(db, administrator)
    token = signed_in(db).token

    assert presence(db, token, now=caller(after=timedelta(hours=11, minutes=59)).at) is not None
    assert presence(db, token, now=caller(after=timedelta(hours=12)).at) is None


def test_the_last_activity_is_due_every_five_minutes(db: Database, administrator: Visitor) -> None:
    add_account(db, administrator)
    token = signed_in(db).token

    soon = presence(db, token, now=caller(after=timedelta(minutes=4)).at)
    later = presence(db, token, now=caller(after=timedelta(minutes=6)).at)

    assert soon is not None
    assert later is not None
    assert (soon.is_due, later.is_due) == (False, True)


def test_open_sessions_say_whose_and_from_where(db: Database, administrator: Visitor) -> None:
    account_id = add_account(db, administrator)
    add_account(db, administrator, email="paul@exemple.fr")
    signed_in(db)
    signed_in(db, email="paul@exemple.fr")

    mine = open_sessions(db, now=caller().at, account_id=account_id)

    assert [(each.name, each.device, each.address) for each in mine] == [
        ("Claire Dubreuil", "Firefox, Windows", ADDRESS)
    ]
    assert len(open_sessions(db, now=caller().at)) == 2
    assert open_sessions(db, now=caller(after=timedelta(hours=13)).at) == ()
