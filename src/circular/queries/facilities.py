"""Premises and technical facilities as a visitor may see them."""

from dataclasses import dataclass
from datetime import date

from circular.domain.errors import NotFoundError
from circular.domain.facilities import FacilityDraft, FacilityFilters
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor, require
from circular.store import facilities as store
from circular.store.connection import Database
from circular.store.rows import Row

ALL_ROWS = -1


@dataclass(frozen=True, slots=True)
class FacilityRow:
    """A line of the list; the surface is in square metres."""

    id: int
    name: str
    kind: str | None
    owner: str | None
    commune: str | None
    epci: str | None
    address: str | None
    area_m2: float | None
    is_available: bool | None
    available_from: date | None
    conditions: str | None
    note: str | None
    is_fictitious: bool
    is_archived: bool


@dataclass(frozen=True, slots=True)
class FacilityPage:
    """One page of the list, and the counts of what was asked for and of all."""

    rows: tuple[FacilityRow, ...]
    shown: int
    total: int


@dataclass(frozen=True, slots=True)
class FacilityRecord:
    """A facility in full: what is stored, ready for its form, and its line of the list."""

    id: int
    version: int
    draft: FacilityDraft
    row: FacilityRow


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
        total=max(store.count(db, FacilityFilters(), own=own), shown),
    )


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
    stored = {name: row[name] for name in FacilityDraft.model_fields if name in row}
    read = {
        "new_organisation": None,
        "is_available": line.is_available,
        "available_from": line.available_from,
    }
    return FacilityRecord(
        id=row["id"],
        version=row["version"],
        draft=FacilityDraft.model_construct(**{**stored, **read}),
        row=line,
    )


def choices(db: Database) -> dict[int, str]:
    """Return the facilities and premises that may be lent: identifier to name and commune."""
    return {
        row["id"]: f"{row['name']}, {row['commune_name']}" if row["commune_name"] else row["name"]
        for row in store.listed(db, FacilityFilters(), own=None, limit=ALL_ROWS)
    }


def epcis_with_facilities(db: Database, visitor: Visitor) -> dict[str, str]:
    """Return the EPCI in which the facilities in sight lie: SIREN to name, by name."""
    return {row["siren"]: row["name"] for row in store.epcis(db, own=visitor.own_organisation)}


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
        is_available=None if available is None else bool(available),
        available_from=None if start is None else date.fromisoformat(start),
        conditions=row["conditions"],
        note=row["note"],
        is_fictitious=bool(row["is_fictitious"]),
        is_archived=row["archived_at"] is not None,
    )
