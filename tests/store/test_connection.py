"""Connections read or write as they were opened, and writers wait for their turn."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from circular.store.connection import open_for, write_tx

COUNTER = "CREATE TABLE counter (n INTEGER NOT NULL) STRICT"


def test_a_reading_connection_refuses_to_write(store_path: Path) -> None:
    with open_for(store_path, read_only=True) as db, pytest.raises(sqlite3.OperationalError):
        db.conn.execute("INSERT INTO meta (key, value) VALUES ('a', 'b')")


def test_what_fails_leaves_nothing_behind(store_path: Path) -> None:
    with open_for(store_path) as db:
        with pytest.raises(ZeroDivisionError), write_tx(db):
            db.conn.execute("INSERT INTO meta (key, value) VALUES ('a', 'b')")
            raise ZeroDivisionError
        assert db.conn.execute("SELECT count(*) FROM meta WHERE key = 'a'").fetchone()[0] == 0


def test_a_transaction_inside_another_takes_part_in_it(store_path: Path) -> None:
    with open_for(store_path) as db:
        with pytest.raises(ZeroDivisionError), write_tx(db):
            with write_tx(db):
                db.conn.execute("INSERT INTO meta (key, value) VALUES ('a', 'b')")
            raise ZeroDivisionError
        assert db.conn.execute("SELECT count(*) FROM meta WHERE key = 'a'").fetchone()[0] == 0


def test_people_who_write_together_all_get_their_turn(store_path: Path) -> None:
    with open_for(store_path) as db, write_tx(db):
        db.conn.execute(COUNTER)
        db.conn.execute("INSERT INTO counter VALUES (0)")

    def add_one(_: int) -> None:
        with open_for(store_path) as db, write_tx(db):
            seen = db.conn.execute("SELECT n FROM counter").fetchone()[0]
            db.conn.execute("UPDATE counter SET n = ?", [seen + 1])

    with ThreadPoolExecutor(8) as people:
        list(people.map(add_one, range(80)))
    with open_for(store_path, read_only=True) as db:
        assert db.conn.execute("SELECT n FROM counter").fetchone()[0] == 80


def test_foreign_keys_hold(store_path: Path) -> None:
    with open_for(store_path) as db, pytest.raises(sqlite3.IntegrityError):
        db.conn.execute("INSERT INTO project_pillar (project_id, pillar) VALUES (999, 'recyclage')")
