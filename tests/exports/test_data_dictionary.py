"""Every table and column that leaves is explained in French."""

from circular.exports.data_dictionary import (
    COLUMNS,
    UNSAID,
    meaning_of,
    table_meaning,
)
from circular.exports.exact_meanings import EXACT
from circular.exports.table_meanings import TABLES
from circular.store import take_out as store
from circular.store.connection import Database


def test_every_table_and_column_has_a_meaning(db: Database) -> None:
    tables = store.tables(db)
    unsaid = [table for table in tables if table_meaning(table) == UNSAID]
    unsaid += [
        f"{table}.{column}"
        for table in tables
        for column, _ in store.columns(db, table)
        if meaning_of(table, column) == UNSAID
    ]

    assert unsaid == [], "add them to exports/table_meanings.py or exports/data_dictionary.py"


def test_no_meaning_speaks_of_what_does_not_exist(db: Database) -> None:
    columns = {
        (table, column) for table in store.tables(db) for column, _ in store.columns(db, table)
    }

    assert set(TABLES) == {table for table, _ in columns}
    assert set(COLUMNS) <= {column for _, column in columns}
    assert set(EXACT) <= columns
