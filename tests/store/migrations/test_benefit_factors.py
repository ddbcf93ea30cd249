"""A factor that says too little, or that contradicts itself, is refused by the table itself."""

import sqlite3

import pytest

from circular.store.connection import Database, write_tx

GOOD = {
    "kind": "'co2'",
    "activity": "NULL",
    "label": "'Bois'",
    "low": "0.1",
    "high": "0.2",
    "source": "'Étude'",
    "year": "2024",
    "origin": "'association'",
}


def insert(db: Database, **changes: str) -> None:
    """Write a factor, with some columns changed."""
    record = {**GOOD, **changes}
    sql = f"INSERT INTO benefit_factor ({', '.join(record)}) VALUES ({', '.join(record.values())})"
    with write_tx(db):
        db.conn.execute(sql)


def test_a_whole_factor_is_kept(db: Database) -> None:
    insert(db)
    insert(db, low="-2", high="-1")
    insert(db, kind="'jobs'", activity="'reuse'", low="350", high="1400")


@pytest.mark.parametrize(
    "changes",
    [
        {"low": "3"},
        {"year": "NULL"},
        {"source": "''"},
        {"kind": "'jobs'"},
        {"activity": "'reuse'"},
        {"kind": "'jobs'", "activity": "'reuse'", "low": "-1"},
        {"origin": "'produit'"},
    ],
    ids=str,
)
def test_what_does_not_hold_is_refused(db: Database, changes: dict[str, str]) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        insert(db, **changes)
