"""A map asks another site for images only once a person turns the background on."""

import base64
import shutil
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, expect

from circular.domain.permissions import Role
from tests.browser.conftest import running, visit_as
from tests.browser.driving import open_page, settled

pytestmark = pytest.mark.browser
GREY = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNs+M9QDwADgQF/pQJd3wAAAABJRU5ErkJggg=="
)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Run a map server on this machine and return the paths that it is asked for."""
    paths: list[str] = []

    class Tiles(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(GREY)

        def log_message(self, *_: object) -> None:
            """Write nothing among the results of the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Tiles)
    Thread(target=server.serve_forever, daemon=True).start()
    tiles = f"http://127.0.0.1:{server.server_port}/{{z}}/{{x}}/{{y}}.png"
    monkeypatch.setenv("CIRCULAR_MAP_TILES", tiles)
    yield paths
    server.shutdown()


def test_images_are_asked_for_once_the_background_is_on(
    chromium: Browser, full_demonstration: Path, tmp_path: Path, asked: list[str]
) -> None:
    store = tmp_path / "demonstration.sqlite3"
    shutil.copyfile(full_demonstration, store)
    with running(store) as address:
        page = visit_as(chromium, address, Role.STAFF).new_page()
        refused: list[str] = []
        page.on(
            "console", lambda said: refused.append(said.text) if "Policy" in said.text else None
        )
        open_page(page, f"{address}/matieres")
        expect(page.locator(".js-plotly-plot").last).to_be_visible()
        assert asked == []

        page.get_by_text("Fond de carte").click()
        settled(page)
        expect(page.locator(".js-plotly-plot image").first).to_be_attached()
        page.wait_for_timeout(500)
        assert len(asked) >= 4
        assert refused == []
