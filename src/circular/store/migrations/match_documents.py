"""Documents of matches: the table of documents is made anew, with one kind of record more."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

MATCH_DOCUMENTS = """
CREATE TABLE document_anew (
    id INTEGER PRIMARY KEY,
    agreement_id INTEGER REFERENCES agreement (id),
    implantation_id INTEGER REFERENCES implantation (id),
    match_id INTEGER REFERENCES material_match (id),
    kind TEXT NOT NULL CHECK (kind IN ('signed_copy', 'deliberation', 'annex', 'weighing',
        'opening_proof', 'site_proof', 'other')),
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
    CHECK ((agreement_id IS NOT NULL) + (implantation_id IS NOT NULL) + (match_id IS NOT NULL) = 1),
    CHECK (erased_at IS NULL OR removed_at IS NOT NULL)
) STRICT;
INSERT INTO document_anew (id, agreement_id, implantation_id, kind, original_name, stored_name,
    media_type, size, sha256, uploaded_by, uploaded_at, removed_by, removed_at, erased_at)
SELECT id, agreement_id, implantation_id, kind, original_name, stored_name, media_type, size,
    sha256, uploaded_by, uploaded_at, removed_by, removed_at, erased_at
FROM document;
DROP TABLE document;
ALTER TABLE document_anew RENAME TO document;
CREATE INDEX document_by_agreement ON document (agreement_id) WHERE agreement_id IS NOT NULL;
CREATE INDEX document_by_implantation ON document (implantation_id)
    WHERE implantation_id IS NOT NULL;
CREATE INDEX document_by_match ON document (match_id) WHERE match_id IS NOT NULL;
CREATE INDEX document_to_erase ON document (removed_at)
    WHERE removed_at IS NOT NULL AND erased_at IS NULL;
"""


def add_match_documents(db: Database) -> None:
    """Let documents belong to matches; those that are there keep their number and their file."""
    for statement in statements(MATCH_DOCUMENTS):
        db.conn.execute(statement)
