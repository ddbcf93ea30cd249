"""The mark of trials: absent at first, a yes or a no, read without a scan."""

import sqlite3

import pytest

from circular.store.connection import Database
from circular.store.rows import rows

TABLES = ("project", "waste_stream", "facility")


@pytest.mark.parametrize("table", TABLES)
def test_trials_are_found_by_an_index_that_holds_them_alone(db: Database, table: str) -> None:
    plan = rows(db, f"EXPLAIN QUERY PLAN SELECT id FROM {table} WHERE is_trial = 1")

    assert f"USING COVERING INDEX {table}_trial" in plan[0]["detail"]


def test_a_mark_is_a_yes_or_a_no(db: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        db.conn.execute(
            "INSERT INTO facility (name, folded_name, kind, is_trial, created_at, updated_at)"
            " VALUES ('Hangar', 'hangar', 'local', 2, '2026-01-01', '2026-01-01')"
        )
