"""Signing in with an identity provider: /connexion/fournisseur, /connexion/retour, and the exit."""

import base64
import binascii
import secrets
from datetime import UTC, datetime
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from circular.actions import identity_provider as acts
from circular.adapters import identity_provider as adapter
from circular.config import IdentityProvider, settings
from circular.domain.errors import DomainError
from circular.domain.identity_provider import (
    FLOW,
    Answer,
    IdentityRefusedError,
    ProviderDownError,
    granted_until,
)
from circular.domain.sign_in import TooManyAttemptsError, safe_return
from circular.store.connection import open_for
from circular.web import markup, provider_links, visits
from circular.web.provider_links import COME_BACK, SET_OFF, SIGN_OUT, SIGNED_OUT
from circular.web.sign_in import SIGN_IN, entered, no_database

LONGEST_RETURN = 1_000
_TICKET = "circular_flow_"
_SHOWN_OF_STATE = 12


async def set_off(request: Request) -> Response:
    """Send the browser to the provider, with the ticket of its departure."""
    return await run_in_threadpool(_set_off, request)


async def come_back(request: Request) -> Response:
    """Receive the browser from the provider, and open the session."""
    return await run_in_threadpool(_come_back, request)


async def sign_out(request: Request) -> Response:
    """Lead whoever just signed out to the end of their session at the provider."""
    return await run_in_threadpool(_sign_out, request)


async def signed_out(request: Request) -> Response:
    """Receive the browser once its session at the provider has ended."""
    del request
    return visits.go(f"{SIGN_IN}?deconnecte")


ROUTES = [
    Route(SET_OFF, set_off),
    Route(COME_BACK, come_back),
    Route(SIGN_OUT, sign_out),
    Route(SIGNED_OUT, signed_out),
]


def _set_off(request: Request) -> Response:
    provider = settings().identity_provider
    if provider is None:
        return visits.go(SIGN_IN)
    if not settings().database.exists():
        return no_database()
    back = safe_return(request.query_params.get("retour", "/"))
    ticket = _new_ticket(back if len(back) <= LONGEST_RETURN else "/")
    flow = adapter.flow_of(visits.key(), ticket)
    try:
        with open_for(settings().database) as db:
            address = acts.set_off(
                db, provider, flow, back=_ours(COME_BACK), caller=visits.caller(request)
            )
    except DomainError as refusal:
        return _not_let_in(refusal, back)
    answer = RedirectResponse(address, 303, {"Cache-Control": "no-store"})
    answer.set_cookie(
        _ticket_name(request, flow.state),
        ticket,
        max_age=int(FLOW.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=visits.is_https(request),
    )
    return answer


def _come_back(request: Request) -> Response:
    provider = settings().identity_provider
    if provider is None or not settings().database.exists():
        return visits.go(SIGN_IN)
    said = request.query_params
    answer = Answer(
        state=said.get("state", ""),
        code=said.get("code", ""),
        error=said.get("error", ""),
        issuer=said.get("iss"),
    )
    ticket = request.cookies.get(_ticket_name(request, answer.state), "")
    back = _return_of(ticket)
    caller = visits.caller(request)
    try:
        with open_for(settings().database) as db:
            entry = acts.come_back(
                db,
                provider,
                adapter.flow_of(visits.key(), ticket if back else secrets.token_urlsafe()),
                answer,
                back=_ours(COME_BACK),
                caller=caller,
                replacing=visits.session_token(request),
            )
    except DomainError as refusal:
        return _forget_ticket(request, answer, _not_let_in(refusal, back or "/"))
    page = entered(request, entry.signed_in, back or "/")
    lifetime = granted_until(caller.at, entry.expires, hours=provider.session_hours) - caller.at
    seconds = int(lifetime.total_seconds())
    provider_links.keep_token(request, page, entry.token, seconds=seconds)
    return _forget_ticket(request, answer, page)


def _sign_out(request: Request) -> Response:
    provider, token = settings().identity_provider, provider_links.kept_token(request)
    if provider is None or token is None:
        return visits.go(f"{SIGN_IN}?deconnecte")
    address = _exit_of(provider, token)
    if address is None:
        return provider_links.drop_token(request, visits.go(f"{SIGN_IN}?deconnecte"))
    page = markup.document(
        "Vous êtes déconnecté·e",
        markup.link(address, f"Se déconnecter aussi de {provider.label}", prominent=True),
        markup.link(SIGN_IN, "Revenir à la page de connexion"),
        introduction=f"Votre session de Circular est fermée. Celle de {provider.label} va l’être.",
    )
    page.headers["Refresh"] = f"0; url={address}"
    return provider_links.drop_token(request, page)


def _exit_of(provider: IdentityProvider, token: str) -> str | None:
    """Return where the session at the provider ends; None when that cannot be known."""
    try:
        with adapter.line_to(provider) as line:
            return adapter.sign_out_address(
                line, token, back=_ours(SIGNED_OUT), state=secrets.token_urlsafe(32)
            )
    except (IdentityRefusedError, ProviderDownError):
        return None


def _not_let_in(refusal: DomainError, back: str) -> Response:
    """Say why the door stays shut, and lead to the password that still opens it."""
    status = 403
    if isinstance(refusal, TooManyAttemptsError):
        status = 429
    elif isinstance(refusal, ProviderDownError):
        status = 503
    again = f"{SIGN_IN}?retour={quote(back, safe='')}"
    return markup.document(
        "Connexion non aboutie",
        markup.alert([refusal.sentence]),
        markup.link(again, "Revenir à la page de connexion", prominent=True),
        status=status,
    )


def _ours(path: str) -> str:
    """Return an address as the provider must know it: never what the request pretends."""
    return f"{settings().base_url}{path}"


def _new_ticket(back: str) -> str:
    """Return a ticket: a secret of this browser, the moment, and the page to come back to."""
    moment = int(datetime.now(UTC).timestamp())
    page = base64.urlsafe_b64encode(back.encode()).decode().rstrip("=")
    return f"{secrets.token_urlsafe(32)}.{moment}.{page}"


def _return_of(ticket: str) -> str | None:
    """Return the page that a ticket leads back to, None when it is none of ours or too old."""
    try:
        _, moment, page = ticket.split(".")
        age = datetime.now(UTC).timestamp() - int(moment)
        back = base64.urlsafe_b64decode(page + "=" * (-len(page) % 4)).decode()
    except (ValueError, binascii.Error):
        return None
    return safe_return(back) if 0 <= age <= FLOW.total_seconds() else None


def _ticket_name(request: Request, state: str) -> str:
    """Name the ticket after its state, so that two tabs may set off at once."""
    plain = "".join(sign for sign in state[:_SHOWN_OF_STATE] if sign.isascii() and sign.isalnum())
    return provider_links.cookie_name(request, f"{_TICKET}{plain}")


def _forget_ticket(request: Request, answer: Answer, page: Response) -> Response:
    """Take the ticket away: it serves once."""
    page.delete_cookie(
        _ticket_name(request, answer.state),
        httponly=True,
        samesite="lax",
        secure=visits.is_https(request),
    )
    return page
