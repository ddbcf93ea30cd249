"""Questions about bookings: who has which facility and when, what waits, how much it is in use."""

from dataclasses import dataclass
from datetime import date, timedelta

from circular.domain import french
from circular.domain.errors import NotFoundError
from circular.domain.facilities import CapacityUnit, FacilityOpening, days_from
from circular.domain.facility_bookings import (
    BookingStanding,
    BookingState,
    FacilityBookingFilters,
)
from circular.domain.indicators import Perimeter
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor, require
from circular.store import facility_bookings as store
from circular.store.connection import Database
from circular.store.rows import Row

YEAR_DAYS = store.YEAR_DAYS
ALL_ROWS = -1
PAGE_ROWS = 50

USAGE_DEFINITION = (
    "Jours d\u2019ouverture où une réservation confirmée tient le lieu, rapportés à tous ses jours "
    "d\u2019ouverture\u202f: jours de fermeture hebdomadaire et fermetures exceptionnelles retirés."
)


@dataclass(frozen=True, slots=True)
class BookingRow:
    """A booking as the visitor may read it; what is hidden from a partner is None.

    `share` is in `unit`; `used_amount` in the unit of the use.
    """

    id: int
    facility_id: int
    facility: str
    project_id: int | None
    project: str | None
    starts_on: date
    ends_on: date
    purpose: str
    share: float | None
    unit: CapacityUnit | None
    state: BookingState
    standing: BookingStanding
    cancel_reason: str | None
    requested_on: date
    asked_by: str | None
    used_from: date | None
    used_to: date | None
    used_amount: float | None
    use_note: str | None
    is_fictitious: bool
    version: int

    @property
    def who(self) -> str:
        """Who has the place: the project, or words that name nobody."""
        return self.project or "Un projet accompagné"

    @property
    def state_label(self) -> str:
        """How the booking stands, in its word."""
        return self.standing.label

    @property
    def days(self) -> int:
        """How many days the booking lasts, closed ones included."""
        return (self.ends_on - self.starts_on).days + 1

    @property
    def share_words(self) -> str | None:
        """The share of the capacity with its unit."""
        return None if self.share is None or self.unit is None else self.unit.written(self.share)

    @property
    def used_words(self) -> str | None:
        """What was used in all, with its unit."""
        if self.used_amount is None or self.unit is None:
            return None
        return f"{french.number(self.used_amount)}\u00a0{self.unit.amount}"


