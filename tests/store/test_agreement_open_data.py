"""The one funder of a financial agreement is read; of several, none."""

from circular.domain.visitors import Visitor
from circular.store import agreement_open_data as store
from circular.store.agreement_lists import Scope
from circular.store.connection import Database, write_tx
from tests.builders.agreement_grants import a_grant

FINANCIAL = Scope(financial=True, with_people=True)


def test_two_funders_are_none(db: Database, staff: Visitor) -> None:
    made = a_grant(db, staff)
    assert [row["giver"] for row in store.grants(db, FINANCIAL)] == ["CALI"]
    with write_tx(db):
        db.conn.execute(
            "INSERT INTO agreement_party (agreement_id, position, kind, organisation_id, name)"
            " SELECT agreement_id, 10, kind, organisation_id, name FROM agreement_party"
            " WHERE position = 9"
        )
    assert [(row["id"], row["giver"]) for row in store.grants(db, FINANCIAL)] == [(made, None)]
