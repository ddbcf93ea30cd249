"""The index of exchanges by day, made to hold all that the page of activity counts."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

INDEX = """
DROP INDEX exchange_by_day;
CREATE INDEX exchange_by_day ON exchange (happened_on, kind, direction, author_id, project_id);
"""


def widen_exchange_days(db: Database) -> None:
    """Let exchanges of a period be counted without opening their rows."""
    for statement in statements(INDEX):
        db.conn.execute(statement)
