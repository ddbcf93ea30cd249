"""Deadlines as a calendar (RFC 5545), which the calendar of a phone or a mail program reads.

All-day events have no hour, hence no zone to be wrong about: the 5 is the 5 wherever one is. The
zone is said besides for the programs that ask for one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from circular.domain import french
from circular.domain.deadlines import DeadlineKind
from circular.queries.deadlines import Deadline

MEDIA_TYPE = "text/calendar"
ZONE = "Europe/Paris"
PRODUCT = "-//Circular//Echeances//FR"
READ_AGAIN = timedelta(hours=6)

_STEMS = {
    DeadlineKind.END: "fin",
    DeadlineKind.RENEWAL: "fin",
    DeadlineKind.NOTICE: "preavis",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the product is: the address that events lead to, and the name that marks them."""

    base: str
    host: str


def calendar_of(
    deadlines: Sequence[Deadline],
    *,
    name: str,
    place: Place,
    made_at: datetime,
    expires_on: date | None = None,
) -> bytes:
    """Return the deadlines as a calendar; with `expires_on`, it warns that its address ends."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", ZONE)
    calendar.add("refresh-interval", READ_AGAIN, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for each in deadlines:
        calendar.add_component(_event(each, place, made_at))
    if expires_on is not None:
        calendar.add_component(_warning(expires_on, place, made_at))
    return bytes(calendar.to_ical())


def uid_of(deadline: Deadline, host: str) -> str:
    """Return what marks a deadline for ever: another day moves the event, it makes no new one."""
    if deadline.commitment_id is not None:
        return f"engagement-{deadline.commitment_id}@{host}"
    return f"{_STEMS[deadline.kind]}-{deadline.agreement_id}@{host}"


def _event(deadline: Deadline, place: Place, made_at: datetime) -> Event:
    number = f"n°\u00a0{deadline.number}" if deadline.number else "sans numéro"
    event = _all_day(deadline.day, made_at)
    event.add("uid", uid_of(deadline, place.host))
    event.add("summary", f"{deadline.what} (convention {number})")
    told = [
        deadline.kind.label,
        f"Qui\u00a0: {deadline.who}" if deadline.who else "",
        f"Projet\u00a0: {deadline.project}" if deadline.project else "",
        f"{deadline.type} {number}",
    ]
    event.add("description", "\n".join(line for line in told if line))
    path = f"/convention?id={deadline.agreement_id}" if deadline.project else "/echeances"
    event.add("url", f"{place.base}{path}")
    return event


def _warning(expires_on: date, place: Place, made_at: datetime) -> Event:
    event = _all_day(expires_on, made_at)
    event.add("uid", f"adresse-{expires_on:%Y%m%d}@{place.host}")
    event.add("summary", "Ce calendrier ne se mettra plus à jour")
    event.add(
        "description",
        f"L’adresse de ce calendrier sert jusqu’au {french.day(expires_on)}. Créez-en une "
        "nouvelle dans «\u00a0Mon compte\u00a0».",
    )
    event.add("url", f"{place.base}/mon-compte")
    return event


def _all_day(day: date, made_at: datetime) -> Event:
    event = Event()
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("dtstamp", made_at)
    event.add("transp", "TRANSPARENT")
    return event
