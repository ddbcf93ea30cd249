"""Who is due or soon will be, as the page shows them, and only to those who serve rights."""

from datetime import date, timedelta

import pytest

from circular.actions.retention import change_retention, postpone_retention
from circular.domain.errors import NotAllowedError
from circular.domain.permissions import Role
from circular.domain.retention import (
    RetentionKind,
    RetentionPostponementDraft,
    RetentionSettings,
    RetentionState,
)
from circular.domain.visitors import Visitor
from circular.queries import retention as queries
from circular.store.connection import Database
from tests.builders.agreements import signed
from tests.builders.holders import TODAY, a_holder
from tests.builders.retention import an_old_contact, anonymised
from tests.conftest import visitor_of

HOLDERS = RetentionKind.HOLDERS
SOON = TODAY - timedelta(days=1095 - 30)


def test_who_is_due_comes_before_who_soon_will_be(db: Database, staff: Visitor) -> None:
    soon, _ = an_old_contact(db, staff, last_contact=SOON, name="Bruno Castagnet")
    late, _ = an_old_contact(db, staff)
    a_holder(db, staff, "Noté Aujourd’hui")

    lines = queries.retention_lines(db, staff, HOLDERS, today=TODAY)
    assert [(line.subject_id, line.state) for line in lines] == [
        (late, RetentionState.DUE),
        (soon, RetentionState.SOON),
    ]
    assert lines[0].due_on == date(2026, 10, 31)
    counts = {each.kind: each for each in queries.retention_counts(db, staff, today=TODAY)}
    assert (counts[HOLDERS].due, counts[HOLDERS].near) == (1, 2)
    assert len(queries.retention_lines(db, staff, HOLDERS, today=TODAY, limit=1)) == 1


def test_the_warning_is_a_setting(db: Database, staff: Visitor) -> None:
    an_old_contact(db, staff, last_contact=SOON)
    change_retention(db, staff, RetentionSettings(warning_days=29))

    assert queries.retention_lines(db, staff, HOLDERS, today=TODAY) == ()
    assert queries.retention_settings(db).warning_days == 29


def test_a_postponed_person_is_shown_with_the_reason_until_the_day(
    db: Database, staff: Visitor
) -> None:
    holder_id, _ = an_old_contact(db, staff)
    draft = RetentionPostponementDraft.model_validate({"until": "01/03/2027", "reason": "Procès."})
    postpone_retention(db, staff, HOLDERS, holder_id, draft, today=TODAY)

    (line,) = queries.retention_lines(db, staff, HOLDERS, today=TODAY)
    assert (line.state, line.postponed_for) == (RetentionState.POSTPONED, "Procès.")
    (line,) = queries.retention_lines(db, staff, HOLDERS, today=date(2027, 3, 1))
    assert line.state is RetentionState.DUE


def test_a_person_kept_by_law_says_by_what(db: Database, staff: Visitor) -> None:
    holder_id, project_id = an_old_contact(db, staff)
    signed(db, staff, project_id)

    line = queries.retention_line(db, staff, HOLDERS, holder_id, today=TODAY)
    assert line is not None
    assert line.state is RetentionState.KEPT
    assert "2026-001" in (line.kept_because or "")


def test_an_anonymised_person_is_no_subject_any_more(db: Database, staff: Visitor) -> None:
    holder_id, _ = an_old_contact(db, staff)
    anonymised(db, staff, holder_id)

    assert queries.retention_line(db, staff, HOLDERS, holder_id, today=TODAY) is None
    assert queries.retention_lines(db, staff, HOLDERS, today=TODAY) == ()


@pytest.mark.parametrize("role", [Role.ELECTED, Role.PARTNER])
def test_others_are_refused(db: Database, role: Role) -> None:
    visitor = visitor_of(db, role)

    with pytest.raises(NotAllowedError):
        queries.retention_counts(db, visitor, today=TODAY)
    with pytest.raises(NotAllowedError):
        queries.retention_lines(db, visitor, HOLDERS, today=TODAY)
    with pytest.raises(NotAllowedError):
        queries.retention_line(db, visitor, HOLDERS, 1, today=TODAY)
