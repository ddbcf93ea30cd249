"""How long a list of 5 000 agreements takes: first page, past situation, figures, files.

Run it with `python bench/agreements.py`. Times are those of the processor, in this process.
Ceilings: 60 ms for the first page with its counts, 3 s for a file of 20 columns.
"""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from statistics import median
from time import process_time

from circular.cli import load_demonstration, prepare
from circular.domain.agreement_lists import AgreementColumn, AgreementFilters
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.exports.tables import Format, Table, written
from circular.queries import agreement_boards as boards
from circular.queries import agreements as queries
from circular.queries.agreement_figures import agreement_figures
from circular.store.connection import Database, open_for
from circular.store.rows import value
from circular.ui.agreement_lists import declared

AGREEMENTS = 5_000
RUNS = 7
COLUMNS = 20
STAFF = Visitor(account_id=None, name="Mesure", role=Role.STAFF)
FILL = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many)
INSERT INTO agreement (year, sequence, number, type_key, type_version, project_id, state,
    drafted_on, signing_planned_on, signed_on, starts_on, ends_on, jobs_committed, purpose,
    created_at, updated_at)
SELECT 2010 + i % 14, 1000 + i, (2010 + i % 14) || '-' || (1000 + i), a.type_key, a.type_version,
    q.id,
    a.state, date(a.drafted_on, '-' || (i % 900) || ' days'), a.signing_planned_on,
    date(a.signed_on, '-' || (i % 900) || ' days'),
    date(a.starts_on, '-' || (i % 900) || ' days'), a.ends_on, i % 12, a.purpose,
    a.created_at, a.updated_at
FROM n JOIN agreement a ON a.id = 1
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS rank FROM project WHERE is_trial = 0) q
    ON q.rank = i % :projects
"""
PROMISES = """
INSERT OR IGNORE INTO agreement_service (agreement_id, service_type)
SELECT a.id, s.service_type FROM agreement a JOIN agreement_service s ON s.agreement_id = 1
"""


def main() -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "conventions.sqlite3"
        prepare(path)
        load_demonstration(path)
        with open_for(path) as db:
            _fill(db)
        with open_for(path, read_only=True) as db:
            _measure(db, datetime.now().date())


def _fill(db: Database) -> None:
    projects = value(db, "SELECT COUNT(*) FROM project WHERE is_trial = 0")
    known = value(db, "SELECT COUNT(*) FROM agreement")
    db.conn.execute(FILL, {"many": AGREEMENTS - known, "projects": projects})
    db.conn.execute(PROMISES)
    db.conn.commit()


def _measure(db: Database, today: date) -> None:
    everything = AgreementFilters()
    past = replace(everything, on=date(today.year - 1, 6, 30))
    by_epci = replace(everything, sort=AgreementColumn.EPCI)
    for label, question in {
        "première page et ses comptes": lambda: _page(db, everything),
        "première page triée par EPCI": lambda: _page(db, by_epci),
        "première page, situation passée": lambda: _page(db, past),
        "liste pour le conseil": lambda: boards.board(db, STAFF, everything),
        "chiffres": lambda: agreement_figures(db, STAFF, today),
    }.items():
        print(f"{label:<34}{_median(question):>8.0f} ms")
    for form in (Format.CSV, Format.XLSX, Format.ODS):
        start = process_time()
        content = written(_table(db, everything, today), form)
        spent = process_time() - start
        print(
            f"{form.label:<5}{AGREEMENTS} × {COLUMNS}{spent:>8.2f} s{len(content) / 1024:>8.0f} ko"
        )


def _page(db: Database, filters: AgreementFilters) -> object:
    """Read what the page of the list reads."""
    shown = sum(queries.counts_by_state(db, STAFF, filters).values())
    return queries.agreement_list(db, STAFF, filters, shown=shown)


def _table(db: Database, filters: AgreementFilters, today: date) -> Table:
    rows = queries.agreement_list(db, STAFF, filters, page=None).rows
    columns = [declared(column) for column in list(AgreementColumn)[:COLUMNS]]
    return Table("Conventions", columns, rows, [], STAFF.name, today)


def _median(question: Callable[[], object]) -> float:
    times = []
    for _ in range(RUNS):
        start = process_time()
        question()
        times.append(1000 * (process_time() - start))
    return median(times)


if __name__ == "__main__":
    main()
