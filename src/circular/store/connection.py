"""Opening the database and writing to it in one immediate transaction."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlite_utils.db
from sqlite_utils import Database

__all__ = ["Database", "open_database", "open_for", "write_tx"]

BUSY_SECONDS = 5

if sqlite_utils.db.sqlite3.__name__ != "sqlite3":  # type: ignore[attr-defined]
    raise RuntimeError(
        "another SQLite binding is installed; sqlite-utils must use the standard one"
    )


def open_database(path: Path, *, read_only: bool = False) -> Database:
    """Open a connection of one's own on the store; a reading one refuses every write.

    A connection is cheap (0.1 ms) and must never be shared between threads.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    if read_only:
        connection.execute("PRAGMA query_only = ON")
    return Database(connection)


@contextmanager
def open_for(path: Path, *, read_only: bool = False) -> Iterator[Database]:
    """Open a connection for one unit of work and close it whatever happens."""
    db = open_database(path, read_only=read_only)
    try:
        yield db
    finally:
        db.conn.close()


@contextmanager
def write_tx(db: Database) -> Iterator[Database]:
    """Run one writing transaction: locked from its first line, kept whole or not at all.

    `BEGIN IMMEDIATE` waits for its turn; the deferred transactions of sqlite-utils fail at once
    when two people write together. Inside another transaction it only takes part in it.
    """
    if db.conn.in_transaction:
        yield db
        return
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield db
    except BaseException:
        db.conn.execute("ROLLBACK")
        raise
    db.conn.execute("COMMIT")
