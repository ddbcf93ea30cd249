"""Who may have a convention written down, and what the sheet counts."""

from datetime import date

import pytest

from circular.domain.errors import NotAllowedError
from circular.domain.visitors import Visitor
from circular.queries import agreement_documents as queries
from circular.store.connection import Database
from tests.builders.agreements import a_draft, read
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
    (given,) = queries.agreement_sheet(db, elected, agreement).given

    assert (given.count, given.last_on) == (2, date(2026, 5, 4))
