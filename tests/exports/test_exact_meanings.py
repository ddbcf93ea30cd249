"""A column explained apart exists, in a table that the dictionary knows."""

from circular.exports.exact_meanings import EXACT
from circular.exports.table_meanings import TABLES
from circular.store.connection import Database
from circular.store.take_out import columns


def test_what_is_explained_apart_exists(db: Database) -> None:
    for table, column in EXACT:
        assert table in TABLES
        assert column in {name for name, _ in columns(db, table)}, (table, column)
