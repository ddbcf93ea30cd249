"""The table of saved views: whose they are, and what it holds."""

import sqlite3

import pytest

from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import insert, value

VIEW = {"list": "agreements", "name": "À signer", "created_at": "", "updated_at": ""}


def test_a_view_goes_with_the_account_that_keeps_it(db: Database, staff: Visitor) -> None:
    insert(db, "saved_view", {**VIEW, "account_id": staff.account_id, "address": "{}"})
    db.conn.execute("DELETE FROM saved_view WHERE account_id = ?", [staff.account_id])
    assert value(db, "SELECT COUNT(*) FROM saved_view") == 0


def test_an_address_is_json_and_an_owner_is_an_account(db: Database, staff: Visitor) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        insert(db, "saved_view", {**VIEW, "account_id": staff.account_id, "address": "etat"})
    with pytest.raises(sqlite3.IntegrityError):
        insert(db, "saved_view", {**VIEW, "account_id": 999, "address": "{}"})
