"""What is read beside the account."""

from circular.domain.visitors import Visitor
from circular.store import identity_provider as store
from circular.store.connection import Database, write_tx


def test_the_siret_of_an_organisation_may_not_be_known(db: Database, partner: Visitor) -> None:
    own = partner.organisation_id
    assert store.organisation_siret(db, own) is None
    assert store.organisation_siret(db, None) is None

    with write_tx(db):
        db.conn.execute("UPDATE organisation SET siret = '21730065600014' WHERE id = ?", [own])

    assert store.organisation_siret(db, own) == "21730065600014"
