"""One's own calendar address: given once, kept as a digest, revoked."""

import pytest

from circular.actions.calendar_feeds import give_feed, note_feed_reading, revoke_feed
from circular.domain.errors import DomainError, NotFoundError
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import rows, value
from tests.builders.agreements import TODAY


def test_the_address_is_nowhere_in_the_store(db: Database, elected: Visitor) -> None:
    token = give_feed(db, elected)
    assert len(token) == 43
    kept = "".join(db.conn.iterdump())
    assert token not in kept
    assert give_feed(db, elected) != token
    assert value(db, "SELECT count(*) FROM calendar_feed") == 1
    note_feed_reading(db, elected.account_id or 0, on=TODAY)
    assert value(db, "SELECT read_on FROM calendar_feed") == "2026-11-22"
    revoke_feed(db, elected)
    with pytest.raises(NotFoundError):
        revoke_feed(db, elected)
    acts = rows(db, "SELECT act FROM journal WHERE entity = 'account' ORDER BY id")
    assert [row["act"] for row in acts] == [
        "calendar_given",
        "calendar_given",
        "calendar_revoked",
    ]


def test_who_has_no_account_has_no_address(db: Database, staff: Visitor) -> None:
    nobody = staff.model_copy(update={"account_id": None})
    with pytest.raises(DomainError, match="compte à soi"):
        give_feed(db, nobody)
