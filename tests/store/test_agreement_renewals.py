"""Renewals in the store: in order, without names for who may not see people."""

from circular.domain.visitors import Visitor
from circular.store import agreement_renewals as store
from circular.store.connection import Database
from tests.builders.agreements import signed


def test_renewals_come_in_order_and_the_last_one_may_be_taken_away(
    db: Database, staff: Visitor
) -> None:
    agreement = signed(db, staff)
    for rank, year in ((1, 2027), (2, 2028)):
        record = {
            "agreement_id": agreement,
            "sequence": rank,
            "decided_on": f"{year}-03-01",
            "effective_on": f"{year}-03-12",
            "previous_end": f"{year}-03-11",
            "ends_on": f"{year + 1}-03-11",
            "note": "Naïma Fictive",
            "author_id": staff.account_id,
            "entered_at": f"{year}-03-01T09:00:00",
        }
        store.add(db, record)
    assert [row["note"] for row in store.of_agreement(db, agreement, with_people=False)] == [
        None,
        None,
    ]
    last = store.last(db, agreement)
    assert last is not None
    assert (last["sequence"], store.count(db, agreement)) == (2, 2)
    store.remove(db, last["id"])
    assert [row["sequence"] for row in store.of_agreement(db, agreement, with_people=True)] == [1]
