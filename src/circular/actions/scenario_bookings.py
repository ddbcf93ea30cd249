"""Loading one booking of a demonstration: asked for, answered, and perhaps used."""

from collections.abc import Callable
from datetime import date

from circular.actions import facility_bookings as actions
from circular.domain.facility_bookings import (
    BookingCancelDraft,
    BookingState,
    BookingUseDraft,
    FacilityBookingDraft,
)
from circular.domain.scenario import ScenarioBooking
from circular.domain.visitors import Visitor
from circular.store.connection import Database


def load_booking(
    staff: Visitor,
    line: ScenarioBooking,
    *,
    db: Database,
    day: Callable[[int], date],
    facility_id: int,
    project_id: int,
) -> int:
    """Load a booking and what became of it; return its identifier.

    `day` turns an offset into a date. Raises what the actions raise when a line breaks a rule.
    """
    draft = FacilityBookingDraft(
        facility_id=facility_id,
        project_id=project_id,
        starts_on=day(line.starts),
        ends_on=day(line.ends),
        share=line.share,
        purpose=line.purpose,
    )
    booking_id = actions.request_booking(db, staff, draft, today=day(line.asked))
    if line.state is BookingState.CANCELLED:
        why = BookingCancelDraft(reason=line.reason or "")
        actions.cancel_booking(db, staff, booking_id, why, version=1)
    elif line.state is BookingState.CONFIRMED:
        actions.confirm_booking(db, staff, booking_id, version=1)
        if line.used is not None or line.used_note is not None:
            use = BookingUseDraft(
                used_from=draft.starts_on,
                used_to=draft.ends_on,
                used_amount=line.used,
                use_note=line.used_note,
            )
            actions.record_use(db, staff, booking_id, use, version=2, today=day(0))
    return booking_id
