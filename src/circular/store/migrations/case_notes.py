"""Tables of case reviews: the notes, who is named to read them, and who did, day by day."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

CASE_NOTES = """
CREATE TABLE case_note (
    id INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    reviewed_on TEXT NOT NULL,
    text TEXT CHECK (text <> ''),     -- goes with the person of whom it speaks
    next_step TEXT,
    author_id INTEGER NOT NULL REFERENCES account (id),
    erased_at TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    CHECK ((text IS NULL) = (erased_at IS NOT NULL)),
    CHECK (erased_at IS NULL OR next_step IS NULL)
) STRICT;
CREATE INDEX case_note_by_project ON case_note (project_id, reviewed_on DESC);
CREATE INDEX case_note_by_author ON case_note (author_id);
CREATE TABLE case_note_reader (      -- besides the author: nobody else reads, whatever the role
    note_id INTEGER NOT NULL REFERENCES case_note (id) ON DELETE CASCADE,
    account_id INTEGER NOT NULL REFERENCES account (id),
    role TEXT NOT NULL,              -- in which they were named: with another one it lapses
    PRIMARY KEY (note_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_note_reader_by_account ON case_note_reader (account_id);
CREATE TABLE case_note_reading (     -- one line per reader and day; stays when a reader is removed
    note_id INTEGER NOT NULL REFERENCES case_note (id) ON DELETE CASCADE,
    account_id INTEGER NOT NULL REFERENCES account (id),
    read_on TEXT NOT NULL,
    PRIMARY KEY (note_id, account_id, read_on)
) STRICT, WITHOUT ROWID;
"""


def create_case_notes(db: Database) -> None:
    """Create the tables of the notes of case reviews."""
    for statement in statements(CASE_NOTES):
        db.conn.execute(statement)
