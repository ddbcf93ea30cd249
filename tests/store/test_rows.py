"""Rows come out with their names, and a version that moved on refuses the update."""

from circular.store.connection import Database
from circular.store.rows import insert, one, rows, update_version, value

HOLDER = {
    "name": "Ida Jolivet",
    "folded_name": "ida jolivet",
    "created_at": "2026-11-22",
    "updated_at": "2026-11-22",
}


def test_rows_bear_the_names_of_their_columns(db: Database) -> None:
    insert(db, "holder", HOLDER)

    assert rows(db, "SELECT name, version FROM holder") == [{"name": "Ida Jolivet", "version": 1}]
    assert one(db, "SELECT name FROM holder WHERE id = ?", [999]) is None
    assert value(db, "SELECT count(*) FROM holder") == 1


def test_only_the_version_that_was_read_can_be_changed(db: Database) -> None:
    holder_id = insert(db, "holder", HOLDER)

    assert update_version(db, "holder", holder_id, version=1, record={"name": "Ida J."})
    assert not update_version(db, "holder", holder_id, version=1, record={"name": "Autre"})
    assert one(db, "SELECT name, version FROM holder") == {"name": "Ida J.", "version": 2}
