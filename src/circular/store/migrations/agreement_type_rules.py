"""Rules of the types of agreement, version by version; clauses, annexes and amount of each one."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

RULES = """
ALTER TABLE agreement_type ADD COLUMN fewest_parties INTEGER NOT NULL DEFAULT 2
    CHECK (fewest_parties >= 2);
ALTER TABLE agreement_type ADD COLUMN clauses TEXT NOT NULL DEFAULT '[]'
    CHECK (json_valid(clauses));     -- [{title, text}]: those that a signature demands
ALTER TABLE agreement_type ADD COLUMN annexes TEXT NOT NULL DEFAULT '[]'
    CHECK (json_valid(annexes));     -- [title]
ALTER TABLE agreement_type ADD COLUMN yearly_threshold REAL CHECK (yearly_threshold > 0);
ALTER TABLE agreement_type ADD COLUMN is_financial INTEGER NOT NULL DEFAULT 0
    CHECK (is_financial IN (0, 1));
ALTER TABLE agreement_type ADD COLUMN since TEXT;
ALTER TABLE agreement_type ADD COLUMN reason TEXT;
ALTER TABLE agreement_type ADD COLUMN author_id INTEGER REFERENCES account (id);
ALTER TABLE agreement ADD COLUMN yearly_amount REAL CHECK (yearly_amount >= 0);
CREATE TABLE agreement_piece (
    id INTEGER PRIMARY KEY,
    agreement_id INTEGER NOT NULL REFERENCES agreement (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('clause', 'annex')),
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    body TEXT,                       -- of a clause
    UNIQUE (agreement_id, kind, position)
) STRICT;
"""


def add_agreement_type_rules(db: Database) -> None:
    """Give each version of a type its parties, clauses, annexes, threshold, day and reason."""
    for statement in statements(RULES):
        db.conn.execute(statement)
