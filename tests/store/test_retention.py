"""Who is due, in SQL: since when, what is postponed, what keeps them."""

from datetime import date

from circular.domain.visitors import Visitor
from circular.store import retention as store
from circular.store.connection import Database
from circular.store.rows import value
from tests.builders.agreements import signed
from tests.builders.data_requests import a_request
from tests.builders.noted_exchanges import an_exchange
from tests.builders.retention import LAST_CONTACT, an_old_contact
from tests.conftest import NOW


def test_only_what_came_from_the_person_counts_as_a_contact(db: Database, staff: Visitor) -> None:
    holder_id, project_id = an_old_contact(db, staff)
    an_exchange(db, staff, project_id, direction="to_person", happened_on=date(2026, 5, 4))

    line = store.line(db, "holders", holder_id)
    assert line is not None
    assert line["since"] == LAST_CONTACT.isoformat()


def test_lines_come_with_their_reasons_and_the_latest_postponement(
    db: Database, staff: Visitor
) -> None:
    holder_id, project_id = an_old_contact(db, staff)
    signed(db, staff, project_id)
    a_request(db, staff, holder_id=holder_id)
    a_request(db, staff, holder_id=holder_id, kind="erasure")
    for until, reason in (("2027-05-01", "Procès."), ("2027-01-01", "Autre.")):
        record = {
            "kind": "holders",
            "subject_id": holder_id,
            "until": until,
            "reason": reason,
            "decided_on": "2026-11-22",
        }
        store.postpone(db, record, now=NOW)

    (line,) = store.lines(db, "holders", began_by=LAST_CONTACT, limit=5)
    assert (line["agreements"], line["requests"]) == ("2026-001", "access")
    assert (line["postponed_until"], line["postponed_for"]) == ("2027-05-01", "Procès.")
    assert store.count(db, "holders", began_by=LAST_CONTACT) == 1
    assert store.due_ids(db, "holders", began_by=LAST_CONTACT, today=date(2028, 1, 1)) == []
    assert len(store.postponements(db, "holders", holder_id)) == 2


def test_reasons_are_forgotten_with_the_person(db: Database, staff: Visitor) -> None:
    holder_id, _ = an_old_contact(db, staff)
    record = {
        "kind": "holders",
        "subject_id": holder_id,
        "until": "2027-05-01",
        "reason": "Procès.",
        "decided_on": "2026-11-22",
    }
    store.postpone(db, record, now=NOW)
    store.forget_reasons(db, "referents", [holder_id])
    assert value(db, "SELECT reason FROM retention_postponement") == "Procès."
    store.forget_reasons(db, "holders", [holder_id])
    assert value(db, "SELECT reason FROM retention_postponement") is None


def test_what_is_due_is_counted_to_the_day(db: Database, staff: Visitor) -> None:
    an_old_contact(db, staff)
    eve, today = date(2023, 10, 31), date(2026, 11, 22)

    assert store.count_due(db, "holders", began_by=eve, today=today) == 0
    assert store.count_due(db, "holders", began_by=LAST_CONTACT, today=today) == 1
