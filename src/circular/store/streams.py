"""Waste streams in the store: writing them, and listing them by what a person may see.

A confidential producer is masked in SQL itself: its name never leaves the database for those who
may not see it, cannot be searched and orders nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from circular.domain.reference import typed_waste_digits
from circular.domain.streams import Availability, StreamFilters, StreamOrder
from circular.domain.words import fold
from circular.store.remaining import PROMISED, REMAINING, TONNES
from circular.store.rows import Row, insert, one, rows, update_version, value
from circular.store.trials import real

MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Sight:
    """What a reader may see: all or one organisation's streams, confidential names or not."""

    own: int | None = None
    sees_confidential: bool = False

    def values(self) -> dict[str, Any]:
        """Return the parameters that the statements below read."""
        return {"own": self.own, "sees": int(self.sees_confidential)}


# A partner, who alone is bound to an organisation, never sees a trial.
IN_SIGHT = f"(:own IS NULL OR (s.organisation_id = :own AND {real('s')}))"
_SEEN = """COALESCE(
       :sees OR s.organisation_id = :own OR NOT (s.is_confidential OR o.is_confidential), 0)"""
WASTE = """(SELECT w.{column} FROM ref_waste_code w WHERE w.code = s.waste_code
        ORDER BY w.valid_from DESC LIMIT 1)"""
JOINS = """
FROM waste_stream s
LEFT JOIN organisation o ON o.id = s.organisation_id
LEFT JOIN ref_commune c ON c.code = s.commune_code
LEFT JOIN territory_commune t ON t.commune_code = c.code
LEFT JOIN ref_epci e ON e.siren = COALESCE(t.epci_siren, c.epci_siren)
LEFT JOIN ref_entry m ON m.list = 'material_families' AND m.key = s.material_family
"""
PRODUCER = f"""CASE WHEN {_SEEN} THEN o.name END AS producer,
       s.organisation_id IS NOT NULL AND NOT {_SEEN} AS is_masked"""
ADDRESS = f"CASE WHEN {_SEEN} THEN s.address END AS address"  # it would name its producer
RELIABILITY = """(SELECT r.label FROM ref_entry r WHERE r.list = 'figure_reliabilities'
        AND r.key = s.reliability) AS reliability_label"""
OPERATION = """(SELECT r.label FROM ref_entry r WHERE r.list = 'treatment_operations'
        AND r.key = s.operation) AS operation_label"""
_LIST = f"""
SELECT s.id, s.title, {PRODUCER}, c.name AS commune_name, e.name AS epci_name, s.waste_code,
       {WASTE.format(column="everyday_label")} AS everyday_label, m.label AS family_label,
       s.is_hazardous, s.tonnes_min, s.tonnes_likely, s.tonnes_max, {TONNES} AS tonnes,
       {PROMISED} AS promised, {REMAINING} AS remaining,
       s.months, s.available_from, s.available_to, s.contamination, s.contaminants, s.quality,
       s.packaging, s.outlet, s.outlet_cost, s.price, s.figure_source, s.figure_on, s.operation,
       {RELIABILITY}, {ADDRESS}, s.is_confidential, s.is_fictitious, s.is_trial, s.archived_at,
       c.latitude, c.longitude
{JOINS}
"""
_RECORD = f"""
SELECT s.id, s.title, s.commune_code, s.waste_code, s.material_family, s.is_hazardous,
       s.tonnes_min, s.tonnes_likely, s.tonnes_max, s.months, s.available_from, s.available_to,
       s.contamination, s.contaminants, s.quality, s.packaging, s.outlet, s.outlet_cost, s.price,
       s.figure_source, s.figure_on, s.reliability, {RELIABILITY}, s.operation, {OPERATION},
       {ADDRESS}, s.is_confidential, s.is_fictitious, s.is_trial,
       s.archived_at,
       s.version, s.created_at, s.updated_at,
       {PRODUCER}, CASE WHEN {_SEEN} THEN s.organisation_id END AS organisation_id,
       c.name AS commune_name, c.department_code, e.name AS epci_name,
       m.label AS family_label, {TONNES} AS tonnes, {PROMISED} AS promised,
       {REMAINING} AS remaining,
       {WASTE.format(column="everyday_label")} AS everyday_label,
       {WASTE.format(column="label")} AS official_label
{JOINS}
WHERE s.id = :id AND {IN_SIGHT}
"""
_ORDERS: Mapping[StreamOrder, str] = {
    StreamOrder.TITLE: "s.folded_title",
    StreamOrder.TONNES: f"{TONNES} DESC NULLS LAST",
    StreamOrder.COMMUNE: "c.folded_name NULLS LAST, s.folded_title",
    StreamOrder.FAMILY: "m.label NULLS LAST, s.folded_title",
    StreamOrder.RECENT: "s.updated_at DESC",
}
_OFFERED = f"s.archived_at IS NULL AND {real('s')}"
_AVAILABLE: Mapping[Availability, str] = {
    Availability.NOW: f"{_OFFERED} AND (s.available_from IS NULL OR s.available_from <= :today)"
    " AND (s.available_to IS NULL OR s.available_to >= :today)",
    Availability.LATER: f"{_OFFERED} AND s.available_from > :today",
    Availability.PAST: f"{_OFFERED} AND s.available_to < :today",
    Availability.ARCHIVED: f"s.archived_at IS NOT NULL AND {real('s')}",
    Availability.TRIALS: "s.is_trial = 1",
}


