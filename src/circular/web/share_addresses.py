"""Handing frozen figures to whoever holds their address: read only, without an account.

Whatever is wrong with an address (unknown, over, revoked, its situation withdrawn) answers the
same 404. The address holds 256 random bits: the pace is there for those who would read too often.
"""

from datetime import UTC, datetime
from functools import cache
from html import escape
from pathlib import Path
from time import monotonic

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from circular.actions.share_addresses import note_address_reading
from circular.config import settings
from circular.domain import share_addresses as words
from circular.queries.share_addresses import shared_page
from circular.store.connection import open_for
from circular.web import shared_pages, visits
from circular.web.pace import Pace

ADDRESS = words.path_of("{token}")
STYLE_ADDRESS = words.path_of("style.css")
PER_MINUTE = 30
PACE = Pace(PER_MINUTE)
HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
        "form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
"""The address is a secret: nothing keeps the page, no other site learns where one comes from."""


def hand_page(request: Request) -> Response:
    """Return the frozen figures behind an address, and count the reading."""
    if not PACE.allows(visits.caller(request).address, now=monotonic()):
        answer = _plain("Trop de lectures", "Attendez une minute, puis rouvrez l’adresse.", 429)
        answer.headers["Retry-After"] = "60"
        return answer
    now = datetime.now(UTC)
    with open_for(settings().database, read_only=True) as db:
        found = shared_page(db, request.path_params["token"], now=now)
    if found is None:
        return _plain(
            "Cette page n’existe pas, ou plus",
            "L’adresse est fausse, ou elle ne s’ouvre plus. Demandez-en une autre à "
            "l’association qui vous l’a donnée.",
            404,
        )
    if request.method != "HEAD":
        with open_for(settings().database) as db:
            note_address_reading(db, found.address_id, on=now.astimezone().date())
    return _document(f"{found.title} – {found.situation.association}", shared_pages.body(found))


def hand_style(request: Request) -> Response:
    """Serve the style of these pages."""
    del request
    return Response(_style(), media_type="text/css", headers={"Cache-Control": "max-age=300"})


@cache
def _style() -> bytes:
    return (Path(__file__).parent / "static" / "shared.css").read_bytes()


def _plain(title: str, sentence: str, status: int) -> HTMLResponse:
    return _document(title, f"<h1>{escape(title)}</h1><p>{escape(sentence)}</p>", status)


def _document(title: str, content: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(
        '<!doctype html><html lang="fr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex, nofollow">'
        f"<title>{escape(title)}</title>"
        '<link rel="icon" href="/app/static/circular-mark.png">'
        f'<link rel="stylesheet" href="{STYLE_ADDRESS}"></head>'
        f"<body><main>{content}</main></body></html>",
        status,
        headers=HEADERS,
    )
