"""Capacity and opening of facilities, their closures, the materials they take, their bookings."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

BOOKINGS = """
ALTER TABLE facility ADD COLUMN capacity REAL CHECK (capacity IS NULL OR capacity > 0);
ALTER TABLE facility ADD COLUMN capacity_unit TEXT CHECK (capacity_unit IN
    ('tonnes_year', 'tonnes_day', 'places', 'square_metres', 'cubic_metres'));
ALTER TABLE facility ADD COLUMN projects_at_once INTEGER DEFAULT 1 -- NULL: no limit of number
    CHECK (projects_at_once IS NULL OR projects_at_once > 0);
ALTER TABLE facility ADD COLUMN opening_hours TEXT;
ALTER TABLE facility ADD COLUMN closed_weekdays TEXT NOT NULL DEFAULT '' -- « 67 »: from Saturday
    CHECK (closed_weekdays NOT GLOB '*[^1-7]*');

CREATE TABLE facility_family (
    facility_id INTEGER NOT NULL REFERENCES facility (id) ON DELETE CASCADE,
    family TEXT NOT NULL,            -- entry of the list material_families
    PRIMARY KEY (facility_id, family)
) STRICT, WITHOUT ROWID;

CREATE TABLE facility_closure (
    id INTEGER PRIMARY KEY,
    facility_id INTEGER NOT NULL REFERENCES facility (id) ON DELETE CASCADE,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    reason TEXT,
    created_at TEXT NOT NULL,
    CHECK (ends_on >= starts_on)
) STRICT;
CREATE INDEX facility_closure_by_facility ON facility_closure (facility_id, starts_on, ends_on);

CREATE TABLE facility_booking (
    id INTEGER PRIMARY KEY,
    facility_id INTEGER NOT NULL REFERENCES facility (id),
    project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    purpose TEXT NOT NULL,
    share REAL CHECK (share IS NULL OR share > 0), -- in the unit of the facility's capacity
    state TEXT NOT NULL CHECK (state IN ('requested', 'confirmed', 'cancelled')),
    cancel_reason TEXT,
    requested_on TEXT NOT NULL,
    created_by INTEGER REFERENCES account (id),
    used_from TEXT,
    used_to TEXT,
    used_amount REAL CHECK (used_amount IS NULL OR used_amount >= 0),
    use_note TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CHECK (ends_on >= starts_on),
    CHECK (state <> 'cancelled' OR cancel_reason IS NOT NULL),
    CHECK ((used_from IS NULL) = (used_to IS NULL) AND (used_to IS NULL OR used_to >= used_from)),
    CHECK (used_from IS NOT NULL OR (used_amount IS NULL AND use_note IS NULL))
) STRICT;
CREATE INDEX facility_booking_by_facility ON facility_booking (facility_id, starts_on, ends_on);
CREATE INDEX facility_booking_by_project ON facility_booking (project_id);
CREATE INDEX facility_booking_by_day ON facility_booking (starts_on);
"""


def create_facility_bookings(db: Database) -> None:
    """Complete the table of facilities and create those of their closures and bookings."""
    for statement in statements(BOOKINGS):
        db.conn.execute(statement)
