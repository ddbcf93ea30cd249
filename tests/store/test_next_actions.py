"""The table of next actions: urgency, done once, undone once, versions."""

from datetime import date

from circular.domain.visitors import Visitor
from circular.store import next_actions as store
from circular.store.connection import Database
from tests.builders.agreements import a_project
from tests.builders.next_actions import an_action


def test_the_most_urgent_comes_first_and_what_is_done_is_left_out(
    db: Database, staff: Visitor
) -> None:
    project_id = a_project(db, staff)
    late, soon, done = (an_action(db, staff, project_id, days=days) for days in (-3, 5, 1))
    store.mark_done(db, done, on=date(2026, 11, 22), by=staff.account_id)

    assert [row["id"] for row in store.open_of_project(db, project_id)] == [late, soon]


def test_done_and_undone_count_once(db: Database, staff: Visitor) -> None:
    action_id = an_action(db, staff, a_project(db, staff))
    day = date(2026, 11, 22)

    assert not store.undo_done(db, action_id)
    assert store.mark_done(db, action_id, on=day, by=staff.account_id)
    assert not store.mark_done(db, action_id, on=day, by=staff.account_id)
    assert store.undo_done(db, action_id)


def test_an_action_changes_only_from_the_version_that_was_read(
    db: Database, staff: Visitor
) -> None:
    action_id = an_action(db, staff, a_project(db, staff))

    assert store.change(db, action_id, {"due_on": "2026-11-27"}, version=1)
    assert not store.change(db, action_id, {"due_on": "2026-12-27"}, version=1)

    row = store.get(db, action_id)
    assert row is not None
    assert row["due_on"] == "2026-11-27"


def test_a_dropped_action_is_gone(db: Database, staff: Visitor) -> None:
    action_id = an_action(db, staff, a_project(db, staff))

    store.drop(db, action_id)

    assert store.get(db, action_id) is None
