"""One's own reminders: one a deadline, while it stands."""

from datetime import date, timedelta

from circular.actions.commitments import mark_done
from circular.actions.reminders import raise_reminders
from circular.domain.commitments import FulfilmentDraft
from circular.domain.visitors import Visitor
from circular.queries.reminders import own_reminders
from circular.store.connection import Database
from tests.builders.agreements import TODAY, signed
from tests.builders.commitments import promised


def test_a_deadline_is_told_once_whatever_it_was_reminded_of_and_not_once_it_is_kept(
    db: Database, staff: Visitor
) -> None:
    made = promised(
        db, staff, signed(db, staff, ends_on=date(2027, 12, 31)), due_on=TODAY + timedelta(days=40)
    )
    raise_reminders(db, today=TODAY)
    raise_reminders(db, today=TODAY + timedelta(days=20))
    found = own_reminders(db, staff, today=TODAY + timedelta(days=20))
    assert (found.total, [each.what for each in found.rows]) == (1, ["Remettre le bilan"])
    assert found.rows[0].raised_on == TODAY + timedelta(days=20)
    kept = FulfilmentDraft(done_on=TODAY, proof="Reçu")
    mark_done(db, staff, made, kept, version=1, today=TODAY)
    assert own_reminders(db, staff, today=TODAY).total == 0
