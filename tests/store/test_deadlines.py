"""Every deadline in one statement: what each convention brings, and what no longer stands."""

from datetime import date, timedelta

import pytest

from circular.actions.agreement_renewals import renew_agreement
from circular.actions.commitments import mark_done
from circular.domain.agreement_renewals import RenewalDraft
from circular.domain.commitments import FulfilmentDraft
from circular.domain.deadlines import LAST_DAY, LONGEST_PAST
from circular.domain.visitors import Visitor
from circular.store import deadlines as store
from circular.store.connection import Database
from circular.store.rows import Row
from tests.builders.agreements import TODAY, a_draft, read, signed
from tests.builders.commitments import promised

ALL = store.Reader(with_people=True, with_texts=True, with_confidential=True)


def listed(db: Database, reader: store.Reader = ALL, *, today: date = TODAY) -> list[Row]:
    return store.listed(db, reader, kind=None, days=(LONGEST_PAST, LAST_DAY), today=today)


def told(db: Database, *, today: date = TODAY) -> list[tuple[str, str]]:
    return [(row["kind"], row["day"]) for row in listed(db, today=today)]


def test_an_agreement_brings_its_notice_and_its_end_or_its_renewal(
    db: Database, staff: Visitor
) -> None:
    agreement = signed(db, staff)
    record = read(db, staff, agreement)
    end, notice = record.ends_on, record.type.notice_before(record.ends_on)
    assert record.type.renewals
    assert end is not None
    assert notice is not None
    assert told(db) == [("notice", notice.isoformat()), ("renewal", end.isoformat())]
    assert told(db, today=end + timedelta(days=3)) == [("renewal", end.isoformat())]
    db.conn.execute("UPDATE agreement_type SET renewals = 0")
    assert [kind for kind, _ in told(db)] == ["notice", "end"]


def test_a_renewal_moves_the_deadlines(db: Database, staff: Visitor) -> None:
    agreement = signed(db, staff)
    record = read(db, staff, agreement)
    draft = RenewalDraft(decided_on=TODAY)
    renew_agreement(db, staff, agreement, draft, version=record.version, today=TODAY)
    ends = [day for kind, day in told(db) if kind == "renewal"]
    assert ends == [str(read(db, staff, agreement).ends_on)]


def test_commitments_stand_until_they_are_kept(db: Database, staff: Visitor) -> None:
    agreement = signed(db, staff)
    made = promised(db, staff, agreement, due_on=TODAY - timedelta(days=1))
    promised(db, staff, a_draft(db, staff), due_on=TODAY)
    assert told(db)[0] == ("report", "2026-11-21")
    counted = store.counts(db, ALL, kind=None, days=(LONGEST_PAST, TODAY), today=TODAY, soon=TODAY)
    assert (counted["total"], counted["late"], counted["shown"]) == (3, 1, 1)
    kept = FulfilmentDraft(done_on=TODAY, proof="Reçu")
    mark_done(db, staff, made, kept, version=1, today=TODAY)
    assert [kind for kind, _ in told(db)] == ["notice", "renewal"]


@pytest.mark.parametrize(
    "hidden",
    [
        "UPDATE agreement SET archived_at = '2026-11-01'",
        "UPDATE project SET archived_at = '2026-11-01'",
        "UPDATE project SET is_trial = 1",
        "UPDATE agreement SET state = 'terminated'",
    ],
)
def test_what_is_archived_tried_or_terminated_brings_none(
    db: Database, staff: Visitor, hidden: str
) -> None:
    promised(db, staff, signed(db, staff))
    db.conn.execute(hidden)
    assert told(db) == []


def test_the_nearest_are_those_of_who_follows_the_project(db: Database, staff: Visitor) -> None:
    promised(db, staff, signed(db, staff), label="Bilan")
    last = TODAY + timedelta(days=30)
    found = store.near(db, ["report"], owner=None, today=TODAY, last=last, limit=3)
    assert [(row["note"], row["total"]) for row in found] == [("Bilan", 1)]
    db.conn.execute("UPDATE project SET adviser_id = 4")
    owner = 3
    assert store.near(db, ["report"], owner=owner, today=TODAY, last=last, limit=3) == []
