"""The figures of the product at the size of real life: `make bench`, `make bench SIZE=grande`.

A territory of 2 000 projects is loaded once into build/bench.sqlite3. Every page is run as its
role by Streamlit's own test runner and its time is given beside that of a bare page; those that one
waits for most are then visited in a real Chromium. The large size, 100 000 projects, is for the
dashboards and the report alone.
"""

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import clicks, dashboards, pages
from bench.bases import LARGE, PROJECTS, SMALL

from circular.config import ROOT
from circular.ui import navigation

ALSO_CLICKED = ("my_day.py", "projects.py", "agreements.py")


def main(name: str) -> None:
    """Print every figure at a size."""
    if name == LARGE.name:
        dashboards.main([name])
        _run("Bilan", "report.py", str(LARGE.path))
        return
    entries = navigation.entries()
    print(f"{PROJECTS} projets")
    pages.measure(SMALL, entries)
    clicked = (*dashboards.PAGES, *ALSO_CLICKED)
    clicks.measure(SMALL, [entry for entry in entries if entry.file in clicked])
    _run("Bilan", "report.py", str(SMALL.path))
    _run("Liste et exports de 5 000 conventions", "agreements.py")
    _run("Fichiers de 5 000 lignes × 20 colonnes", "exports.py")
    _run("Répartition", "allocation.py")


def _run(title: str, script: str, *arguments: str) -> None:
    print(f"\n# {title}", flush=True)
    subprocess.run([sys.executable, str(ROOT / "bench" / script), *arguments], check=True)


if __name__ == "__main__":
    main(sys.argv[1] if sys.argv[1:] else SMALL.name)
