"""What streams and needs had no place for, and the measures of streams year by year."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

MEASURES = """
ALTER TABLE waste_stream ADD COLUMN address TEXT;      -- of the site, distinct from the seat
ALTER TABLE waste_stream ADD COLUMN contaminants TEXT; -- what spoils it, in words
ALTER TABLE waste_stream ADD COLUMN reliability TEXT;  -- entry of the list figure_reliabilities
ALTER TABLE waste_stream ADD COLUMN operation TEXT;    -- entry of the list treatment_operations

ALTER TABLE material_need ADD COLUMN quality TEXT;
ALTER TABLE material_need ADD COLUMN needed_from TEXT;
ALTER TABLE material_need ADD COLUMN needed_to TEXT
    CHECK (needed_to IS NULL OR needed_from IS NULL OR needed_to >= needed_from);
CREATE TABLE material_need_operation (
    need_id INTEGER NOT NULL REFERENCES material_need (id) ON DELETE CASCADE,
    operation TEXT NOT NULL,         -- entry of the list treatment_operations
    PRIMARY KEY (need_id, operation)
) STRICT, WITHOUT ROWID;
INSERT INTO material_need_operation (need_id, operation)
SELECT id, operation FROM material_need WHERE operation IS NOT NULL;
ALTER TABLE material_need DROP COLUMN operation;

CREATE TABLE stream_measure (
    id INTEGER PRIMARY KEY,
    stream_id INTEGER NOT NULL REFERENCES waste_stream (id) ON DELETE CASCADE,
    year INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2200),
    tonnes REAL NOT NULL CHECK (tonnes >= 0),
    source TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 200),
    reliability TEXT,                -- entry of the list figure_reliabilities
    measured_on TEXT NOT NULL,
    author_id INTEGER REFERENCES account (id),
    entered_at TEXT NOT NULL,
    UNIQUE (stream_id, year)
) STRICT;
"""


def create_stream_measures(db: Database) -> None:
    """Complete streams and needs, and create the table of measures."""
    for statement in statements(MEASURES):
        db.conn.execute(statement)
