"""The tables of case reviews hold what they must, and nothing half-erased."""

import sqlite3

import pytest

from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import value
from tests.builders.agreements import a_project
from tests.builders.case_notes import a_case_note, a_colleague


@pytest.mark.parametrize(
    "change",
    [
        "text = ''",
        "text = NULL",
        "erased_at = '2026-11-22'",
        "text = NULL, erased_at = '2026-11-22'",
        "author_id = 999",
        "project_id = NULL",
    ],
)
def test_a_note_is_whole_or_wholly_erased(db: Database, staff: Visitor, change: str) -> None:
    a_case_note(db, staff, a_project(db, staff))

    with pytest.raises(sqlite3.IntegrityError):
        db.conn.execute(f"UPDATE case_note SET {change}")


def test_readers_and_readings_go_with_the_note(db: Database, staff: Visitor) -> None:
    note_id = a_case_note(db, staff, a_project(db, staff), reader := a_colleague(db))
    reading = "INSERT INTO case_note_reading VALUES (?, ?, '2026-11-22')"
    db.conn.execute(reading, [note_id, reader.account_id])
    with pytest.raises(sqlite3.IntegrityError):
        db.conn.execute(reading, [note_id, reader.account_id])

    db.conn.execute("DELETE FROM case_note")

    assert value(db, "SELECT COUNT(*) FROM case_note_reader") == 0
    assert value(db, "SELECT COUNT(*) FROM case_note_reading") == 0
