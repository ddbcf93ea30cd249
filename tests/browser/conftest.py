"""A real server on a real store, and a real Chromium in front of it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from circular.config import ROOT
from circular.domain.demonstration import ROLE_COOKIE
from circular.domain.permissions import Role

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SECONDS_TO_START = 60
PATIENCE = 20_000  # milliseconds: a machine that runs other tests too is slow to draw


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give a journey that fails one second chance, which the summary tells (decision 0046)."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return Debian's Chromium, driven by Playwright."""
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    assert path, "Chromium is not installed: make test installs it, see .ci/chromium"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def no_window_left_open(chromium: Browser) -> Iterator[None]:
    """Close every window after a test: pages left open go on drawing beside the next ones."""
    yield
    for context in chromium.contexts:
        context.close()


@dataclass(frozen=True, slots=True)
class Site:
    """A server at work: its address, and its store to read back what was written."""

    address: str
    store: Path


@pytest.fixture(scope="module")
def site(full_demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Run one server, on a copy of the whole demonstration, for all the tests of a module."""
    path = tmp_path_factory.mktemp("site") / "demonstration.sqlite3"
    shutil.copyfile(full_demonstration, path)
    with running(path) as address:
        yield Site(address, path)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(store: Path) -> Iterator[str]:
    """Run a fresh server on a store and return its address."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "app:app", "--host", "127.0.0.1"]
    server = subprocess.Popen(
        [*command, "--port", str(port), "--log-level", "error"],
        cwd=ROOT,
        env={**os.environ, "CIRCULAR_DATABASE": str(store)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://localhost:{port}"
    try:
        _wait_for(address)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/healthz") as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the server did not answer within {SECONDS_TO_START} s")


def visit_as(
    chromium: Browser, address: str, role: Role | None, *, width: int = 1280, height: int = 800
) -> BrowserContext:
    """Open a browser of one's own in a role (None: nobody)."""
    context = chromium.new_context(
        viewport={"width": width, "height": height}, locale="fr-FR", accept_downloads=True
    )
    context.set_default_timeout(30_000)
    if role is not None:
        context.add_cookies([{"name": ROLE_COOKIE, "value": role.value, "url": address}])
    return context
