"""Tables of local set-up, jobs and targets."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

JOBS = """
CREATE TABLE implantation (
    id INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL UNIQUE REFERENCES project (id) ON DELETE CASCADE,
    address TEXT,
    commune_code TEXT REFERENCES ref_commune (code),
    facility_id INTEGER REFERENCES facility (id),
    opening_planned_on TEXT,
    opened_on TEXT,
    proof_kind TEXT,                 -- entry of the list proof_kinds
    proof_note TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX implantation_by_commune ON implantation (commune_code);

CREATE TABLE job_line (
    id INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('planned', 'created', 'safeguarded')),
    full_time_equivalent REAL NOT NULL CHECK (full_time_equivalent > 0
        AND full_time_equivalent <= 10000),
    heads INTEGER CHECK (heads IS NULL OR heads > 0),
    women INTEGER CHECK (women IS NULL OR (women >= 0 AND (heads IS NULL OR women <= heads))),
    contract TEXT,                   -- entry of the list contract_kinds
    starts_on TEXT NOT NULL,
    ends_on TEXT,
    evidence TEXT,
    verified_on TEXT,                -- NULL: declared only
    verified_by INTEGER REFERENCES account (id),
    note TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    created_by INTEGER REFERENCES account (id),
    CHECK (ends_on IS NULL OR ends_on >= starts_on)
) STRICT;
CREATE INDEX job_line_by_project ON job_line (project_id);
CREATE INDEX job_line_by_kind ON job_line (kind, starts_on, ends_on);

CREATE TABLE target (
    id INTEGER PRIMARY KEY,
    indicator TEXT NOT NULL,         -- 'jobs_net' first
    epci_siren TEXT REFERENCES ref_epci (siren), -- NULL: the whole territory
    value REAL NOT NULL CHECK (value > 0),
    starts_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    source TEXT NOT NULL,
    decided_on TEXT NOT NULL,
    decided_by TEXT,
    note TEXT,
    created_at TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    CHECK (due_on > starts_on)
) STRICT;
CREATE INDEX target_by_indicator ON target (indicator, epci_siren, decided_on);
"""


def create_job_tables(db: Database) -> None:
    """Create the tables of implantations, job lines and targets."""
    for statement in statements(JOBS):
        db.conn.execute(statement)
