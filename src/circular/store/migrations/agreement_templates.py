"""The table of templates of conventions: each version stays, one at most is in use for a type."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

TEMPLATES = """
CREATE TABLE agreement_template (
    id INTEGER PRIMARY KEY,
    type_key TEXT,                       -- NULL: every type that has none of its own
    original_name TEXT NOT NULL CHECK (length(original_name) BETWEEN 1 AND 120),
    stored_name TEXT NOT NULL UNIQUE     -- in the folder of documents: random, without ending
        CHECK (length(stored_name) = 32 AND stored_name NOT GLOB '*[^0-9a-f]*'),
    size INTEGER NOT NULL CHECK (size > 0),          -- bytes
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    uploaded_by INTEGER REFERENCES account (id),
    uploaded_at TEXT NOT NULL,
    retired_at TEXT                      -- NULL: in use
) STRICT;
CREATE UNIQUE INDEX agreement_template_in_use ON agreement_template (COALESCE(type_key, ''))
    WHERE retired_at IS NULL;
"""


def create_agreement_templates(db: Database) -> None:
    """Create the table of templates."""
    for statement in statements(TEMPLATES):
        db.conn.execute(statement)
