"""A run of a page asks for the version of the data once, and again after it has written."""

from pathlib import Path

from circular.domain.visitors import Visitor
from circular.store import meta
from circular.store.connection import open_for, write_tx
from circular.ui import session


def test_a_run_keeps_the_version_that_it_began_with_until_it_writes(
    store_path: Path, staff: Visitor
) -> None:
    with session.one_reading():
        first = session.data_version()
        with open_for(store_path) as db, write_tx(db):
            meta.raise_data_version(db)
        assert session.data_version() == first
        with session.writing(staff):
            pass
        assert session.data_version() == first + 1


def test_the_next_run_asks_again(store_path: Path) -> None:
    with session.one_reading():
        first = session.data_version()
    with open_for(store_path) as db, write_tx(db):
        meta.raise_data_version(db)
    with session.one_reading():
        assert session.data_version() == first + 1
    assert session.data_version() == first + 1
