"""Tables of the reference data: places, activities, waste list and the small lists of choices.

They are filled from `data/reference`, once per version; nothing of the product's lists is ever
deleted, because records refer to them: what vanished from the files is switched off.
"""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

REFERENCE = """
CREATE TABLE ref_version (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version TEXT NOT NULL            -- the one of data/reference/version.json
) STRICT;

CREATE TABLE ref_region (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE TABLE ref_department (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    region_code TEXT NOT NULL REFERENCES ref_region (code),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE TABLE ref_epci (
    siren TEXT PRIMARY KEY CHECK (length(siren) = 9),
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    kind TEXT NOT NULL,              -- CC, CA, CU, METRO or MET69 (Lyon)
    population INTEGER,
    contour TEXT,                    -- GeoJSON geometry, WGS 84, outer rings clockwise
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
CREATE INDEX ref_epci_by_name ON ref_epci (folded_name);
CREATE TABLE ref_commune (
    code TEXT PRIMARY KEY CHECK (length(code) = 5), -- INSEE, not the postal code
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    department_code TEXT NOT NULL REFERENCES ref_department (code),
    epci_siren TEXT REFERENCES ref_epci (siren),    -- a few islands and overseas have none
    population INTEGER,
    latitude REAL,                   -- degrees, middle of the contour; NULL when unknown
    longitude REAL,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    CHECK ((latitude IS NULL) = (longitude IS NULL))
) STRICT;
CREATE INDEX ref_commune_by_name ON ref_commune (folded_name);
CREATE INDEX ref_commune_by_epci ON ref_commune (epci_siren, folded_name);
CREATE INDEX ref_commune_by_department ON ref_commune (department_code);
CREATE TABLE ref_commune_contour (
    code TEXT PRIMARY KEY REFERENCES ref_commune (code),
    contour TEXT NOT NULL            -- GeoJSON geometry, WGS 84, outer rings clockwise
) STRICT;
CREATE TABLE ref_postal_code (
    postal_code TEXT NOT NULL,
    commune_code TEXT NOT NULL REFERENCES ref_commune (code),
    PRIMARY KEY (postal_code, commune_code)
) STRICT, WITHOUT ROWID;
CREATE INDEX ref_postal_code_by_commune ON ref_postal_code (commune_code);

CREATE TABLE ref_naf (
    code TEXT NOT NULL,              -- 38.32Z
    version TEXT NOT NULL,           -- rev2 until the end of 2026, 2025 afterwards; side by side
    label TEXT NOT NULL,
    stems TEXT NOT NULL,             -- of the label, between spaces, for search
    section TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    PRIMARY KEY (version, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE ref_waste_chapter (
    code TEXT NOT NULL,              -- two digits: chapter; four: sub-chapter
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    label TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    PRIMARY KEY (code, valid_from)
) STRICT, WITHOUT ROWID;
CREATE TABLE ref_waste_code (
    code TEXT NOT NULL CHECK (length(code) = 6),
    valid_from TEXT NOT NULL,
    valid_to TEXT,                   -- last day of validity; NULL: still valid
    hazardous INTEGER NOT NULL CHECK (hazardous IN (0, 1)),
    label TEXT NOT NULL,
    everyday_label TEXT NOT NULL,
    material_family TEXT,            -- entry of the list material_families
    verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
    replaced_by TEXT,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    PRIMARY KEY (code, valid_from),
    CHECK (valid_to IS NULL OR valid_to >= valid_from)
) STRICT, WITHOUT ROWID;
CREATE TABLE ref_waste_word (
    word TEXT NOT NULL,              -- as people say it
    folded_word TEXT NOT NULL,
    code TEXT NOT NULL,
    weight REAL NOT NULL,
    PRIMARY KEY (folded_word, code)
) STRICT, WITHOUT ROWID;
CREATE INDEX ref_waste_word_by_code ON ref_waste_word (code);
CREATE TABLE ref_waste_stem (        -- made at loading: what each code can be found by
    stem TEXT NOT NULL,
    code TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('word', 'everyday', 'label')),
    text TEXT NOT NULL,              -- the word or label in which the stem stands
    weight REAL NOT NULL,
    PRIMARY KEY (stem, code, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE ref_entry (             -- the small lists of choices, those of the association too
    list TEXT NOT NULL,
    key TEXT NOT NULL,
    label TEXT NOT NULL CHECK (length(label) BETWEEN 1 AND 200),
    position INTEGER NOT NULL,
    parent TEXT,
    note TEXT,
    since INTEGER,                   -- a year: EPR schemes
    origin TEXT NOT NULL CHECK (origin IN ('produit', 'association')),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    in_files INTEGER NOT NULL DEFAULT 1 CHECK (in_files IN (0, 1)), -- 0: vanished from the product
    PRIMARY KEY (list, key)
) STRICT, WITHOUT ROWID;
"""


def create_reference_tables(db: Database) -> None:
    """Create the tables of places, activities, waste codes and small lists, all empty."""
    for statement in statements(REFERENCE):
        db.conn.execute(statement)
