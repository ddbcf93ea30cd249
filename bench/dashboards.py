"""Time of each dashboard at both sizes: `python bench/dashboards.py [petite] [grande] [PAGE.py…]`.

On the server beside a bare page (see `bench/pages.py`), then from the click to what is painted in
Chromium (see `bench/clicks.py`). `make bench` does it at the small size, and at the large one with
`make bench SIZE=grande`. With names of pages, those pages only, and on the server only.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import clicks, pages
from bench.bases import LARGE, SMALL

from circular.ui import navigation

PAGES = (
    "dashboard.py",
    "indicators.py",
    "targets.py",
    "survival.py",
    "snapshots.py",
    "report.py",
    "journeys.py",
    "activity.py",
    "data_quality.py",
    "forecast.py",
)


def main(asked: list[str]) -> None:
    """Print the times of the dashboards that are asked for, at the sizes that are asked for."""
    only = [word for word in asked if word.endswith(".py")]
    known = {entry.file: entry for entry in navigation.entries()}
    entries = [known[file] for file in only or PAGES]
    sizes = [size for size in (SMALL, LARGE) if size.name in asked] or [SMALL]
    for size in sizes:
        pages.measure(size, entries)
        if not only:
            clicks.measure(size, entries)


if __name__ == "__main__":
    main(sys.argv[1:])
