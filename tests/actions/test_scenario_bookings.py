"""A booking of the demonstration goes as far as its line tells."""

from datetime import date, timedelta

from circular.actions.scenario_bookings import load_booking
from circular.domain.scenario import ScenarioBooking
from circular.domain.visitors import Visitor
from circular.store import facility_bookings
from circular.store.connection import Database
from tests.builders.facilities import a_facility
from tests.builders.projects import a_project


def test_a_booking_is_loaded_with_its_answer_and_its_use(
    db: Database, staff: Visitor, today: date
) -> None:
    facility = a_facility(db, staff, capacity="100", capacity_unit="tonnes_year")
    project = a_project(db, staff)
    line = {
        "facility": "Atelier",
        "project": "Couches",
        "starts": "-9",
        "ends": "-3",
        "purpose": "Essai",
        "share": "",
        "asked": "-20",
    }

    def load(**more: str) -> dict[str, object]:
        booking_id = load_booking(
            staff,
            ScenarioBooking.model_validate(line | more),
            db=db,
            day=lambda offset: today + timedelta(days=offset),
            facility_id=facility,
            project_id=project,
        )
        return facility_bookings.row(db, booking_id) or {}

    cancelled = load(state="cancelled", reason="Panne")
    used = load(state="confirmed", used="24")

    assert (cancelled["state"], cancelled["cancel_reason"]) == ("cancelled", "Panne")
    assert (used["state"], used["used_amount"], used["used_to"]) == ("confirmed", 24, "2026-11-19")
