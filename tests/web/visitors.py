"""A browser in front of the routes: it keeps its cookies and fills in forms."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from httpx2 import Response
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from circular import web

HOST = "http://circular.exemple.fr"


def application() -> Starlette:
    """Return an application that has the launcher's routes and middleware, and one page."""
    shell = Route("/{page:path}", lambda _: HTMLResponse('<html lang="en"><p>page</p></html>'))
    return Starlette(routes=[*web.ROUTES, shell], middleware=web.MIDDLEWARE)


@contextmanager
def browser(host: str = HOST) -> Iterator[TestClient]:
    """Return a browser of its own."""
    with TestClient(application(), base_url=host, follow_redirects=False) as client:
        client.headers["accept"] = "text/html"
        yield client


def hidden(page: Response) -> dict[str, str]:
    """Return the hidden values of the form of a page."""
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.text)
    return dict(pairs)


def fill_in(client: TestClient, address: str, **values: str) -> Response:
    """Open a form, fill it in and send it."""
    page = client.get(address)
    assert page.status_code == 200, page.text
    return client.post(address, data={**hidden(page), **values})
