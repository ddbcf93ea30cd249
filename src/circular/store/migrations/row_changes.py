"""The rows behind each figure of a frozen situation, so that a later difference is told by row."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

ROWS = """
CREATE TABLE snapshot_rows (
    id INTEGER PRIMARY KEY,
    snapshot_id INTEGER NOT NULL REFERENCES snapshot (id),
    figure TEXT NOT NULL,            -- the key of the indicator
    kept_rows TEXT NOT NULL CHECK (json_valid(kept_rows)), -- [record, owner, day, amount, base]
    UNIQUE (snapshot_id, figure)
) STRICT;
CREATE TRIGGER snapshot_rows_are_never_changed BEFORE UPDATE ON snapshot_rows
BEGIN SELECT RAISE(ABORT, 'a frozen situation is never changed'); END;
CREATE TRIGGER snapshot_rows_are_never_cut BEFORE DELETE ON snapshot_rows
BEGIN SELECT RAISE(ABORT, 'a frozen situation is never changed'); END;
"""


def create_snapshot_rows(db: Database) -> None:
    """Create the table of the rows kept with frozen situations."""
    for statement in statements(ROWS):
        db.conn.execute(statement)
