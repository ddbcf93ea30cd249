"""How long 5 000 rows of 20 columns take to become a file, and how much memory it asks for.

Run it with `python bench/exports.py`. Each format is measured in a process of its own.
"""

import multiprocessing
import platform
import resource
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from time import perf_counter

from circular.exports.tables import Column, Format, Kind, Table, written

ROWS = 5_000
TODAY = date(2026, 11, 22)
KINDS = (
    *(Kind.TEXT,) * 8,
    *(Kind.CODE,) * 2,
    Kind.NUMBER,
    Kind.INTEGER,
    Kind.TONNES,
    Kind.FULL_TIME_EQUIVALENTS,
    Kind.MONEY,
    Kind.PERCENT,
    Kind.DATE,
    Kind.DATE,
    Kind.MOMENT,
    Kind.BOOLEAN,
)


@dataclass(frozen=True, slots=True)
class Measure:
    """What one format cost: seconds, peak memory in MB above the start, and the size in kB."""

    form: Format
    seconds: float
    peak_mb: float
    size_kb: float


def table_of(count: int) -> Table:
    """Return a table whose every cell differs from the one above."""
    columns = [Column(f"c{at}", f"Colonne {at}", kind) for at, kind in enumerate(KINDS)]
    rows = [
        {f"c{at}": _value(kind, row + at) for at, kind in enumerate(KINDS)} for row in range(count)
    ]
    return Table("Mesure", columns, rows, [("Étape", "toutes")], "Mesure", TODAY)


def _row(seed: int) -> dict[str, object]:
    return {f"c{at}": _value(kind, seed + at) for at, kind in enumerate(KINDS)}


def _value(kind: Kind, seed: int) -> object:
    if kind is Kind.TEXT:
        return f"Compostage de couches à Libourne n° {seed}"
    if kind is Kind.CODE:
        return f"{seed:014d}"
    if kind is Kind.DATE:
        return TODAY - timedelta(days=seed % 900)
    if kind is Kind.MOMENT:
        return datetime(2026, 11, 22, seed % 24, seed % 60)  # the day is in France
    return seed % 2 == 0 if kind is Kind.BOOLEAN else seed / 8


def _peak_mb() -> float:
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def measure(form: Format) -> Measure:
    """Write the table once, imports included, and return what it cost."""
    table = table_of(ROWS)
    before, start = _peak_mb(), perf_counter()
    content = written(table, form)
    seconds = perf_counter() - start
    return Measure(form, seconds, _peak_mb() - before, len(content) / 1024)


def all_measures() -> Sequence[Measure]:
    """Return one measure for each format, each made in a new process."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1, maxtasksperchild=1) as pool:
        return pool.map(measure, list(Format), chunksize=1)


if __name__ == "__main__":
    print(f"{ROWS} lignes × {len(KINDS)} colonnes, Python {platform.python_version()}")
    for found in all_measures():
        print(
            f"{found.form.label:5} {found.seconds:6.2f} s   +{found.peak_mb:6.1f} Mo   "
            f"{found.size_kb:8.0f} ko"
        )
