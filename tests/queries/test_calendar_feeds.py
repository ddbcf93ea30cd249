"""Whose is an address: as the account stands now, nobody's once it is revoked, over or closed."""

from datetime import UTC, datetime, timedelta

from circular.actions.calendar_feeds import give_feed
from circular.domain.calendar_feeds import LIFETIME
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.queries.calendar_feeds import feed_reading, own_feed
from circular.store.connection import Database

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_rights_are_those_of_the_account_when_it_is_read(db: Database, staff: Visitor) -> None:
    assert own_feed(db, staff) is None
    token = give_feed(db, staff, now=NOW)
    found = feed_reading(db, token, now=NOW)
    assert found is not None
    assert (found.visitor.role, found.is_due) == (Role.STAFF, True)
    db.conn.execute("UPDATE account SET role = 'elected' WHERE id = ?", [staff.account_id])
    again = feed_reading(db, token, now=NOW)
    assert again is not None
    assert again.visitor.role is Role.ELECTED
    own = own_feed(db, staff)
    assert own is not None
    assert own.expires_at - own.created_at == LIFETIME


def test_an_address_that_is_over_or_of_a_closed_account_is_nobody_s(
    db: Database, staff: Visitor
) -> None:
    token = give_feed(db, staff, now=NOW)
    assert feed_reading(db, "x" * 43, now=NOW) is None
    assert feed_reading(db, token, now=NOW + LIFETIME + timedelta(seconds=1)) is None
    db.conn.execute("UPDATE account SET closed_at = '2026-11-22' WHERE id = ?", [staff.account_id])
    assert feed_reading(db, token, now=NOW) is None
