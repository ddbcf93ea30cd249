"""What was frozen is kept for ever, but for the words that may name somebody."""

import sqlite3

import pytest

from circular.domain.visitors import Visitor
from circular.store import snapshots
from circular.store.connection import Database
from tests.builders.snapshots import a_snapshot


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE snapshot SET contents = '{}'",
        "UPDATE snapshot SET hash = hex(zeroblob(32))",
        "UPDATE snapshot SET as_of = '2020-01-01'",
        "UPDATE snapshot SET journal_head = 0",
        "DELETE FROM snapshot",
    ],
)
def test_nothing_changes_or_takes_away_what_was_frozen(
    db: Database, staff: Visitor, statement: str
) -> None:
    a_snapshot(db, staff)

    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        db.conn.execute(statement)


def test_words_that_may_name_somebody_can_be_erased(db: Database, staff: Visitor) -> None:
    snapshot_id = a_snapshot(db, staff, note="Dit à Naïma")

    db.conn.execute("UPDATE snapshot SET title = 'Séance', note = NULL")

    found = snapshots.by_id(db, snapshot_id)
    assert found is not None
    assert (found["title"], found["note"]) == ("Séance", None)


def test_a_situation_is_withdrawn_once(db: Database, staff: Visitor) -> None:
    snapshot_id = a_snapshot(db, staff)
    first = snapshots.withdraw(db, snapshot_id, reason="Erreur", at="2026-11-22", account_id=None)
    second = snapshots.withdraw(db, snapshot_id, reason="Bis", at="2026-11-23", account_id=None)

    assert (first, second) == (True, False)
    assert snapshots.listed(db, only=(), with_withdrawn=False) == []
    assert snapshots.listed(db, only=(), with_withdrawn=True)[0]["withdrawal_reason"] == "Erreur"
