"""Reminders raised, then put away by the person: the deadline itself stays."""

from datetime import date

import pytest

from circular.actions.reminders import raise_reminders, see_reminder
from circular.domain.errors import NotAllowedError, NotFoundError
from circular.domain.visitors import Visitor
from circular.queries.reminders import own_reminders
from circular.store.connection import Database
from tests.builders.agreements import TODAY, signed
from tests.builders.commitments import promised


def test_a_reminder_is_put_away_by_its_person_and_does_not_come_back(
    db: Database, staff: Visitor, administrator: Visitor, elected: Visitor
) -> None:
    agreement = signed(db, staff, ends_on=date(2027, 12, 31))
    made = promised(db, staff, agreement)
    db.conn.execute("UPDATE project SET adviser_id = NULL")
    assert raise_reminders(db, today=TODAY) == 2
    for person in (staff, administrator):
        assert own_reminders(db, person, today=TODAY).total == 1
    see_reminder(db, staff, agreement, commitment_id=made, day=TODAY, today=TODAY)
    with pytest.raises(NotFoundError):
        see_reminder(db, staff, agreement, commitment_id=made, day=TODAY, today=TODAY)
    with pytest.raises(NotAllowedError):
        see_reminder(db, elected, agreement, commitment_id=made, day=TODAY, today=TODAY)
    assert raise_reminders(db, today=TODAY) == 0
    assert own_reminders(db, staff, today=TODAY).total == 0
    assert own_reminders(db, administrator, today=TODAY).total == 1
