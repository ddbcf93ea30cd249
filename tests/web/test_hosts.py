"""Which names the product answers to, and whose pages may open its socket."""

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient, WebSocketDenialResponse
from starlette.websockets import WebSocket

from circular.config import settings
from circular.web import MIDDLEWARE
from circular.web.hosts import known_hosts


async def talk(socket: WebSocket) -> None:
    """Accept and greet."""
    await socket.accept()
    await socket.send_text("bonjour")
    await socket.close()


@pytest.fixture
def client(store_path: object) -> TestClient:
    """Return a client of one page and one socket behind the launcher's middleware."""
    del store_path
    page = Route("/healthz", lambda _: PlainTextResponse("oui"))
    socket = WebSocketRoute("/_stcore/stream", talk)
    app = Starlette(routes=[page, socket], middleware=MIDDLEWARE)
    return TestClient(app, base_url="http://localhost:8501", follow_redirects=False)


def set_hosts(monkeypatch: pytest.MonkeyPatch, *, base_url: str = "", hosts: str = "") -> None:
    """Set what an operator would."""
    monkeypatch.setenv("CIRCULAR_BASE_URL", base_url)
    monkeypatch.setenv("CIRCULAR_ALLOWED_HOSTS", hosts)
    settings.cache_clear()


def test_by_default_this_machine_and_the_public_address_are_known(
    store_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_hosts(monkeypatch, base_url="https://Circular.exemple.fr:8443/")
    assert known_hosts() == {"localhost", "127.0.0.1", "[::1]", "circular.exemple.fr"}

    set_hosts(monkeypatch, base_url="https://circular.exemple.fr", hosts="intranet, 10.0.0.7")
    assert known_hosts() == {"intranet", "10.0.0.7", "circular.exemple.fr"}


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8501", "LOCALHOST."])
def test_our_own_names_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).text == "oui"


@pytest.mark.parametrize("host", ["", "ailleurs.fr", "localhost.ailleurs.fr", "moi@localhost"])
def test_another_name_gets_a_french_sentence(client: TestClient, host: str) -> None:
    answer = client.get("/healthz", headers={"Host": host})

    assert answer.status_code == 400
    assert "Circular ne répond pas à cette adresse." in answer.text
    assert "CIRCULAR_ALLOWED_HOSTS" in answer.text
    assert answer.headers["x-frame-options"] == "DENY"
    with (
        pytest.raises(WebSocketDenialResponse) as refused,
        client.websocket_connect("/_stcore/stream", headers={"Host": host}),
    ):
        pass
    assert refused.value.status_code == 400


def test_two_names_at_once_are_none(client: TestClient) -> None:
    headers = [("Host", "localhost"), ("Host", "ailleurs.fr")]

    assert client.get("/healthz", headers=headers).status_code == 400


@pytest.mark.parametrize(
    ("origin", "is_ours"),
    [
        (None, True),
        ("http://localhost:8501", True),
        ("http://localhost:9000", False),
        ("https://ailleurs.fr", False),
        ("null", False),
    ],
)
def test_a_socket_is_opened_by_our_own_pages_only(
    client: TestClient,
    origin: str | None,
    is_ours: bool,  # noqa: FBT001
) -> None:
    headers = {"Host": "localhost:8501", **({"Origin": origin} if origin else {})}
    if is_ours:
        with client.websocket_connect("/_stcore/stream", headers=headers) as socket:
            assert socket.receive_text() == "bonjour"
        return
    with (
        pytest.raises(WebSocketDenialResponse) as refused,
        client.websocket_connect("/_stcore/stream", headers=headers),
    ):
        pass
    assert refused.value.status_code == 403
