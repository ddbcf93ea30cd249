"""Tables that every other one leans on: settings, accounts, journal, form tokens, territory."""

from sqlite_utils import Database

FOUNDATION = """
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta (key, value) VALUES ('data_version', '1'), ('demonstration', '0');

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE organisation (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    folded_name TEXT NOT NULL,
    kind TEXT NOT NULL,              -- entry of the list organisation_kinds
    partner_role TEXT,               -- entry of the list partner_roles; NULL: not a partner
    siren TEXT CHECK (siren IS NULL OR length(siren) = 9),
    siret TEXT CHECK (siret IS NULL OR length(siret) = 14),
    commune_code TEXT REFERENCES ref_commune (code),
    epci_siren TEXT REFERENCES ref_epci (siren), -- when the organisation is an EPCI itself
    address TEXT,
    referent TEXT,                   -- name of the contact there: personal data
    email TEXT,
    phone TEXT,
    website TEXT,
    note TEXT,
    is_confidential INTEGER NOT NULL DEFAULT 0 CHECK (is_confidential IN (0, 1)),
    is_fictitious INTEGER NOT NULL DEFAULT 0 CHECK (is_fictitious IN (0, 1)),
    archived_at TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX organisation_by_name ON organisation (folded_name);
CREATE INDEX organisation_partners ON organisation (partner_role) WHERE partner_role IS NOT NULL;

CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT UNIQUE,
    role TEXT NOT NULL CHECK (role IN ('administrator', 'staff', 'elected', 'partner')),
    organisation_id INTEGER REFERENCES organisation (id),
    is_fictitious INTEGER NOT NULL DEFAULT 0 CHECK (is_fictitious IN (0, 1)),
    closed_at TEXT,
    created_at TEXT NOT NULL,
    CHECK (role <> 'partner' OR organisation_id IS NOT NULL)
) STRICT;

CREATE TABLE territory_epci (
    epci_siren TEXT PRIMARY KEY REFERENCES ref_epci (siren),
    organisation_id INTEGER REFERENCES organisation (id),
    joined_on TEXT,
    position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE territory_commune (
    commune_code TEXT PRIMARY KEY REFERENCES ref_commune (code),
    epci_siren TEXT NOT NULL REFERENCES territory_epci (epci_siren) ON DELETE CASCADE
) STRICT;
CREATE INDEX territory_commune_by_epci ON territory_commune (epci_siren);

CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    account_id INTEGER REFERENCES account (id),
    account_name TEXT NOT NULL,
    entity TEXT NOT NULL,
    entity_id INTEGER,
    act TEXT NOT NULL,
    sentence TEXT NOT NULL,
    changes TEXT NOT NULL DEFAULT '{}' -- JSON: field title -> [before, after]
) STRICT;
CREATE INDEX journal_by_entity ON journal (entity, entity_id, id DESC);
CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_is_never_cut BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TABLE form_token (
    token TEXT PRIMARY KEY,
    record_id INTEGER,
    used_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""


def create_foundation(db: Database) -> None:
    """Create the tables of settings, accounts, journal, form tokens and territory."""
    for statement in statements(FOUNDATION):
        db.conn.execute(statement)


def statements(script: str) -> list[str]:
    """Cut a script into statements, keeping the body of a trigger in one piece.

    `executescript` would commit the migration's own transaction half-way.
    """
    import sqlite3

    found: list[str] = []
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            found.append(pending)
            pending = ""
    return found
