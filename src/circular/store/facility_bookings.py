"""Bookings of facilities in the store, what each role may read of them, and the days in use.

`own` is the organisation that a partner is limited to, None for the team. A partner reads the
bookings of its own facilities without anybody's name, and the title of a project only once the
booking is confirmed and if the title names nobody: the rest never leaves the database.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from circular.domain.facility_bookings import FacilityBookingFilters
from circular.domain.indicators import Perimeter
from circular.domain.words import fold
from circular.store.agreement_lists import NAMES_SOMEONE
from circular.store.rows import Row, insert, one, rows, update_version, value
from circular.store.trials import of_real_project, real

MOST_WORDS = 8

# A partner, who alone is bound to an organisation, never sees a trial.
_IN_SIGHT = f"(:own IS NULL OR (f.organisation_id = :own AND {real('f')}))"
_SEEN = f"({_IN_SIGHT} AND (:own IS NULL OR {real('p')}))"
_TITLE = f"""
CASE WHEN :own IS NULL THEN p.title
    WHEN b.state = 'confirmed' AND NOT ({NAMES_SOMEONE}) THEN p.title END
"""
_STANDING = """
CASE WHEN b.state = 'cancelled' THEN 'cancelled'
    WHEN b.state = 'requested' AND b.ends_on < :today THEN 'unanswered'
    WHEN b.state = 'requested' THEN 'requested'
    WHEN b.ends_on < :today THEN 'over'
    WHEN b.starts_on <= :today THEN 'under_way'
    ELSE 'confirmed' END
"""
_JOINS = """
FROM facility_booking b
JOIN facility f ON f.id = b.facility_id
JOIN project p ON p.id = b.project_id
"""
_BOOKING = f"""
SELECT b.id, b.facility_id, f.name AS facility_name, f.capacity_unit, b.starts_on, b.ends_on,
    b.purpose, b.share, b.state, {_STANDING} AS standing, b.cancel_reason, b.requested_on,
    b.used_from, b.used_to, b.used_amount, b.use_note, b.version, p.is_fictitious,
    {_TITLE} AS project_title,
    CASE WHEN :own IS NULL THEN b.project_id END AS project_id,
    CASE WHEN :own IS NULL THEN a.name END AS asked_by
{_JOINS}
LEFT JOIN account a ON a.id = b.created_by
"""
_DAYS = """
day (d) AS (SELECT :first UNION ALL SELECT date(d, '+1 day') FROM day WHERE d < :last),
open_day AS (
    SELECT s.id, day.d FROM seen s CROSS JOIN day
    WHERE instr(s.closed_weekdays, (strftime('%w', day.d) + 6) % 7 + 1) = 0
    AND NOT EXISTS (SELECT 1 FROM facility_closure c
        WHERE c.facility_id = s.id AND c.starts_on <= day.d AND c.ends_on >= day.d)
)
"""
_BOOKED = f"""
EXISTS (SELECT 1 FROM facility_booking b WHERE b.facility_id = o.id AND b.state = 'confirmed'
    AND {of_real_project("b.project_id")}
    AND b.starts_on <= o.d AND b.ends_on >= o.d)
"""
_USED = f"""
EXISTS (SELECT 1 FROM facility_booking b WHERE b.facility_id = o.id
    AND {of_real_project("b.project_id")}
    AND b.used_from <= o.d AND b.used_to >= o.d)
"""
_USAGE = f"""
WITH RECURSIVE
seen AS (
    SELECT f.id, f.name, f.folded_name, f.closed_weekdays, f.capacity_unit, k.parent
    FROM facility f LEFT JOIN ref_entry k ON k.list = 'facility_kinds' AND k.key = f.kind
    WHERE {_IN_SIGHT} AND f.archived_at IS NULL
        AND (f.id = :facility OR (:facility IS NULL AND {real("f")}))
),
{_DAYS}
SELECT s.id, s.name, s.capacity_unit, COUNT(o.d) AS open_days,
    COALESCE(SUM({_BOOKED}), 0) AS booked_days, COALESCE(SUM({_USED}), 0) AS used_days,
    (SELECT COUNT(DISTINCT u.project_id) FROM facility_booking u WHERE u.facility_id = s.id
        AND {of_real_project("u.project_id")}
        AND u.state = 'confirmed' AND u.starts_on <= :last AND u.ends_on >= :first) AS projects,
    (SELECT SUM(u.used_amount) FROM facility_booking u WHERE u.facility_id = s.id
        AND {of_real_project("u.project_id")} AND u.used_to BETWEEN :first AND :last) AS used_amount
