"""The exact figures of the page « Matières »: the same tables on screen and in the files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from circular.domain import french
from circular.domain.streams import StreamFilters
from circular.domain.visitors import Visitor
from circular.exports.tables import Column, Kind, Table
from circular.queries import materials as queries
from circular.queries import reference
from circular.queries.materials import Materials, Months
from circular.ui import session

FAMILIES, MONTHS, FLOWS, COMMUNES, EPCIS = "familles", "mois", "flux", "communes", "epci"
PROJECTS = "projets"
ALL_YEAR = "Saison inconnue"


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month with what is available and what is sought, in tonnes."""

    month: str
    available: float
    wanted: float | None


TITLES: Mapping[str, str] = {
    FAMILIES: "Tonnes par famille et par déchet",
    MONTHS: "Tonnes par mois",
    FLOWS: "Flux des familles aux projets",
    COMMUNES: "Gisements, projets et lieux par commune",
    EPCIS: "Tonnes par EPCI",
    PROJECTS: "Projets en cours",
}
_STREAMS = Column("streams", "Gisements", Kind.INTEGER)
_TONNES = Column("tonnes", "Tonnes par an", Kind.NUMBER)
_UNKNOWN = Column("without_tonnes", "Sans tonnage", Kind.INTEGER)
COLUMNS: Mapping[str, Sequence[Column]] = {
    FAMILIES: (
        Column("family", "Famille"),
        Column("code", "Code déchet", Kind.CODE),
        Column("waste", "Déchet"),
        _STREAMS,
        _TONNES,
        Column("remaining", "Reste (t par an)", Kind.NUMBER),
        _UNKNOWN,
    ),
    MONTHS: (
        Column("month", "Mois"),
        Column("available", "Disponible (t)", Kind.NUMBER),
        Column("wanted", "Recherché (t)", Kind.NUMBER),
    ),
    FLOWS: (
        Column("family", "Famille"),
        Column("project", "Projet"),
        _STREAMS,
        Column("agreed", "Convenu (t par an)", Kind.NUMBER),
        Column("considered", "Envisagé (t par an)", Kind.NUMBER),
        _UNKNOWN,
    ),
    COMMUNES: (
        Column("commune", "Commune"),
        Column("epci", "EPCI"),
        _STREAMS,
        _TONNES,
        _UNKNOWN,
        Column("projects", "Projets", Kind.INTEGER),
        Column("facilities", "Lieux", Kind.INTEGER),
    ),
    EPCIS: (Column("name", "EPCI"), Column("net_fte", "Tonnes par an", Kind.NUMBER)),
    PROJECTS: (
        Column("project", "Projet"),
        Column("stage", "Étape"),
        Column("commune", "Commune"),
        Column("epci", "EPCI"),
        Column("needs", "Besoins", Kind.INTEGER),
        Column("wanted", "Recherché au plus (t par an)", Kind.NUMBER),
        Column("jobs_planned", "Emplois prévus", Kind.NUMBER),
    ),
}
FILE_ONLY: Mapping[str, frozenset[str]] = {
    FLOWS: frozenset({"without_tonnes"}),
    COMMUNES: frozenset({"epci", "without_tonnes"}),
}
"""The columns that half a screen has no room for: only a file holds them."""

ON_A_PHONE = frozenset(
    {"family", "month", "project", "commune", "name", "tonnes", "available", "wanted", "net_fte"}
    | {"agreed", "considered"}
)
"""The columns that a telephone keeps; a file holds them all."""


def columns(name: str, found: Materials) -> list[Column]:
    """Return the columns of a table that hold something for this reader."""
    empty = set()
    if name == FAMILIES and not any(row.code for row in found.families):
        empty = {"code", "waste"}
    if name == MONTHS and found.season.wanted is None:
        empty = {"wanted"}
    if name == COMMUNES and found.flows is None:  # who may not read matches reads no project
        empty = {"projects"}
    return [column for column in COLUMNS[name] if column.key not in empty]


def lines(name: str, found: Materials) -> Sequence[object]:
    """Return the lines of a table."""
    if name == MONTHS:
        return month_lines(found)
    held: Mapping[str, Sequence[object] | None] = {
        FAMILIES: found.families,
        FLOWS: found.flows,
        COMMUNES: found.communes,
        EPCIS: found.epcis,
    }
    return held[name] or ()


def month_lines(found: Materials) -> list[MonthLine]:
    """Return twelve months, then what no month is known of when there is any."""
    available, wanted = found.season.available, found.season.wanted
    lines = [
        MonthLine(month, each, wanted.tonnes[at] if wanted else None)
        for at, (month, each) in enumerate(zip(french.MONTHS, available.tonnes, strict=True))
    ]
    if available.apart or _has_apart(wanted):
        apart = wanted.apart_tonnes if wanted else None
        lines.append(MonthLine(ALL_YEAR, available.apart_tonnes, apart))
    return lines


def _has_apart(months: Months | None) -> bool:
    return months is not None and months.apart > 0


def table(visitor: Visitor, filters: StreamFilters, today: date, name: str) -> Table:
    """Return a table of the page as a file takes it away, read anew."""
    with session.reading() as db:
        if name == PROJECTS:
            siren = filters.epci_siren
            rows: Sequence[object] = queries.project_points(
                db, visitor, epci_siren=siren, today=today
            )
            shown: Sequence[Column] = COLUMNS[PROJECTS]
        else:
            found = queries.materials(db, visitor, filters, today=today)
            rows, shown = lines(name, found), columns(name, found)
        families = {each.key: each.label for each in reference.entries(db, "material_families")}
        epcis = queries.epcis(db, visitor)
    asked = [("EPCI", epcis.get(filters.epci_siren or "", ""))]
    if name != PROJECTS:
        asked += [
            ("Famille", families.get(filters.family or "", "")),
            ("Disponibilité", filters.availability.label if filters.availability else ""),
        ]
    return Table(
        title=TITLES[name],
        columns=shown,
        rows=rows,
        criteria=[(label, value) for label, value in asked if value],
        author=visitor.name,
        made_on=today,
    )
