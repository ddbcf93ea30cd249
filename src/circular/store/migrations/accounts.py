"""Tables of signing in: passwords, second factors, sessions, one-time links, attempts, rules.

Moments here are in UTC: a session must not live an hour longer because the clocks went back.
"""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

ACCOUNTS = """
CREATE UNIQUE INDEX account_by_email ON account (email COLLATE NOCASE) WHERE email IS NOT NULL;

CREATE TABLE credential (
    account_id INTEGER PRIMARY KEY REFERENCES account (id),
    password_hash TEXT NOT NULL,     -- argon2id, with its parameters and salt
    changed_at TEXT NOT NULL
) STRICT;

CREATE TABLE second_factor (
    account_id INTEGER PRIMARY KEY REFERENCES account (id),
    salt TEXT NOT NULL,              -- the secret is derived from it and from the key file
    last_counter INTEGER NOT NULL DEFAULT 0, -- the last code used: no code serves twice
    confirmed_at TEXT,               -- NULL: shown as a QR code, not yet proved
    started_at TEXT NOT NULL
) STRICT;

CREATE TABLE recovery_code (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id),
    code_hash TEXT NOT NULL,
    used_at TEXT,
    UNIQUE (account_id, code_hash)
) STRICT;

CREATE TABLE sign_in_session (
    id INTEGER PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE, -- SHA-256: the cookie itself is written nowhere
    account_id INTEGER NOT NULL REFERENCES account (id),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'open')), -- waiting for the second factor
    opened_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    granted_until TEXT,              -- the identity provider's limit; NULL: a password has none
    address TEXT NOT NULL,
    device TEXT NOT NULL,
    ended_at TEXT,
    ended_by TEXT CHECK (ended_by IN ('person', 'administrator', 'system'))
) STRICT;
CREATE INDEX sign_in_session_by_account ON sign_in_session (account_id) WHERE ended_at IS NULL;

CREATE TABLE one_time_link (
    id INTEGER PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('first_administrator', 'invitation', 'reset')),
    account_id INTEGER REFERENCES account (id),
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT,
    withdrawn_at TEXT,
    CHECK ((kind = 'first_administrator') = (account_id IS NULL))
) STRICT;
CREATE INDEX one_time_link_by_account ON one_time_link (account_id);

CREATE TABLE sign_in_attempt (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('password', 'code', 'link', 'provider')),
    subject TEXT NOT NULL,           -- digest of the address typed: it may not be anybody's
    address TEXT NOT NULL,
    succeeded INTEGER NOT NULL DEFAULT 0 CHECK (succeeded IN (0, 1)) -- failed until proved right
) STRICT;
CREATE INDEX sign_in_attempt_by_subject ON sign_in_attempt (kind, subject, at);
CREATE INDEX sign_in_attempt_by_address ON sign_in_attempt (address, at);

CREATE TABLE sign_in_rule (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    idle_hours INTEGER NOT NULL DEFAULT 12 CHECK (idle_hours BETWEEN 1 AND 720),
    updated_at TEXT NOT NULL
) STRICT;
INSERT INTO sign_in_rule (id, updated_at) VALUES (1, '2000-01-01T00:00:00+00:00');
CREATE TABLE second_factor_role (
    role TEXT PRIMARY KEY CHECK (role IN ('administrator', 'staff', 'elected', 'partner'))
) STRICT, WITHOUT ROWID;
"""


def create_sign_in_tables(db: Database) -> None:
    """Create the tables of passwords, second factors, sessions, links, attempts and rules."""
    for statement in statements(ACCOUNTS):
        db.conn.execute(statement)
