"""Opening the database and writing to it in one immediate transaction."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

import sqlite_utils.db
from sqlite_utils import Database

__all__ = ["Database", "lent_for", "open_database", "open_for", "read_tx", "write_tx"]

BUSY_SECONDS = 5
MOST_IDLE = 8  # readers at once that find a connection ready
_LOCK = Lock()
_IDLE: list[tuple[tuple[str, int, int], Database]] = []

if sqlite_utils.db.sqlite3.__name__ != "sqlite3":  # type: ignore[attr-defined]
    raise RuntimeError(
        "another SQLite binding is installed; sqlite-utils must use the standard one"
    )


def open_database(path: Path, *, read_only: bool = False) -> Database:
    """Open a connection of one's own on the store; a reading one refuses every write.

    A connection must never be used by two threads at once.
    """
    if not path.parent.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, check_same_thread=False)
    if read_only:
        connection.execute("PRAGMA query_only = ON")
        return Database(connection)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    return Database(connection)


@contextmanager
def open_for(path: Path, *, read_only: bool = False) -> Iterator[Database]:
    """Open a connection for one unit of work and close it whatever happens."""
    db = open_database(path, read_only=read_only)
    try:
        yield db
    finally:
        if not read_only:
            _fold(db)
        db.conn.close()


def _fold(db: Database) -> None:
    """Fold the write-ahead log into the file after a writer, unless somebody is reading it now.

    SQLite does it by itself when the last connection closes, which idle readers put off: a file
    that is copied would lack what is recent, and keep what was erased.
    """
    if db.conn.in_transaction or db.conn.total_changes == 0:
        return
    with suppress(sqlite3.OperationalError):  # somebody is writing: their turn to fold comes
        db.conn.execute("PRAGMA busy_timeout = 0")
        db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


@contextmanager
def lent_for(path: Path) -> Iterator[Database]:
    """Lend a reading connection to one reader at a time, and keep it for the next one.

    What costs is the first question of a connection: SQLite then reads the whole schema (4 ms, as
    much as a small page). A reader that fails is not trusted: its connection is closed.
    """
    db = _idle_for(path) or open_database(path, read_only=True)
    try:
        yield db
    except BaseException:
        db.conn.close()
        raise
    with _LOCK:
        _IDLE.append((_file(path), db))
        gone = _IDLE[:-MOST_IDLE]
        del _IDLE[:-MOST_IDLE]
    for _, old in gone:
        old.conn.close()


def _idle_for(path: Path) -> Database | None:
    """Take an idle connection on the very file that is there now; another may have replaced it."""
    wanted = _file(path)
    with _LOCK:
        for at, (file, db) in enumerate(_IDLE):
            if file == wanted:
                del _IDLE[at]
                return db
    return None


def _file(path: Path) -> tuple[str, int, int]:
    """Return what tells a file from another one of the same name."""
    found = path.stat() if path.exists() else None
    return (str(path), found.st_dev, found.st_ino) if found else (str(path), 0, 0)


@contextmanager
def read_tx(db: Database) -> Iterator[Database]:
    """Read several times from one and the same state of the store, whatever is written meanwhile.

    Inside another transaction it only takes part in it.
    """
    if db.conn.in_transaction:
        yield db
        return
    db.conn.execute("BEGIN")
    try:
        yield db
    finally:
        db.conn.execute("ROLLBACK")


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
