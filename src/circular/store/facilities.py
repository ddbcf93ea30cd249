"""Premises and technical facilities in the store."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from circular.domain.facilities import FacilityFilters, FacilityScope
from circular.domain.words import fold
from circular.store.rows import Row, insert, one, rows, update_version, value
from circular.store.trials import real

MOST_WORDS = 8

_JOINS = """
FROM facility f
LEFT JOIN organisation o ON o.id = f.organisation_id
LEFT JOIN ref_commune c ON c.code = f.commune_code
LEFT JOIN territory_commune t ON t.commune_code = c.code
LEFT JOIN ref_epci e ON e.siren = COALESCE(t.epci_siren, c.epci_siren)
LEFT JOIN ref_entry k ON k.list = 'facility_kinds' AND k.key = f.kind
"""
_FACILITY = f"""
SELECT f.*, o.name AS organisation_name, c.name AS commune_name, c.department_code,
       e.name AS epci_name, k.label AS kind_label, k.parent AS scope,
       c.latitude, c.longitude,
       (SELECT json_group_array(family) FROM
           (SELECT family FROM facility_family m WHERE m.facility_id = f.id ORDER BY family))
       AS families
{_JOINS}
"""
# A partner, who alone is bound to an organisation, never sees a trial.
_IN_SIGHT = f"(:own IS NULL OR (f.organisation_id = :own AND {real('f')}))"

_OFFERED = f"f.archived_at IS NULL AND {real('f')}"
_SCOPES: Mapping[FacilityScope | None, str] = {
    FacilityScope.ARCHIVED: f"f.archived_at IS NOT NULL AND {real('f')}",
    FacilityScope.TRIALS: "f.is_trial = 1",
}


def add(
    db: Database, record: Mapping[str, Any], *, now: datetime, families: Iterable[str] = ()
) -> int:
    """Write a new facility with the materials that it takes, and return its identifier."""
    moment = now.isoformat(timespec="seconds")
    stamps = {"created_at": moment, "updated_at": moment}
    facility_id = insert(db, "facility", {**record, **stamps})
    _accept(db, facility_id, families)
    return facility_id


def change(
    db: Database,
    facility_id: int,
    record: Mapping[str, Any],
    *,
    version: int,
    now: datetime,
    families: Iterable[str] = (),
) -> bool:
    """Change a facility that still has `version`; False when somebody else saved first."""
    stamped = {**record, "updated_at": now.isoformat(timespec="seconds")}
    if not update_version(db, "facility", facility_id, version=version, record=stamped):
        return False
    _accept(db, facility_id, families)
    return True


def set_archived(db: Database, facility_id: int, archived_at: datetime | None) -> None:
    """Put a facility into the archives, or take it out."""
    moment = None if archived_at is None else archived_at.isoformat(timespec="seconds")
    db.conn.execute(
        "UPDATE facility SET archived_at = ?, version = version + 1 WHERE id = ?",
        [moment, facility_id],
    )


def row(db: Database, facility_id: int) -> Row | None:
    """Return a facility as it is stored, its families as a JSON list: for actions only."""
    return one(
        db,
        "SELECT f.*, (SELECT json_group_array(family) FROM (SELECT family FROM facility_family m"
        " WHERE m.facility_id = f.id ORDER BY family)) AS families FROM facility f WHERE f.id = ?",
        [facility_id],
    )


def add_closure(db: Database, facility_id: int, record: Mapping[str, Any], *, now: datetime) -> int:
    """Write a closed period of a facility and return its identifier."""
    moment = now.isoformat(timespec="seconds")
    stamps = {"facility_id": facility_id, "created_at": moment}
    return insert(db, "facility_closure", {**record, **stamps})


def closure(db: Database, closure_id: int) -> Row | None:
    """Return one closed period."""
    return one(db, "SELECT * FROM facility_closure WHERE id = ?", [closure_id])


def remove_closure(db: Database, closure_id: int) -> None:
    """Take a closed period away; the journal keeps it."""
    db.conn.execute("DELETE FROM facility_closure WHERE id = ?", [closure_id])


def closures_of(db: Database, facility_id: int) -> list[Row]:
    """Return the closed periods of a facility, the oldest first."""
    return rows(
        db,
        "SELECT id, starts_on, ends_on, reason FROM facility_closure WHERE facility_id = ?"
        " ORDER BY starts_on, id",
        [facility_id],
    )


def record(db: Database, facility_id: int, *, own: int | None) -> Row | None:
    """Return a facility with its labels; None when it is unknown or another partner's."""
    return one(db, f"{_FACILITY} WHERE f.id = :id AND {_IN_SIGHT}", {"id": facility_id, "own": own})


def listed(
    db: Database, filters: FacilityFilters, *, own: int | None, limit: int, offset: int = 0
) -> list[Row]:
    """Return one page of the facilities asked for, by name; `limit` -1 returns them all."""
    condition, values = _condition(filters, own=own)
    sql = f"{_FACILITY} WHERE {condition} ORDER BY f.folded_name, f.id LIMIT :limit OFFSET :offset"
    return rows(db, sql, {**values, "limit": limit, "offset": offset})


def count(db: Database, filters: FacilityFilters, *, own: int | None) -> int:
    """Count the facilities asked for."""
    condition, values = _condition(filters, own=own)
    return int(value(db, f"SELECT COUNT(*) {_JOINS} WHERE {condition}", values))


def epcis(db: Database, *, own: int | None) -> list[Row]:
    """Return the EPCI in which facilities in sight lie, by name."""
    sql = f"SELECT DISTINCT e.siren, e.name {_JOINS} WHERE e.siren IS NOT NULL AND {real('f')}"
    return rows(db, f"{sql} AND {_IN_SIGHT} ORDER BY e.folded_name", {"own": own})


def _accept(db: Database, facility_id: int, families: Iterable[str]) -> None:
    """Write the families of materials that a facility takes, in place of those before."""
    db.conn.execute("DELETE FROM facility_family WHERE facility_id = ?", [facility_id])
    db.conn.executemany(
        "INSERT INTO facility_family (facility_id, family) VALUES (?, ?)",
        [(facility_id, family) for family in dict.fromkeys(families)],
    )


def _condition(filters: FacilityFilters, *, own: int | None) -> tuple[str, dict[str, Any]]:
    """Turn what was asked into a condition and its parameters."""
    values: dict[str, Any] = {"own": own}
    conditions = [_IN_SIGHT, _SCOPES.get(filters.scope, _OFFERED)]
    exact = {
        "f.kind": ("kind", filters.kind),
        "f.is_available": ("available", filters.is_available),
        "COALESCE(t.epci_siren, c.epci_siren)": ("epci", filters.epci_siren),
        "k.parent": ("scope", None if filters.scope in _SCOPES else filters.scope),
    }
    for column, (name, wanted) in exact.items():
        if wanted is not None:
            conditions.append(f"{column} = :{name}")
            values[name] = wanted
    searched = (
        "f.folded_name || ' ' || COALESCE(c.folded_name, '') || ' ' || COALESCE(o.folded_name, '')"
    )
    for place, word in enumerate(fold(filters.text).split()[:MOST_WORDS]):
        values[f"word_{place}"] = word
        conditions.append(f"instr({searched}, :word_{place}) > 0")
    return " AND ".join(conditions), values
