"""Bookings for tests, asked for through the product itself."""

from typing import Any

from circular.actions.facility_bookings import confirm_booking, request_booking
from circular.domain.facility_bookings import FacilityBookingDraft
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from tests.builders.streams import TODAY


def booking_draft(facility_id: int, project_id: int, **changes: Any) -> FacilityBookingDraft:
    """Return a complete draft: from Monday 30 November to Friday 4 December 2026."""
    values: dict[str, Any] = {
        "facility_id": facility_id,
        "project_id": project_id,
        "starts_on": "30/11/2026",
        "ends_on": "04/12/2026",
        "purpose": "Essai de compostage",
    }
    return FacilityBookingDraft.model_validate({**values, **changes})


def a_booking(
    db: Database, author: Visitor, facility_id: int, project_id: int, **changes: Any
) -> int:
    """Ask for a facility and return the booking."""
    return request_booking(
        db, author, booking_draft(facility_id, project_id, **changes), today=TODAY
    )


def confirmed(
    db: Database, author: Visitor, facility_id: int, project_id: int, **changes: Any
) -> int:
    """Ask for a facility, say yes, and return the booking."""
    booking_id = a_booking(db, author, facility_id, project_id, **changes)
    return confirm_booking(db, author, booking_id, version=1)
