"""The entrance: whoever opens a page without being signed in is led to /connexion at once.

This only spares a detour: the guard of each page is what keeps people out.
"""

from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from circular.config import settings
from circular.queries import accounts, sessions
from circular.store.connection import open_for
from circular.web import visits
from circular.web.sign_in import SIGN_IN

OWN = frozenset({"healthz", "demonstration", "connexion", "deconnexion", "mot-de-passe-oublie"})
"""First words of the addresses that are not pages."""


class Entrance:
    """Lead strangers from the pages of a real database to the sign-in."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Redirect the opening of a page by a stranger; pass everything else on."""
        if scope["type"] == "http" and _opens_a_page(Request(scope)):
            request = Request(scope)
            if await run_in_threadpool(_is_stranger, request):
                back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
                answer = visits.go(f"{SIGN_IN}?retour={quote(back, safe='')}")
                await answer(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _opens_a_page(request: Request) -> bool:
    """Say whether a browser opens one of Streamlit's pages: /, or one plain word."""
    word = request.url.path.removeprefix("/")
    return (
        request.method == "GET"
        and "text/html" in request.headers.get("accept", "")
        and "/" not in word
        and "." not in word
        and word not in OWN
    )


def _is_stranger(request: Request) -> bool:
    if not settings().database.exists():
        return True
    token = visits.session_token(request)
    with open_for(settings().database, read_only=True) as db:
        if accounts.is_demonstration(db):
            return False
        now = visits.caller(request).at
        return token is None or sessions.presence(db, token, now=now) is None
