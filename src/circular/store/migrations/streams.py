"""Tables of waste streams, material needs and what was decided of their matches."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

STREAMS = """
CREATE TABLE waste_stream (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    folded_title TEXT NOT NULL,
    organisation_id INTEGER REFERENCES organisation (id), -- the producer
    commune_code TEXT REFERENCES ref_commune (code),
    waste_code TEXT,                 -- six digits; its dated row is in ref_waste_code
    material_family TEXT,            -- entry of the list material_families
    is_hazardous INTEGER CHECK (is_hazardous IN (0, 1)),
    tonnes_min REAL CHECK (tonnes_min IS NULL OR tonnes_min >= 0),
    tonnes_likely REAL CHECK (tonnes_likely IS NULL OR tonnes_likely >= 0),
    tonnes_max REAL CHECK (tonnes_max IS NULL OR tonnes_max >= 0),
    months TEXT,                     -- JSON list of 12 shares or NULL when unknown
    available_from TEXT,
    available_to TEXT,
    contamination REAL CHECK (contamination IS NULL OR contamination BETWEEN 0 AND 100), -- %
    quality TEXT,
    packaging TEXT,
    outlet TEXT,                     -- where it goes today
    outlet_cost REAL,                -- euros a tonne, paid by the producer
    price REAL,                      -- euros a tonne, asked from the taker (negative: paid to him)
    figure_source TEXT,
    figure_on TEXT,
    is_confidential INTEGER NOT NULL DEFAULT 0 CHECK (is_confidential IN (0, 1)),
    is_fictitious INTEGER NOT NULL DEFAULT 0 CHECK (is_fictitious IN (0, 1)),
    archived_at TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    created_by INTEGER REFERENCES account (id),
    updated_at TEXT NOT NULL,
    CHECK (available_to IS NULL OR available_from IS NULL OR available_to >= available_from)
) STRICT;
CREATE INDEX waste_stream_by_title ON waste_stream (folded_title);
CREATE INDEX waste_stream_by_code ON waste_stream (waste_code);
CREATE INDEX waste_stream_by_producer ON waste_stream (organisation_id);

CREATE TABLE material_need (
    id INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    tonnes_min REAL CHECK (tonnes_min IS NULL OR tonnes_min >= 0),
    tonnes_max REAL CHECK (tonnes_max IS NULL OR tonnes_max >= 0),
    months TEXT,
    distance_max_km REAL CHECK (distance_max_km IS NULL OR distance_max_km > 0),
    contamination_max REAL CHECK (contamination_max IS NULL OR contamination_max BETWEEN 0 AND 100),
    hazardous_accepted INTEGER NOT NULL DEFAULT 0 CHECK (hazardous_accepted IN (0, 1)),
    price_max REAL,
    operation TEXT,                  -- entry of the list treatment_operations
    note TEXT,
    archived_at TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CHECK (tonnes_max IS NULL OR tonnes_min IS NULL OR tonnes_max >= tonnes_min)
) STRICT;
CREATE INDEX material_need_by_project ON material_need (project_id);
CREATE TABLE material_need_code (
    need_id INTEGER NOT NULL REFERENCES material_need (id) ON DELETE CASCADE,
    code TEXT NOT NULL,              -- 2, 4 or 6 digits
    PRIMARY KEY (need_id, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE material_need_family (
    need_id INTEGER NOT NULL REFERENCES material_need (id) ON DELETE CASCADE,
    family TEXT NOT NULL,            -- entry of the list material_families
    PRIMARY KEY (need_id, family)
) STRICT, WITHOUT ROWID;

CREATE TABLE match_decision (
    id INTEGER PRIMARY KEY,
    stream_id INTEGER NOT NULL REFERENCES waste_stream (id) ON DELETE CASCADE,
    need_id INTEGER NOT NULL REFERENCES material_need (id) ON DELETE CASCADE,
    decision TEXT NOT NULL CHECK (decision IN ('kept', 'dismissed')),
    reason TEXT,                     -- entry of the list dismissal_reasons when dismissed
    score REAL,
    components TEXT NOT NULL,        -- JSON: component -> value or null, as shown then
    weights TEXT NOT NULL,           -- JSON: the weights used then, for replay
    author_id INTEGER REFERENCES account (id),
    decided_on TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (stream_id, need_id)
) STRICT;
"""


def create_stream_tables(db: Database) -> None:
    """Create the tables of streams, needs and match decisions."""
    for statement in statements(STREAMS):
        db.conn.execute(statement)
