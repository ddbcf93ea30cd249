"""The two bases on which everything is measured: `python bench/bases.py [petite|grande]`.

The small one, build/bench.sqlite3, holds 2 000 projects that the actions loaded one by one, then
10 000 exchanges and 5 000 job lines. The large one, build/bench-large.sqlite3, holds that small one
fifty times over: 100 000 projects with their moves, 25 000 agreements, 150 000 streams, and as many
exchanges (1 000 000) and job lines (300 000) as wished. It is written by sets, in SQL, past the
actions: nothing of it is in the journal, and no rule was asked again of what already obeyed it.
Each copy is as old as its number says, so that the history goes back over years. To look at it:
`CIRCULAR_DATABASE=build/bench-large.sqlite3 circular serve`.
"""

import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from circular.cli import erase, load_demonstration, prepare
from circular.config import ROOT
from circular.store import meta
from circular.store.connection import Database, open_for, write_tx
from circular.store.rows import rows, value


@dataclass(frozen=True, slots=True)
class Size:
    """A base: its file, how many times the small one, and what it is filled up to."""

    name: str
    path: Path
    copies: int
    exchanges: int
    job_lines: int


BUILD = ROOT / "build"
PROJECTS = 2_000
SMALL = Size("petite", BUILD / "bench.sqlite3", 1, 10_000, 5_000)
LARGE = Size("grande", BUILD / "bench-large.sqlite3", 50, 1_000_000, 300_000)
OLDEST = 1_460  # days between the youngest copy and the oldest
STRIDE = 1_000_000  # between the numbers of two copies: more than any table of the small base holds
COPIED = """
    project holder project_holder project_move project_pillar exchange job_line service next_action
    implantation agreement agreement_event agreement_party agreement_service agreement_renewal
    amendment commitment material_need material_need_code material_need_family
    material_need_operation waste_stream stream_measure match_decision material_match match_move
    match_tonnage introduction facility_booking
""".split()  # noqa: SIM905  # a list of words reads better as prose
UNIQUE = {  # columns that two copies may not share
    "agreement.sequence": "t.sequence + copy.n * 10000",
    "agreement.number": "t.year || '-' || printf('%03d', t.sequence + copy.n * 10000)",
}
COPIES = f"""
WITH RECURSIVE copy (n, shift) AS (
    SELECT 1, '-1 days' UNION ALL
    SELECT n + 1, '-' || (n * {OLDEST} / :copies) || ' days' FROM copy WHERE n + 1 < :copies
)
"""
FAR_APART = 7_919  # a prime: the fillings go round the projects in no order of theirs
REAL = """
real AS (SELECT id, detected_on, CAST(julianday('now') - julianday(detected_on) AS INTEGER) AS age,
    row_number() OVER (ORDER BY id) - 1 AS rank FROM project WHERE is_trial = 0),
n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :many)
"""
EXCHANGES = f"""
WITH RECURSIVE {REAL}
INSERT INTO exchange (project_id, holder_id, happened_on, kind, direction, note, created_at)
SELECT real.id, (SELECT holder_id FROM project_holder WHERE project_id = real.id LIMIT 1),
    date(real.detected_on, '+' || (n.i * 131 % max(real.age, 1)) || ' days'),
    CASE n.i % 5 WHEN 0 THEN 'call' WHEN 1 THEN 'visit' WHEN 2 THEN 'email' WHEN 3 THEN 'meeting'
        ELSE 'letter' END,
    CASE n.i % 2 WHEN 0 THEN 'from_person' ELSE 'to_person' END, 'Échange inventé.',
    date(real.detected_on, '+' || (n.i * 131 % max(real.age, 1)) || ' days') || 'T09:00:00'
FROM n JOIN real ON real.rank = n.i * {FAR_APART} % :projects
"""
JOB_LINES = f"""
WITH RECURSIVE {REAL},
line AS (
    SELECT real.id, n.i, real.age,
        date(real.detected_on, '+' || (60 + n.i * 37 % max(real.age - 60, 1)) || ' days') AS start
    FROM n JOIN real ON real.rank = n.i * {FAR_APART} % :projects
)
INSERT INTO job_line (project_id, kind, full_time_equivalent, heads, women, contract, starts_on,
    ends_on, verified_on, created_at)
SELECT id, CASE WHEN i % 6 < 4 THEN 'created' WHEN i % 6 = 4 THEN 'planned' ELSE 'safeguarded' END,
    CASE i % 3 WHEN 0 THEN 0.5 WHEN 1 THEN 1 ELSE 1.5 END,
    CASE WHEN i % 9 THEN 2 END, CASE WHEN i % 9 AND i % 4 THEN i % 3 END,
    CASE i % 4 WHEN 0 THEN 'cdi' WHEN 1 THEN 'cdd_6' WHEN 2 THEN 'cdd_court' END,
    start, CASE WHEN i % 5 = 0 THEN date(start, '+' || (90 + i % 400) || ' days') END,
    CASE WHEN i % 3 = 0 THEN date(start, '+30 days') END, start || 'T09:00:00'
FROM line
"""


