"""The columns and the points of a path refuse what no rule should have let through."""

import sqlite3

import pytest

from circular.domain.targets import PathKind
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from tests.builders.straight import accepted
from tests.builders.targets import a_target

POINT = "INSERT INTO target_point (target_id, reached_on, value) VALUES (?, ?, ?)"


def test_a_path_is_of_a_kind_of_the_domain(db: Database, staff: Visitor) -> None:
    kinds = [kind.value for kind in PathKind]

    assert accepted(db, "target", a_target(db, staff), "path_kind", [*kinds, "curve"]) == kinds


def test_a_start_is_never_negative(db: Database, staff: Visitor) -> None:
    assert accepted(db, "target", a_target(db, staff), "baseline", [-1, 0, None]) == [0, None]


@pytest.mark.parametrize(
    "values", [("2026-01-01", -1), (None, 5), ("2026-01-01", None), ("2026-06-01", 7)]
)
def test_a_point_has_a_day_of_its_own_and_a_value(
    db: Database, staff: Visitor, values: tuple[str | None, float | None]
) -> None:
    target_id = a_target(db, staff)
    db.conn.execute(POINT, [target_id, "2026-06-01", 30])

    with pytest.raises(sqlite3.IntegrityError):
        db.conn.execute(POINT, [target_id, *values])


def test_a_point_belongs_to_a_decision(db: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        db.conn.execute(POINT, [999, "2026-06-01", 30])
