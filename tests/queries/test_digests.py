"""Who receives the digest, with the rights of the account."""

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.queries.digests import digest_readers
from circular.store.connection import Database


def test_only_accounts_with_an_address_are_written_to(db: Database, partner: Visitor) -> None:
    assert digest_readers(db, "2026-W47") == ()
    db.conn.execute("UPDATE account SET email = 'p@exemple.fr' WHERE id = ?", [partner.account_id])
    [reader] = digest_readers(db, "2026-W47")
    assert (reader.visitor.role, reader.email) == (Role.PARTNER, "p@exemple.fr")
    assert reader.visitor.organisation_id == partner.organisation_id
