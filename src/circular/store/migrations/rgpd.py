"""Tables of personal data: what the journal holds apart, retention, requests, proofs set aside."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

RGPD = """
ALTER TABLE holder ADD COLUMN anonymised_at TEXT;     -- set once, never taken back
ALTER TABLE journal ADD COLUMN personal_digest TEXT;  -- of what journal_personal holds

CREATE TABLE journal_personal (
    journal_id INTEGER PRIMARY KEY REFERENCES journal (id),
    holder_id INTEGER,               -- of whom the line speaks, when it is one person
    contents TEXT,                   -- JSON: words of the sentence, values before and after
    salt TEXT,                       -- goes with the contents: the digest then tells nothing
    erased_at TEXT,
    CHECK ((contents IS NULL) = (erased_at IS NOT NULL)),
    CHECK ((contents IS NULL) = (salt IS NULL))
) STRICT;
CREATE INDEX journal_personal_by_holder ON journal_personal (holder_id)
    WHERE holder_id IS NOT NULL;
CREATE TRIGGER journal_personal_is_only_erased BEFORE UPDATE ON journal_personal
WHEN NEW.contents IS NOT NULL OR OLD.erased_at IS NOT NULL
    OR NEW.journal_id <> OLD.journal_id OR NEW.holder_id IS NOT OLD.holder_id
BEGIN SELECT RAISE(ABORT, 'what the journal holds apart can only be erased'); END;
CREATE TRIGGER journal_personal_is_never_cut BEFORE DELETE ON journal_personal
BEGIN SELECT RAISE(ABORT, 'what the journal holds apart can only be erased'); END;

CREATE TABLE retention_postponement (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('holders', 'referents', 'signatories', 'requests')),
    subject_id INTEGER NOT NULL,
    until TEXT NOT NULL,             -- the subject is due again on this day
    reason TEXT,                     -- erased with the person
    decided_on TEXT NOT NULL,
    author_id INTEGER REFERENCES account (id),
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX retention_postponement_by_subject ON retention_postponement (kind, subject_id, until);

CREATE TABLE personal_proof (        -- names of ended agreements, set aside until their own term
    party_id INTEGER PRIMARY KEY REFERENCES agreement_party (id) ON DELETE CASCADE,
    agreement_id INTEGER NOT NULL REFERENCES agreement (id) ON DELETE CASCADE,
    holder_id INTEGER REFERENCES holder (id),
    name TEXT NOT NULL,
    signatory TEXT,
    signatory_function TEXT,
    set_aside_at TEXT NOT NULL
) STRICT;
CREATE INDEX personal_proof_by_agreement ON personal_proof (agreement_id);

CREATE TABLE data_request (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('access', 'rectification', 'erasure', 'objection',
        'restriction', 'portability')),
    received_on TEXT NOT NULL,
    due_on TEXT NOT NULL,            -- one month later
    holder_id INTEGER REFERENCES holder (id),
    requester TEXT NOT NULL,
    contact TEXT,
    request TEXT,
    outcome TEXT CHECK (outcome IN ('granted', 'partly', 'refused')),
    answered_on TEXT,
    answer TEXT,
    erased_at TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    created_by INTEGER REFERENCES account (id),
    CHECK ((outcome IS NULL) = (answered_on IS NULL)),
    CHECK (answered_on IS NULL OR answered_on >= received_on)
) STRICT;
CREATE INDEX data_request_open ON data_request (due_on) WHERE answered_on IS NULL;
CREATE INDEX data_request_by_holder ON data_request (holder_id) WHERE holder_id IS NOT NULL;
"""


def create_personal_data_tables(db: Database) -> None:
    """Create the tables of what can be erased, of retention and of people's requests."""
    for statement in statements(RGPD):
        db.conn.execute(statement)
