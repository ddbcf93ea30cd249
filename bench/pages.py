"""Server time of pages, beside a page that draws the same blocks, words and drawings as constants.

Cold: the first run after a change of the data, when nothing kept holds. Warm: the median of the
next runs. Bare: the page of `bench/bare.py`, in the same process; the ratio is warm over bare.
Times are those of the processor, and both pages take turns, so that a busy machine, which slows the
processor itself down, blurs neither them nor their ratio.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from time import process_time

import psutil
import streamlit as st
from bench import bare
from bench.bases import Size, ensure
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest, app_test, local_script_runner

from circular.config import ROOT, settings
from circular.domain.demonstration import ROLE_COOKIE
from circular.domain.permissions import PERMISSIONS, Role
from circular.ui import gate, navigation
from circular.ui.navigation import Entry

MAIN = ROOT / "src" / "circular" / "ui" / "main.py"
RUNS = 15
PATIENCE = 300  # seconds
FIRST_ASKED = (Role.ELECTED, *Role)  # what elected officials may see is measured as they see it


_scripts = ScriptCache()
# A server compiles a script once; the test runner would at each run, page and frame apart.
for runner in (app_test, local_script_runner):
    runner.ScriptCache = lambda: _scripts  # type: ignore[attr-defined]


def use(size: Size) -> Path:
    """Make a base unless it is there, and have the product read it."""
    ensure(size)
    os.environ["CIRCULAR_DATABASE"] = str(size.path)
    settings.cache_clear()
    return size.path


def measure(size: Size, entries: Iterable[Entry]) -> None:
    """Print the times of some pages on a base."""
    megabytes = use(size).stat().st_size / 1e6
    print(f"\n# Base {size.name}, {megabytes:.0f} Mo : serveur (temps de processeur, ms)\n")
    print(
        f"{'page':<22}{'rôle':<15}{'froid':>8}{'tiède':>8}{'nue':>8}{'rapport':>9}{'éléments':>10}"
    )
    for entry in entries:
        _measure_page(entry)
    print(f"\nMémoire : {psutil.Process().memory_info().rss / 1e6:.0f} Mo")


def _measure_page(entry: Entry) -> None:
    role = next(role for role in FIRST_ASKED if entry.permission in PERMISSIONS[role])
    gate.request_cookies = lambda: {ROLE_COOKIE: role.value}
    gate.request_headers = lambda: {"Host": "localhost"}
    app = AppTest.from_file(str(MAIN), default_timeout=PATIENCE).run()
    app.switch_page(navigation.path_of(entry.file))
    if entry.hidden:  # the page of one record
        app.query_params["id"] = "1"
    app.run()  # what Python and Streamlit load once is nobody's time
    st.cache_data.clear()
    st.cache_resource.clear()
    cold = _once(app)
    drawn = bare.drawings(app)
    page = bare.bare_page(drawn).run()
    both = [(_once(app), _once(page)) for _ in range(RUNS)]
    warm, alone = (median(each) for each in zip(*both, strict=True))
    print(
        f"{entry.file:<22}{role.value:<15}{cold:>8.0f}{warm:>8.0f}{alone:>8.0f}"
        f"{warm / alone:>9.1f}{bare.count(drawn):>10}",
        flush=True,
    )


def _once(app: AppTest) -> float:
    start = process_time()
    app.run()
    return 1000 * (process_time() - start)
