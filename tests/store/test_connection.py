"""Connections read or write as they were opened, and writers wait for their turn."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from circular.store.connection import lent_for, open_for, write_tx

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


def test_a_connection_serves_one_reader_after_the_other(store_path: Path) -> None:
    with lent_for(store_path) as first, lent_for(store_path) as second:
        assert first.conn is not second.conn
    with lent_for(store_path) as third:
        assert third.conn in (first.conn, second.conn)


def test_a_lent_connection_sees_what_was_written_since(store_path: Path) -> None:
    for turn in range(3):
        with lent_for(store_path) as db:
            seen = db.conn.execute("SELECT count(*) FROM meta WHERE key LIKE 'turn%'").fetchone()[0]
            assert seen == turn
        with open_for(store_path) as db:
            db.conn.execute("INSERT INTO meta (key, value) VALUES (?, '')", [f"turn{turn}"])
            db.conn.commit()


def test_a_lent_connection_refuses_to_write(store_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError), lent_for(store_path) as db:
        db.conn.execute("INSERT INTO meta (key, value) VALUES ('a', 'b')")


def test_a_reader_that_fails_leaves_its_connection_to_nobody(store_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), lent_for(store_path) as failed:
        raise ZeroDivisionError
    with lent_for(store_path) as db:
        assert db.conn is not failed.conn


def test_another_file_of_the_same_name_is_read_anew(store_path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite3"
    with open_for(other) as db:
        db.conn.execute("CREATE TABLE note (text TEXT) STRICT")
    with lent_for(store_path) as db:
        assert "note" not in db.table_names()
    other.rename(store_path)
    with lent_for(store_path) as db:
        assert "note" in db.table_names()


def test_what_was_written_is_in_the_file_itself_while_a_reader_stays_ready(
    store_path: Path, tmp_path: Path
) -> None:
    with lent_for(store_path) as db:
        db.table_names()
    with open_for(store_path) as db:
        db.conn.execute("INSERT INTO meta (key, value) VALUES ('late', 'word')")
        db.conn.commit()

    copy = tmp_path / "copy.sqlite3"
    copy.write_bytes(store_path.read_bytes())
    with open_for(copy, read_only=True) as db:
        assert db.conn.execute("SELECT value FROM meta WHERE key = 'late'").fetchone() == ("word",)
