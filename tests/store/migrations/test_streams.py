"""The tables of streams, needs and decisions refuse what no rule should have let through."""

import sqlite3
from typing import Any

import pytest

from circular.domain.match_decisions import Decision
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import value
from tests.builders.needs import a_need, a_project
from tests.builders.straight import accepted, count, force, holds
from tests.builders.streams import a_stream

DECIDE = (
    "INSERT INTO match_decision (stream_id, need_id, decision, components, weights, decided_on)"
    " VALUES (?, ?, 'kept', '{}', '{}', '2026-11-22')"
)


@pytest.fixture
def stream_id(db: Database, staff: Visitor) -> int:
    """Return a stream of garden waste."""
    return a_stream(db, staff)


@pytest.fixture
def need_id(db: Database, staff: Visitor) -> int:
    """Return a need of a code, without bounds of tonnage."""
    project_id = a_project(db, staff)
    return a_need(db, staff, project_id, tonnes_min=None, tonnes_max=None)


@pytest.mark.parametrize(
    ("column", "values", "kept"),
    [
        ("tonnes_min", [-0.1, 0, 180.5, None], [0, 180.5, None]),
        ("tonnes_likely", [-0.1, 0, None], [0, None]),
        ("tonnes_max", [-0.1, 0, None], [0, None]),
        ("contamination", [-0.1, 0, 100, 100.1, None], [0, 100, None]),
        ("is_hazardous", [0, 1, 2, None], [0, 1, None]),
        ("is_confidential", [0, 1, 2, None], [0, 1]),
        ("commune_code", ["33243", "00000", None], ["33243", None]),
        ("title", ["", "a", "a" * 200, "a" * 201], ["a", "a" * 200]),
    ],
)
def test_what_is_known_of_a_stream_stays_within_its_bounds(
    db: Database, stream_id: int, column: str, values: list[Any], kept: list[Any]
) -> None:
    assert accepted(db, "waste_stream", stream_id, column, values) == kept


def test_a_producer_may_pay_the_taker_but_an_unknown_price_is_not_zero(
    db: Database, stream_id: int
) -> None:
    assert value(db, "SELECT price FROM waste_stream WHERE id = ?", [stream_id]) is None
    assert accepted(db, "waste_stream", stream_id, "price", [-35.0, 0, 12.5]) == [-35.0, 0, 12.5]


def test_a_stream_may_be_there_for_a_day_but_not_end_before_it_begins(
    db: Database, stream_id: int
) -> None:
    force(db, "waste_stream", stream_id, available_from="2026-03-01")
    days = ["2026-02-28", "2026-03-01", None]

    assert accepted(db, "waste_stream", stream_id, "available_to", days) == days[1:]


@pytest.mark.parametrize(
    ("column", "values", "kept"),
    [
        ("tonnes_min", [-1, 0, None], [0, None]),
        ("distance_max_km", [0, 0.1, None], [0.1, None]),
        ("contamination_max", [-1, 0, 100, 101, None], [0, 100, None]),
        ("hazardous_accepted", [0, 1, 2, None], [0, 1]),
    ],
)
def test_what_a_project_can_take_stays_within_its_bounds(
    db: Database, need_id: int, column: str, values: list[Any], kept: list[Any]
) -> None:
    assert accepted(db, "material_need", need_id, column, values) == kept


@pytest.mark.parametrize(
    ("least", "most", "refused"),
    [(100, 100, False), (100, 99, True), (100, None, False), (None, 50, False)],
)
def test_a_need_takes_at_most_as_much_as_at_least(
    db: Database, need_id: int, least: float | None, most: float | None, *, refused: bool
) -> None:
    assert holds(db, "material_need", need_id, tonnes_min=least, tonnes_max=most) is refused


def test_a_code_is_accepted_once_by_a_need(db: Database, need_id: int) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        db.conn.execute(
            "INSERT INTO material_need_code SELECT need_id, code FROM material_need_code"
        )


def test_a_match_is_decided_once_in_the_words_of_the_domain(
    db: Database, stream_id: int, need_id: int
) -> None:
    db.conn.execute(DECIDE, [stream_id, need_id])
    decision_id = value(db, "SELECT MAX(id) FROM match_decision")
    words = [decision.value for decision in Decision]

    assert accepted(db, "match_decision", decision_id, "decision", [*words, "later"]) == words
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        db.conn.execute(DECIDE, [stream_id, need_id])


@pytest.mark.parametrize("table", ["waste_stream", "material_need"])
def test_a_decision_goes_with_either_side_of_its_match(
    db: Database, staff: Visitor, stream_id: int, need_id: int, table: str
) -> None:
    other_stream, other_need = a_stream(db, staff), a_need(db, staff, a_project(db, staff))
    db.conn.execute(DECIDE, [stream_id, need_id])
    db.conn.execute(DECIDE, [other_stream, other_need])
    gone = {"waste_stream": stream_id, "material_need": need_id}[table]

    db.conn.execute(f"DELETE FROM {table} WHERE id = ?", [gone])

    left = db.conn.execute("SELECT stream_id, need_id FROM match_decision").fetchall()
    assert left == [(other_stream, other_need)]


def test_codes_and_families_go_with_their_need(db: Database, staff: Visitor, need_id: int) -> None:
    other_id = a_need(db, staff, a_project(db, staff), families=("bois",))

    db.conn.execute("DELETE FROM material_need WHERE id = ?", [need_id])

    assert value(db, "SELECT COUNT(*) FROM material_need_code WHERE need_id = ?", [need_id]) == 0
    assert count(db, "material_need_family") == 1
    assert value(db, "SELECT need_id FROM material_need_family") == other_id