FROM seen s LEFT JOIN open_day o ON o.id = s.id
WHERE :facility IS NOT NULL OR s.parent = 'installation' OR EXISTS (
    SELECT 1 FROM facility_booking u WHERE u.facility_id = s.id
        AND {of_real_project("u.project_id")})
GROUP BY s.id ORDER BY booked_days DESC, s.folded_name
"""
YEAR_DAYS = 365
_TECHNICAL = f"""
WITH RECURSIVE
seen AS (
    SELECT f.id, f.closed_weekdays FROM facility f
    JOIN ref_entry k ON k.list = 'facility_kinds' AND k.key = f.kind AND k.parent = 'installation'
    LEFT JOIN ref_commune c ON c.code = f.commune_code
    LEFT JOIN territory_commune t ON t.commune_code = f.commune_code
    WHERE {real("f")} AND (f.archived_at IS NULL OR substr(f.archived_at, 1, 10) > :last)
        AND (:epci IS NULL OR COALESCE(t.epci_siren, c.epci_siren) = :epci)
),
{_DAYS}
"""
_RATE = f"""{_TECHNICAL}
SELECT COUNT(*) AS open_days, COALESCE(SUM({_BOOKED}), 0) AS booked_days,
    (SELECT COUNT(*) FROM seen) AS facilities FROM open_day o
"""
DAYS_BY_FACILITY = f"""{_TECHNICAL}
SELECT s.id, COUNT(o.d) AS open_days, COALESCE(SUM({_BOOKED}), 0) AS booked_days
FROM seen s LEFT JOIN open_day o ON o.id = s.id GROUP BY s.id
"""


def add(db: Database, record: Mapping[str, Any], *, created_by: int | None, now: datetime) -> int:
    """Write a new booking and return its identifier."""
    moment = now.isoformat(timespec="seconds")
    stamps = {"created_by": created_by, "created_at": moment, "updated_at": moment}
    return insert(db, "facility_booking", {**record, **stamps})


def change(
    db: Database, booking_id: int, record: Mapping[str, Any], *, version: int, now: datetime
) -> bool:
    """Change a booking that still has `version`; False when somebody else saved first."""
    stamped = {**record, "updated_at": now.isoformat(timespec="seconds")}
    return update_version(db, "facility_booking", booking_id, version=version, record=stamped)


def row(db: Database, booking_id: int) -> Row | None:
    """Return a booking as it is stored, with whose facility it is: for actions only."""
    return one(
        db,
        f"SELECT b.*, f.name AS facility_name, f.organisation_id, p.title AS project_title {_JOINS}"
        " WHERE b.id = ?",
        [booking_id],
    )


def record(db: Database, booking_id: int, *, own: int | None, today: date) -> Row | None:
    """Return one booking; None when it is unknown or of another's facility."""
    values = {"id": booking_id, "own": own, "today": today.isoformat()}
    return one(db, f"{_BOOKING} WHERE b.id = :id AND {_SEEN}", values)


def held(
    db: Database,
    facility_id: int,
    *,
    first: date,
    last: date,
    apart: int | None = None,
    own: int | None = None,
) -> list[Row]:
    """Return what holds days of a facility between two days, both included, one booking apart.

    A trial holds nothing.
    """
    return rows(
        db,
        f"SELECT b.id, b.starts_on, b.ends_on, b.share, b.state, {_TITLE} AS project_title {_JOINS}"
        " WHERE b.facility_id = :facility AND b.starts_on <= :last AND b.ends_on >= :first"
        " AND b.state <> 'cancelled' AND b.id IS NOT :apart"
        f" AND {of_real_project('b.project_id')} ORDER BY b.starts_on, b.id",
        {
            "facility": facility_id,
            "first": first.isoformat(),
            "last": last.isoformat(),
            "apart": apart,
            "own": own,
        },
    )


