"""Bookings as a visitor may see them, the month of a facility, and how much it is in use."""

from datetime import date

import pytest

from circular.actions.facility_bookings import cancel_booking, record_use
from circular.domain.errors import NotAllowedError, NotFoundError
from circular.domain.facilities import FacilityOpening
from circular.domain.facility_bookings import (
    BookingCancelDraft,
    BookingStanding,
    BookingUseDraft,
    FacilityBookingFilters,
)
from circular.domain.indicators import Perimeter
from circular.domain.visitors import Visitor
from circular.queries import facility_bookings as queries
from circular.store.connection import Database
from tests.builders.facilities import a_facility
from tests.builders.facility_bookings import a_booking, confirmed
from tests.builders.projects import a_project
from tests.builders.territory import CUBZAGUAIS

TODAY = date(2026, 12, 9)


def test_a_line_is_ready_to_be_read(db: Database, staff: Visitor, partner: Visitor) -> None:
    facility = a_facility(db, partner, capacity="100", capacity_unit="tonnes_year")
    booking_id = confirmed(db, staff, facility, a_project(db, staff, "Couches"), share="40")
    use = BookingUseDraft.model_validate(
        {"used_from": "30/11/2026", "used_to": "02/12/2026", "used_amount": "12,5"}
    )
    record_use(db, staff, booking_id, use, version=2, today=TODAY)

    row = queries.booking(db, staff, booking_id, today=TODAY)

    assert (row.who, row.days, row.standing) == ("Couches", 5, BookingStanding.OVER)
    assert (row.share_words, row.used_words) == ("40\u00a0t par an", "12,5\u00a0t")
    assert queries.booking(db, partner, booking_id, today=TODAY).asked_by is None


def test_a_partner_reads_what_is_its_own_and_an_elected_official_nothing(
    db: Database, staff: Visitor, partner: Visitor, elected: Visitor
) -> None:
    project = a_project(db, staff)
    own = a_booking(db, staff, a_facility(db, partner), project)
    other = a_booking(db, staff, a_facility(db, staff, name="À eux"), project)
    whole = FacilityBookingFilters()

    page = queries.booking_list(db, partner, whole, today=TODAY)
    assert ([row.id for row in page.rows], page.total) == ([own], 1)
    assert page.rows[0].who == "Un projet accompagné"
    with pytest.raises(NotFoundError):
        queries.booking(db, partner, other, today=TODAY)
    with pytest.raises(NotAllowedError):
        queries.booking_list(db, elected, whole, today=TODAY)
    with pytest.raises(NotAllowedError):
        queries.usage(db, elected, first=TODAY, last=TODAY)


def test_a_month_says_each_day(db: Database, staff: Visitor) -> None:
    facility, project = a_facility(db, staff), a_project(db, staff)
    booking_id = a_booking(db, staff, facility, project)
    gone = a_booking(db, staff, facility, project, starts_on="10/12/2026", ends_on="11/12/2026")
    cancel_booking(db, staff, gone, BookingCancelDraft(reason="Panne"), version=1)

    days = queries.month_of(
        db,
        staff,
        facility,
        FacilityOpening(frozenset({7})),
        first=date(2026, 12, 1),
        today=TODAY,
    )

    assert len(days) == 31
    assert [day.day.day for day in days if day.bookings] == [1, 2, 3, 4]
    assert [day.day.day for day in days if not day.is_open] == [6, 13, 20, 27]
    assert days[0].bookings[0].id == booking_id


def test_the_use_is_booked_days_over_open_days(db: Database, staff: Visitor) -> None:
    facility = a_facility(db, staff, kind="compostage")
    confirmed(db, staff, facility, a_project(db, staff))

    (use,) = queries.usage(db, staff, first=date(2026, 11, 30), last=date(2026, 12, 9))
    assert (use.booked_days, use.open_days, use.rate) == (5, 10, 0.5)

    assert queries.booked_rate(db, Perimeter(TODAY)) == (1.4, 1)
    assert queries.booked_rate(db, Perimeter(TODAY, CUBZAGUAIS)) == (None, 0)


def test_the_next_day_booked_leaves_out_what_is_cancelled_or_of_somebody_else(
    db: Database, staff: Visitor, partner: Visitor
) -> None:
    facility, project = a_facility(db, partner), a_project(db, staff)
    other = a_facility(db, staff, name="À eux")
    a_booking(db, staff, other, project, starts_on="11/12/2026", ends_on="12/12/2026")
    gone = a_booking(db, staff, facility, project, starts_on="14/12/2026", ends_on="15/12/2026")
    cancel_booking(db, staff, gone, BookingCancelDraft(reason="Panne"), version=1)
    assert queries.next_booked_day(db, partner, today=TODAY) is None

    a_booking(db, staff, facility, project, starts_on="05/01/2027", ends_on="08/01/2027")
    assert queries.next_booked_day(db, partner, today=TODAY) == date(2027, 1, 5)
    assert queries.next_booked_day(db, staff, today=TODAY) == date(2026, 12, 11)
    assert queries.next_booked_day(db, partner, today=date(2027, 1, 7)) == date(2027, 1, 7)
