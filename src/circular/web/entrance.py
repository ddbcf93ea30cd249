"""The entrance: whoever opens a page without being signed in is led to /connexion at once.

For pages this only spares a detour: the guard of each page is what keeps people out. For the
addresses where Streamlit keeps files it is the guard: a stranger's socket would be enough to fill
the memory with files, and the address of a file taken out would be enough to read it.
"""

from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from circular.actions import refusals
from circular.config import settings
from circular.queries import accounts, sessions
from circular.store.connection import open_for
from circular.web import visits
from circular.web.sign_in import SIGN_IN

OWN = frozenset({"healthz", "demonstration", "connexion", "deconnexion", "mot-de-passe-oublie"})
"""First words of the addresses that are not pages."""

FILES = ("/media/", "/_stcore/upload_file/")
"""Where Streamlit gives the files that a page holds, and takes those that a person sends."""


class Entrance:
    """Keep strangers out of the pages and files of a real database."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lead a stranger from a page to the sign-in, refuse him the files; pass the rest on."""
        if scope["type"] == "http":
            request = Request(scope)
            is_kept = _opens_a_page(request) or request.url.path.startswith(FILES)
            if is_kept and await run_in_threadpool(_is_stranger, request):
                await _turned_away(request)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _turned_away(request: Request) -> Response:
    path = request.url.path
    if path.startswith(FILES):
        return PlainTextResponse("Connectez-vous d’abord.", 403)
    back = path + (f"?{request.url.query}" if request.url.query else "")
    return visits.go(f"{SIGN_IN}?retour={quote(back, safe='')}")


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
    caller = visits.caller(request)
    with open_for(settings().database, read_only=True) as db:
        if accounts.is_demonstration(db):
            return False
        if token is None:
            return True
        if sessions.presence(db, token, now=caller.at) is not None:
            return False
    with open_for(settings().database) as db:
        refusals.refuse_cookie(db, token, caller)
    return True
