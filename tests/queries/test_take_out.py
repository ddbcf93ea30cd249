"""A snapshot names its version and its tables, and gives their rows one by one."""

from circular.domain.visitors import Visitor
from circular.queries.take_out import snapshot
from circular.store import take_out as store
from circular.store.connection import Database
from tests.builders.holders import a_holder


def test_a_snapshot_says_what_it_is_made_of(db: Database, staff: Visitor) -> None:
    a_holder(db, staff, "Ida Lacoste")

    with snapshot(db) as taken:
        assert taken.steps == store.known_steps()
        assert taken.version
        names = [column.name for column in taken.columns("holder")]
        (row,) = taken.rows("holder")
        assert dict(zip(names, row, strict=True))["name"] == "Ida Lacoste"
    assert not db.conn.in_transaction
