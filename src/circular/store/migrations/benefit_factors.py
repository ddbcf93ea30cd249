"""Tables of the factors that turn tonnes into CO2e avoided or into jobs that could be supported."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

FACTORS = """
CREATE TABLE benefit_factor (        -- those of the product's files, and the association's own
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('co2', 'jobs')),
    activity TEXT CHECK (activity IN ('recycling', 'reuse', 'repair', 'remanufacturing',
        'disposal')),                -- for jobs only
    key TEXT,                        -- of the product's file; NULL: the association's own
    label TEXT NOT NULL CHECK (length(label) BETWEEN 1 AND 200),
    low REAL NOT NULL,               -- t CO2e avoided a tonne, or jobs for 10 000 t
    high REAL NOT NULL,
    perimeter TEXT,
    source TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 200),
    year INTEGER CHECK (year BETWEEN 1990 AND 2200),
    origin TEXT NOT NULL CHECK (origin IN ('produit', 'association')),
    in_files INTEGER NOT NULL DEFAULT 1 CHECK (in_files IN (0, 1)), -- 0: vanished from the product
    archived_at TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT,
    updated_at TEXT,
    CHECK (high >= low),
    CHECK ((kind = 'jobs') = (activity IS NOT NULL)),
    CHECK (kind = 'co2' OR low >= 0),
    CHECK ((origin = 'produit') = (key IS NOT NULL)),
    CHECK (origin = 'produit' OR year IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX benefit_factor_by_key ON benefit_factor (kind, key) WHERE key IS NOT NULL;
CREATE TABLE benefit_factor_code (
    factor_id INTEGER NOT NULL REFERENCES benefit_factor (id) ON DELETE CASCADE,
    code TEXT NOT NULL,              -- 2, 4 or 6 digits
    PRIMARY KEY (factor_id, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE benefit_factor_family (
    factor_id INTEGER NOT NULL REFERENCES benefit_factor (id) ON DELETE CASCADE,
    family TEXT NOT NULL,            -- entry of the list material_families
    PRIMARY KEY (factor_id, family)
) STRICT, WITHOUT ROWID;
"""


def create_benefit_factors(db: Database) -> None:
    """Create the tables of factors, empty: the reference files fill them."""
    for statement in statements(FACTORS):
        db.conn.execute(statement)
