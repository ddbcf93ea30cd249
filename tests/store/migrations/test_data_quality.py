"""The table of what was set aside: one line for a check and a record, and a coded reason."""

import sqlite3

import pytest

from circular.store.connection import Database
from circular.store.rows import insert

LINE = {
    "check_key": "siret_missing",
    "subject_id": 1,
    "told": "",
    "reason": "normal",
    "decided_on": "2026-11-22",
    "created_at": "2026-11-22",
}


def test_a_record_is_set_aside_once_for_a_check(db: Database) -> None:
    insert(db, "quality_exception", LINE)
    insert(db, "quality_exception", {**LINE, "check_key": "jobs_missing"})
    with pytest.raises(sqlite3.IntegrityError):
        insert(db, "quality_exception", LINE)


def test_a_reason_is_one_of_the_list(db: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        insert(db, "quality_exception", {**LINE, "reason": "parce que"})
