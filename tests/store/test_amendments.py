"""Amendments in the store: lists of services read back, no names for who may not see people."""

from circular.domain.visitors import Visitor
from circular.store import amendments as store
from circular.store.connection import Database
from tests.builders.agreements import signed
from tests.conftest import NOW


def test_an_amendment_is_read_back_without_its_subject_for_who_may_not_see_people(
    db: Database, staff: Visitor
) -> None:
    agreement = signed(db, staff)
    record = {
        "agreement_id": agreement,
        "number": 1,
        "state": "draft",
        "reason": "Pour Naïma Fictive",
        "drafted_on": "2026-11-22",
        "services": '["local"]',
    }
    made = store.add(db, record, created_by=staff.account_id, now=NOW)
    assert (store.last_number(db, agreement), store.draft_number(db, agreement)) == (1, 1)
    assert store.last_effective_on(db, agreement) is None
    [row] = store.of_agreement(db, agreement, with_people=False)
    assert (row["reason"], row["author"], row["services"]) == (None, None, ("local",))
    assert not store.change(db, made, {"reason": "Autre"}, version=7, now=NOW)
    store.remove(db, made)
    assert store.get(db, made) is None
