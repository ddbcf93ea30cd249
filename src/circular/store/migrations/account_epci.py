"""The table of limits: an elected official may see the figures of some EPCI only."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

LIMITS = """
CREATE TABLE account_epci (          -- no row: the account sees the whole territory
    account_id INTEGER NOT NULL REFERENCES account (id),
    epci_siren TEXT NOT NULL REFERENCES ref_epci (siren),
    PRIMARY KEY (account_id, epci_siren)
) STRICT, WITHOUT ROWID;
"""


def create_account_limits(db: Database) -> None:
    """Create the table of the EPCI that an elected official is limited to."""
    for statement in statements(LIMITS):
        db.conn.execute(statement)
