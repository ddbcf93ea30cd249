"""A term for the documents of matches: it may be postponed as the others."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

MATCH_RETENTION = """
CREATE TABLE retention_postponement_anew (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('holders', 'referents', 'signatories', 'match_documents',
        'requests')),
    subject_id INTEGER NOT NULL,
    until TEXT NOT NULL,             -- the subject is due again on this day
    reason TEXT,                     -- erased with the person
    decided_on TEXT NOT NULL,
    author_id INTEGER REFERENCES account (id),
    created_at TEXT NOT NULL
) STRICT;
INSERT INTO retention_postponement_anew (id, kind, subject_id, until, reason, decided_on,
    author_id, created_at)
SELECT id, kind, subject_id, until, reason, decided_on, author_id, created_at
FROM retention_postponement;
DROP TABLE retention_postponement;
ALTER TABLE retention_postponement_anew RENAME TO retention_postponement;
CREATE INDEX retention_postponement_by_subject ON retention_postponement (kind, subject_id, until);
"""


def let_match_documents_wait(db: Database) -> None:
    """Let the term of a match's documents be postponed; what was postponed before stays so."""
    for statement in statements(MATCH_RETENTION):
        db.conn.execute(statement)
