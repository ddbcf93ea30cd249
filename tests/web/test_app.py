"""The addresses of the launcher, asked for real through its middleware and routes."""

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from circular import web
from circular.config import settings
from circular.domain.demonstration import ROLE_COOKIE
from circular.store.connection import open_for


@pytest.fixture
def client(store_path: Path) -> Iterator[TestClient]:
    """Return a client of an application that has the launcher's routes and middleware."""
    page = '<html lang="en"><title>Streamlit</title><script>1</script><p>page</p></html>'
    shell = Route("/", lambda _: HTMLResponse(page, headers={"Access-Control-Allow-Origin": "*"}))
    app = Starlette(routes=[*web.ROUTES, shell], middleware=web.MIDDLEWARE)
    with TestClient(app, base_url="http://localhost:8501", follow_redirects=False) as opened:
        yield opened


def test_health_says_that_the_database_opens(client: TestClient) -> None:
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"


def test_health_says_when_there_is_no_database(client: TestClient, store_path: Path) -> None:
    store_path.unlink()

    assert client.get("/healthz").status_code == 503


def test_the_shell_is_french_and_keeps_the_browser_at_home(client: TestClient) -> None:
    answer = client.get("/")

    assert '<html lang="fr">' in answer.text
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert "microphone=()" in answer.headers["permissions-policy"]
    assert "access-control-allow-origin" not in answer.headers
    assert "strict-transport-security" not in answer.headers


def test_only_the_script_that_the_shell_holds_may_run_among_those_written_in_a_page(
    client: TestClient,
) -> None:
    policy = dict(
        part.strip().split(" ", 1)
        for part in client.get("/").headers["content-security-policy"].split(";")
    )
    digest = base64.b64encode(hashlib.sha256(b"1").digest()).decode()

    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == f"'self' 'wasm-unsafe-eval' 'sha256-{digest}'"
    assert policy["connect-src"] == policy["form-action"] == "'self'"
    other = client.get("/healthz").headers["content-security-policy"]
    assert "script-src 'self' 'wasm-unsafe-eval';" in other


def test_published_over_https_the_browser_is_told_to_stay_there(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CIRCULAR_BASE_URL", "https://circular.exemple.fr")
    settings.cache_clear()

    assert client.get("/healthz").headers["strict-transport-security"] == "max-age=31536000"


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/_stcore/script-health-check",
        "/auth/login",
        "/oauth2callback",
    ],
)
def test_addresses_that_nobody_needs_stay_shut(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_picking_a_role_sets_a_cookie_that_scripts_cannot_read(client: TestClient) -> None:
    answer = client.get("/demonstration/role/elected")

    assert answer.status_code == 303
    assert f"{ROLE_COOKIE}=elected" in answer.headers["set-cookie"]
    assert "HttpOnly" in answer.headers["set-cookie"]


def test_leaving_a_role_takes_the_cookie_away(client: TestClient) -> None:
    answer = client.get("/demonstration/role/none")

    assert "Max-Age=0" in answer.headers["set-cookie"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "circular.exemple.fr"},
        {"Forwarded": "for=192.0.2.1"},
        {"X-Forwarded-For": "192.0.2.1"},
        {"X-Forwarded-Host": "localhost"},
    ],
)
def test_no_role_can_be_picked_from_elsewhere(client: TestClient, headers: dict[str, str]) -> None:
    assert client.get("/demonstration/role/staff", headers=headers).status_code == 404


def test_no_role_can_be_picked_on_a_real_database(client: TestClient, store_path: Path) -> None:
    with open_for(store_path) as db:
        db.conn.execute("UPDATE meta SET value = '0' WHERE key = 'demonstration'")
        db.conn.commit()

    assert client.get("/demonstration/role/staff").status_code == 404


@pytest.mark.parametrize("path", ["/media/abc.csv", "/_stcore/upload_file/session/file"])
def test_a_stranger_neither_reads_nor_sends_a_file_on_a_real_database(
    client: TestClient, store_path: Path, path: str
) -> None:
    assert client.put(path).status_code == 404, "on the demonstration it is for Streamlit to say"
    with open_for(store_path) as db:
        db.conn.execute("UPDATE meta SET value = '0' WHERE key = 'demonstration'")
        db.conn.commit()

    for method in ("GET", "HEAD", "PUT", "DELETE", "OPTIONS"):
        answer = client.request(method, path)
        assert answer.status_code == 403
    assert answer.text == "Connectez-vous d’abord."
