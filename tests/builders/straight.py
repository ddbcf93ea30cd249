"""Writing straight into a table, past every form and every rule, to lean on the last wall."""

import sqlite3
from typing import Any

from circular.store.connection import Database


def force(db: Database, table: str, record_id: int, **columns: Any) -> None:
    """Write some columns of one row."""
    assignments = ", ".join(f"{name} = :{name}" for name in columns)
    statement = f"UPDATE {table} SET {assignments} WHERE id = :_id"
    db.conn.execute(statement, {**columns, "_id": record_id})


def holds(db: Database, table: str, record_id: int, **columns: Any) -> bool:
    """Say whether the table refuses these columns; what it accepts is taken back."""
    db.conn.execute("SAVEPOINT leaning")
    try:
        force(db, table, record_id, **columns)
    except sqlite3.IntegrityError:
        return True
    finally:
        db.conn.execute("ROLLBACK TO leaning")
        db.conn.execute("RELEASE leaning")
    return False


def accepted(db: Database, table: str, record_id: int, column: str, values: list[Any]) -> list[Any]:
    """Return those of some values that a column accepts."""
    return [each for each in values if not holds(db, table, record_id, **{column: each})]


def count(db: Database, table: str) -> int:
    """Count the rows of a table."""
    return int(db.conn.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])
