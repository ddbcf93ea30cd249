"""Table of the renewals of signed agreements."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

RENEWALS = """
CREATE TABLE agreement_renewal (
    id INTEGER PRIMARY KEY,
    agreement_id INTEGER NOT NULL REFERENCES agreement (id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL CHECK (sequence > 0),  -- first, second… renewal
    decided_on TEXT NOT NULL,
    effective_on TEXT NOT NULL,      -- the morrow of the end that stood
    previous_end TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    note TEXT,
    author_id INTEGER REFERENCES account (id),
    entered_at TEXT NOT NULL,
    UNIQUE (agreement_id, sequence),
    CHECK (effective_on > previous_end AND ends_on >= effective_on)
) STRICT;
"""


def create_agreement_renewals(db: Database) -> None:
    """Create the table of renewals."""
    for statement in statements(RENEWALS):
        db.conn.execute(statement)
