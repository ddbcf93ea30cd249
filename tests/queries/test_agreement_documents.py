"""Who may have a convention written down, and what the sheet counts."""

from datetime import date

import pytest

from circular.actions.amendments import draft_amendment, sign_amendment
from circular.domain.amendments import AmendmentDraft, AmendmentSigningDraft
from circular.domain.errors import NotAllowedError
from circular.domain.visitors import Visitor
from circular.queries import agreement_documents as queries
from circular.store.connection import Database
from tests.builders.agreements import TODAY, a_draft, read, signed
from tests.builders.services import a_given_service


def test_the_whole_text_is_for_those_who_may_see_people(
    db: Database, staff: Visitor, elected: Visitor
) -> None:
    agreement = a_draft(db, staff)

    assert queries.agreement_to_write(db, staff, agreement).record.id == agreement
    with pytest.raises(NotAllowedError):
        queries.agreement_to_write(db, elected, agreement)


def test_the_sheet_counts_what_was_given_to_the_project(
    db: Database, staff: Visitor, elected: Visitor
) -> None:
    agreement = a_draft(db, staff)
    project = read(db, staff, agreement).project_id
    for day in (date(2026, 4, 2), date(2026, 5, 4)):
        a_given_service(db, staff, project, given_on=day)
    (given,) = queries.agreement_sheet(db, elected, agreement, today=TODAY).given

    assert (given.count, given.last_on) == (2, date(2026, 5, 4))


def test_the_text_is_written_as_it_was_signed_whatever_was_amended_since(
    db: Database, staff: Visitor
) -> None:
    agreement = signed(db, staff, jobs_committed="3")
    change = AmendmentDraft(reason="Grandir", ends_on="30/06/2027", services=("local",))
    made = draft_amendment(db, staff, agreement, change, today=TODAY)
    days = AmendmentSigningDraft(signed_on=TODAY)
    sign_amendment(db, staff, made, days, version=1, today=TODAY)

    record = queries.agreement_to_write(db, staff, agreement).record

    assert (record.ends_on, record.jobs_committed, record.services) == (date(2027, 3, 11), 3, ())
    assert queries.agreement_sheet(db, staff, agreement, today=TODAY).record.ends_on == date(
        2027, 6, 30
    )
