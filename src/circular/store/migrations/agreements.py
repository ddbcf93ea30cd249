"""Tables of support agreements, their parties, promises and events."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

AGREEMENTS = """
CREATE TABLE agreement_type (
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    label TEXT NOT NULL,
    duration_months INTEGER CHECK (duration_months > 0),          -- usual duration
    longest_months INTEGER CHECK (longest_months > 0),            -- NULL: free
    renewals INTEGER NOT NULL DEFAULT 0 CHECK (renewals >= 0),    -- how many times
    notice_days INTEGER NOT NULL DEFAULT 0 CHECK (notice_days >= 0),
    origin TEXT NOT NULL DEFAULT 'produit' CHECK (origin IN ('produit', 'association')),
    position INTEGER NOT NULL DEFAULT 0,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    PRIMARY KEY (key, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE agreement (
    id INTEGER PRIMARY KEY,
    year INTEGER,
    sequence INTEGER,
    number TEXT UNIQUE,              -- 2026-003; given on « à signer », never used again
    type_key TEXT NOT NULL,
    type_version INTEGER NOT NULL,
    project_id INTEGER NOT NULL REFERENCES project (id),
    state TEXT NOT NULL CHECK (state IN ('draft', 'review', 'to_sign', 'signed', 'ended',
        'terminated', 'abandoned')),
    drafted_on TEXT NOT NULL,
    signing_planned_on TEXT,
    signed_on TEXT,
    starts_on TEXT,
    ends_on TEXT,
    closed_on TEXT,                  -- effective date of end, termination or abandonment
    closing_reason TEXT,
    jobs_committed REAL CHECK (jobs_committed IS NULL OR jobs_committed >= 0),
    purpose TEXT,
    note TEXT,
    is_fictitious INTEGER NOT NULL DEFAULT 0 CHECK (is_fictitious IN (0, 1)),
    archived_at TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    created_by INTEGER REFERENCES account (id),
    updated_at TEXT NOT NULL,
    FOREIGN KEY (type_key, type_version) REFERENCES agreement_type (key, version),
    UNIQUE (year, sequence),
    CHECK (ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on),
    CHECK (state NOT IN ('signed', 'ended', 'terminated') OR
        (signed_on IS NOT NULL AND starts_on IS NOT NULL AND number IS NOT NULL))
) STRICT;
CREATE INDEX agreement_by_project ON agreement (project_id, state);
CREATE INDEX agreement_by_state ON agreement (state, ends_on);

CREATE TABLE agreement_party (
    id INTEGER PRIMARY KEY,
    agreement_id INTEGER NOT NULL REFERENCES agreement (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('association', 'holder', 'organisation')),
    holder_id INTEGER REFERENCES holder (id),
    organisation_id INTEGER REFERENCES organisation (id),
    name TEXT NOT NULL,
    signatory TEXT,
    signatory_function TEXT,
    deliberation_on TEXT,
    UNIQUE (agreement_id, position)
) STRICT;

CREATE TABLE agreement_service (
    agreement_id INTEGER NOT NULL REFERENCES agreement (id) ON DELETE CASCADE,
    service_type TEXT NOT NULL,
    note TEXT,
    PRIMARY KEY (agreement_id, service_type)
) STRICT, WITHOUT ROWID;

CREATE TABLE agreement_event (
    id INTEGER PRIMARY KEY,
    agreement_id INTEGER NOT NULL REFERENCES agreement (id) ON DELETE CASCADE,
    from_state TEXT,
    to_state TEXT NOT NULL,
    effective_on TEXT NOT NULL,
    reason TEXT,
    author_id INTEGER REFERENCES account (id),
    entered_at TEXT NOT NULL
) STRICT;
CREATE INDEX agreement_event_by_agreement ON agreement_event (agreement_id, id);
"""


def create_agreement_tables(db: Database) -> None:
    """Create the tables of agreement types, agreements, parties, services and events."""
    for statement in statements(AGREEMENTS):
        db.conn.execute(statement)
