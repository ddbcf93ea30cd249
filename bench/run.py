"""The figures of the product at the size of real life: `make bench`.

A territory of 2 000 projects is loaded once into build/bench.sqlite3. Each page is then run as its
role by Streamlit's own test runner; its time is given beside that of a bare page which draws as
many elements of each kind from constants, in the same process. The rest is measured on a real
server with a real Chromium.
"""

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).parents[1]))

import psutil
from bench.bases import PROJECTS, SMALL, ensure
from playwright.sync_api import Page, sync_playwright
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Node

from circular.config import ROOT, settings
from circular.domain.demonstration import ROLE_COOKIE
from circular.domain.permissions import PERMISSIONS, Role
from circular.ui import gate, navigation

DATABASE = SMALL.path
MAIN = ROOT / "src" / "circular" / "ui" / "main.py"
RUNS = 7
PORT = 8599
ADDRESS = f"http://localhost:{PORT}"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
CALLS = {
    "markdown": "st.markdown('Texte')",
    "title": "st.title('Titre')",
    "header": "st.header('Titre')",
    "caption": "st.caption('Texte')",
    "html": "st.html('<p>Texte</p>')",
    "metric": "st.metric('Mesure', 3)",
    "button": "st.button('Acte', key={key!r})",
    "text_input": "st.text_input('Champ', key={key!r})",
    "selectbox": "st.selectbox('Choix', ['a', 'b'], key={key!r})",
    "multiselect": "st.multiselect('Choix', ['a', 'b'], key={key!r})",
    "button_group": "st.pills('Choix', ['a', 'b'], key={key!r})",
    "download_button": "st.download_button('Fichier', b'x', key={key!r})",
    "arrow_data_frame": "st.dataframe(FRAME, key={key!r})",
    "dataframe": "st.dataframe(FRAME, key={key!r})",
    "plotly_chart": "st.plotly_chart(FIGURE, key={key!r})",
    "page_link": "st.markdown('Lien')",
}
HEAD = """import pandas as pd
import plotly.graph_objects as go
import streamlit as st
FRAME = pd.DataFrame({f"c{n}": list(range(50)) for n in range(7)})
FIGURE = go.Figure(go.Scatter(x=list(range(24)), y=list(range(24))))
"""


def main() -> None:
    """Print every figure."""
    ensure(SMALL)
    os.environ["CIRCULAR_DATABASE"] = str(DATABASE)
    settings.cache_clear()
    print(f"# Base : {DATABASE.stat().st_size / 1e6:.0f} Mo, {PROJECTS} projets\n")
    _pages()
    _browser()
    print("\n# Bilan")
    subprocess.run([sys.executable, str(ROOT / "bench" / "report.py"), str(DATABASE)], check=True)
    print("\n# Liste et exports de 5 000 conventions")
    subprocess.run([sys.executable, str(ROOT / "bench" / "agreements.py")], check=True)
    print("\n# Fichiers de 5 000 lignes × 20 colonnes")
    subprocess.run([sys.executable, str(ROOT / "bench" / "exports.py")], check=True)


def _pages() -> None:
    print("# Temps de serveur de chaque page, et rapport à une page nue (médianes, ms)\n")
    print(f"{'page':<16}{'rôle':<15}{'page':>8}{'nue':>8}{'rapport':>9}{'éléments':>10}")
    for entry in navigation.entries():
        role = next(role for role in Role if entry.permission in PERMISSIONS[role])
        app = _open(entry.file, role)
        spent = _median(app)
        kinds = _kinds(app)
        bare = _median(AppTest.from_string(_bare(kinds), default_timeout=60).run())
        print(
            f"{entry.file:<16}{role.value:<15}{spent:>8.0f}{bare:>8.0f}{spent / bare:>9.1f}"
            f"{sum(kinds.values()):>10}"
        )


def _open(file: str, role: Role) -> AppTest:
    gate.request_cookies = lambda: {ROLE_COOKIE: role.value}
    gate.request_headers = lambda: {"Host": "localhost"}
    app = AppTest.from_file(str(MAIN), default_timeout=60).run()
    app.switch_page(navigation.path_of(file))
    app.query_params["id"] = "1"
    return app.run()


def _median(app: AppTest) -> float:
    times = []
    for _ in range(RUNS):
        start = process_time()
        app.run()
        times.append(1000 * (process_time() - start))
    return median(times)


def _kinds(app: AppTest) -> Counter[str]:
    return Counter(node.type for node in _nodes(app.main) if node.type in CALLS)


def _nodes(block: Block) -> Iterator[Node]:
    for child in block.children.values():
        if isinstance(child, Block):
            yield from _nodes(child)
        yield child


def _bare(kinds: Counter[str]) -> str:
    calls = [
        CALLS[kind].format(key=f"{kind}{at}") for kind, many in kinds.items() for at in range(many)
    ]
    return HEAD + "\n".join(calls)


@contextmanager
def _server() -> Iterator[psutil.Process]:
    command = [sys.executable, "-m", "uvicorn", "app:app", "--port", str(PORT)]
    process = subprocess.Popen(
        [*command, "--no-access-log", "--log-level", "error"], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(20)


def _browser() -> None:
    print("\n# Dans un vrai navigateur\n")
    start = perf_counter()
    with _server() as process, sync_playwright() as playwright:
        chromium = shutil.which("chromium") or "chromium"
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="fr-FR")
        context.add_cookies([{"name": ROLE_COOKIE, "value": "staff", "url": ADDRESS}])
        page = context.new_page()
        _first_page(page)
        print(f"De la commande à la première page affichée : {perf_counter() - start:.1f} s")
        board = [_click(page, "Projets", "Accompagnement") for _ in range(RUNS)]
        print(f"Tableau par étape, du clic à l'affichage : {median(board):.0f} ms (médiane)")
        agreements = [_click(page, "Conventions", "sur") for _ in range(RUNS)]
        print(f"Conventions, du clic à l'affichage : {median(agreements):.0f} ms (médiane)")
        dashboard = [_click(page, "Tableau des élus", "emplois nets") for _ in range(RUNS)]
        print(f"Tableau des élus, du clic à l'affichage : {median(dashboard):.0f} ms (médiane)")
        print(f"Mémoire du serveur après ces visites : {process.memory_info().rss / 1e6:.0f} Mo")
        browser.close()


def _first_page(page: Page) -> None:
    for _ in range(300):
        try:
            page.goto(ADDRESS)
            break
        except Exception:  # noqa: BLE001, S112  # the server is not up yet: that is what is timed
            continue
    page.get_by_role("link", name="Ma journée").wait_for()
    _settled(page)


def _click(page: Page, link: str, text: str) -> float:
    page.get_by_role("link", name="Partenaires").click()
    page.get_by_role("heading", name="Partenaires", level=1).wait_for()
    _settled(page)
    start = perf_counter()
    page.get_by_role("link", name=link, exact=True).click()
    page.get_by_role("heading", level=1).filter(has_not_text="Partenaires").wait_for()
    page.locator(".stMain").get_by_text(text).first.wait_for()
    _settled(page)
    return 1000 * (perf_counter() - start)


def _settled(page: Page) -> None:
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


if __name__ == "__main__":
    main()
