"""Every table of a real database has its meaning, and no table is described that is not there."""

from circular.exports.table_meanings import TABLES
from circular.store.connection import Database


def test_the_tables_described_are_those_of_the_database(db: Database) -> None:
    there = {name for name in db.table_names() if not name.startswith("sqlite_")}

    assert there <= set(TABLES)
    assert all(meaning[0].isupper() for meaning in TABLES.values())
