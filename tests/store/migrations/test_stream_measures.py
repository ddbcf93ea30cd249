"""The step keeps the treatment of a need, and measures stay whole, one a year."""

import sqlite3

import pytest
from sqlite_utils import Database as Plain

from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.migrations import migrations
from circular.store.rows import value
from tests.builders.needs import a_need, a_project
from tests.builders.straight import accepted
from tests.builders.streams import a_stream


def test_the_treatment_of_a_need_becomes_the_first_of_several() -> None:
    db = Plain(memory=True)
    migrations.apply(db, stop_before="create_stream_measures")
    db.conn.execute("PRAGMA foreign_keys = OFF")
    db.conn.execute(
        "INSERT INTO material_need (project_id, title, operation, created_at, updated_at)"
        " VALUES (1, 'Bois', 'R3', '2026', '2026')"
    )

    migrations.apply(db)

    found = db.conn.execute("SELECT need_id, operation FROM material_need_operation").fetchall()
    assert [tuple(row) for row in found] == [(1, "R3")]


@pytest.mark.parametrize(
    "values",
    ["1989, 10, 'Pesée'", "2025, -1, 'Pesée'", "2025, 10, ''", "2024, 10, 'Pesée'"],
)
def test_a_measure_is_whole_and_alone_in_its_year(
    db: Database, staff: Visitor, values: str
) -> None:
    stream_id = a_stream(db, staff)
    insert = (
        "INSERT INTO stream_measure (stream_id, year, tonnes, source, measured_on, entered_at)"
        " VALUES (?, {}, '2026-01-15', '2026-01-15T09:00:00')"
    )
    db.conn.execute(insert.format("2024, 10, 'Pesée'"), [stream_id])
    with pytest.raises(sqlite3.IntegrityError):
        db.conn.execute(insert.format(values), [stream_id])
    db.conn.execute("DELETE FROM waste_stream")
    assert value(db, "SELECT COUNT(*) FROM stream_measure") == 0


def test_a_need_does_not_end_before_it_begins(db: Database, staff: Visitor) -> None:
    need_id = a_need(db, staff, a_project(db, staff), needed_from="01/03/2027")
    days = ["2027-02-28", "2027-03-01", None]
    assert accepted(db, "material_need", need_id, "needed_to", days) == ["2027-03-01", None]
