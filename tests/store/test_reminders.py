"""Reminders are raised once for each deadline, reason and person, whoever runs when."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

from circular.actions.reminders import raise_reminders
from circular.domain.visitors import Visitor
from circular.store import reminders as store
from circular.store.connection import Database, open_for
from circular.store.rows import rows, value
from tests.builders.agreements import TODAY, signed
from tests.builders.commitments import promised

REASONS = "SELECT DISTINCT reason FROM reminder WHERE kind = 'report' ORDER BY id"


def reasons(db: Database) -> list[str]:
    return [row["reason"] for row in rows(db, REASONS)]


def test_each_threshold_is_raised_once_as_the_day_comes_near(db: Database, staff: Visitor) -> None:
    promised(db, staff, signed(db, staff), due_on=TODAY + timedelta(days=100))
    found = []
    for days in (0, 9, 10, 11, 69, 70, 71, 93, 94, 100, 101):
        store.raise_due(db, today=TODAY + timedelta(days=days))
        found.append(reasons(db))
    assert found == [
        [],
        [],
        *[["90"]] * 3,
        *[["90", "30"]] * 2,
        *[["90", "30", "7"]] * 4,
    ]


def test_a_late_start_raises_the_nearest_threshold_alone_and_the_chosen_day(
    db: Database, staff: Visitor
) -> None:
    day = TODAY + timedelta(days=5)
    promised(db, staff, signed(db, staff), due_on=day, remind_on=TODAY)
    store.raise_due(db, today=TODAY)
    assert sorted(reasons(db)) == ["7", "chosen"]


def test_whoever_follows_the_project_is_reminded_else_the_whole_team(
    db: Database, staff: Visitor, administrator: Visitor
) -> None:
    promised(db, staff, signed(db, staff), due_on=TODAY)
    db.conn.execute("UPDATE project SET adviser_id = NULL")
    store.raise_due(db, today=TODAY)
    who = {row["account_id"] for row in rows(db, "SELECT account_id FROM reminder")}
    assert who == {staff.account_id, administrator.account_id}
    db.conn.execute("DELETE FROM reminder")
    db.conn.execute("UPDATE project SET adviser_id = ?", [administrator.account_id])
    store.raise_due(db, today=TODAY)
    who = {row["account_id"] for row in rows(db, "SELECT account_id FROM reminder")}
    assert who == {administrator.account_id}


def test_two_tasks_at_once_raise_each_reminder_once(
    db: Database, store_path: Path, staff: Visitor
) -> None:
    for days in range(5):
        promised(db, staff, signed(db, staff), due_on=TODAY + timedelta(days=days))
    start = Barrier(4)

    def run(_: int) -> int:
        with open_for(store_path) as own:
            start.wait()
            return raise_reminders(own, today=TODAY)

    with ThreadPoolExecutor(4) as pool:
        raised = list(pool.map(run, range(4)))
    assert sum(raised) == value(db, "SELECT count(*) FROM reminder")
    assert sorted(raised)[:3] == [0, 0, 0]
    assert raise_reminders(db, today=TODAY) == 0
