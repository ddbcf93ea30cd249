"""Table of the views of a list that each person keeps for themselves."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

SAVED_VIEWS = """
CREATE TABLE saved_view (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    list TEXT NOT NULL,              -- which list: agreements…
    name TEXT NOT NULL,
    address TEXT NOT NULL CHECK (json_valid(address)),  -- name in the address → its values
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    removed_at TEXT                  -- one may take a removal back
) STRICT;
CREATE INDEX saved_view_by_account ON saved_view (account_id, list);
"""


def create_saved_views(db: Database) -> None:
    """Create the table of saved views."""
    for statement in statements(SAVED_VIEWS):
        db.conn.execute(statement)
