"""The published rates of survival that the association's own is held against."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

REFERENCES = """
CREATE TABLE ref_survival (
    key TEXT PRIMARY KEY,
    cohort TEXT NOT NULL CHECK (cohort IN ('all', 'priority', 'elsewhere')),
    months INTEGER NOT NULL CHECK (months > 0),
    rate REAL NOT NULL CHECK (rate BETWEEN 0 AND 100), -- % still open after these months
    label TEXT NOT NULL,
    source TEXT NOT NULL CHECK (length(source) > 0),
    UNIQUE (cohort, months)
) STRICT, WITHOUT ROWID;
"""


def create_survival_references(db: Database) -> None:
    """Create the table of published rates, empty: the reference files fill it."""
    for statement in statements(REFERENCES):
        db.conn.execute(statement)
