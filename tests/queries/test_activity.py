"""Questions about the activity of the team."""

from datetime import date
from pathlib import Path

import pytest

from circular.domain.activity import ActivityFilters, ActivityRows, Charge, Deed, Step
from circular.domain.errors import NotAllowedError
from circular.domain.permissions import Role
from circular.domain.stages import Stage
from circular.domain.visitors import Visitor
from circular.queries.activity import NOBODYS, activity, activity_rows
from circular.store.connection import Database, open_for
from tests.builders.activity import some_work
from tests.builders.agreements import a_project

TEAM = Visitor(account_id=None, name="", role=Role.STAFF)
AUTUMN = ActivityFilters(date(2026, 10, 1), date(2026, 11, 22))


def test_an_empty_base_has_no_activity(db: Database, staff: Visitor) -> None:
    found = activity(db, staff, AUTUMN)

    assert found.is_empty
    assert found.count(Deed.EXCHANGE) == 0
    assert not found.before


def test_a_period_is_counted_beside_the_one_before(db: Database, staff: Visitor) -> None:
    some_work(db, staff)
    found = activity(db, staff, AUTUMN)

    assert (found.count(Deed.EXCHANGE), found.before[Deed.EXCHANGE]) == (2, 1)
    assert (found.count(Deed.VISIT), found.before.get(Deed.VISIT, 0)) == (1, 0)
    assert found.count(Deed.EXCHANGE, side="to_person", step_on=date(2026, 10, 1)) == 2
    assert found.count(Deed.SERVICE_ASKED, detail="local") == 1


def test_what_was_done_before_opens_as_many_rows_as_it_says(full_demonstration: Path) -> None:
    with open_for(full_demonstration, read_only=True) as db:
        quarter = ActivityFilters(date(2026, 7, 1), date(2026, 9, 30))
        before = activity(db, TEAM, quarter).before
        for deed in Deed:
            found = activity_rows(db, TEAM, quarter, ActivityRows(deed, is_before=True), page=None)
            assert len(found.rows) == found.total == before.get(deed, 0)
            assert all(date(2026, 4, 1) <= row.day <= date(2026, 6, 30) for row in found.rows)
        assert before[Deed.EXCHANGE]


def test_a_workload_gathers_projects_actions_and_exchanges(db: Database, staff: Visitor) -> None:
    some_work(db, staff)
    a_project(db, staff, "Sans suivi")
    db.conn.execute("UPDATE project SET adviser_id = NULL WHERE title = 'Sans suivi'")
    own, nobody = activity(db, staff, AUTUMN).workloads

    assert (own.name, own.stages[Stage.SUPPORT]) == (staff.name, 1)
    assert (own.charges[Charge.PROJECTS], own.charges[Charge.LATE]) == (1, 1)
    assert (own.charges[Charge.ACTIONS], own.charges[Charge.OVERDUE]) == (2, 1)
    assert (nobody.name, nobody.charges[Charge.DORMANT]) == (NOBODYS, 1)


def test_rows_say_what_was_done_in_words(db: Database, staff: Visitor) -> None:
    some_work(db, staff)
    whole = ActivityFilters(date(2026, 1, 1), date(2026, 11, 22), Step.YEAR)

    def told(asked: ActivityRows) -> list[str]:
        return [line.what for line in activity_rows(db, staff, whole, asked).rows]

    assert told(ActivityRows(Deed.EXCHANGE)) == [
        "Visite, vers la personne",
        "Appel, vers la personne",
        "Appel, de la personne",
    ]
    assert told(ActivityRows(Deed.VISIT)) == ["Visite, vers la personne"]
    assert told(ActivityRows(Deed.SERVICE_GIVEN)) == ["Recherche de local"]
    assert told(ActivityRows(Deed.MOVE)) == [
        "Passage, en accompagnement",
        "Passage, en qualification",
    ]
    assert told(ActivityRows(Deed.ACTION)) == ["Visite"]
    assert told(ActivityRows(Deed.SIGNATURE)) == [""]
    mine = ActivityRows(charge=Charge.LATE, account_id=staff.account_id)
    assert told(mine) == ["Accompagnement, en retard"]
    overdue = ActivityRows(charge=Charge.OVERDUE, account_id=staff.account_id)
    assert told(overdue) == ["Visiter la plateforme"]
    assert activity_rows(db, staff, whole, overdue, page=2).rows == ()


def test_activity_is_for_the_team(db: Database, elected: Visitor, partner: Visitor) -> None:
    for visitor in (elected, partner):
        with pytest.raises(NotAllowedError):
            activity(db, visitor, AUTUMN)
        with pytest.raises(NotAllowedError):
            activity_rows(db, visitor, AUTUMN, ActivityRows(Deed.EXCHANGE))
