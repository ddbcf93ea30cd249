"""Targets in the store: each decision is a row, the last one by a day is in force that day.

A decision that was put right keeps its row, with the moment of its correction, and counts no more;
the row that stands for it takes its place in the order of decisions.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlite_utils import Database

from circular.store import rows as table
from circular.store.rows import Row, one, rows

_READ = """
SELECT t.id, t.indicator, t.epci_siren, e.name AS epci_name, t.value, t.baseline, t.starts_on,
    t.due_on, t.path_kind, t.source, t.decided_on, t.decided_by, t.note, t.version, t.corrected_at,
    t.corrects_id,
    (SELECT json_group_array(json_array(p.reached_on, p.value)) FROM (SELECT reached_on, value
        FROM target_point WHERE target_id = t.id ORDER BY reached_on) p) AS points
FROM target t LEFT JOIN ref_epci e ON e.siren = t.epci_siren
"""
_HELD = "t.corrected_at IS NULL"
_SAME = "t.indicator = :indicator AND t.epci_siren IS :epci"
_LATEST_FIRST = "t.decided_on DESC, COALESCE(t.corrects_id, t.id) DESC, t.id DESC"


def add(db: Database, record: Mapping[str, Any], points: Sequence[Mapping[str, Any]] = ()) -> int:
    """Insert a decision with the points of its path (on, value) and return its identifier."""
    target_id = table.insert(db, "target", record)
    for point in points:
        db.conn.execute(
            "INSERT INTO target_point (target_id, reached_on, value) VALUES (?, ?, ?)",
            [target_id, point["on"], point["value"]],
        )
    return target_id


def mark_corrected(db: Database, target_id: int, *, at: str) -> None:
    """Say that another decision, or none, stands for this one."""
    db.conn.execute(
        "UPDATE target SET corrected_at = ?, version = version + 1 WHERE id = ?", [at, target_id]
    )


def by_id(db: Database, target_id: int) -> Row | None:
    """Return one decision, were it corrected since."""
    return one(db, f"{_READ} WHERE t.id = ?", [target_id])


def decisions(db: Database, *, indicator: str, epci_siren: str | None) -> list[Row]:
    """Return the decisions on an indicator and a territory (None: the whole), the latest first."""
    return rows(
        db,
        f"{_READ} WHERE {_SAME} AND {_HELD} ORDER BY {_LATEST_FIRST}",
        {"indicator": indicator, "epci": epci_siren},
    )


def in_force(db: Database, *, indicator: str, epci_siren: str | None, as_of: date) -> Row | None:
    """Return the last decision taken by a day; of two on one day, the one entered last."""
    return one(
        db,
        f"{_READ} WHERE {_SAME} AND {_HELD} AND t.decided_on <= :day"
        f" ORDER BY {_LATEST_FIRST} LIMIT 1",
        {"indicator": indicator, "epci": epci_siren, "day": as_of.isoformat()},
    )


def every(db: Database) -> list[Row]:
    """Return all decisions that hold, by indicator and territory, the latest first."""
    return rows(
        db,
        f"{_READ} WHERE {_HELD} ORDER BY t.indicator, t.epci_siren IS NOT NULL, e.name,"
        f" {_LATEST_FIRST}",
    )
