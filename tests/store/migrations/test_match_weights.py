"""The table of weights holds whole versions only, none of them the product's own."""

import sqlite3

import pytest

from circular.store.connection import Database

SHARES = "0.4, 0.3, 0.1, 0.1, 0.1, 0"


@pytest.mark.parametrize(
    "values",
    [
        f"1, {SHARES}, 'Essai', NULL",
        f"2, {SHARES}, '', NULL",
        f"2, {SHARES}, 'Essai', 2",
        "2, 1.2, 0, 0, 0, 0, 0, 'Essai', NULL",
        "2, 0, 0, 0, 0, 0, 0, 'Essai', NULL",
    ],
)
def test_a_version_is_whole(db: Database, values: str) -> None:
    insert = (
        "INSERT INTO match_weights (version, material, distance, quantity, season, quality, price,"
        " reason, restored_from, decided_at) VALUES ({}, '2026-11-22T09:00:00')"
    )
    with pytest.raises(sqlite3.IntegrityError):
        db.conn.execute(insert.format(values))

    db.conn.execute(insert.format(f"2, {SHARES}, 'Essai', 1"))
