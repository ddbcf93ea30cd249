"""The register in the store: order, counts, versions."""

from datetime import date

from circular.domain.visitors import Visitor
from circular.store import data_requests as store
from circular.store.connection import Database
from tests.builders.data_requests import a_request
from tests.builders.holders import a_holder


def test_the_most_pressing_comes_first_and_answers_are_apart(db: Database, staff: Visitor) -> None:
    holder_id = a_holder(db, staff)
    late = a_request(db, staff, received_on=date(2026, 10, 1))
    recent = a_request(db, staff, holder_id=holder_id)
    done = a_request(db, staff, received_on=date(2026, 9, 1))
    record = {"outcome": "granted", "answered_on": "2026-09-15"}
    assert store.change(db, done, record, version=1)
    assert not store.change(db, done, record, version=1)

    assert [row["id"] for row in store.requests(db, answered=False, limit=9)] == [late, recent]
    assert [row["id"] for row in store.requests(db, answered=True, limit=9)] == [done]
    assert [row["id"] for row in store.of_holder(db, holder_id)] == [recent]
    assert store.counts(db, today=date(2026, 11, 22)) == {"open": 2, "late": 1, "answered": 1}
    assert store.holder_exists(db, holder_id)
    assert not store.holder_exists(db, 999)
    assert store.get(db, 999) is None
