"""Every table is read in order at one moment, and an empty database knows that it is empty."""

from pathlib import Path

import pytest

from circular.domain.visitors import Visitor
from circular.store import take_out as store
from circular.store.connection import Database, open_for, write_tx
from circular.store.rows import value
from tests.builders.holders import a_holder


def test_all_tables_are_there_and_none_of_sqlites_own(db: Database) -> None:
    tables = store.tables(db)

    assert {"journal", "holder", "ref_commune", "_sqlite_migrations"} <= set(tables)
    assert not [name for name in tables if name.startswith("sqlite_")]
    assert store.columns(db, "form_token")[0] == ("token", "TEXT")


def test_what_is_written_meanwhile_is_not_read(
    db: Database, staff: Visitor, store_path: Path
) -> None:
    with open_for(store_path, read_only=True) as reading, store.one_moment(reading):
        assert list(store.stream(reading, "holder")) == []
        a_holder(db, staff)
        assert list(store.stream(reading, "holder")) == []
    assert len(list(store.stream(db, "holder"))) == 1


def test_a_shape_and_reference_data_serve_nobody(tmp_path: Path, db: Database) -> None:
    path = tmp_path / "new.sqlite3"
    with open_for(path) as new:
        assert not store.holds_something(new)
        store.take_shape(new, store.known_steps()[:3])
        assert store.applied_steps(new) == store.known_steps()[:3]
        store.reach_present_shape(new)
        assert store.applied_steps(new) == store.known_steps()
        assert not store.holds_something(new)
        store.finish(new)
    assert not store.serves_somebody(path)
    assert store.holds_something(db)


def test_a_filling_that_fails_leaves_rows_and_guards_as_they_were(
    db: Database, staff: Visitor
) -> None:
    a_holder(db, staff)
    guards = value(db, "SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger'")

    with pytest.raises(ValueError, match="ref_epci"), store.filling(db):
        store.fill(db, "territory_epci", ["epci_siren", "position"], [("999999999", 0)])
    assert value(db, "SELECT COUNT(*) FROM holder") == 1
    assert value(db, "SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger'") == guards
    with write_tx(db):
        assert value(db, "SELECT COUNT(*) FROM territory_epci") == 0
