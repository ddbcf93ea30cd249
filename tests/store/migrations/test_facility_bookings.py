"""The tables of bookings refuse what no rule should have let through."""

from pathlib import Path

import pytest

from circular.domain.facilities import CapacityUnit
from circular.domain.facility_bookings import BookingState
from circular.domain.visitors import Visitor
from circular.store.connection import Database, open_for
from circular.store.migrations import migrations
from tests.builders.facilities import a_facility
from tests.builders.facility_bookings import a_booking
from tests.builders.projects import a_project
from tests.builders.straight import accepted, count, holds


@pytest.fixture
def booking_id(db: Database, staff: Visitor) -> int:
    """Return a booking of five days."""
    return a_booking(db, staff, a_facility(db, staff), a_project(db, staff))


def test_a_booking_holds_together(db: Database, booking_id: int) -> None:
    for wrong in (
        {"ends_on": "2026-01-01"},
        {"share": 0},
        {"state": "cancelled"},
        {"used_from": "2026-12-01"},
        {"use_note": "rien"},
        {"used_from": "2026-12-02", "used_to": "2026-12-01"},
        {"facility_id": 4242},
    ):
        assert holds(db, "facility_booking", booking_id, **wrong), wrong
    states = [state.value for state in BookingState]
    db.conn.execute("UPDATE facility_booking SET cancel_reason = 'Panne'")
    assert accepted(db, "facility_booking", booking_id, "state", [*states, "over"]) == states


def test_a_facility_keeps_its_unit_and_its_week(db: Database, booking_id: int) -> None:
    del booking_id
    units = [unit.value for unit in CapacityUnit]
    assert accepted(db, "facility", 1, "capacity_unit", [*units, "litres"]) == units
    assert holds(db, "facility", 1, closed_weekdays="8")
    assert holds(db, "facility", 1, projects_at_once=0)


def test_the_bookings_of_a_project_go_with_it(db: Database, booking_id: int) -> None:
    del booking_id
    db.conn.execute("DELETE FROM project_move")
    db.conn.execute("DELETE FROM project")
    assert count(db, "facility_booking") == 0


def test_facilities_of_before_take_one_project_at_a_time(tmp_path: Path) -> None:
    with open_for(tmp_path / "old.sqlite3") as old:
        migrations.apply(old, stop_before="create_facility_bookings")
        old.conn.execute(
            "INSERT INTO facility (name, folded_name, kind, created_at, updated_at)"
            " VALUES ('Hangar', 'hangar', 'local', '2026', '2026')"
        )
        migrations.apply(old)
        row = old.conn.execute("SELECT projects_at_once, closed_weekdays FROM facility").fetchone()
    assert tuple(row) == (1, "")
