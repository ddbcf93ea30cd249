"""Reading rows: the one way in which the store turns SQL into named values."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

type_of_values = Sequence[Any] | Mapping[str, Any]
Row = dict[str, Any]


def rows(db: Database, sql: str, values: type_of_values = ()) -> list[Row]:
    """Return all rows of a SELECT as name → value."""
    cursor = db.conn.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def one(db: Database, sql: str, values: type_of_values = ()) -> Row | None:
    """Return the first row of a SELECT, or None."""
    found = rows(db, sql, values)
    return found[0] if found else None


def value(db: Database, sql: str, values: type_of_values = ()) -> Any:
    """Return the first column of the first row of a SELECT, or None."""
    row = db.conn.execute(sql, values).fetchone()
    return None if row is None else row[0]


def insert(db: Database, table: str, record: Mapping[str, Any]) -> int:
    """Insert one row and return its identifier; the names come from the code, never from people."""
    names = ", ".join(record)
    marks = ", ".join(f":{name}" for name in record)
    cursor = db.conn.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", record)
    return int(cursor.lastrowid or 0)


def update_version(
    db: Database, table: str, record_id: int, *, version: int, record: Mapping[str, Any]
) -> bool:
    """Update one row if it still has `version`, and raise that version; False when it moved on."""
    assignments = ", ".join(f"{name} = :{name}" for name in record)
    cursor = db.conn.execute(
        f"UPDATE {table} SET {assignments}, version = version + 1"
        " WHERE id = :_id AND version = :_version",
        {**record, "_id": record_id, "_version": version},
    )
    return cursor.rowcount == 1
