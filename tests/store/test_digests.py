"""Digests in the store: one a week, of whoever wants it."""

from circular.store import digests as store
from circular.store.connection import Database
from tests.conftest import NOW


def test_a_week_is_claimed_once_and_given_back(db: Database) -> None:
    db.conn.execute("UPDATE account SET email = 'p' || id || '@exemple.fr'")
    everybody = [row["account_id"] for row in store.readers(db, "2026-W47")]
    assert len(everybody) == 4
    assert store.claim(db, 1, "2026-W47", now=NOW)
    assert not store.claim(db, 1, "2026-W47", now=NOW)
    store.refuse(db, 2, now=NOW)
    db.conn.execute("UPDATE account SET closed_at = '2026-11-01' WHERE id = 3")
    assert [row["account_id"] for row in store.readers(db, "2026-W47")] == [4]
    assert store.is_refused(db, 2)
    store.accept(db, 2)
    store.release(db, 1, "2026-W47")
    assert [row["account_id"] for row in store.readers(db, "2026-W47")] == [1, 2, 4]
