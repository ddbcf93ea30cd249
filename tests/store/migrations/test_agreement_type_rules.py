"""The rules of the types come with their columns, bounded by the tables themselves."""

import sqlite3

import pytest

from circular.store.connection import Database


def test_the_tables_refuse_what_the_rules_refuse(db: Database) -> None:
    for bad in ("fewest_parties = 1", "clauses = 'x'", "annexes = '['", "yearly_threshold = 0"):
        with pytest.raises(sqlite3.IntegrityError):
            db.conn.execute(f"UPDATE agreement_type SET {bad}")
