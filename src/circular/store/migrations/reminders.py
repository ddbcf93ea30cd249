"""Tables of what each person was reminded of, and of the weekly digests."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

REMINDERS = """
CREATE TABLE reminder (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('end', 'renewal', 'notice', 'report', 'commitment')),
    agreement_id INTEGER NOT NULL REFERENCES agreement (id) ON DELETE CASCADE,
    commitment_id INTEGER REFERENCES commitment (id) ON DELETE CASCADE,
    day TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('90', '30', '7', 'chosen')),
    raised_on TEXT NOT NULL,
    seen_on TEXT
) STRICT;
CREATE UNIQUE INDEX reminder_once ON reminder (account_id, agreement_id,
    COALESCE(commitment_id, 0), kind = 'notice', day, reason);
CREATE INDEX reminder_unseen ON reminder (account_id) WHERE seen_on IS NULL;
CREATE INDEX reminder_by_agreement ON reminder (agreement_id);
CREATE INDEX reminder_by_commitment ON reminder (commitment_id) WHERE commitment_id IS NOT NULL;

CREATE TABLE digest_refusal (
    account_id INTEGER PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    refused_at TEXT NOT NULL
) STRICT;

CREATE TABLE digest (
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    week TEXT NOT NULL,
    sent_at TEXT NOT NULL,
    PRIMARY KEY (account_id, week)
) STRICT, WITHOUT ROWID;
"""


def create_reminders(db: Database) -> None:
    """Create the tables of reminders and digests."""
    for statement in statements(REMINDERS):
        db.conn.execute(statement)
