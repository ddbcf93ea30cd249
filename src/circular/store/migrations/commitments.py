"""Table of the commitments that the parties to an agreement make."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

COMMITMENTS = """
CREATE TABLE commitment (
    id INTEGER PRIMARY KEY,
    agreement_id INTEGER NOT NULL REFERENCES agreement (id) ON DELETE CASCADE,
    party_kind TEXT NOT NULL CHECK (party_kind IN ('association', 'holder', 'organisation')),
    holder_id INTEGER REFERENCES holder (id),
    organisation_id INTEGER REFERENCES organisation (id),
    party_name TEXT,                 -- only of an organisation that the directory does not hold
    kind TEXT NOT NULL CHECK (kind IN ('report', 'document', 'meeting', 'service', 'place',
        'payment', 'jobs', 'other')),
    label TEXT NOT NULL,
    due_on TEXT NOT NULL,
    remind_on TEXT,
    done_on TEXT,
    done_by INTEGER REFERENCES account (id),
    proof TEXT,
    document_id INTEGER REFERENCES document (id) ON DELETE SET NULL,
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    created_by INTEGER REFERENCES account (id),
    updated_at TEXT NOT NULL,
    CHECK (remind_on IS NULL OR remind_on <= due_on),
    CHECK (party_kind = 'holder' OR holder_id IS NULL),
    CHECK (party_kind = 'organisation' OR (organisation_id IS NULL AND party_name IS NULL)),
    CHECK (done_on IS NOT NULL OR (done_by IS NULL AND proof IS NULL AND document_id IS NULL))
) STRICT;
CREATE INDEX commitment_by_agreement ON commitment (agreement_id, due_on);
CREATE INDEX commitment_to_do ON commitment (due_on) WHERE done_on IS NULL;
CREATE INDEX commitment_by_organisation ON commitment (organisation_id, due_on)
    WHERE organisation_id IS NOT NULL;
CREATE INDEX commitment_by_document ON commitment (document_id) WHERE document_id IS NOT NULL;
"""


def create_commitments(db: Database) -> None:
    """Create the table of commitments."""
    for statement in statements(COMMITMENTS):
        db.conn.execute(statement)
