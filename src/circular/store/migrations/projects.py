"""Tables of the pipeline: holders, projects, moves, exchanges, next actions, services."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

PROJECTS = """
CREATE TABLE holder (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    folded_name TEXT NOT NULL,
    email TEXT,
    phone TEXT,                      -- as shown: 06 12 34 56 78
    other_contact TEXT,              -- as typed when it is neither a phone nor an e-mail address
    gender TEXT CHECK (gender IN ('woman', 'man', 'other')),
    commune_code TEXT REFERENCES ref_commune (code),
    information_given_on TEXT,       -- day of the RGPD information notice
    note TEXT,
    is_fictitious INTEGER NOT NULL DEFAULT 0 CHECK (is_fictitious IN (0, 1)),
    archived_at TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    created_by INTEGER REFERENCES account (id),
    updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX holder_by_name ON holder (folded_name);
CREATE INDEX holder_by_email ON holder (email) WHERE email IS NOT NULL;
CREATE INDEX holder_by_phone ON holder (phone) WHERE phone IS NOT NULL;

CREATE TABLE facility (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    kind TEXT NOT NULL,              -- entry of the list facility_kinds
    organisation_id INTEGER REFERENCES organisation (id),
    commune_code TEXT REFERENCES ref_commune (code),
    address TEXT,
    area_m2 REAL CHECK (area_m2 IS NULL OR area_m2 > 0),
    conditions TEXT,
    is_available INTEGER CHECK (is_available IN (0, 1)),
    available_from TEXT,
    note TEXT,
    is_fictitious INTEGER NOT NULL DEFAULT 0 CHECK (is_fictitious IN (0, 1)),
    archived_at TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE project (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    folded_title TEXT NOT NULL,
    summary TEXT,
    stage TEXT NOT NULL CHECK (stage IN
        ('detection', 'qualification', 'support', 'implantation', 'follow_up')),
    stage_since TEXT NOT NULL,       -- effective date of the last move
    exit_kind TEXT CHECK (exit_kind IN ('abandoned', 'redirected', 'refused', 'ceased')),
    exit_reason TEXT,                -- entry of the list exit_reasons
    detected_on TEXT NOT NULL,
    detected_by INTEGER REFERENCES account (id),
    origin TEXT NOT NULL,            -- entry of the list contact_origins
    origin_note TEXT,
    commune_code TEXT REFERENCES ref_commune (code),
    epci_siren TEXT REFERENCES ref_epci (siren),
    is_priority_district INTEGER CHECK (is_priority_district IN (0, 1)), -- QPV; NULL: unknown
    adviser_id INTEGER REFERENCES account (id),
    sector TEXT,                     -- entry of the list sectors
    naf_code TEXT,
    naf_version TEXT,
    legal_form_now TEXT,             -- entries of the list legal_forms
    legal_form_planned TEXT,
    siren TEXT CHECK (siren IS NULL OR length(siren) = 9),
    siret TEXT CHECK (siret IS NULL OR length(siret) = 14),
    creation_under_way INTEGER NOT NULL DEFAULT 0 CHECK (creation_under_way IN (0, 1)),
    funding_sought REAL CHECK (funding_sought IS NULL OR funding_sought >= 0),
    funding_found REAL CHECK (funding_found IS NULL OR funding_found >= 0),
    premises_wanted TEXT,
    premises_area_m2 REAL CHECK (premises_area_m2 IS NULL OR premises_area_m2 > 0),
    no_need INTEGER NOT NULL DEFAULT 0 CHECK (no_need IN (0, 1)), -- « aucun besoin »
    jobs_planned REAL CHECK (jobs_planned IS NULL OR jobs_planned BETWEEN 0 AND 10000),
    blocked_reason TEXT,
    blocked_on TEXT,
    is_fictitious INTEGER NOT NULL DEFAULT 0 CHECK (is_fictitious IN (0, 1)),
    archived_at TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    created_by INTEGER REFERENCES account (id),
    updated_at TEXT NOT NULL,
    CHECK ((exit_kind IS NULL) = (exit_reason IS NULL))
) STRICT;
CREATE INDEX project_by_stage ON project (stage, exit_kind, archived_at);
CREATE INDEX project_by_title ON project (folded_title);
CREATE INDEX project_by_epci ON project (epci_siren);
CREATE INDEX project_by_adviser ON project (adviser_id);

CREATE TABLE project_holder (
    project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    holder_id INTEGER NOT NULL REFERENCES holder (id),
    role TEXT NOT NULL,              -- entry of the list holder_roles
    position INTEGER NOT NULL DEFAULT 0, -- 0: the first one to call
    PRIMARY KEY (project_id, holder_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX project_holder_by_holder ON project_holder (holder_id);

CREATE TABLE project_pillar (
    project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    pillar TEXT NOT NULL,            -- entry of the list pillars
    PRIMARY KEY (project_id, pillar)
) STRICT, WITHOUT ROWID;

CREATE TABLE project_move (
    id INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('entry', 'advance', 'back', 'exit', 'return')),
    from_stage TEXT,
    to_stage TEXT NOT NULL,          -- the stage it stands in afterwards (kept on exit)
    exit_kind TEXT,
    exit_reason TEXT,
    effective_on TEXT NOT NULL,
    reason TEXT,
    author_id INTEGER REFERENCES account (id),
    entered_at TEXT NOT NULL,
    corrected_at TEXT,               -- set when a later line corrects this one
    corrects_id INTEGER REFERENCES project_move (id)
) STRICT;
CREATE INDEX project_move_by_project ON project_move (project_id, effective_on, id);
CREATE INDEX project_move_by_day ON project_move (effective_on) WHERE corrected_at IS NULL;

CREATE TABLE exchange (
    id INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    holder_id INTEGER REFERENCES holder (id),
    happened_on TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('call', 'visit', 'email', 'meeting', 'letter')),
    direction TEXT NOT NULL CHECK (direction IN ('from_person', 'to_person')),
    note TEXT,
    author_id INTEGER REFERENCES account (id),
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX exchange_by_project ON exchange (project_id, happened_on DESC);
CREATE INDEX exchange_by_day ON exchange (happened_on);

CREATE TABLE next_action (
    id INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    label TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN
        ('call', 'visit', 'email', 'meeting', 'letter', 'document', 'decision', 'other')),
    due_on TEXT NOT NULL,
    owner_id INTEGER REFERENCES account (id),
    done_on TEXT,
    done_by INTEGER REFERENCES account (id),
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX next_action_open ON next_action (due_on) WHERE done_on IS NULL;
CREATE INDEX next_action_by_project ON next_action (project_id, done_on, due_on);

CREATE TABLE service (
    id INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    service_type TEXT NOT NULL,      -- entry of the list service_types
    requested_on TEXT NOT NULL,
    request_note TEXT,
    given_on TEXT,
    given_by TEXT,                   -- who gave it, in words: the staff or a partner
    organisation_id INTEGER REFERENCES organisation (id),
    effect TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    CHECK (given_on IS NULL OR given_on >= requested_on)
) STRICT;
CREATE INDEX service_by_project ON service (project_id, requested_on DESC);
"""


def create_project_tables(db: Database) -> None:
    """Create the tables of holders, facilities, projects and what happens to them."""
    for statement in statements(PROJECTS):
        db.conn.execute(statement)
