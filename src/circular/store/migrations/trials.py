"""Trial records: the mark of what was made to practise, left out of every figure."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

TRIALS = """
ALTER TABLE project ADD COLUMN is_trial INTEGER NOT NULL DEFAULT 0 CHECK (is_trial IN (0, 1));
ALTER TABLE waste_stream ADD COLUMN is_trial INTEGER NOT NULL DEFAULT 0 CHECK (is_trial IN (0, 1));
ALTER TABLE facility ADD COLUMN is_trial INTEGER NOT NULL DEFAULT 0 CHECK (is_trial IN (0, 1));
CREATE INDEX project_trial ON project (is_trial) WHERE is_trial = 1;
CREATE INDEX waste_stream_trial ON waste_stream (is_trial) WHERE is_trial = 1;
CREATE INDEX facility_trial ON facility (is_trial) WHERE is_trial = 1;
"""


def create_trial_marks(db: Database) -> None:
    """Add the mark to projects, streams and facilities: nothing is a trial until it is said."""
    for statement in statements(TRIALS):
        db.conn.execute(statement)
