"""What streams and needs add up to, as each role may read it.

A partner reads the sums of its own streams. Elected officials read them by family and by EPCI only:
neither waste code, nor commune, nor project. Nobody's name and no producer is in any of them, and
fewer than three producers never stand alone behind a sum that they read. Tonnes are a year's.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from circular.domain.permissions import Permission
from circular.domain.reference import shown_commune, written_waste_code
from circular.domain.seasons import MONTHS_A_YEAR
from circular.domain.stages import Stage
from circular.domain.streams import StreamFilters
from circular.domain.visitors import Visitor, require
from circular.queries import territory
from circular.queries.communes import point_of
from circular.queries.dashboard import Place
from circular.queries.indicator_measures import FEWEST_PRODUCERS
from circular.queries.streams import epcis_with_streams, sight_of
from circular.store import materials as store
from circular.store.connection import Database
from circular.store.materials import Scope
from circular.store.rows import Row

UNKNOWN_FAMILY = "Famille inconnue"
UNKNOWN_CODE = "Sans code déchet"
OTHER_FAMILIES = "Autres familles"
ELSEWHERE = "Hors du territoire"
OTHER_PLACES = "Autres intercommunalités"
UNKNOWN_PLACE = "Lieu non renseigné"


@dataclass(frozen=True, slots=True)
class FamilyTonnes:
    """A waste code of a family, or a whole family when `waste` is None; `tonnes` None: unknown."""

    family: str
    code: str | None
    waste: str | None
    streams: int
    tonnes: float | None
    remaining: float | None
    without_tonnes: int


@dataclass(frozen=True, slots=True)
class Months:
    """Tonnes of each month, January first, and what no month is known of: records and tonnes."""

    tonnes: tuple[float, ...]
    apart: int
    apart_tonnes: float


@dataclass(frozen=True, slots=True)
class Season:
    """What is available by month, and what is wanted; `wanted` None: out of the reader's sight."""

    available: Months
    wanted: Months | None


@dataclass(frozen=True, slots=True)
class Flow:
    """From a family to a project: what is agreed, and what is still talked about."""

    family: str
    project_id: int
    project: str
    streams: int
    agreed: float
    considered: float
    without_tonnes: int


@dataclass(frozen=True, slots=True)
class CommuneMaterials:
    """What lies in a commune; `point` is its longitude and latitude in degrees, when known."""

    commune: str
    epci: str | None
    point: tuple[float, float] | None
    streams: int
    tonnes: float | None
    without_tonnes: int
    projects: int
    facilities: int


@dataclass(frozen=True, slots=True)
class ProjectPoint:
    """A project under way as a map shows it: nobody is named; `wanted` are tonnes at most."""

    project: str
    stage: str
    commune: str | None
    epci: str | None
    needs: int
    wanted: float | None
    jobs_planned: float | None
    point: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Materials:
    """Everything that the page shows: counts, families, season, exchanges, places.

    `flows` and `communes` are None where the role may not read them; then `epcis` holds the tonnes
    by EPCI, with the outlines of the members. `outlines` are those of the map of communes.
    """

    shown: int
    total: int
    tonnes: float
    remaining: float
    without_tonnes: int
    families: tuple[FamilyTonnes, ...]
    season: Season
    flows: tuple[Flow, ...] | None
    communes: tuple[CommuneMaterials, ...] | None
    epcis: tuple[Place, ...]
    outlines: tuple[Place, ...]

    @property
    def is_reserved(self) -> bool:
        """Say whether known tonnes are kept back: too few producers stand behind them."""
        return any(row.tonnes is None and row.without_tonnes < row.streams for row in self.families)


def materials(db: Database, visitor: Visitor, filters: StreamFilters, *, today: date) -> Materials:
    """Return the whole page; elected officials filter by EPCI only.

    Raises:
        NotAllowedError: the visitor may not read the sums of streams.
    """
    require(visitor, Permission.SEE_MATERIALS)
    may_detail = visitor.may(Permission.SEE_STREAMS)
    if not may_detail:
        filters = StreamFilters(epci_siren=filters.epci_siren)
    scope = Scope(filters, sight_of(visitor), today, visitor.only_epcis)
    rows = store.families(db, scope, by_code=may_detail)
    found = tuple(_family(row) for row in rows) if may_detail else _in_company(rows)
    shown = sum(each.streams for each in found)
    places = territory.map_places(db, visitor.only_epcis)
    return Materials(
        shown=shown,
        total=max(store.count(db, scope), shown),
        tonnes=sum(each.tonnes or 0 for each in found),
        remaining=sum(each.remaining or 0 for each in found),
        without_tonnes=sum(each.without_tonnes for each in found),
        families=found,
        season=_season(
            db, scope, with_wanted=visitor.own_organisation is None, may_detail=may_detail
        ),
        flows=_flows(db, scope) if visitor.may(Permission.SEE_MATCHES) else None,
        communes=_communes(db, visitor, scope) if may_detail else None,
        epcis=() if may_detail else _by_epci(db, scope, places),
        outlines=places,
    )


def epcis(db: Database, visitor: Visitor) -> dict[str, str]:
    """Return the EPCI to choose from, SIREN to name: where streams in sight lie, or the members."""
    if visitor.may(Permission.SEE_STREAMS):
        return epcis_with_streams(db, visitor)
    return territory.territory_epcis(db, visitor.only_epcis)


