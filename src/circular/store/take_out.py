"""Every table of the database read row by row, and an empty database filled with them again."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from circular.store.connection import open_for
from circular.store.migrations import migrations
from circular.store.rows import rows, value

NOT_A_DATABASE = sqlite3.DatabaseError
BROKEN = (sqlite3.IntegrityError, sqlite3.OperationalError, ValueError)
"""What SQLite, or `filling`, raises of rows that do not hold together."""

OWN_RECORDS = (
    "account",
    "agreement",
    "data_request",
    "facility",
    "holder",
    "organisation",
    "project",
    "setting",
    "territory_epci",
    "waste_stream",
)
"""Tables in which a single row means that the database serves somebody."""


def known_steps() -> tuple[str, ...]:
    """Return the steps that this version knows, in order."""
    return tuple(step.name for step in migrations._migrations)  # noqa: SLF001


def applied_steps(db: Database) -> tuple[str, ...]:
    """Return the steps that a database has been through, in order."""
    return tuple(step.name for step in migrations.applied(db))


def tables(db: Database) -> list[str]:
    """Return the names of all tables, SQLite's own left out."""
    found = rows(
        db,
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%'"
        " ESCAPE '\\' ORDER BY name",
    )
    return [row["name"] for row in found]


def columns(db: Database, table: str) -> list[tuple[str, str]]:
    """Return the columns of a table with their types, in order."""
    found = rows(db, "SELECT name, type FROM pragma_table_info(?) ORDER BY cid", [table])
    return [(row["name"], row["type"].upper()) for row in found]


def stream(db: Database, table: str) -> Iterator[Sequence[Any]]:
    """Yield the rows of a table one by one, in the order of its key."""
    names = [name for name, _ in columns(db, table)]
    keys = rows(db, "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", [table])
    order = ", ".join(f'"{row["name"]}"' for row in keys) or "rowid"
    listed = ", ".join(f'"{name}"' for name in names)
    yield from db.conn.execute(f'SELECT {listed} FROM "{table}" ORDER BY {order}')


@contextmanager
def one_moment(db: Database) -> Iterator[None]:
    """Read all tables as they are at one moment, whatever is written meanwhile."""
    db.conn.execute("BEGIN")
    try:
        yield
    finally:
        db.conn.execute("ROLLBACK")


def serves_somebody(path: Path) -> bool:
    """Say whether a file holds records: a shape and reference data alone do not count.

    Raises:
        sqlite3.DatabaseError: the file is no database.
    """
    with open_for(path, read_only=True) as db:
        return holds_something(db)


def holds_something(db: Database) -> bool:
    """Say whether a database holds records, or tables that are not ours."""
    present = set(tables(db))
    if present and not applied_steps(db):
        return True
    return any(
        value(db, f"SELECT EXISTS (SELECT 1 FROM {table})")
        for table in OWN_RECORDS
        if table in present
    )


def take_shape(db: Database, steps: Sequence[str]) -> None:
    """Bring an empty database to the shape of `steps`, a beginning of those that are known."""
    later = known_steps()[len(steps) :]
    migrations.apply(db, stop_before=later[:1])


def reach_present_shape(db: Database) -> None:
    """Bring a restored database to the present shape."""
    migrations.apply(db)


@contextmanager
def filling(db: Database) -> Iterator[None]:
    """Open the one transaction in which an empty database is filled, its guards put aside.

    The triggers that keep the journal from being rewritten stand again at the end, and every
    reference must lead somewhere.

    Raises:
        ValueError: a row refers to one that is not there.
    """
    guards = rows(db, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    db.conn.execute("PRAGMA foreign_keys = OFF")
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        for guard in guards:
            db.conn.execute(f'DROP TRIGGER "{guard["name"]}"')
        for table in tables(db):
            db.conn.execute(f'DELETE FROM "{table}"')
        yield
        for guard in guards:
            db.conn.execute(guard["sql"])
        _check_references(db)
    except BaseException:
        db.conn.execute("ROLLBACK")
        raise
    db.conn.execute("COMMIT")
    db.conn.execute("PRAGMA foreign_keys = ON")


def _check_references(db: Database) -> None:
    lost = db.conn.execute("PRAGMA foreign_key_check").fetchone()
    if lost is not None:
        raise ValueError(f"{lost[0]} → {lost[2]}")


def fill(db: Database, table: str, names: Sequence[str], lines: Iterable[Sequence[Any]]) -> None:
    """Write the rows of a table, one by one; `names` are columns that the table has."""
    listed, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    db.conn.executemany(f'INSERT INTO "{table}" ({listed}) VALUES ({marks})', lines)


def finish(db: Database) -> None:
    """Gather the whole database into its one file."""
    db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
