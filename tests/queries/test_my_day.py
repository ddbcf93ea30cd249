"""The staff's day: what is late, what is due, what comes soon, what was done."""

from datetime import date, datetime, timedelta

from circular.actions.next_actions import mark_done
from circular.actions.projects import block_project
from circular.domain.projects import BlockDraft
from circular.domain.visitors import Visitor
from circular.queries import my_day as queries
from circular.queries.my_day import DayCounts, DayDone, SoonItem
from circular.store.connection import Database
from tests.builders.agreements import a_draft, a_project, signed, to_sign
from tests.builders.facilities import a_facility
from tests.builders.facility_bookings import a_booking, confirmed
from tests.builders.next_actions import an_action
from tests.builders.noted_exchanges import an_exchange


def test_the_late_come_oldest_first_and_the_week_nearest_first(
    db: Database, staff: Visitor, today: date
) -> None:
    project_id = a_project(db, staff)
    for days in (-2, -9, 6, 0, 7):
        an_action(db, staff, project_id, days=days, label=f"À {days} jours")

    late = queries.late_actions(db, owner=None, today=today)
    week = queries.week_actions(db, owner=None, today=today)

    assert [line.label for line in late] == ["À -9 jours", "À -2 jours"]
    assert [line.label for line in week] == ["À 0 jours", "À 6 jours"]
    assert queries.day_counts(db, owner=None, today=today) == DayCounts(2, 2, 1)


def test_a_page_holds_twenty_lines_and_the_count_stays_exact(
    db: Database, staff: Visitor, today: date
) -> None:
    project_id = a_project(db, staff)
    for _ in range(23):
        an_action(db, staff, project_id, days=-1)

    assert len(queries.late_actions(db, owner=None, today=today)) == 20
    assert len(queries.late_actions(db, owner=None, today=today, limit=40)) == 23
    assert queries.day_counts(db, owner=None, today=today).late == 23


def test_calls_and_decisions_are_told_apart(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff, "Huiles de cuisine")
    an_action(db, staff, project_id, kind="call", label="Rappeler", days=-8)
    an_action(db, staff, project_id, kind="decision", label="Avis du comité", days=30)
    an_action(db, staff, project_id, kind="visit")

    calls, decisions = (
        queries.people_to_call(db, owner=None),
        queries.decisions_awaited(db, owner=None),
    )

    assert calls.items == (
        SoonItem(project_id, "Huiles de cuisine", date(2026, 11, 14), "Rappeler"),
    )
    assert (decisions.total, decisions.items[0].note) == (1, "Avis du comité")


def test_agreements_are_counted_by_what_they_wait_for(
    db: Database, staff: Visitor, today: date
) -> None:
    waiting = a_draft(db, staff, a_project(db, staff, "À signer"))
    to_sign(db, staff, waiting)
    ending = signed(
        db,
        staff,
        a_project(db, staff, "Bientôt finie", holder="Paul Fictif"),
        ends_on=date(2027, 1, 18),
    )
    signed(
        db,
        staff,
        a_project(db, staff, "Longue", holder="Lise Fictive"),
        ends_on=date(2027, 3, 11),
    )

    assert [item.id for item in queries.agreements_to_sign(db, owner=None).items] == [waiting]
    expiring = queries.agreements_expiring(db, owner=None, today=today, within_days=90)
    assert expiring.items == (SoonItem(ending, "Bientôt finie", date(2027, 1, 18)),)
    assert queries.agreements_in_review(db, owner=None).total == 0


def test_a_project_is_dormant_from_the_last_exchange_in_either_direction(
    db: Database, staff: Visitor, today: date
) -> None:
    silent = a_project(db, staff, "Bocaux", holder="Tom Fictif")
    answered = a_project(db, staff, "Textile", holder="Jeanne Fictive")
    an_exchange(db, staff, silent, happened_on=today - timedelta(days=60))
    an_exchange(db, staff, answered, happened_on=today - timedelta(days=59), direction="to_person")
    blocked = a_project(db, staff, "Fenêtres", holder="Inès Fictive")
    block_project(db, staff, blocked, BlockDraft(reason="Permis refusé"), today=today)

    dormant = queries.dormant_projects(db, owner=None, today=today, dormant_after_days=60)

    assert dormant.items == (SoonItem(silent, "Bocaux", date(2026, 9, 23)),)


def test_a_project_never_spoken_to_is_dormant_from_its_detection(
    db: Database, staff: Visitor, today: date
) -> None:
    project_id = a_project(db, staff, "Muet", detected_on=date(2026, 9, 23))
    a_project(db, staff, "Récent", holder="Tom Fictif", detected_on=date(2026, 9, 24))

    dormant = queries.dormant_projects(db, owner=None, today=today, dormant_after_days=60)

    assert [(item.id, item.day) for item in dormant.items] == [(project_id, date(2026, 9, 23))]


def test_what_was_entered_the_day_before_is_counted_by_its_author(
    db: Database, staff: Visitor, administrator: Visitor
) -> None:
    tomorrow = datetime.now().date() + timedelta(days=1)
    project_id = a_project(db, staff)
    an_exchange(db, staff, project_id)
    an_exchange(db, administrator, project_id)
    mark_done(db, staff, an_action(db, staff, project_id), today=tomorrow - timedelta(days=1))

    assert queries.done_yesterday(db, owner=staff.account_id, today=tomorrow) == DayDone(1, 0, 1)
    assert queries.done_yesterday(db, owner=None, today=tomorrow) == DayDone(2, 0, 1)


def test_bookings_that_wait_and_those_that_start_lead_to_their_facility(
    db: Database, staff: Visitor, today: date
) -> None:
    facility, project = a_facility(db, staff, projects_at_once=None), a_project(db, staff, "Vélos")
    week = {"starts_on": "24/11/2026", "ends_on": "30/12/2026"}
    confirmed(db, staff, facility, project, **week)
    confirmed(db, staff, facility, project)
    a_booking(db, staff, facility, project)

    starting = queries.bookings_starting(db, owner=None, today=today)
    waiting = queries.bookings_to_confirm(db, owner=None, today=today)

    item = SoonItem(facility, "Atelier des Dagueys", date(2026, 11, 24), "Vélos")
    assert (starting.total, starting.items) == (1, (item,))
    assert (waiting.total, waiting.items[0].day) == (1, date(2026, 11, 30))
