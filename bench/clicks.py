"""From the click to what is painted, on a real server and in a real Chromium.

One person of the staff goes to each page from « Partenaires » and back, by the menu. First: the
first visit to the page, when nothing was kept. Then: the median of the next ones. A page is painted
when the server has said everything, each chart has its lines, and the browser has drawn a frame.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from statistics import median
from time import perf_counter, sleep

import psutil
from bench.bases import Size
from bench.pages import use
from playwright.sync_api import Error, Page, sync_playwright

from circular.config import ROOT
from circular.domain.demonstration import ROLE_COOKIE
from circular.domain.permissions import Role
from circular.ui.navigation import Entry

VISITS = 6
PORT = 8599
ADDRESS = f"http://localhost:{PORT}"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
PATIENCE = 120_000  # milliseconds
PAINTED = """() => {
    const app = document.querySelector("[data-testid=stApp]");
    const drawn = [...document.querySelectorAll("[data-testid=stPlotlyChart]")].every(
        (chart) => chart.checkVisibility() === false || chart.querySelector(".main-svg"));
    return app?.dataset.testScriptState === "notRunning" && drawn;
}"""
NEXT_FRAME = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def measure(size: Size, entries: Iterable[Entry]) -> None:
    """Print how long each page takes, and what memory the server holds in the end."""
    use(size)
    print(f"\n# Base {size.name} : du clic à l’affichage dans Chromium (temps écoulé, ms)\n")
    start = perf_counter()
    with _server() as process, sync_playwright() as playwright:
        chromium = shutil.which("chromium") or "chromium"
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="fr-FR")
        context.set_default_timeout(PATIENCE)
        context.add_cookies([{"name": ROLE_COOKIE, "value": Role.STAFF.value, "url": ADDRESS}])
        page = context.new_page()
        _first_page(page)
        print(f"De la commande à la première page affichée : {perf_counter() - start:.1f} s\n")
        print(f"{'page':<24}{'première':>10}{'ensuite':>10}")
        for entry in entries:
            first, *others = (_visit(page, entry.title) for _ in range(VISITS))
            print(f"{entry.title:<24}{first:>10.0f}{median(others):>10.0f}", flush=True)
        print(f"\nMémoire du serveur après ces visites : {process.memory_info().rss / 1e6:.0f} Mo")
        browser.close()


@contextmanager
def _server() -> Iterator[psutil.Process]:
    command = [sys.executable, "-m", "uvicorn", "app:app", "--port", str(PORT)]
    process = subprocess.Popen(
        [*command, "--no-access-log", "--log-level", "error"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(20)


def _first_page(page: Page) -> None:
    for _ in range(300):
        try:
            page.goto(ADDRESS)
            break
        except Error:  # the server is not up yet: that is what is timed
            sleep(0.05)
    page.get_by_role("link", name="Ma journée").wait_for()
    _painted(page)


def _visit(page: Page, title: str) -> float:
    _go(page, "Partenaires", leaving=title)
    start = perf_counter()
    _go(page, title, leaving="Partenaires")
    return 1000 * (perf_counter() - start)


def _go(page: Page, title: str, *, leaving: str) -> None:
    page.get_by_role("link", name=title, exact=True).click()
    page.wait_for_function(
        "leaving => !document.title.startsWith(leaving + ' ') && "
        "document.querySelector('.stMain h1, .stMain [data-testid=stHeading]')",
        arg=leaving,
    )
    _painted(page)


def _painted(page: Page) -> None:
    page.wait_for_function(PAINTED)
    page.evaluate(NEXT_FRAME)