def main(arguments: list[str]) -> None:
    """Make the base that is asked for, or both, unless it is there."""
    for size in (SMALL, LARGE):
        if not arguments or size.name in arguments:
            ensure(size)
            print(f"{size.path} : {size.path.stat().st_size / 1e6:.0f} Mo")


def ensure(size: Size) -> Path:
    """Make a base unless it is there, and return its file."""
    if size.path.exists():
        return size.path
    start = perf_counter()
    part = size.path.with_suffix(".part")
    erase(part)
    if size is SMALL:
        prepare(part)
        load_demonstration(part, projects=PROJECTS)
    else:
        shutil.copyfile(ensure(SMALL), part)
    with open_for(part) as db:
        _grow(db, size)
        db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    part.rename(size.path)
    print(f"Base {size.name} faite en {perf_counter() - start:.0f} s")
    return size.path


def _grow(db: Database, size: Size) -> None:
    """Copy the small base as many times as wished, then fill exchanges and job lines up."""
    db.conn.execute("PRAGMA foreign_keys = OFF")
    db.conn.execute("PRAGMA synchronous = OFF")
    db.conn.execute("PRAGMA cache_size = -400000")
    with write_tx(db):
        if size.copies > 1:
            for table in COPIED:
                db.conn.execute(_copy(db, table), {"copies": size.copies})
            db.conn.execute(f"UPDATE target SET starts_on = date(starts_on, '-{OLDEST} days')")
        projects = value(db, "SELECT COUNT(*) FROM project WHERE is_trial = 0")
        for table, many, fill in (
            ("exchange", size.exchanges, EXCHANGES),
            ("job_line", size.job_lines, JOB_LINES),
        ):
            missing = many - value(db, f"SELECT COUNT(*) FROM {table}")
            if missing > 0:
                db.conn.execute(fill, {"many": missing, "projects": projects})
        meta.raise_data_version(db)
    broken = rows(db, "PRAGMA foreign_key_check")
    if broken:
        raise RuntimeError(f"broken references: {broken[:3]}")
    db.conn.execute("ANALYZE")


def _copy(db: Database, table: str) -> str:
    """Return the statement that adds every copy of a table, its numbers and its days shifted."""
    references: Mapping[str, str] = {
        row["from"]: row["table"] for row in rows(db, f"PRAGMA foreign_key_list({table})")
    }
    columns = [
        (row["name"], _copied(table, row["name"], references.get(row["name"])))
        for row in rows(db, f"PRAGMA table_info({table})")
    ]
    names = ", ".join(name for name, _ in columns)
    return (
        f"INSERT INTO {table} ({names}) {COPIES} SELECT {', '.join(made for _, made in columns)}"
        f" FROM copy CROSS JOIN {table} t"
    )


def _copied(table: str, column: str, referred: str | None) -> str:
    """Return what a column holds in a copy."""
    if f"{table}.{column}" in UNIQUE:
        return UNIQUE[f"{table}.{column}"]
    if column == "id" or referred in COPIED:
        return f"t.{column} + copy.n * {STRIDE}"
    if column.endswith(("_on", "_at", "_since", "_until")):
        return f"date(substr(t.{column}, 1, 10), copy.shift) || substr(t.{column}, 11)"
    if column.endswith(("_from", "_to", "previous_end")):
        return f"date(t.{column}, copy.shift)"
    return f"t.{column}"


if __name__ == "__main__":
    main(sys.argv[1:])
