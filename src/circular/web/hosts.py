"""The product answers under its own names only, and to its own pages only.

A foreign Host is how a page elsewhere reaches a server on this machine or network (DNS rebinding),
or has our own redirections lead to it. The socket's Origin is checked here because Streamlit
accepts any page of this machine, whatever its port, and to know its own address it asks a server on
the internet the first time that a foreign page knocks.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from circular.config import settings
from circular.domain.hosts import LOCAL_HOSTS, host_name, is_known_host, is_same_site

STRANGE_HOST = (
    "<!doctype html><html lang=fr><meta charset=utf-8>"
    '<meta name=viewport content="width=device-width">'
    "<title>Adresse inconnue – Circular</title><h1>Adresse inconnue</h1>"
    "<p>Circular ne répond pas à cette adresse. Vérifiez celle que l’on vous a donnée.</p>"
    "<p>Si vous installez Circular, nommez-la dans le réglage CIRCULAR_BASE_URL ou "
    "CIRCULAR_ALLOWED_HOSTS, puis relancez le serveur.</p></html>"
)
FOREIGN_PAGE = "Cette page ne vient pas de Circular."


class KnownHosts:
    """Refuse requests under another name, and sockets opened by the pages of another site."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 400 to a name that is not ours, 403 to a foreign page's socket."""
        if scope["type"] in {"http", "websocket"}:
            headers = Headers(scope=scope)
            hosts = headers.getlist("host")
            if len(hosts) != 1 or not is_known_host(hosts[0], known_hosts()):
                await HTMLResponse(STRANGE_HOST, 400)(scope, receive, send)
                return
            origin = headers.get("origin")
            if scope["type"] == "websocket" and not (
                origin is None or is_same_site(origin, hosts[0])
            ):
                await HTMLResponse(FOREIGN_PAGE, 403)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def known_hosts() -> frozenset[str]:
    """Return the names that the product answers to; that of its public address is always one."""
    here = settings()
    given = {host_name(each) for each in here.allowed_hosts} or LOCAL_HOSTS
    public = host_name(urlsplit(here.base_url).netloc)
    return frozenset(name for name in {*given, public} if name)
