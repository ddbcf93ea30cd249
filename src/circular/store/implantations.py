"""Local set-ups in the store: one row per project."""

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from circular.store import rows as table
from circular.store.rows import Row, one, rows

_READ = """
SELECT i.id, i.project_id, i.address, i.commune_code, c.name AS commune_name,
    d.name AS department_name, i.facility_id, f.name AS facility_name,
    f.address AS facility_address, f.commune_code AS facility_commune_code,
    i.opening_planned_on, i.opened_on, i.proof_kind, l.label AS proof_label, i.proof_note, i.version
FROM implantation i
LEFT JOIN ref_commune c ON c.code = i.commune_code
LEFT JOIN ref_department d ON d.code = c.department_code
LEFT JOIN facility f ON f.id = i.facility_id
LEFT JOIN ref_entry l ON l.list = 'proof_kinds' AND l.key = i.proof_kind
"""


def add(db: Database, project_id: int, record: Mapping[str, Any]) -> int:
    """Insert the set-up of a project and return its identifier."""
    return table.insert(db, "implantation", {"project_id": project_id, **record})


def update(db: Database, implantation_id: int, *, version: int, record: Mapping[str, Any]) -> bool:
    """Update a set-up if it still has `version`; False when it moved on."""
    return table.update_version(db, "implantation", implantation_id, version=version, record=record)


def of_project(db: Database, project_id: int) -> Row | None:
    """Return the set-up of a project, None while no site is chosen."""
    return one(db, f"{_READ} WHERE i.project_id = ?", [project_id])


def by_id(db: Database, implantation_id: int) -> Row | None:
    """Return one set-up."""
    return one(db, f"{_READ} WHERE i.id = ?", [implantation_id])


def facilities_to_lend(db: Database) -> list[Row]:
    """Return the facilities and premises that are not archived, by name."""
    return rows(
        db,
        "SELECT f.id, f.name, c.name AS commune_name FROM facility f"
        " LEFT JOIN ref_commune c ON c.code = f.commune_code"
        " WHERE f.archived_at IS NULL ORDER BY f.folded_name",
    )
