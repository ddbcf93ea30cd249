"""Upgrading: every step once, a copy before anything is touched, nothing half-done."""

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from circular.store.connection import open_for
from circular.store.migrations import migrations, pending_steps, upgrade

NOW = datetime(2026, 11, 22, 9, 0)


def test_a_new_database_goes_through_every_step_and_needs_no_copy(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite3"

    assert upgrade(path, now=NOW) is None

    with open_for(path) as db:
        assert pending_steps(db) == []
    assert list(tmp_path.glob("*avant*")) == []


def test_a_database_that_is_up_to_date_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite3"
    upgrade(path, now=NOW)
    before = path.read_bytes()

    assert upgrade(path, now=NOW) is None
    assert path.read_bytes() == before


def test_an_older_database_is_copied_before_it_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    last = migrations.pending(Database(memory=True))[-1].name
    with open_for(path) as db:
        migrations.apply(db, stop_before=last)
        db.conn.execute("INSERT INTO setting VALUES ('association_name', 'Essai', '2026')")
        db.conn.commit()

    copy = upgrade(path, now=NOW)

    assert copy is not None
    assert "avant-20261122" in copy.name
    with open_for(copy) as db:
        assert pending_steps(db) == [last]
        assert db.conn.execute("SELECT value FROM setting").fetchone()[0] == "Essai"
    with open_for(path) as db:
        assert pending_steps(db) == []
        assert db.conn.execute("SELECT value FROM setting").fetchone()[0] == "Essai"


def test_a_step_that_fails_leaves_the_database_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.sqlite3"
    upgrade(path, now=NOW)

    def half_way(db: Database) -> None:
        db.conn.execute("CREATE TABLE half (id INTEGER)")
        raise ZeroDivisionError

    monkeypatch.setattr(migrations, "_migrations", [*migrations._migrations], raising=False)
    migrations(name="half_way")(half_way)
    with pytest.raises(ZeroDivisionError):
        upgrade(path, now=NOW)

    with sqlite3.connect(path) as check:
        names = {row[0] for row in check.execute("SELECT name FROM sqlite_master")}
    assert "half" not in names
