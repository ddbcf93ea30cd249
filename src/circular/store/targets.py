"""Targets in the store: each decision is a row, the last one by a day is in force that day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlite_utils import Database

from circular.store import rows as table
from circular.store.rows import Row, one, rows

_READ = """
SELECT t.id, t.indicator, t.epci_siren, e.name AS epci_name, t.value, t.starts_on, t.due_on,
    t.source, t.decided_on, t.decided_by, t.note, t.version
FROM target t LEFT JOIN ref_epci e ON e.siren = t.epci_siren
"""
_SAME = "t.indicator = :indicator AND t.epci_siren IS :epci"


def add(db: Database, record: Mapping[str, Any]) -> int:
    """Insert a decision and return its identifier."""
    return table.insert(db, "target", record)


def by_id(db: Database, target_id: int) -> Row | None:
    """Return one decision."""
    return one(db, f"{_READ} WHERE t.id = ?", [target_id])


def decisions(db: Database, *, indicator: str, epci_siren: str | None) -> list[Row]:
    """Return the decisions on an indicator and a territory (None: the whole), the latest first."""
    return rows(
        db,
        f"{_READ} WHERE {_SAME} ORDER BY t.decided_on DESC, t.id DESC",
        {"indicator": indicator, "epci": epci_siren},
    )


def in_force(db: Database, *, indicator: str, epci_siren: str | None, as_of: date) -> Row | None:
    """Return the last decision taken by a day; of two on one day, the one entered last."""
    return one(
        db,
        f"{_READ} WHERE {_SAME} AND t.decided_on <= :day"
        " ORDER BY t.decided_on DESC, t.id DESC LIMIT 1",
        {"indicator": indicator, "epci": epci_siren, "day": as_of.isoformat()},
    )


def every(db: Database) -> list[Row]:
    """Return all decisions, by indicator and territory, the latest first."""
    return rows(
        db,
        f"{_READ} ORDER BY t.indicator, t.epci_siren IS NOT NULL, e.name, t.decided_on DESC,"
        " t.id DESC",
    )
