"""The rebuilt table of amendments keeps its bounds and what it held."""

import sqlite3

import pytest

from circular.domain.visitors import Visitor
from circular.store import amendments as store
from circular.store.connection import Database
from circular.store.migrations.amendment_blocks import BLOCKS
from circular.store.migrations.amendments import AMENDMENTS
from circular.store.migrations.foundation import statements
from circular.store.rows import one
from tests.builders.agreements import signed
from tests.conftest import NOW

_RECORD = {"number": 1, "state": "draft", "reason": "Essai", "drafted_on": "2026-11-22"}


def test_what_was_there_before_is_kept(db: Database, staff: Visitor) -> None:
    agreement = signed(db, staff)
    db.conn.execute("DROP TABLE amendment")
    for statement in statements(AMENDMENTS):
        db.conn.execute(statement)
    record = {**_RECORD, "agreement_id": agreement, "jobs_committed": 3, "version": 4}
    made = store.add(db, record, created_by=None, now=NOW)
    for statement in list(statements(BLOCKS))[1:]:
        db.conn.execute(statement)
    row = one(db, "SELECT id, jobs_committed, version, parties FROM amendment")
    assert row == {"id": made, "jobs_committed": 3.0, "version": 4, "parties": None}
    with pytest.raises(sqlite3.IntegrityError):
        db.conn.execute("DELETE FROM agreement")


def test_one_draft_and_nothing_signed_without_a_change(db: Database, staff: Visitor) -> None:
    record = {**_RECORD, "agreement_id": signed(db, staff)}
    made = store.add(db, record, created_by=None, now=NOW)
    with pytest.raises(sqlite3.IntegrityError):
        store.add(db, {**record, "number": 2}, created_by=None, now=NOW)
    with pytest.raises(sqlite3.IntegrityError):
        db.conn.execute(
            "UPDATE amendment SET state = 'signed', signed_on = '2026-11-22',"
            " effective_on = '2026-11-22' WHERE id = ?",
            [made],
        )
