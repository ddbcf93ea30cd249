"""What is read beside the account."""

from datetime import datetime, timedelta

from circular.domain.visitors import Visitor
from circular.store import identity_provider as store
from circular.store import journal
from circular.store.connection import Database, write_tx

AT = datetime(2026, 11, 22, 9, 0)


def test_the_siret_of_an_organisation_may_not_be_known(db: Database, partner: Visitor) -> None:
    own = partner.organisation_id
    assert store.organisation_siret(db, own) is None
    assert store.organisation_siret(db, None) is None

    with write_tx(db):
        db.conn.execute("UPDATE organisation SET siret = '21730065600014' WHERE id = ?", [own])

    assert store.organisation_siret(db, own) == "21730065600014"


def test_an_act_was_noted_since_a_moment_or_not(db: Database) -> None:
    with write_tx(db):
        journal.add(
            db,
            at=AT,
            account_id=None,
            account_name="Personne non reconnue",
            entity="account",
            entity_id=None,
            act="provider_down",
            sentence="ProConnect ne répond pas.",
            changes={},
        )

    assert store.was_noted(db, "provider_down", since=AT - timedelta(minutes=1))
    assert not store.was_noted(db, "provider_down", since=AT + timedelta(minutes=1))
    assert not store.was_noted(db, "refused", since=AT - timedelta(minutes=1))
