"""The table of stored documents: what each is, to which record it belongs, what became of it."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

DOCUMENTS = """
CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    agreement_id INTEGER REFERENCES agreement (id),
    implantation_id INTEGER REFERENCES implantation (id),
    kind TEXT NOT NULL CHECK (kind IN ('signed_copy', 'deliberation', 'annex', 'opening_proof',
        'site_proof', 'other')),
    original_name TEXT NOT NULL CHECK (length(original_name) BETWEEN 1 AND 120),
    stored_name TEXT NOT NULL UNIQUE     -- in the folder of documents: random, without ending
        CHECK (length(stored_name) = 32 AND stored_name NOT GLOB '*[^0-9a-f]*'),
    media_type TEXT NOT NULL CHECK (media_type IN ('application/pdf', 'image/png', 'image/jpeg',
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        'application/vnd.oasis.opendocument.text')), -- told by the content, never by the name
    size INTEGER NOT NULL CHECK (size > 0),          -- bytes
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    uploaded_by INTEGER REFERENCES account (id),
    uploaded_at TEXT NOT NULL,
    removed_by INTEGER REFERENCES account (id),
    removed_at TEXT,                 -- it may be put back while its file is kept
    erased_at TEXT,                  -- its file is gone for good
    CHECK ((agreement_id IS NOT NULL) + (implantation_id IS NOT NULL) = 1),
    CHECK (erased_at IS NULL OR removed_at IS NOT NULL)
) STRICT;
CREATE INDEX document_by_agreement ON document (agreement_id) WHERE agreement_id IS NOT NULL;
CREATE INDEX document_by_implantation ON document (implantation_id)
    WHERE implantation_id IS NOT NULL;
CREATE INDEX document_to_erase ON document (removed_at)
    WHERE removed_at IS NOT NULL AND erased_at IS NULL;
"""


def create_document_table(db: Database) -> None:
    """Create the table of documents."""
    for statement in statements(DOCUMENTS):
        db.conn.execute(statement)
