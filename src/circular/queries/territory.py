"""Questions about the territory: who is a member, which communes, how many people."""

import re
from collections.abc import Sequence
from datetime import date

from circular.domain.reference import Commune
from circular.domain.territory import (
    Dependents,
    MemberEpci,
    TerritoryCommune,
    TerritorySummary,
)
from circular.domain.words import fold
from circular.queries import reference
from circular.queries.dashboard import Place, outline
from circular.store import territory as store
from circular.store.connection import Database
from circular.store.rows import Row

MOST_WORDS = 8
_CODE = re.compile(r"\d{2,5}|\d[ab]\d{0,3}")


def summary(db: Database, only: Sequence[str] = ()) -> TerritorySummary:
    """Return the territory in figures, and the communes that have no coordinates.

    Here and below, `only` are the SIREN of the members that the reader is limited to; empty: all.
    """
    return TerritorySummary(
        **store.totals(db, only), without_coordinates=tuple(store.without_coordinates(db, only))
    )


def member_epcis(db: Database, only: Sequence[str] = ()) -> tuple[MemberEpci, ...]:
    """Return the member EPCI in the association's order, each with its counts."""
    return tuple(_member(row) for row in store.members(db, only))


def member_epci(db: Database, siren: str) -> MemberEpci | None:
    """Return one member EPCI, None when it is not one."""
    row = store.member(db, siren)
    return None if row is None else _member(row)


def communes(
    db: Database, epci_siren: str | None = None, *, text: str = "", only: Sequence[str] = ()
) -> tuple[TerritoryCommune, ...]:
    """Return the communes of the territory, or of one member, by member then by name.

    `text` narrows by words of the name, department or EPCI, by INSEE or by postal code.
    """
    typed = fold(text).split()[:MOST_WORDS]
    codes = [word for word in typed if _CODE.fullmatch(word)]
    words = [word for word in typed if word not in codes]
    found = store.communes(db, siren=epci_siren, words=words, codes=codes, only=only)
    return tuple(_commune(row) for row in found)


def commune_count(db: Database) -> int:
    """Count the communes of the territory."""
    return store.commune_count(db)


def territory_epcis(db: Database, only: Sequence[str] = ()) -> dict[str, str]:
    """Return the member EPCI to choose from: SIREN → name."""
    return {row["siren"]: row["name"] for row in store.members(db, only)}


def territory_communes(db: Database) -> dict[str, str]:
    """Return the communes of the territory to choose from: INSEE code → « Vayres (Gironde) »."""
    found = sorted(communes(db), key=lambda commune: fold(commune.name))
    return {commune.code: commune.shown_name for commune in found}


def left_out(db: Database, only: Sequence[str] = ()) -> dict[str, str]:
    """Return the communes of member EPCI that the association took out: INSEE code → name."""
    return {
        row["code"]: f"{row['name']} ({row['department_name']}), {row['epci_name']}"
        for row in store.left_out(db, only)
    }


def communes_to_add(db: Database, text: str, *, limit: int = 8) -> tuple[Commune, ...]:
    """Return communes outside the territory by name, INSEE or postal code."""
    members = tuple(territory_epcis(db))
    taken = set(territory_communes(db))
    found = reference.communes_matching(db, text, limit=limit + len(taken), epci_sirens=members)
    return tuple(each for each in found if text.strip() and each.code not in taken)[:limit]


def map_places(db: Database, only: Sequence[str] = ()) -> tuple[Place, ...]:
    """Return the member EPCI as the map draws them, their figure being the known population."""
    members = member_epcis(db, only)
    outlines = {
        each.code: each.geometry
        for each in reference.epci_contours(db, [member.siren for member in members])
    }
    return tuple(_place(member, outlines.get(member.siren)) for member in members)


def dependents(db: Database, siren: str) -> Dependents:
    """Count what is counted under an EPCI and forbids to take it out of the territory."""
    return Dependents(**store.dependents(db, siren))


def _place(member: MemberEpci, geometry: str | None) -> Place:
    rings, point = outline(geometry) if geometry else ((), None)
    return Place(member.siren, member.name, float(member.population or 0), rings, point)


def _member(row: Row) -> MemberEpci:
    joined = row["joined_on"]
    return MemberEpci(
        **{**row, "joined_on": None if joined is None else date.fromisoformat(joined)}
    )


def _commune(row: Row) -> TerritoryCommune:
    flags = {name: bool(row[name]) for name in ("has_coordinates", "is_current")}
    return TerritoryCommune(**{**row, **flags})
