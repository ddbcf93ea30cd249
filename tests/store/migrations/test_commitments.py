"""The table of commitments refuses what does not hold."""

from circular.domain.visitors import Visitor
from circular.store.connection import Database
from tests.builders.agreements import signed
from tests.builders.commitments import promised
from tests.builders.straight import accepted, holds


def test_the_table_refuses_what_does_not_hold(db: Database, staff: Visitor) -> None:
    made = promised(db, staff, signed(db, staff))
    assert holds(db, "commitment", made, proof="Sans jour")
    assert holds(db, "commitment", made, remind_on="2030-01-01")
    assert holds(db, "commitment", made, party_name="Un nom")
    assert holds(db, "commitment", made, party_kind="association")
    assert accepted(db, "commitment", made, "kind", ["report", "rapport"]) == ["report"]
    assert not holds(db, "commitment", made, done_on="2026-11-22", proof="Reçu")
