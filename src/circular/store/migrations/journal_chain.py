"""The chain of the journal: one seal per line; and the names of authors taken out of the lines."""

from sqlite_utils import Database

from circular.store import journal_chain
from circular.store.migrations.foundation import statements
from circular.store.rows import rows

CHAIN = """
CREATE TABLE journal_chain (
    journal_id INTEGER PRIMARY KEY REFERENCES journal (id),
    previous_hash TEXT NOT NULL CHECK (length(previous_hash) = 64),
    hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
) STRICT;
CREATE TRIGGER journal_chain_is_never_changed BEFORE UPDATE ON journal_chain
BEGIN SELECT RAISE(ABORT, 'the chain of the journal is append-only'); END;
CREATE TRIGGER journal_chain_is_never_cut BEFORE DELETE ON journal_chain
BEGIN SELECT RAISE(ABORT, 'the chain of the journal is append-only'); END;
"""
AUTHORS = """
DROP TRIGGER journal_is_never_changed;
UPDATE journal SET account_name = '' WHERE account_id IS NOT NULL; -- the account holds the name
CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
"""


def create_journal_chain(db: Database) -> None:
    """Create the chain, take authors' names out of the lines, and seal the lines that are there."""
    for statement in statements(CHAIN + AUTHORS):
        db.conn.execute(statement)
    for row in rows(db, "SELECT id FROM journal ORDER BY id"):
        journal_chain.append(db, row["id"])