@dataclass(frozen=True, slots=True)
class BookingPage:
    """One page of the bookings, and the counts of what was asked for and of all."""

    rows: tuple[BookingRow, ...]
    shown: int
    total: int


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day of a facility's month: open or not, and the bookings that hold it."""

    day: date
    is_open: bool
    bookings: tuple[BookingRow, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """The use of a facility over a period: days open, booked, really used, and by how many."""

    facility_id: int
    facility: str
    open_days: int
    booked_days: int
    used_days: int
    projects: int
    used: str | None

    @property
    def rate(self) -> float | None:
        """Days booked over days open, from 0 to 1; None when it was never open."""
        return self.booked_days / self.open_days if self.open_days else None


def booking_list(
    db: Database,
    visitor: Visitor,
    filters: FacilityBookingFilters,
    *,
    today: date,
    limit: int = PAGE_ROWS,
    offset: int = 0,
) -> BookingPage:
    """Return a page of the bookings asked for; a partner sees those of its own facilities only.

    Raises:
        NotAllowedError: the visitor may not see facilities.
    """
    require(visitor, Permission.SEE_FACILITIES)
    own = visitor.own_organisation
    shown = store.count(db, filters, own=own, today=today)
    found = store.listed(db, filters, own=own, today=today, limit=limit, offset=offset)
    whole = FacilityBookingFilters(facility_id=filters.facility_id, project_id=filters.project_id)
    return BookingPage(
        rows=tuple(_row(row) for row in found),
        shown=shown,
        total=max(store.count(db, whole, own=own, today=today), shown),
    )


def booking(db: Database, visitor: Visitor, booking_id: int, *, today: date) -> BookingRow:
    """Return one booking.

    Raises:
        NotAllowedError: the visitor may not see facilities.
        NotFoundError: there is no such booking, or it is of another organisation's facility.
    """
    require(visitor, Permission.SEE_FACILITIES)
    row = store.record(db, booking_id, own=visitor.own_organisation, today=today)
    if row is None:
        raise NotFoundError("Cette réservation n\u2019existe pas, ou n\u2019existe plus.")
    return _row(row)


def bookings_between(
    db: Database,
    visitor: Visitor,
    *,
    first: date,
    last: date,
    today: date,
    facility_id: int | None = None,
) -> tuple[BookingRow, ...]:
    """Return the bookings, not cancelled, that hold a day between two days, the earliest first.

    Raises:
        NotAllowedError: the visitor may not see facilities.
    """
    filters = FacilityBookingFilters(facility_id=facility_id, since=first, until=last)
    found = booking_list(db, visitor, filters, today=today, limit=ALL_ROWS).rows
    return tuple(each for each in reversed(found) if each.standing is not BookingStanding.CANCELLED)


def next_booked_day(
    db: Database, visitor: Visitor, *, today: date, facility_id: int | None = None
) -> date | None:
    """Return the first day from today on that a booking, not cancelled, holds; None: none does.

    Raises:
        NotAllowedError: the visitor may not see facilities.
    """
    require(visitor, Permission.SEE_FACILITIES)
    own = visitor.own_organisation
    return _day(store.next_day(db, today, own=own, facility_id=facility_id))


def month_of(
    db: Database,
    visitor: Visitor,
    facility_id: int,
    opening: FacilityOpening,
    *,
    first: date,
    today: date,
) -> tuple[CalendarDay, ...]:
    """Return the days of the month that begins on `first`, each with what holds it.

    Raises:
        NotAllowedError: the visitor may not see facilities.
    """
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    found = bookings_between(
        db, visitor, first=first, last=last, today=today, facility_id=facility_id
    )
    return tuple(
        CalendarDay(
            day,
            opening.is_open(day),
            tuple(each for each in found if each.starts_on <= day <= each.ends_on),
        )
        for day in days_from(first, last)
    )


def usage(
    db: Database,
    visitor: Visitor,
    *,
    first: date,
    last: date,
    facility_id: int | None = None,
) -> tuple[Usage, ...]:
    """Return the use of the facilities between two days, both included, the most used first.

    Raises:
        NotAllowedError: the visitor may not see facilities.
    """
    require(visitor, Permission.SEE_FACILITIES)
    found = store.usage(
        db, first=first, last=last, own=visitor.own_organisation, facility_id=facility_id
    )
    return tuple(_usage(row) for row in found)


def booked_rate(db: Database, perimeter: Perimeter) -> tuple[float | None, int]:
    """Return the share of open days booked over the year that ends on the day, in points.

    Beside it, how many technical facilities were counted; None when none was open.
    """
    first = perimeter.as_of - timedelta(days=YEAR_DAYS - 1)
    row = store.booked_rate(db, perimeter, first=first)
    if not row["open_days"]:
        return None, row["facilities"]
    return round(100 * row["booked_days"] / row["open_days"], 1), row["facilities"]


def count_for_project(db: Database, project_id: int) -> int:
    """Count the bookings of a project, those cancelled left out."""
    return store.count_for_project(db, project_id)


def _row(row: Row) -> BookingRow:
    unit = row["capacity_unit"]
    return BookingRow(
        id=row["id"],
        facility_id=row["facility_id"],
        facility=row["facility_name"],
        project_id=row["project_id"],
        project=row["project_title"],
        starts_on=date.fromisoformat(row["starts_on"]),
        ends_on=date.fromisoformat(row["ends_on"]),
        purpose=row["purpose"],
        share=row["share"],
        unit=CapacityUnit(unit) if unit else None,
        state=BookingState(row["state"]),
        standing=BookingStanding(row["standing"]),
        cancel_reason=row["cancel_reason"],
        requested_on=date.fromisoformat(row["requested_on"]),
        asked_by=row["asked_by"],
        used_from=_day(row["used_from"]),
        used_to=_day(row["used_to"]),
        used_amount=row["used_amount"],
        use_note=row["use_note"],
        is_fictitious=bool(row["is_fictitious"]),
        version=row["version"],
    )


def _usage(row: Row) -> Usage:
    unit, amount = row["capacity_unit"], row["used_amount"]
    used = f"{french.number(amount)}\u00a0{CapacityUnit(unit).amount}" if unit and amount else None
    return Usage(
        facility_id=row["id"],
        facility=row["name"],
        open_days=row["open_days"],
        booked_days=row["booked_days"],
        used_days=row["used_days"],
        projects=row["projects"],
        used=used,
    )


def _day(stored: str | None) -> date | None:
    return None if stored is None else date.fromisoformat(stored)
