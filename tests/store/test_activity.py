"""The deeds of a period and the workload of a day, from work known by heart."""

from typing import Any

from circular.actions.trials import mark_as_trial
from circular.domain.activity import Charge, Step
from circular.domain.trials import TrialKind
from circular.domain.visitors import Visitor
from circular.store import activity
from circular.store.connection import Database
from tests.builders.activity import some_work
from tests.builders.territory import CUBZAGUAIS, LIBOURNAIS

VALUES = {
    "since": "2026-01-01",
    "day": "2026-11-22",
    "epci": None,
    "account": None,
    "silent_since": "2026-09-23",
    "recent_since": "2026-10-23",
}


def counted(
    db: Database, step: Step = Step.YEAR, **values: Any
) -> dict[tuple[str, str, str, str], int]:
    """Return the counts of deeds: (deed, detail, side, first day of the step) → n."""
    found = activity.counts(db, step, {**VALUES, **values})
    return {(row["deed"], row["detail"], row["side"], row["step_on"]): row["n"] for row in found}


def charges(db: Database, **values: Any) -> dict[tuple[str, str], int]:
    """Return the workload of everybody: (what, detail) → n."""
    found = activity.workload(db, {**VALUES, **values})
    return {(row["what"], row["detail"]): row["n"] for row in found}


def test_every_deed_of_the_period_is_counted_once(db: Database, staff: Visitor) -> None:
    some_work(db, staff)

    year = "2026-01-01"
    assert counted(db) == {
        ("exchange", "call", "from_person", year): 1,
        ("exchange", "call", "to_person", year): 1,
        ("exchange", "visit", "to_person", year): 1,
        ("asked", "local", "", year): 2,
        ("given", "local", "", year): 1,
        ("move", "advance", "qualification", year): 1,
        ("move", "advance", "support", year): 1,
        ("signature", "", "", year): 1,
        ("action", "visit", "", year): 1,
    }


def test_steps_begin_on_their_first_day_and_bounds_are_included(
    db: Database, staff: Visitor
) -> None:
    some_work(db, staff)
    months = counted(db, Step.MONTH, since="2026-10-02", day="2026-10-03")
    quarters = counted(db, Step.QUARTER, since="2026-09-10")

    assert months == {
        ("exchange", "call", "to_person", "2026-10-01"): 1,
        ("exchange", "visit", "to_person", "2026-10-01"): 1,
    }
    assert quarters["exchange", "call", "from_person", "2026-07-01"] == 1
    assert quarters["asked", "local", "", "2026-10-01"] == 1


def test_a_place_and_a_person_narrow_the_counts(
    db: Database, staff: Visitor, administrator: Visitor
) -> None:
    some_work(db, staff)

    assert counted(db, epci=LIBOURNAIS) == counted(db, account=staff.account_id) == counted(db)
    assert counted(db, epci=CUBZAGUAIS) == counted(db, account=administrator.account_id) == {}


def test_every_number_opens_as_many_rows(db: Database, staff: Visitor) -> None:
    some_work(db, staff)
    for step in Step:
        for (deed, detail, side, step_on), count in counted(db, step).items():
            asked = {"deed": deed, "detail": detail, "side": side, "step_on": step_on}
            rows = activity.deeds(db, step, {**VALUES, **asked})
            assert len(rows) == rows[0]["total"] == count, asked
            assert rows[0]["who"] == staff.name


def test_what_one_has_in_hand_is_read_on_the_day(db: Database, staff: Visitor) -> None:
    some_work(db, staff)

    assert charges(db) == {
        ("support", "late"): 1,
        ("actions", ""): 1,
        ("actions", "overdue"): 1,
    }
    assert charges(db, day="2026-10-20", silent_since="2026-08-20", recent_since="2026-09-20") == {
        ("support", "active"): 1,
        ("actions", ""): 3,
        ("recent", ""): 2,
    }
    assert charges(db, day="2026-03-11", silent_since="2026-01-10", recent_since="2026-02-09") == {
        ("qualification", "dormant"): 1
    }
    assert charges(db, epci=CUBZAGUAIS) == charges(db, account=0) == {}


def test_what_is_in_hand_opens_its_rows(db: Database, staff: Visitor) -> None:
    project = some_work(db, staff)
    values = {**VALUES, "whose": staff.account_id, "stage": ""}
    expected = {
        Charge.PROJECTS: 1,
        Charge.LATE: 1,
        Charge.DORMANT: 0,
        Charge.BLOCKED: 0,
        Charge.ACTIONS: 2,
        Charge.OVERDUE: 1,
        Charge.RECENT: 0,
    }
    for charge, count in expected.items():
        rows = activity.in_hand(db, charge, values)
        assert [row["project_id"] for row in rows] == [project] * count, charge
    assert activity.in_hand(db, Charge.PROJECTS, {**values, "stage": "detection"}) == []
    assert activity.in_hand(db, Charge.PROJECTS, {**values, "whose": 0}) == []


def test_a_trial_is_no_work(db: Database, staff: Visitor) -> None:
    mark_as_trial(db, staff, TrialKind.PROJECT, some_work(db, staff))

    assert counted(db) == {}
    assert charges(db, recent_since="2026-09-01") == {}
