"""Bookings in the store: what holds days, what a partner may read, how much is in use."""

from datetime import date

from circular.domain.facility_bookings import BookingStanding, FacilityBookingFilters
from circular.domain.visitors import Visitor
from circular.store import facility_bookings as store
from circular.store.connection import Database
from tests.builders.facilities import a_facility
from tests.builders.facility_bookings import a_booking, confirmed
from tests.builders.holders import a_contact
from tests.builders.projects import a_project

TODAY = date(2026, 12, 1)
NOVEMBER_30, DECEMBER_4 = date(2026, 11, 30), date(2026, 12, 4)


def found(db: Database, own: int | None = None, **asked: object) -> list[int]:
    """Return the bookings asked for."""
    filters = FacilityBookingFilters(**asked)  # type: ignore[arg-type]  # each test gives its own
    rows = store.listed(db, filters, own=own, today=TODAY, limit=-1)
    assert store.count(db, filters, own=own, today=TODAY) == len(rows)
    return [row["id"] for row in rows]


def test_filters_narrow_by_words_place_standing_and_days(db: Database, staff: Visitor) -> None:
    one, other = a_facility(db, staff), a_facility(db, staff, name="Plateforme")
    project = a_project(db, staff, "Vélos remis en route")
    running = confirmed(db, staff, one, project)
    later = a_booking(db, staff, other, project, starts_on="04/01/2027", ends_on="08/01/2027")

    assert found(db) == [later, running]
    assert found(db, text="velos plateforme") == [later]
    assert found(db, facility_id=one) == [running]
    assert found(db, standing=BookingStanding.UNDER_WAY) == [running]
    assert found(db, standing=BookingStanding.REQUESTED) == [later]
    assert found(db, since=date(2026, 12, 5)) == [later]
    assert found(db, until=date(2026, 12, 5)) == [running]
    assert store.count_for_project(db, project) == 2


def test_the_title_is_kept_from_the_owner_until_the_booking_is_confirmed(
    db: Database, staff: Visitor, partner: Visitor
) -> None:
    own = partner.organisation_id
    mine, theirs = a_facility(db, partner), a_facility(db, staff, name="À eux")
    project, named = a_project(db, staff, "Couches"), a_contact(db, staff, "Naïma Terrasson")
    asked = a_booking(db, staff, mine, project)
    agreed = confirmed(db, staff, mine, project, starts_on="07/12/2026", ends_on="08/12/2026")
    bearing = confirmed(db, staff, mine, named, starts_on="09/12/2026", ends_on="10/12/2026")
    elsewhere = a_booking(db, staff, theirs, project)

    read = {each: store.record(db, each, own=own, today=TODAY) for each in (asked, agreed, bearing)}
    assert {each: row and row["project_title"] for each, row in read.items()} == {
        asked: None,
        agreed: "Couches",
        bearing: None,
    }
    assert all(
        row and row["project_id"] is None and row["asked_by"] is None for row in read.values()
    )
    assert store.record(db, elsewhere, own=own, today=TODAY) is None
    assert found(db, own=own, text="couches") == []
    told = store.record(db, asked, own=None, today=TODAY)
    assert told is not None
    assert (told["project_title"], told["asked_by"]) == ("Couches", staff.name)


def test_days_are_held_by_all_that_is_not_cancelled(db: Database, staff: Visitor) -> None:
    facility, project = a_facility(db, staff), a_project(db, staff)
    booking_id = a_booking(db, staff, facility, project)

    def holding(first: date, last: date, apart: int | None = None) -> int:
        return len(store.held(db, facility, first=first, last=last, apart=apart))

    assert holding(DECEMBER_4, date(2026, 12, 9)) == 1
    assert holding(date(2026, 12, 5), date(2026, 12, 9)) == 0
    assert holding(NOVEMBER_30, DECEMBER_4, apart=booking_id) == 0
    assert store.live_after(db, facility, DECEMBER_4) == 1
    assert store.live_after(db, facility, date(2026, 12, 5)) == 0
    db.conn.execute("UPDATE facility_booking SET state = 'cancelled', cancel_reason = 'Panne'")
    assert holding(NOVEMBER_30, DECEMBER_4) == 0


def test_days_in_use_are_open_days_with_a_confirmed_booking(db: Database, staff: Visitor) -> None:
    facility = a_facility(
        db, staff, kind="compostage", projects_at_once="2", closed_weekdays=(6, 7)
    )
    project = a_project(db, staff)
    confirmed(db, staff, facility, project, ends_on="07/12/2026")
    confirmed(db, staff, facility, project, ends_on="01/12/2026")
    idle = a_facility(db, staff, name="Local")

    def used(facility_id: int | None) -> list[tuple[int, int, int]]:
        rows = store.usage(
            db, first=NOVEMBER_30, last=date(2026, 12, 13), own=None, facility_id=facility_id
        )
        return [(row["open_days"], row["booked_days"], row["projects"]) for row in rows]

    assert used(facility) == [(10, 6, 1)]
    assert used(None) == [(10, 6, 1)]
    assert used(idle) == [(14, 0, 0)]
