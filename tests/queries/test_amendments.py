"""What amendments change, and the terms of any day."""

from datetime import date

from circular.actions import amendments as actions
from circular.domain.amendments import AmendmentDraft, AmendmentSigningDraft
from circular.domain.visitors import Visitor
from circular.queries.agreement_records import agreement_record
from circular.queries.amendments import amendments, terms_of_day
from circular.store.connection import Database
from tests.builders.agreements import TODAY, signed


def test_the_terms_of_a_past_day_are_those_that_stood(
    db: Database, staff: Visitor, elected: Visitor
) -> None:
    agreement = signed(db, staff, jobs_committed="3")
    draft = AmendmentDraft(reason="Naïma Fictive embauche", jobs_committed="4")
    made = actions.draft_amendment(db, staff, agreement, draft, today=TODAY)
    days = AmendmentSigningDraft(signed_on=TODAY, effective_on=date(2026, 10, 1))
    actions.sign_amendment(db, staff, made, days, version=1, today=TODAY)
    record = agreement_record(db, elected, agreement)
    found = amendments(db, elected, record)
    assert [(each.reason, each.author, each.touched) for each in found] == [
        (None, None, frozenset({"jobs_committed"}))
    ]
    assert (found[0].before.jobs_committed, found[0].after.jobs_committed) == (3, 4)
    jobs = [
        terms_of_day(record, found, day).jobs_committed
        for day in (date(2026, 9, 30), date(2026, 10, 1))
    ]
    assert jobs == [3, 4]
