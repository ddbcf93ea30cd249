"""Server time of each dashboard at both sizes: `python bench/dashboards.py [petite] [grande]`.

Cold: the first run after a change of the data, when nothing kept holds. Warm: the median of the
next runs. Bare: a page that draws the same blocks, words and drawings from constants, in the same
process; the ratio is warm over bare. Times are those of the processor, so that a busy machine does
not blur them.
"""

import os
import sys
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1]))

import psutil
import streamlit as st
from bench import bare
from bench.bases import LARGE, SMALL, Size, ensure
from streamlit.testing.v1 import AppTest

from circular.config import ROOT, settings
from circular.domain.demonstration import ROLE_COOKIE
from circular.domain.permissions import Role
from circular.ui import gate, navigation

MAIN = ROOT / "src" / "circular" / "ui" / "main.py"
RUNS = 7
PATIENCE = 300  # seconds
PAGES = {
    "dashboard.py": Role.ELECTED,
    "indicators.py": Role.ELECTED,
    "targets.py": Role.ELECTED,
    "survival.py": Role.ELECTED,
    "snapshots.py": Role.ELECTED,
    "report.py": Role.STAFF,
    "journeys.py": Role.STAFF,
    "activity.py": Role.STAFF,
    "data_quality.py": Role.STAFF,
    "forecast.py": Role.ELECTED,
}


def measure(size: Size) -> None:
    """Print the times of each dashboard on a base."""
    ensure(size)
    os.environ["CIRCULAR_DATABASE"] = str(size.path)
    settings.cache_clear()
    megabytes = size.path.stat().st_size / 1e6
    print(f"\n# Base {size.name}, {megabytes:.0f} Mo (temps de processeur, ms)\n")
    print(f"{'page':<18}{'froid':>9}{'tiède':>8}{'nue':>8}{'rapport':>9}{'éléments':>10}")
    for file, role in PAGES.items():
        _measure_page(file, role)
    print(f"\nMémoire : {psutil.Process().memory_info().rss / 1e6:.0f} Mo")


def _measure_page(file: str, role: Role) -> None:
    gate.request_cookies = lambda: {ROLE_COOKIE: role.value}
    gate.request_headers = lambda: {"Host": "localhost"}
    app = AppTest.from_file(str(MAIN), default_timeout=PATIENCE).run()
    app.switch_page(navigation.path_of(file))
    app.run()  # what Python and Streamlit load once is nobody's time
    st.cache_data.clear()
    st.cache_resource.clear()
    cold = _once(app)
    warm = median(_once(app) for _ in range(RUNS))
    drawn = bare.drawings(app)
    page = bare.bare_page(drawn).run()
    alone = median(_once(page) for _ in range(RUNS))
    print(
        f"{file:<18}{cold:>9.0f}{warm:>8.0f}{alone:>8.0f}{warm / alone:>9.1f}"
        f"{bare.count(drawn):>10}",
        flush=True,
    )


def _once(app: AppTest) -> float:
    start = process_time()
    app.run()
    return 1000 * (process_time() - start)


if __name__ == "__main__":
    asked = sys.argv[1:] or [SMALL.name]
    for each in (SMALL, LARGE):
        if each.name in asked:
            measure(each)
