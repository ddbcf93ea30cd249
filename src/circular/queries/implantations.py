"""Questions about set-ups: where a project is set up, since when, and what proves it."""

from dataclasses import dataclass
from datetime import date

from circular.store import implantations as store
from circular.store.connection import Database


@dataclass(frozen=True, slots=True)
class Implantation:
    """The set-up of a project with its words; what is unknown is None."""

    id: int
    project_id: int
    address: str | None
    commune_code: str | None
    commune_name: str | None
    department_name: str | None
    facility_id: int | None
    facility_name: str | None
    facility_address: str | None
    facility_commune_code: str | None
    opening_planned_on: date | None
    opened_on: date | None
    proof_kind: str | None
    proof_label: str | None
    proof_note: str | None
    version: int

    @property
    def place(self) -> str | None:
        """The site in words: facility, address and commune, those that are known."""
        known = (self.facility_name, self.address, self.commune_name)
        return ", ".join(part for part in known if part) or None


def implantation_of(db: Database, project_id: int) -> Implantation | None:
    """Return the set-up of a project, None while no site is chosen."""
    row = store.of_project(db, project_id)
    if row is None:
        return None
    days = {name: row[name] for name in ("opening_planned_on", "opened_on")}
    read = {name: None if day is None else date.fromisoformat(day) for name, day in days.items()}
    return Implantation(**{**row, **read})


def count_for_project(db: Database, project_id: int) -> int:
    """Count the set-ups of a project: 0 or 1."""
    return 0 if store.of_project(db, project_id) is None else 1


def facilities_to_lend(db: Database) -> dict[int, str]:
    """Return the facilities and premises that can be lent: identifier → name and commune."""
    return {
        row["id"]: ", ".join(part for part in (row["name"], row["commune_name"]) if part)
        for row in store.facilities_to_lend(db)
    }
