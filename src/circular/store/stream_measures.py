"""Measures of streams year by year, in the store."""

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from circular.store.rows import Row, insert, one, rows
from circular.store.streams import IN_SIGHT, Sight

_MEASURE = """
SELECT m.id, m.stream_id, m.year, m.tonnes, m.source, m.measured_on, m.entered_at,
       r.label AS reliability_label, a.name AS author_name
FROM stream_measure m
JOIN waste_stream s ON s.id = m.stream_id
LEFT JOIN account a ON a.id = m.author_id
LEFT JOIN ref_entry r ON r.list = 'figure_reliabilities' AND r.key = m.reliability
"""


def write(db: Database, record: Mapping[str, Any]) -> int:
    """Write the measure of a year in place of an earlier one; returns it."""
    db.conn.execute(
        "DELETE FROM stream_measure WHERE stream_id = ? AND year = ?",
        [record["stream_id"], record["year"]],
    )
    return insert(db, "stream_measure", record)


def of_year(db: Database, stream_id: int, year: int) -> Row | None:
    """Return the measure of a year; None when there is none."""
    return one(db, f"{_MEASURE} WHERE m.stream_id = ? AND m.year = ?", [stream_id, year])


def of_stream(db: Database, stream_id: int, sight: Sight) -> list[Row]:
    """Return the measures of a stream in sight, the latest year first."""
    sql = f"{_MEASURE} WHERE m.stream_id = :id AND {IN_SIGHT} ORDER BY m.year DESC"
    return rows(db, sql, {"id": stream_id, "own": sight.own})


def remove(db: Database, stream_id: int, year: int) -> None:
    """Take out the measure of a year; the journal keeps what it said."""
    db.conn.execute(
        "DELETE FROM stream_measure WHERE stream_id = ? AND year = ?", [stream_id, year]
    )
