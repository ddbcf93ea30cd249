"""Table of the rows that a check of the data finds and that are right as they are."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

EXCEPTIONS = """
CREATE TABLE quality_exception (
    check_key TEXT NOT NULL,
    subject_id INTEGER NOT NULL,     -- of the record that the check finds
    told TEXT NOT NULL,              -- the facts then: with others, the row comes back
    reason TEXT NOT NULL CHECK (reason IN ('normal', 'unknowable', 'under_way')),
    decided_on TEXT NOT NULL,
    author_id INTEGER REFERENCES account (id),
    created_at TEXT NOT NULL,
    PRIMARY KEY (check_key, subject_id)
) STRICT, WITHOUT ROWID;
"""


def create_quality_exceptions(db: Database) -> None:
    """Create the table of what was set aside."""
    for statement in statements(EXCEPTIONS):
        db.conn.execute(statement)
