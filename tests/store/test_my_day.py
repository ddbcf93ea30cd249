"""The SQL of the day: whose things they are, and which days they count."""

from datetime import date

from circular.actions.projects import archive_project, hand_over
from circular.domain.projects import HandOverDraft
from circular.domain.visitors import Visitor
from circular.store import my_day as store
from circular.store.connection import Database
from tests.builders.agreements import a_project
from tests.builders.next_actions import an_action

LAST = date(2026, 11, 28)


def counts(db: Database, owner: int | None, today: date) -> dict[str, int]:
    """Count late, week and later for somebody, or for the whole team."""
    return store.counts(db, owner=owner, today=today, last=LAST)


def test_each_open_action_falls_on_one_side_of_today_and_of_the_week(
    db: Database, staff: Visitor, today: date
) -> None:
    project_id = a_project(db, staff)
    for days in (-1, 0, 6, 7):
        an_action(db, staff, project_id, days=days)

    assert counts(db, None, today) == {"late": 1, "week": 2, "later": 1}


def test_an_action_is_of_its_owner_else_of_the_adviser_else_of_everyone(
    db: Database, staff: Visitor, administrator: Visitor, today: date
) -> None:
    assert staff.account_id is not None
    assert administrator.account_id is not None
    nobodys, theirs = a_project(db, staff), a_project(db, staff, "Insectes", holder=None)
    hand_over(db, staff, nobodys, HandOverDraft(adviser_id=staff.account_id))
    hand_over(db, staff, theirs, HandOverDraft(adviser_id=administrator.account_id))
    an_action(db, staff, nobodys, days=1)
    an_action(db, staff, theirs, days=2)
    an_action(db, staff, theirs, days=3, owner_id=staff.account_id)

    def due(owner: int | None) -> list[str]:
        found = store.actions_due(db, owner=owner, first=today, last=LAST, limit=9)
        return [row["due_on"] for row in found]

    assert due(staff.account_id) == ["2026-11-23", "2026-11-25"]
    assert due(administrator.account_id) == ["2026-11-24"]
    assert len(due(None)) == 3


def test_what_belongs_to_an_archived_project_is_left_out(
    db: Database, staff: Visitor, today: date
) -> None:
    project_id = a_project(db, staff)
    an_action(db, staff, project_id, days=-5, kind="call")
    archive_project(db, staff, project_id)

    assert counts(db, None, today) == {"late": 0, "week": 0, "later": 0}
    assert store.late_actions(db, owner=None, today=today, limit=9) == []
    assert store.actions_of_kind(db, "call", owner=None, limit=9) == []
    assert store.dormant_projects(db, owner=None, since=today, limit=9) == []


def test_the_total_is_exact_beyond_the_rows_that_are_read(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    for days in range(5):
        an_action(db, staff, project_id, days=days, kind="call")

    found = store.actions_of_kind(db, "call", owner=None, limit=2)

    assert [row["total"] for row in found] == [5, 5]


def test_a_day_without_anything_counts_nothing(db: Database, today: date) -> None:
    assert store.done_on(db, owner=None, day=today) == {"exchanges": 0, "moves": 0, "actions": 0}
