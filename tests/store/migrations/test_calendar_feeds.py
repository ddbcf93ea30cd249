"""The table of calendar addresses keeps digests, one a person."""

import sqlite3

import pytest

from circular.store.connection import Database

INSERT = "INSERT INTO calendar_feed (account_id, token_hash, created_at, expires_at) VALUES"


def test_it_takes_digests_only_and_one_a_person(db: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        db.conn.execute(f"{INSERT} (1, 'en clair', '2026-01-01', '2027-01-01')")
    db.conn.execute(f"{INSERT} (1, printf('%064d', 1), '2026-01-01', '2027-01-01')")
    with pytest.raises(sqlite3.IntegrityError):
        db.conn.execute(f"{INSERT} (1, printf('%064d', 2), '2026-01-01', '2027-01-01')")
    with pytest.raises(sqlite3.IntegrityError):
        db.conn.execute(f"{INSERT} (2, printf('%064d', 1), '2026-01-01', '2027-01-01')")
