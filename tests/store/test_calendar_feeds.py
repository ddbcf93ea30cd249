"""Calendar addresses in the store: a new one takes the place of the one before."""

from datetime import UTC, date, datetime, timedelta

from circular.store import calendar_feeds as store
from circular.store.connection import Database

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=365)


def test_a_new_address_takes_the_place_of_the_one_before(db: Database) -> None:
    store.put(db, 1, token_hash="a" * 64, now=NOW, expires_at=LATER)
    store.note_reading(db, 1, on=date(2026, 11, 22))
    store.put(db, 1, token_hash="b" * 64, now=NOW, expires_at=LATER)
    assert store.by_token(db, "a" * 64) is None
    found = store.by_token(db, "b" * 64)
    assert found is not None
    assert (found["account_id"], found["read_on"]) == (1, None)
    assert "token_hash" not in (store.of_account(db, 1) or {"token_hash": ""})
    db.conn.execute("UPDATE account SET closed_at = '2026-11-22' WHERE id = 1")
    assert store.by_token(db, "b" * 64) is None
    assert store.drop(db, 1)
    assert not store.drop(db, 1)
