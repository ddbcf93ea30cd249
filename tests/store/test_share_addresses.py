"""Addresses in the store: counted, revoked once, never kept in clear."""

from datetime import date

from circular.adapters import tokens
from circular.domain.visitors import Visitor
from circular.store import share_addresses
from circular.store.connection import Database
from circular.store.rows import rows
from tests.builders.snapshots import a_snapshot, an_address


def test_the_token_is_nowhere_in_the_database(db: Database, staff: Visitor) -> None:
    token = an_address(db, staff, a_snapshot(db, staff))

    tables = [each["name"] for each in rows(db, "SELECT name FROM pragma_table_list")]
    told = [name for name in tables if token in str(rows(db, f'SELECT * FROM "{name}"'))]

    assert told == []
    assert share_addresses.by_token(db, tokens.digest(token)) is not None


def test_readings_are_counted_and_an_address_is_revoked_once(db: Database, staff: Visitor) -> None:
    snapshot_id = a_snapshot(db, staff)
    an_address(db, staff, snapshot_id)
    address = share_addresses.of_snapshot(db, snapshot_id)[0]["id"]

    share_addresses.note_reading(db, address, on=date(2026, 11, 22))
    share_addresses.note_reading(db, address, on=date(2026, 11, 23))

    found = share_addresses.by_id(db, address)
    assert found is not None
    assert (found["readings"], found["read_on"]) == (2, "2026-11-23")
    assert share_addresses.revoke(db, address, at="2026-11-23T09:00:00+00:00")
    assert not share_addresses.revoke(db, address, at="2026-11-24T09:00:00+00:00")
