"""Table of the private addresses at which calendars read the deadlines of a person."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

CALENDAR_FEEDS = """
CREATE TABLE calendar_feed (
    account_id INTEGER PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    token_hash TEXT NOT NULL UNIQUE CHECK (length(token_hash) = 64), -- the address itself: nowhere
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    read_on TEXT,
    CHECK (expires_at > created_at)
) STRICT;
"""


def create_calendar_feeds(db: Database) -> None:
    """Create the table of calendar addresses."""
    for statement in statements(CALENDAR_FEEDS):
        db.conn.execute(statement)
