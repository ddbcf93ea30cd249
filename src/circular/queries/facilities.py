"""Premises and technical facilities as a visitor may see them."""

import json
from dataclasses import dataclass
from datetime import date

from circular.domain.errors import NotFoundError
from circular.domain.facilities import (
    CapacityUnit,
    FacilityClosure,
    FacilityDraft,
    FacilityFilters,
    FacilityOpening,
    FacilityScope,
)
from circular.domain.permissions import Permission
from circular.domain.trials import marked
from circular.domain.visitors import Visitor, require
from circular.queries import reference
from circular.queries.communes import point_of
from circular.store import facilities as store
from circular.store.connection import Database
from circular.store.rows import Row

ALL_ROWS = -1


@dataclass(frozen=True, slots=True)
class FacilityRow:
    """A line of the list: the surface in square metres, the capacity with its unit in words.

    `point` is the longitude and the latitude of its commune, in degrees.
    """

    id: int
    name: str
    kind: str | None
    owner: str | None
    commune: str | None
    epci: str | None
    address: str | None
    area_m2: float | None
    capacity: float | None
    capacity_unit: str | None
    projects_at_once: int | None
    is_available: bool | None
    available_from: date | None
    conditions: str | None
    opening_hours: str | None
    note: str | None
    is_fictitious: bool
    is_trial: bool
    is_archived: bool
    point: tuple[float, float] | None

    @property
    def shown_name(self) -> str:
        """The name, marked when the place is a trial."""
        return marked(self.name, is_trial=self.is_trial)


@dataclass(frozen=True, slots=True)
class FacilityPage:
    """One page of the list, and the counts of what was asked for and of all."""

    rows: tuple[FacilityRow, ...]
    shown: int
    total: int


@dataclass(frozen=True, slots=True)
class FacilityRecord:
    """A facility in full: what is stored, ready for its form, its line, when it is open."""

    id: int
    version: int
    draft: FacilityDraft
    row: FacilityRow
    opening: FacilityOpening
    families: tuple[str, ...]


def facility_list(
    db: Database,
    visitor: Visitor,
    filters: FacilityFilters,
    *,
    limit: int = 50,
    offset: int = 0,
) -> FacilityPage:
    """Return a page of the facilities asked for; a partner sees its own only.

    Raises:
        NotAllowedError: the visitor may not see facilities.
    """
    require(visitor, Permission.SEE_FACILITIES)
    own = visitor.own_organisation
    shown = store.count(db, filters, own=own)
    found = store.listed(db, filters, own=own, limit=limit, offset=offset)
    return FacilityPage(
        rows=tuple(_row(row) for row in found),
        shown=shown,
        total=max(store.count(db, FacilityFilters(scope=_whole(filters)), own=own), shown),
    )


_APART = {FacilityScope.ARCHIVED, FacilityScope.TRIALS}


def _whole(filters: FacilityFilters) -> FacilityScope | None:
    """Return the part that is the N of « n sur N »: archives or trials if asked, else the rest."""
    return filters.scope if filters.scope in _APART else None


def facility_record(db: Database, visitor: Visitor, facility_id: int) -> FacilityRecord:
    """Return one facility in full.

    Raises:
        NotAllowedError: the visitor may not see facilities.
        NotFoundError: there is no such facility, or it is another organisation's.
    """
    require(visitor, Permission.SEE_FACILITIES)
    row = store.record(db, facility_id, own=visitor.own_organisation)
    if row is None:
        raise NotFoundError("Ce local n\u2019existe pas, ou n\u2019est pas le vôtre.")
    line = _row(row)
    families = tuple(json.loads(row["families"]))
    weekdays = tuple(int(sign) for sign in row["closed_weekdays"])
    stored = {name: row[name] for name in FacilityDraft.model_fields if name in row}
    read = {
        "new_organisation": None,
        "is_available": line.is_available,
        "available_from": line.available_from,
        "capacity_unit": CapacityUnit(row["capacity_unit"]) if row["capacity_unit"] else None,
        "closed_weekdays": weekdays,
        "families": families,
    }
    return FacilityRecord(
        id=row["id"],
        version=row["version"],
        draft=FacilityDraft.model_construct(**{**stored, **read}),
        row=line,
        opening=FacilityOpening(frozenset(weekdays), closures_of(db, row["id"])),
        families=_labels(db, families),
    )


def closures_of(db: Database, facility_id: int) -> tuple[FacilityClosure, ...]:
    """Return the closed periods of a facility, the oldest first."""
    return tuple(
        FacilityClosure(
            starts_on=date.fromisoformat(row["starts_on"]),
            ends_on=date.fromisoformat(row["ends_on"]),
            reason=row["reason"],
            id=row["id"],
        )
        for row in store.closures_of(db, facility_id)
    )


def choices(db: Database, visitor: Visitor) -> dict[int, str]:
    """Return the facilities in sight that are not archived: identifier to name and commune."""
    found = store.listed(db, FacilityFilters(), own=visitor.own_organisation, limit=ALL_ROWS)
    return {
        row["id"]: f"{row['name']}, {row['commune_name']}" if row["commune_name"] else row["name"]
        for row in found
    }


def bookable(db: Database, visitor: Visitor) -> tuple[FacilityRow, ...]:
    """Return the technical facilities that a project may ask for, by name.

    Premises to let, archives, trials and what is said to be occupied are left out.

    Raises:
        NotAllowedError: the visitor may not see facilities.
    """
    asked = FacilityFilters(scope=FacilityScope.INSTALLATION)
    found = facility_list(db, visitor, asked, limit=ALL_ROWS).rows
    return tuple(row for row in found if row.is_available is not False)


def epcis_with_facilities(db: Database, visitor: Visitor) -> dict[str, str]:
    """Return the EPCI in which the facilities in sight lie: SIREN to name, by name."""
    return {row["siren"]: row["name"] for row in store.epcis(db, own=visitor.own_organisation)}


def _labels(db: Database, families: tuple[str, ...]) -> tuple[str, ...]:
    found = reference.entries(db, "material_families", with_inactive=True)
    known = {each.key: each.label for each in found}
    return tuple(known.get(family, family) for family in families)


def _row(row: Row) -> FacilityRow:
    """Make a line of the list of what the store holds."""
    available, start = row["is_available"], row["available_from"]
    return FacilityRow(
        id=row["id"],
        name=row["name"],
        kind=row["kind_label"],
        owner=row["organisation_name"],
        commune=row["commune_name"],
        epci=row["epci_name"],
        address=row["address"],
        area_m2=row["area_m2"],
        capacity=row["capacity"],
        capacity_unit=CapacityUnit(row["capacity_unit"]).label if row["capacity_unit"] else None,
        projects_at_once=row["projects_at_once"],
        is_available=None if available is None else bool(available),
        available_from=None if start is None else date.fromisoformat(start),
        conditions=row["conditions"],
        opening_hours=row["opening_hours"],
        note=row["note"],
        is_fictitious=bool(row["is_fictitious"]),
        is_trial=bool(row["is_trial"]),
        is_archived=row["archived_at"] is not None,
        point=point_of(row),
    )