def project_points(
    db: Database, visitor: Visitor, *, epci_siren: str | None, today: date
) -> tuple[ProjectPoint, ...]:
    """Return the projects under way for map software, by title, in one EPCI or everywhere.

    Raises:
        NotAllowedError: the visitor may not see projects.
    """
    require(visitor, Permission.SEE_PIPELINE)
    scope = Scope(StreamFilters(epci_siren=epci_siren), sight_of(visitor), today)
    return tuple(
        ProjectPoint(
            stage=Stage(row["stage"]).label,
            commune=shown_commune(row["commune"], row["department_code"]),
            point=point_of(row),
            **{name: row[name] for name in ("project", "epci", "needs", "wanted", "jobs_planned")},
        )
        for row in store.projects(db, scope)
    )


def _family(row: Row) -> FamilyTonnes:
    code, waste = row["code"], row["waste"]
    return FamilyTonnes(
        family=row["family"] or UNKNOWN_FAMILY,
        code=code and written_waste_code(code),
        waste=waste or code,
        streams=row["streams"],
        tonnes=row["tonnes"],
        remaining=row["remaining"],
        without_tonnes=row["without_tonnes"],
    )


def _in_company(rows: Sequence[Row]) -> tuple[FamilyTonnes, ...]:
    """Return families, those that too few producers feed added up until enough stand together."""
    apart, lone = _apart(rows)
    told = [_family(row) for row in apart]
    if not lone:
        return tuple(told)
    is_hidden = len(_producers(*lone)) < FEWEST_PRODUCERS
    return (
        *told,
        FamilyTonnes(
            family=OTHER_FAMILIES,
            code=None,
            waste=None,
            streams=sum(row["streams"] for row in lone),
            tonnes=None if is_hidden else sum(row["tonnes"] or 0.0 for row in lone),
            remaining=None if is_hidden else sum(row["remaining"] or 0.0 for row in lone),
            without_tonnes=sum(row["without_tonnes"] for row in lone),
        ),
    )


def _apart(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Split sums, heaviest first: those that may stand alone, and those to be added up."""
    alone = [row for row in rows if not 0 < len(_producers(row)) < FEWEST_PRODUCERS]
    lone = [row for row in rows if row not in alone]
    while lone and len(_producers(*lone)) < FEWEST_PRODUCERS and any(map(_producers, alone)):
        lightest = [row for row in alone if _producers(row)][-1]
        alone.remove(lightest)
        lone.append(lightest)
    return alone, lone


def _producers(*rows: Row) -> set[int]:
    """Return who stands behind some sums."""
    return {each for row in rows for each in json.loads(row["producers"])}


def _season(db: Database, scope: Scope, *, with_wanted: bool, may_detail: bool) -> Season:
    found = store.months(db, scope)
    known = [row for row in found if row["month"] is not None]
    if not may_detail and any(0 < len(_producers(row)) < FEWEST_PRODUCERS for row in known):
        found = [row for row in found if row["month"] is None]
    return Season(
        available=_months(found),
        wanted=_months(store.wanted_months(db, scope)) if with_wanted else None,
    )


def _months(found: list[Row]) -> Months:
    by_month = {row["month"]: row for row in found}
    apart = by_month.get(None, {"records": 0, "tonnes": 0})
    return Months(
        tonnes=tuple(
            (by_month[month]["tonnes"] or 0.0) if month in by_month else 0.0
            for month in range(MONTHS_A_YEAR)
        ),
        apart=apart["records"],
        apart_tonnes=apart["tonnes"] or 0.0,
    )


def _flows(db: Database, scope: Scope) -> tuple[Flow, ...]:
    return tuple(
        Flow(
            family=row["family"] or UNKNOWN_FAMILY,
            project_id=row["project_id"],
            project=row["project_title"],
            streams=row["streams"],
            agreed=row["agreed"] or 0.0,
            considered=row["considered"] or 0.0,
            without_tonnes=row["without_tonnes"],
        )
        for row in store.flows(db, scope)
    )


def _communes(db: Database, visitor: Visitor, scope: Scope) -> tuple[CommuneMaterials, ...]:
    with_projects = visitor.may(Permission.SEE_PIPELINE)
    return tuple(
        CommuneMaterials(
            commune=shown_commune(row["commune"], row["department_code"]) or UNKNOWN_PLACE,
            epci=row["epci"],
            point=point_of(row),
            **{
                name: row[name]
                for name in ("streams", "tonnes", "without_tonnes", "projects", "facilities")
            },
        )
        for row in store.communes(db, scope, with_projects=with_projects)
    )


def _by_epci(db: Database, scope: Scope, members: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return the members with their tonnes, then what lies elsewhere and what is unknown."""
    alone, lone = _apart(store.by_epci(db, scope))
    hidden = {row["siren"] for row in lone}
    found = {row["siren"]: round(row["tonnes"] or 0.0) for row in alone}
    known = {place.siren for place in members}
    places = [
        Place(each.siren, each.name, float(found.get(each.siren, 0)), each.rings, each.label_point)
        for each in members
        if each.siren not in hidden
    ]
    if len(_producers(*lone)) >= FEWEST_PRODUCERS:
        places.append(Place(None, OTHER_PLACES, float(sum(row["tonnes"] or 0 for row in lone))))
    elsewhere = sum(tonnes for siren, tonnes in found.items() if siren not in {*known, None})
    if elsewhere:
        places.append(Place(None, ELSEWHERE, float(elsewhere)))
    if found.get(None):
        places.append(Place(None, UNKNOWN_PLACE, float(found[None])))
    return tuple(places)
