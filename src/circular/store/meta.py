"""Technical marks of the database: version of the data, demonstration or not."""

from sqlite_utils import Database

_READ = "SELECT value FROM meta WHERE key = ?"


def data_version(db: Database) -> int:
    """Return the counter that each writing transaction raises: the key of every cache."""
    return int(db.conn.execute(_READ, ["data_version"]).fetchone()[0])


def raise_data_version(db: Database) -> None:
    """Tell every cache that something was written."""
    db.conn.execute(
        "UPDATE meta SET value = CAST(value AS INTEGER) + 1 || '' WHERE key = 'data_version'"
    )


def is_demonstration(db: Database) -> bool:
    """Say whether this database is marked as a demonstration."""
    row = db.conn.execute(_READ, ["demonstration"]).fetchone()
    return row is not None and row[0] == "1"


def mark_demonstration(db: Database) -> None:
    """Mark the database as a demonstration; nothing ever takes the mark off."""
    db.conn.execute("UPDATE meta SET value = '1' WHERE key = 'demonstration'")
