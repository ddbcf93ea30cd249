"""Agreements in the store: the last wall."""

import sqlite3

import pytest

from circular.domain.visitors import Visitor
from circular.store import agreements as store
from circular.store.connection import Database
from tests.builders.agreements import a_draft, signed
from tests.conftest import NOW


def test_two_agreements_never_share_a_number(db: Database, staff: Visitor) -> None:
    signed(db, staff)
    other = a_draft(db, staff)
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        db.conn.execute("UPDATE agreement SET number = '2026-001' WHERE id = ?", [other])
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        db.conn.execute("UPDATE agreement SET year = 2026, sequence = 1 WHERE id = ?", [other])


def test_a_signed_agreement_has_its_days_and_its_number(db: Database, staff: Visitor) -> None:
    agreement = a_draft(db, staff)
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        db.conn.execute("UPDATE agreement SET state = 'signed' WHERE id = ?", [agreement])


def test_no_end_comes_before_its_start(db: Database, staff: Visitor) -> None:
    agreement = signed(db, staff)
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        db.conn.execute("UPDATE agreement SET ends_on = '2020-01-01' WHERE id = ?", [agreement])


def test_the_last_number_is_that_of_its_year(db: Database, staff: Visitor) -> None:
    assert store.last_sequence(db, 2026) == 0
    signed(db, staff)
    assert store.last_sequence(db, 2026) == 1
    assert store.last_sequence(db, 2027) == 0


def test_names_stay_in_the_store_unless_they_may_be_seen(db: Database, staff: Visitor) -> None:
    agreement = signed(db, staff)
    named = store.parties(db, agreement, with_people=True)
    nameless = store.parties(db, agreement, with_people=False)
    assert [row["name"] for row in named] == ["Circular", "Naïma Fictive"]
    assert [row["name"] for row in nameless] == ["Circular", None]
    assert {row["signatory"] for row in nameless} == {None}
    assert {row["author"] for row in store.events(db, agreement, with_people=False)} == {None}


def test_a_stale_version_changes_nothing(db: Database, staff: Visitor) -> None:
    agreement = a_draft(db, staff)
    row = store.get(db, agreement)
    assert row is not None
    assert store.change(db, agreement, {"note": "première"}, version=1, now=NOW)
    assert not store.change(db, agreement, {"note": "seconde"}, version=1, now=NOW)
    after = store.get(db, agreement)
    assert after is not None
    assert (after["note"], after["version"]) == ("première", 2)
