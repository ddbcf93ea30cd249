"""Questions of the staff's day: what is late, what is due, what comes soon, what was done.

`owner` is an account, or None for the whole team; what nobody is in charge of belongs to everyone.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from circular.domain.commitments import soon_until
from circular.domain.deadlines import DeadlineKind
from circular.domain.facility_bookings import BookingState
from circular.domain.health import dormant_since
from circular.domain.next_actions import ActionKind, end_of_week
from circular.queries.next_actions import ActionLine, action_line
from circular.store import deadlines, introductions
from circular.store import my_day as store
from circular.store.connection import Database
from circular.store.rows import Row

PAGE = 20
FIRST = 3


@dataclass(frozen=True, slots=True)
class DayCounts:
    """How many open actions are late, due within seven days, and due later."""

    late: int
    week: int
    later: int


@dataclass(frozen=True, slots=True)
class SoonItem:
    """A record to watch: its identifier and title, the day that counts, the act that is awaited."""

    id: int
    label: str
    day: date | None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Soon:
    """A group of things to watch: how many in all, and the first of them."""

    total: int
    items: tuple[SoonItem, ...]


@dataclass(frozen=True, slots=True)
class DayDone:
    """What was entered on one day: exchanges noted, projects moved on, actions done."""

    exchanges: int
    moves: int
    actions: int


def day_counts(db: Database, *, owner: int | None, today: date) -> DayCounts:
    """Count the open actions of the day; « week » is today and the six days that follow."""
    return DayCounts(**store.counts(db, owner=owner, today=today, last=end_of_week(today)))


def late_actions(
    db: Database, *, owner: int | None, today: date, limit: int = PAGE
) -> tuple[ActionLine, ...]:
    """Return the actions due before today, the oldest first."""
    found = store.late_actions(db, owner=owner, today=today, limit=limit)
    return tuple(action_line(row) for row in found)


def week_actions(
    db: Database, *, owner: int | None, today: date, limit: int = PAGE
) -> tuple[ActionLine, ...]:
    """Return the actions due today and in the six days that follow, the nearest first."""
    found = store.actions_due(db, owner=owner, first=today, last=end_of_week(today), limit=limit)
    return tuple(action_line(row) for row in found)


def people_to_call(db: Database, *, owner: int | None) -> Soon:
    """Return the open actions that are calls; the identifiers are those of projects."""
    return _soon(store.actions_of_kind(db, ActionKind.CALL.value, owner=owner, limit=FIRST))


def decisions_awaited(db: Database, *, owner: int | None) -> Soon:
    """Return the open actions that are decisions; the identifiers are those of projects."""
    return _soon(store.actions_of_kind(db, ActionKind.DECISION.value, owner=owner, limit=FIRST))


def agreements_to_sign(db: Database, *, owner: int | None) -> Soon:
    """Return the agreements to sign, with their planned day; the identifiers are theirs."""
    return _soon(store.agreements_in_state(db, "to_sign", owner=owner, limit=FIRST))


def agreements_in_review(db: Database, *, owner: int | None) -> Soon:
    """Return the agreements that somebody is reading over; the identifiers are theirs."""
    return _soon(store.agreements_in_state(db, "review", owner=owner, limit=FIRST))


def agreements_expiring(db: Database, *, owner: int | None, today: date, within_days: int) -> Soon:
    """Return the signed agreements that end within `within_days` days, with their last day."""
    last = today + timedelta(days=within_days)
    return _soon(store.agreements_ending(db, owner=owner, first=today, last=last, limit=FIRST))


def commitments_due(db: Database, *, owner: int | None, today: date) -> Soon:
    """Return the commitments that are late or due within thirty days, reports included.

    The identifiers are those of agreements.
    """
    kinds = (DeadlineKind.COMMITMENT, DeadlineKind.REPORT)
    return _soon(
        deadlines.near(db, kinds, owner=owner, today=today, last=soon_until(today), limit=FIRST)
    )


def notices_due(db: Database, *, owner: int | None, today: date) -> Soon:
    """Return the notices whose last day comes within thirty days; identifiers of agreements."""
    kinds, last = (DeadlineKind.NOTICE,), soon_until(today)
    return _soon(deadlines.near(db, kinds, owner=owner, today=today, last=last, limit=FIRST))


def dormant_projects(
    db: Database, *, owner: int | None, today: date, dormant_after_days: int
) -> Soon:
    """Return the dormant projects, with the day of the last exchange (or of detection)."""
    since = dormant_since(today, dormant_after_days=dormant_after_days)
    return _soon(store.dormant_projects(db, owner=owner, since=since, limit=FIRST))


def bookings_to_confirm(db: Database, *, owner: int | None, today: date) -> Soon:
    """Return the bookings that wait for a yes; the identifiers are those of facilities."""
    state = BookingState.REQUESTED.value
    return _soon(store.bookings(db, state, owner=owner, first=today, last=None, limit=FIRST))


def bookings_starting(db: Database, *, owner: int | None, today: date) -> Soon:
    """Return the confirmed bookings that start within seven days; the identifiers are facilities'.

    « Within seven days » is today and the six days that follow.
    """
    state, last = BookingState.CONFIRMED.value, end_of_week(today)
    return _soon(store.bookings(db, state, owner=owner, first=today, last=last, limit=FIRST))


def data_requests_open(db: Database) -> Soon:
    """Return the requests about personal data to answer, with the last day to do so."""
    return _soon(store.data_requests(db, limit=FIRST))


def introductions_to_remind(
    db: Database, *, owner: int | None, today: date, reminder_days: int
) -> Soon:
    """Return the introductions without answer for too long, and those to call back.

    The identifiers are those of matches; what was answered is never there.
    """
    return _soon(
        introductions.to_remind(
            db, owner=owner, today=today, reminder_days=reminder_days, limit=FIRST
        )
    )


def done_yesterday(db: Database, *, owner: int | None, today: date) -> DayDone:
    """Count what was entered the day before today."""
    return DayDone(**store.done_on(db, owner=owner, day=today - timedelta(days=1)))


def _soon(found: list[Row]) -> Soon:
    return Soon(
        total=found[0]["total"] if found else 0,
        items=tuple(
            SoonItem(
                id=row["id"],
                label=row["label"],
                day=None if row["day"] is None else date.fromisoformat(row["day"]),
                note=row.get("note"),
            )
            for row in found
        ),
    )
