"""Questions about next actions: what is left to do, in the order of urgency."""

from datetime import date

from circular.actions.next_actions import mark_done
from circular.domain.next_actions import ActionKind
from circular.domain.visitors import Visitor
from circular.queries import next_actions as queries
from circular.store.connection import Database
from tests.builders.agreements import a_project
from tests.builders.next_actions import an_action


def test_what_is_left_to_do_is_typed_and_ordered(db: Database, staff: Visitor, today: date) -> None:
    project_id = a_project(db, staff, "Couches en compost")
    an_action(db, staff, project_id, days=9, label="Ensuite", kind="decision")
    done = an_action(db, staff, project_id, days=1, label="Déjà fait")
    an_action(db, staff, project_id, days=-2, label="D’abord", owner_id=staff.account_id)
    mark_done(db, staff, done, today=today)

    first, second = queries.open_actions_of(db, project_id)

    assert (first.label, first.due_on, first.owner_name) == (
        "D’abord",
        date(2026, 11, 20),
        staff.name,
    )
    assert (second.kind, second.owner_name) == (ActionKind.DECISION, None)
    assert first.project_title == "Couches en compost"


def test_an_action_that_does_not_exist_is_none(db: Database) -> None:
    assert queries.action(db, 99) is None
