"""Table of the amendments to signed agreements."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

AMENDMENTS = """
CREATE TABLE amendment (
    id INTEGER PRIMARY KEY,
    agreement_id INTEGER NOT NULL REFERENCES agreement (id), -- which is then never deleted
    number INTEGER NOT NULL CHECK (number > 0),
    state TEXT NOT NULL CHECK (state IN ('draft', 'signed')),
    reason TEXT NOT NULL,
    drafted_on TEXT NOT NULL,
    signed_on TEXT,
    effective_on TEXT,
    ends_on TEXT,                    -- NULL in these three: unchanged
    jobs_committed REAL CHECK (jobs_committed IS NULL OR jobs_committed >= 0),
    services TEXT CHECK (services IS NULL OR json_valid(services)),
    previous_end TEXT,               -- what stood on the signature
    previous_jobs REAL,
    previous_services TEXT CHECK (previous_services IS NULL OR json_valid(previous_services)),
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    created_by INTEGER REFERENCES account (id),
    updated_at TEXT NOT NULL,
    UNIQUE (agreement_id, number),
    CHECK ((state = 'signed') = (signed_on IS NOT NULL AND effective_on IS NOT NULL)),
    CHECK (ends_on IS NOT NULL OR jobs_committed IS NOT NULL OR services IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX amendment_one_draft ON amendment (agreement_id) WHERE state = 'draft';
"""


def create_amendments(db: Database) -> None:
    """Create the table of amendments."""
    for statement in statements(AMENDMENTS):
        db.conn.execute(statement)
