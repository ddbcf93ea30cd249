"""Tables of the figures frozen for a sitting, and of the addresses at which they are read."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

SNAPSHOTS = """
CREATE TABLE snapshot (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200), -- a person's name can be erased
    as_of TEXT NOT NULL,             -- the day of the figures
    epci_siren TEXT REFERENCES ref_epci (siren), -- NULL: the whole territory
    note TEXT,                       -- for the team alone
    contents TEXT NOT NULL CHECK (json_valid(contents)), -- canonical JSON: what was shown
    schema_version INTEGER NOT NULL CHECK (schema_version > 0),
    hash TEXT NOT NULL CHECK (length(hash) = 64), -- SHA-256 of the contents
    data_version INTEGER NOT NULL,
    journal_head INTEGER NOT NULL,   -- the last line of the journal then: what follows came later
    frozen_at TEXT NOT NULL,
    frozen_by INTEGER REFERENCES account (id)
) STRICT;
CREATE INDEX snapshot_by_day ON snapshot (as_of, id);
CREATE TRIGGER snapshot_is_never_changed BEFORE UPDATE OF id, as_of, epci_siren, contents,
    schema_version, hash, data_version, journal_head, frozen_at, frozen_by ON snapshot
BEGIN SELECT RAISE(ABORT, 'a frozen situation is never changed'); END;
CREATE TRIGGER snapshot_is_never_cut BEFORE DELETE ON snapshot
BEGIN SELECT RAISE(ABORT, 'a frozen situation is never changed'); END;
CREATE TABLE snapshot_withdrawal (
    snapshot_id INTEGER PRIMARY KEY REFERENCES snapshot (id),
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 200),
    withdrawn_at TEXT NOT NULL,
    withdrawn_by INTEGER REFERENCES account (id)
) STRICT;
CREATE TABLE share_address (
    id INTEGER PRIMARY KEY,
    snapshot_id INTEGER NOT NULL REFERENCES snapshot (id),
    token_hash TEXT NOT NULL UNIQUE CHECK (length(token_hash) = 64), -- the address itself: nowhere
    recipient TEXT NOT NULL CHECK (length(recipient) BETWEEN 1 AND 200),
    created_at TEXT NOT NULL,
    created_by INTEGER REFERENCES account (id),
    expires_at TEXT NOT NULL,
    revoked_at TEXT,
    readings INTEGER NOT NULL DEFAULT 0 CHECK (readings >= 0),
    read_on TEXT,                    -- the last day; no network address is kept
    CHECK (expires_at > created_at)
) STRICT;
CREATE INDEX share_address_by_snapshot ON share_address (snapshot_id);
"""


def create_snapshots(db: Database) -> None:
    """Create the tables of frozen situations, of their withdrawals and of their addresses."""
    for statement in statements(SNAPSHOTS):
        db.conn.execute(statement)