def add(db: Database, record: Mapping[str, Any], *, created_by: int | None, now: datetime) -> int:
    """Write a new stream and return its identifier."""
    moment = now.isoformat(timespec="seconds")
    stamps = {"created_at": moment, "created_by": created_by, "updated_at": moment}
    return insert(db, "waste_stream", {**record, **stamps})


def change(
    db: Database, stream_id: int, record: Mapping[str, Any], *, version: int, now: datetime
) -> bool:
    """Change a stream that still has `version`; False when somebody else saved first."""
    moment = now.isoformat(timespec="seconds")
    return update_version(
        db, "waste_stream", stream_id, version=version, record={**record, "updated_at": moment}
    )


def set_archived(db: Database, stream_id: int, archived_at: datetime | None) -> None:
    """Put a stream into the archives, or take it out."""
    moment = None if archived_at is None else archived_at.isoformat(timespec="seconds")
    db.conn.execute(
        "UPDATE waste_stream SET archived_at = ?, version = version + 1 WHERE id = ?",
        [moment, stream_id],
    )


def row(db: Database, stream_id: int) -> Row | None:
    """Return a stream as it is stored, with nothing masked: for actions only."""
    return one(db, "SELECT * FROM waste_stream WHERE id = ?", [stream_id])


def record(db: Database, stream_id: int, sight: Sight, *, today: date) -> Row | None:
    """Return a stream with its labels; None when it is unknown or out of sight."""
    return one(db, _RECORD, {**sight.values(), "id": stream_id, "today": today.isoformat()})


def listed(
    db: Database,
    filters: StreamFilters,
    sight: Sight,
    *,
    today: date,
    order: StreamOrder,
    limit: int,
    offset: int = 0,
) -> list[Row]:
    """Return one page of the streams asked for; `limit` -1 returns them all."""
    asked, values = condition(filters, sight, today=today)
    sql = f"{_LIST} WHERE {asked} ORDER BY {_ORDERS[order]}, s.id LIMIT :limit OFFSET :offset"
    return rows(db, sql, {**values, "limit": limit, "offset": offset})


def totals(db: Database, filters: StreamFilters, sight: Sight, *, today: date) -> Row:
    """Count the streams asked for, add up their tonnes, and count those without a tonnage."""
    asked, values = condition(filters, sight, today=today)
    sql = (
        f"SELECT COUNT(*) AS shown, COALESCE(SUM({TONNES}), 0) AS tonnes,"
        f" COALESCE(SUM({REMAINING}), 0) AS remaining,"
        f" COUNT(*) - COUNT({TONNES}) AS without_tonnes {JOINS} WHERE {asked}"
    )
    found = one(db, sql, values)
    return found or {"shown": 0, "tonnes": 0.0, "remaining": 0.0, "without_tonnes": 0}


def count(db: Database, sight: Sight) -> int:
    """Count the streams in sight that are neither archived nor trials."""
    sql = f"SELECT COUNT(*) FROM waste_stream s WHERE {_OFFERED} AND {IN_SIGHT}"
    return int(value(db, sql, {"own": sight.own}) or 0)


def epcis(db: Database, sight: Sight) -> list[Row]:
    """Return the EPCI in which streams in sight lie, by name."""
    sql = f"SELECT DISTINCT e.siren, e.name {JOINS} WHERE e.siren IS NOT NULL AND {real('s')}"
    return rows(db, f"{sql} AND {IN_SIGHT} ORDER BY e.folded_name", {"own": sight.own})


def condition(filters: StreamFilters, sight: Sight, *, today: date) -> tuple[str, dict[str, Any]]:
    """Turn what was asked into a condition and its parameters."""
    values: dict[str, Any] = {**sight.values(), "today": today.isoformat()}
    available = filters.availability
    conditions = [
        IN_SIGHT,
        _OFFERED if available is None else _AVAILABLE[available],
        *_search(filters.text, values),
    ]
    exact = {
        "s.material_family": ("family", filters.family),
        "COALESCE(t.epci_siren, c.epci_siren)": ("epci", filters.epci_siren),
        "s.is_hazardous": ("hazardous", filters.is_hazardous),
    }
    for column, (name, wanted) in exact.items():
        if wanted is not None:
            conditions.append(f"{column} = :{name}")
            values[name] = wanted
    return " AND ".join(conditions), values


def _search(text: str, values: dict[str, Any]) -> list[str]:
    """Ask for every word in the title, the place or the producer seen, or for a waste code."""
    digits = typed_waste_digits(text)
    if digits is not None:
        values["digits"] = f"{digits}%"
        return ["s.waste_code LIKE :digits"]
    searched = (
        "s.folded_title || ' ' || COALESCE(c.folded_name, '') || ' '"
        f" || CASE WHEN {_SEEN} THEN COALESCE(o.folded_name, '') ELSE '' END"
    )
    conditions = []
    for place, word in enumerate(fold(text).split()[:MOST_WORDS]):
        values[f"word_{place}"] = word
        conditions.append(f"instr({searched}, :word_{place}) > 0")
    return conditions