def live_after(db: Database, facility_id: int, day: date) -> int:
    """Count the bookings of a facility, not cancelled, that go on to `day` or beyond."""
    return int(
        value(
            db,
            "SELECT COUNT(*) FROM facility_booking WHERE facility_id = ? AND ends_on >= ?"
            f" AND state <> 'cancelled' AND {of_real_project('project_id')}",
            [facility_id, day.isoformat()],
        )
    )


def next_day(db: Database, day: date, *, own: int | None, facility_id: int | None) -> str | None:
    """Return the first day, from `day` on, that a booking holds; None when there is none."""
    found = value(
        db,
        f"SELECT MAX(:day, MIN(b.starts_on)) {_JOINS} WHERE b.ends_on >= :day AND {_SEEN}"
        f" AND b.state <> 'cancelled' AND {real('p')}"
        " AND (:facility IS NULL OR b.facility_id = :facility)",
        {"day": day.isoformat(), "own": own, "facility": facility_id},
    )
    return None if found is None else str(found)


def listed(
    db: Database,
    filters: FacilityBookingFilters,
    *,
    own: int | None,
    today: date,
    limit: int,
    offset: int = 0,
) -> list[Row]:
    """Return one page of the bookings asked for, the latest days first; -1 returns them all."""
    condition, values = _condition(filters, own=own, today=today)
    sql = f"{_BOOKING} WHERE {condition} ORDER BY b.starts_on DESC, b.id DESC"
    return rows(
        db, f"{sql} LIMIT :limit OFFSET :offset", {**values, "limit": limit, "offset": offset}
    )


def count(db: Database, filters: FacilityBookingFilters, *, own: int | None, today: date) -> int:
    """Count the bookings asked for."""
    condition, values = _condition(filters, own=own, today=today)
    return int(value(db, f"SELECT COUNT(*) {_JOINS} WHERE {condition}", values))


def count_for_project(db: Database, project_id: int) -> int:
    """Count the bookings of a project, those cancelled left out."""
    sql = "SELECT COUNT(*) FROM facility_booking WHERE project_id = ? AND state <> 'cancelled'"
    return int(value(db, sql, [project_id]))


def usage(
    db: Database, *, first: date, last: date, own: int | None, facility_id: int | None = None
) -> list[Row]:
    """Count, per facility, the days open, booked and used between two days, both included.

    Without `facility_id`: the technical facilities, and the premises that were ever booked.
    """
    return rows(
        db,
        _USAGE,
        {
            "first": first.isoformat(),
            "last": last.isoformat(),
            "own": own,
            "facility": facility_id,
        },
    )


def booked_rate(db: Database, perimeter: Perimeter, *, first: date) -> Row:
    """Count the open days of all technical facilities and those with a confirmed booking."""
    values = {
        "first": first.isoformat(),
        "last": perimeter.as_of.isoformat(),
        "epci": perimeter.epci_siren,
    }
    return one(db, _RATE, values) or {}


def _condition(
    filters: FacilityBookingFilters, *, own: int | None, today: date
) -> tuple[str, dict[str, Any]]:
    """Turn what was asked into a condition and its parameters."""
    values: dict[str, Any] = {"own": own, "today": today.isoformat()}
    asked = {
        "b.facility_id = :facility": ("facility", filters.facility_id),
        "b.project_id = :project": ("project", filters.project_id),
        f"({_STANDING}) = :standing": ("standing", filters.standing),
        "b.ends_on >= :since": ("since", filters.since and filters.since.isoformat()),
        "b.starts_on <= :until": ("until", filters.until and filters.until.isoformat()),
    }
    conditions = [_SEEN]
    if filters.project_id is None:  # a trial shows its own bookings, nothing else does
        conditions.append(real("p"))
    for condition, (name, wanted) in asked.items():
        if wanted is not None:
            conditions.append(condition)
            values[name] = wanted
    searched = "f.folded_name || ' ' || CASE WHEN :own IS NULL THEN p.folded_title ELSE '' END"
    for place, word in enumerate(fold(filters.text).split()[:MOST_WORDS]):
        values[f"word_{place}"] = word
        conditions.append(f"instr({searched}, :word_{place}) > 0")
    return " AND ".join(conditions), values
