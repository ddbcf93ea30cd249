"""The path of a target, point by point, and what puts a mistaken decision right."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

PATHS = """
ALTER TABLE target ADD COLUMN baseline REAL CHECK (baseline >= 0); -- NULL: nothing, or unknown
ALTER TABLE target ADD COLUMN path_kind TEXT NOT NULL DEFAULT 'linear'
    CHECK (path_kind IN ('linear', 'stepped', 'yearly', 'none'));
ALTER TABLE target ADD COLUMN corrected_at TEXT;      -- set when the decision was put right
ALTER TABLE target ADD COLUMN corrects_id INTEGER REFERENCES target (id); -- the first of its line
CREATE TABLE target_point (
    target_id INTEGER NOT NULL REFERENCES target (id) ON DELETE CASCADE,
    reached_on TEXT NOT NULL,
    value REAL NOT NULL CHECK (value >= 0),
    PRIMARY KEY (target_id, reached_on)
) STRICT, WITHOUT ROWID;
"""


def add_target_paths(db: Database) -> None:
    """Give each decision its path, straight so far, and a place for what corrects it."""
    for statement in statements(PATHS):
        db.conn.execute(statement)
