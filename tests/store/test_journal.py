"""The journal keeps every line, newest first, and nothing can be taken out of it."""

import json
import sqlite3
from datetime import datetime, timedelta

import pytest

from circular.store import journal
from circular.store.connection import Database

AT = datetime(2026, 11, 22, 9, 30)


def write(db: Database, sentence: str) -> None:
    """Write a line about the holder 7."""
    journal.add(
        db,
        at=AT,
        account_id=None,
        account_name="Camille",
        entity="holder",
        entity_id=7,
        act="changed",
        sentence=sentence,
        changes={"Nom": ("Ida", "Ida J.")},
    )


def test_the_newest_line_comes_first(db: Database) -> None:
    write(db, "Premier.")
    write(db, "Second.")

    lines = journal.of_record(db, "holder", 7)

    assert [line["sentence"] for line in lines] == ["Second.", "Premier."]
    assert json.loads(lines[0]["changes"]) == {"Nom": ["Ida", "Ida J."]}
    assert lines[0]["at"] == "2026-11-22T09:30:00"


def test_an_act_was_noted_about_a_record_since_a_moment_or_not(db: Database) -> None:
    write(db, "Premier.")
    before, after = AT - timedelta(minutes=1), AT + timedelta(minutes=1)

    assert journal.was_noted(db, "holder", 7, "changed", since=before)
    assert not journal.was_noted(db, "holder", 7, "changed", since=after)
    assert not journal.was_noted(db, "holder", 7, "added", since=before)
    assert not journal.was_noted(db, "holder", None, "changed", since=before)


@pytest.mark.parametrize("sql", ["UPDATE journal SET sentence = 'x'", "DELETE FROM journal"])
def test_no_line_can_be_changed_or_removed(db: Database, sql: str) -> None:
    write(db, "Premier.")

    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.conn.execute(sql)
