"""The weights of matches, in versions that are never rewritten."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

WEIGHTS = """
CREATE TABLE match_weights (
    version INTEGER PRIMARY KEY CHECK (version > 1), -- 1 is the product's own, kept in its code
    material REAL NOT NULL CHECK (material BETWEEN 0 AND 1),
    distance REAL NOT NULL CHECK (distance BETWEEN 0 AND 1),
    quantity REAL NOT NULL CHECK (quantity BETWEEN 0 AND 1),
    season REAL NOT NULL CHECK (season BETWEEN 0 AND 1),
    quality REAL NOT NULL CHECK (quality BETWEEN 0 AND 1),
    price REAL NOT NULL CHECK (price BETWEEN 0 AND 1),
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 200),
    restored_from INTEGER CHECK (restored_from BETWEEN 1 AND version - 1),
    author_id INTEGER REFERENCES account (id),
    decided_at TEXT NOT NULL,
    CHECK (material + distance + quantity + season + quality + price > 0)
) STRICT;
"""


def create_match_weights(db: Database) -> None:
    """Create the table of the weights that the association chose."""
    for statement in statements(WEIGHTS):
        db.conn.execute(statement)
