"""The blocks of amendments: amount, commitments, parties, beside end, jobs and services."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

# An amendment may be prepared before its blocks: that it changes something is asked on signature.
BLOCKS = """
ALTER TABLE agreement ADD COLUMN amended_commitments TEXT;
CREATE TABLE amendment_new (
    id INTEGER PRIMARY KEY,
    agreement_id INTEGER NOT NULL REFERENCES agreement (id), -- which is then never deleted
    number INTEGER NOT NULL CHECK (number > 0),
    state TEXT NOT NULL CHECK (state IN ('draft', 'signed')),
    reason TEXT NOT NULL,
    drafted_on TEXT NOT NULL,
    signed_on TEXT,
    effective_on TEXT,
    ends_on TEXT,                    -- NULL in these six: unchanged
    jobs_committed REAL CHECK (jobs_committed IS NULL OR jobs_committed >= 0),
    services TEXT CHECK (services IS NULL OR json_valid(services)),
    yearly_amount REAL CHECK (yearly_amount IS NULL OR yearly_amount >= 0),
    commitments TEXT,
    parties TEXT CHECK (parties IS NULL OR json_valid(parties)),
    previous_end TEXT,               -- what stood on the signature
    previous_jobs REAL,
    previous_services TEXT CHECK (previous_services IS NULL OR json_valid(previous_services)),
    previous_amount REAL,
    previous_commitments TEXT,
    previous_parties TEXT CHECK (previous_parties IS NULL OR json_valid(previous_parties)),
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    created_by INTEGER REFERENCES account (id),
    updated_at TEXT NOT NULL,
    UNIQUE (agreement_id, number),
    CHECK ((state = 'signed') = (signed_on IS NOT NULL AND effective_on IS NOT NULL)),
    CHECK (state = 'draft' OR COALESCE(ends_on, jobs_committed, services, yearly_amount,
        commitments, parties) IS NOT NULL)
) STRICT;
INSERT INTO amendment_new (id, agreement_id, number, state, reason, drafted_on, signed_on,
    effective_on, ends_on, jobs_committed, services, previous_end, previous_jobs,
    previous_services, version, created_at, created_by, updated_at)
SELECT id, agreement_id, number, state, reason, drafted_on, signed_on, effective_on, ends_on,
    jobs_committed, services, previous_end, previous_jobs, previous_services, version, created_at,
    created_by, updated_at FROM amendment;
DROP TABLE amendment;
ALTER TABLE amendment_new RENAME TO amendment;
CREATE UNIQUE INDEX amendment_one_draft ON amendment (agreement_id) WHERE state = 'draft';
"""


def add_amendment_blocks(db: Database) -> None:
    """Let an amendment change the amount, the commitments and the parties."""
    for statement in statements(BLOCKS):
        db.conn.execute(statement)
