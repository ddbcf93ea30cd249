"""Handing one's deadlines to one's calendar: a private address, read without signing in.

Whatever is wrong with an address (unknown, revoked, over, of a closed account) answers the same
404. The address holds 256 random bits: the pace is there for calendars that read too often.
"""

from datetime import UTC, datetime
from time import monotonic
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from circular.actions.calendar_feeds import note_feed_reading
from circular.config import settings
from circular.domain import calendar_feeds as words
from circular.domain.deadlines import DeadlineFilters, DeadlinePeriod
from circular.exports.calendars import MEDIA_TYPE, Place, calendar_of
from circular.queries.calendar_feeds import FeedReading, feed_reading
from circular.queries.deadlines import deadlines
from circular.queries.settings import association_settings
from circular.store.connection import Database, open_for
from circular.web import visits
from circular.web.pace import Pace

ADDRESS = words.path_of("{token}")
PER_MINUTE = 30


PACE = Pace(PER_MINUTE)


def hand_calendar(request: Request) -> Response:
    """Return the deadlines of whoever an address belongs to, as far as they may read them now."""
    if not PACE.allows(visits.caller(request).address, now=monotonic()):
        return PlainTextResponse("Trop de lectures.", 429, headers={"Retry-After": "60"})
    now = datetime.now(UTC)
    with open_for(settings().database, read_only=True) as db:
        found = feed_reading(db, request.path_params["token"], now=now)
        if found is None:
            return PlainTextResponse("Ce calendrier n’existe pas, ou plus.", 404)
        content = _content(db, found, request, now)
    if found.is_due and request.method != "HEAD":
        with open_for(settings().database) as db:
            note_feed_reading(db, found.visitor.account_id or 0, on=now.astimezone().date())
    return Response(
        content,
        media_type=f"{MEDIA_TYPE}; charset=utf-8",
        headers={
            "Cache-Control": "private, no-store",
            "Content-Disposition": 'inline; filename="echeances.ics"',
            "X-Content-Type-Options": "nosniff",
            "X-Robots-Tag": "noindex",
        },
    )


def _content(db: Database, found: FeedReading, request: Request, now: datetime) -> bytes:
    """Write what the person may read today, a year ahead, what is late included."""
    year = DeadlineFilters(period=DeadlinePeriod.YEAR)
    today = now.astimezone().date()
    page = deadlines(db, found.visitor, year, today=today, page=None)
    is_ending = words.ends_soon(found.expires_at, now=now)
    return calendar_of(
        page.rows,
        name=f"Échéances {association_settings(db).association_name}",
        place=_place(request),
        made_at=now,
        expires_on=found.expires_at.astimezone().date() if is_ending else None,
    )


def _place(request: Request) -> Place:
    base = settings().base_url or f"{request.url.scheme}://{request.headers['host']}"
    return Place(base=base, host=urlsplit(base).hostname or "circular")
