"""What a request says of its sender: network address, cookies, and whether its form is ours."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from circular.adapters import tokens
from circular.config import settings
from circular.domain import sessions
from circular.domain.addresses import client_address, is_trusted
from circular.domain.demonstration import chosen_role, is_local_request
from circular.domain.sign_in import Caller, SignedIn
from circular.domain.visitors import Visitor
from circular.queries import accounts
from circular.queries.sessions import presence
from circular.store.connection import open_for
from circular.web import markup

FORM_COOKIE = "circular_form"
MOST_BYTES = 16_384
MOST_FIELDS = 20

Values = Mapping[str, str]


def caller(request: Request) -> Caller:
    """Return where a request comes from; X-Forwarded-For counts from trusted proxies only."""
    peer = request.client.host if request.client else ""
    forwarded = ",".join(request.headers.getlist("x-forwarded-for"))
    address = client_address(peer, forwarded, settings().trusted_proxies)
    device = sessions.device(request.headers.get("user-agent", ""))
    return Caller(address=address, device=device, at=datetime.now(UTC))


def is_https(request: Request) -> bool:
    """Say whether the browser speaks HTTPS to us, directly or through a trusted proxy."""
    if settings().is_https or request.url.scheme == "https":
        return True
    peer = request.client.host if request.client else ""
    said = request.headers.get("x-forwarded-proto", "")
    return said == "https" and is_trusted(peer, settings().trusted_proxies)


def session_token(request: Request) -> str | None:
    """Return what the session's cookie holds."""
    return sessions.session_token(request.cookies, https=is_https(request))


def visitor(request: Request) -> Visitor | None:
    """Return who asks: a role of the demonstration on this machine, or whoever is signed in."""
    role, token = chosen_role(request.cookies), session_token(request)
    with open_for(settings().database, read_only=True) as db:
        if role is not None and is_local_request(dict(request.headers)):
            player = accounts.demonstration_visitor(db, role)
            if player is not None:
                return player
        if token is None:
            return None
        found = presence(db, token, now=caller(request).at)
        return None if found is None else found.visitor


def key() -> bytes:
    """Return the key of this installation."""
    return tokens.installation_key(settings().key_file)


def let_in(request: Request, entry: SignedIn, answer: Response) -> Response:
    """Give the browser its new session: scripts cannot read it, other sites cannot send it."""
    https = is_https(request)
    lifetime = int((entry.expires - datetime.now(UTC)).total_seconds())
    answer.set_cookie(
        sessions.cookie_name(https=https),
        entry.token,
        max_age=lifetime,
        httponly=True,
        samesite="lax",
        secure=https,
    )
    return answer


def let_out(request: Request, answer: Response) -> Response:
    """Take the session's cookie away from the browser."""
    https = is_https(request)
    answer.delete_cookie(
        sessions.cookie_name(https=https), httponly=True, samesite="lax", secure=https
    )
    return answer


@dataclass(frozen=True, slots=True)
class Proof:
    """What ties a form to the browser it is drawn for: a cookie, and what we derived from it."""

    browser: str
    is_new: bool

    @property
    def value(self) -> str:
        """The hidden value of the form."""
        return tokens.form_proof(key(), self.browser)

    def attach(self, request: Request, answer: Response) -> Response:
        """Leave the cookie with the browser when it is new."""
        if self.is_new:
            answer.set_cookie(
                FORM_COOKIE,
                self.browser,
                httponly=True,
                samesite="lax",
                secure=is_https(request),
            )
        return answer


def proof_for(request: Request) -> Proof:
    """Return the proof of the forms that this browser receives."""
    known = request.cookies.get(FORM_COOKIE, "")
    return Proof(known or secrets.token_urlsafe(24), is_new=not known)


def form_route(
    path: str,
    show: Callable[[Request], Response],
    submit: Callable[[Request, Values], Response],
) -> Route:
    """Return a route whose GET shows a form and whose POST receives it, when it is ours."""

    async def endpoint(request: Request) -> Response:
        if request.method != "POST":
            return await run_in_threadpool(show, request)
        values = await _values(request)
        if values is None or not _is_ours(request, values):
            return not_ours(request)
        return await run_in_threadpool(submit, request, values)

    return Route(path, endpoint, methods=["GET", "POST"])


def not_ours(request: Request) -> Response:
    """Refuse a form that another site sent, or that waited too long in its tab."""
    return markup.document(
        "Page à rouvrir",
        markup.paragraph(
            "Cette page est restée ouverte trop longtemps, ou vos témoins de connexion sont "
            "bloqués. Rien n’a été enregistré."
        ),
        markup.link(request.url.path, "Rouvrir la page", prominent=True),
        status=403,
    )


def go(address: str) -> RedirectResponse:
    """Lead the browser to another page of ours."""
    return RedirectResponse(address, 303)


async def _values(request: Request) -> Values | None:
    """Return what a form holds, None when it is not a form or is larger than any of ours."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return None
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return None
    try:
        pairs = parse_qsl(
            body.decode("utf-8"),
            keep_blank_values=True,
            max_num_fields=MOST_FIELDS,
            errors="strict",
        )
    except ValueError:
        return None
    return dict(pairs)


def _is_ours(request: Request, values: Values) -> bool:
    """Say whether the form was drawn by us for this very browser."""
    origin = request.headers.get("origin")
    ours = {request.headers.get("host", ""), urlsplit(settings().base_url).netloc}
    if origin is not None and urlsplit(origin).netloc not in ours - {""}:
        return False
    proof = values.get("form_proof", "")
    holders = (request.cookies.get(FORM_COOKIE, ""), session_token(request) or "")
    return any(tokens.proves(key(), holder, proof) for holder in holders)
