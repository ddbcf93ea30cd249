"""Starting the provider, and what a person does at it, without a browser."""

import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager

import httpx2
import pytest

from circular.config import ROOT, IdentityProvider, settings
from tests.provider.people import PEOPLE, SECRET

LABEL = "ProConnect"
SCOPES = "openid email given_name usual_name siret"
SECONDS_TO_START = 60


def free_port() -> int:
    """Return a port that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(product: str, port: int | None = None) -> Iterator[str]:
    """Run the provider and return its issuer; `product` is our own address."""
    port = port or free_port()
    issuer = f"http://localhost:{port}"
    with tempfile.TemporaryDirectory() as folder:
        database = f"{folder}/canaille.sqlite3"
        server = subprocess.Popen(
            [sys.executable, "-m", "tests.provider.server", str(port), product, database],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for(issuer)
            yield issuer
        finally:
            server.terminate()
            server.wait(timeout=20)


def environment(issuer: str, product: str, **more: str) -> dict[str, str]:
    """Return the variables of a product that signs people in with the provider."""
    return {
        "CIRCULAR_BASE_URL": product,
        "CIRCULAR_OIDC_ISSUER": issuer,
        "CIRCULAR_OIDC_CLIENT_ID": "circular",
        "CIRCULAR_OIDC_CLIENT_SECRET": SECRET,
        "CIRCULAR_OIDC_LABEL": LABEL,
        "CIRCULAR_OIDC_SCOPES": SCOPES,
        "CIRCULAR_OIDC_VERIFIED_EMAILS": "1",
        **{f"CIRCULAR_OIDC_{name}": value for name, value in more.items()},
    }


def configured(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> IdentityProvider:
    """Set the variables and return the provider that the settings read in them."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    provider = settings().identity_provider
    assert provider is not None
    return provider


def answer_of(departure: str, product: str, who: str = "claire") -> httpx2.URL:
    """Sign in at the provider as somebody does, and return the address where it sends them."""
    with httpx2.Client(trust_env=False) as client:
        page = client.get(departure)
        for _ in range(10):
            if not page.is_redirect:
                page = client.post(page.request.url, data=_typed(page.text, who))
                continue
            following = page.request.url.join(page.headers["location"])
            if str(following).startswith(product):
                return following
            page = client.get(following)
    raise AssertionError(f"the provider never sent {who} back: {page.text[:500]}")


def _typed(page: str, who: str) -> dict[str, str]:
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    typed = {"csrf_token": token[1]} if token else {}
    if 'value="accept"' in page:  # the person agrees to hand over what is asked for
        return {**typed, "answer": "accept"}
    if 'name="password"' in page:
        return {**typed, "password": PEOPLE[who].password}
    return {**typed, "login": who}


def _wait_for(issuer: str) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        try:
            address = f"{issuer}/.well-known/openid-configuration"
            with urllib.request.urlopen(address) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the provider did not answer within {SECONDS_TO_START} s")
