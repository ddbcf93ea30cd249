"""The marks of the database."""

from circular.store import meta
from circular.store.connection import Database


def test_the_data_version_only_goes_up(db: Database) -> None:
    before = meta.data_version(db)

    meta.raise_data_version(db)

    assert meta.data_version(db) == before + 1


def test_a_database_is_a_demonstration_once_marked(db: Database) -> None:
    db.conn.execute("UPDATE meta SET value = '0' WHERE key = 'demonstration'")
    assert not meta.is_demonstration(db)

    meta.mark_demonstration(db)

    assert meta.is_demonstration(db)
