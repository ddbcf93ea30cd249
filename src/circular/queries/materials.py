"""What streams and needs add up to, as each role may read it.

A partner reads the sums of its own streams. Elected officials read them by family and by EPCI only:
neither waste code, nor commune, nor project. Nobody's name and no producer is in any of them. No
cut that elected officials read counts a confidential producer: what these have stands on lines of
its own, as far as statistical secrecy allows (see `domain.secrecy`). Tonnes are a year's.
"""

from dataclasses import dataclass
from datetime import date

from circular.domain.indicators import Perimeter
from circular.domain.permissions import Permission
from circular.domain.reference import shown_commune, written_waste_code
from circular.domain.seasons import MONTHS_A_YEAR
from circular.domain.secrecy import Reserve
from circular.domain.stages import Stage
from circular.domain.streams import StreamFilters
from circular.domain.territory import ELSEWHERE, UNKNOWN_PLACE
from circular.domain.visitors import Visitor, require
from circular.queries import territory
from circular.queries.communes import point_of
from circular.queries.dashboard import Place
from circular.queries.secrecy import told_reserve
from circular.queries.streams import epcis_with_streams, sight_of
from circular.store import materials as store
from circular.store.connection import Database
from circular.store.materials import Scope
from circular.store.rows import Row

UNKNOWN_FAMILY = "Famille inconnue"
UNKNOWN_CODE = "Sans code déchet"
RESERVED = "Gisements réservés"
WITHHELD = "Gisements réservés, tonnage non montré"


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

    `reserve` is what confidential producers have together, where the reader may be told no more;
    `withheld` counts their streams of which nothing is told. Both have their lines in `families`.
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
    reserve: Reserve
    withheld: int

    @property
    def told_families(self) -> tuple[FamilyTonnes, ...]:
        """The families alone, without the lines of confidential producers."""
        return tuple(row for row in self.families if row.family not in {RESERVED, WITHHELD})


def materials(db: Database, visitor: Visitor, filters: StreamFilters, *, today: date) -> Materials:
    """Return the whole page; elected officials filter by EPCI only.

    Raises:
        NotAllowedError: the visitor may not read the sums of streams.
    """
    require(visitor, Permission.SEE_MATERIALS)
    may_detail = visitor.may(Permission.SEE_STREAMS)
    if not may_detail:
        filters = StreamFilters(epci_siren=filters.epci_siren)
    scope = Scope(
        filters,
        sight_of(visitor),
        today,
        visitor.only_epcis,
        leaves_out_confidential=not may_detail,
    )
    reserve, secret = (Reserve(), 0) if may_detail else _reserve(db, scope)
    rows = store.families(db, scope, by_code=may_detail)
    found = (*(_family(row) for row in rows), *_apart(reserve, secret - reserve.streams))
    shown = sum(each.streams for each in found)
    places = territory.map_places(db, visitor.only_epcis)
    return Materials(
        shown=shown,
        total=max(store.count(db, scope), shown),
        tonnes=sum(each.tonnes or 0 for each in found),
        remaining=sum(each.remaining or 0 for each in found),
        without_tonnes=sum(each.without_tonnes for each in found),
        families=found,
        season=_season(db, scope, with_wanted=visitor.own_organisation is None),
        flows=_flows(db, scope) if visitor.may(Permission.SEE_MATCHES) else None,
        communes=_communes(db, visitor, scope) if may_detail else None,
        epcis=() if may_detail else _by_epci(db, scope, places, reserve),
        outlines=places,
        reserve=reserve,
        withheld=secret - reserve.streams,
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


def _reserve(db: Database, scope: Scope) -> tuple[Reserve, int]:
    """Return what may be told of the confidential streams asked for, and how many they are."""
    secret = store.count_confidential(db, scope)
    if scope.only or not secret:
        return Reserve(), secret
    return told_reserve(db, Perimeter(scope.today, scope.filters.epci_siren)), secret


def _apart(reserve: Reserve, withheld: int) -> tuple[FamilyTonnes, ...]:
    """Return the lines of confidential producers, all families together."""
    lines = ((RESERVED, reserve.streams, reserve.tonnes), (WITHHELD, withheld, None))
    return tuple(
        FamilyTonnes(
            family=family,
            code=None,
            waste=None,
            streams=streams,
            tonnes=tonnes,
            remaining=None,
            without_tonnes=0,
        )
        for family, streams, tonnes in lines
        if streams
    )


def _season(db: Database, scope: Scope, *, with_wanted: bool) -> Season:
    return Season(
        available=_months(store.months(db, scope)),
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


def _by_epci(
    db: Database, scope: Scope, members: tuple[Place, ...], reserve: Reserve
) -> tuple[Place, ...]:
    """Return the members with their tonnes, then what lies elsewhere, unknown, or reserved."""
    found = {row["siren"]: round(row["tonnes"] or 0.0) for row in store.by_epci(db, scope)}
    known = {place.siren for place in members}
    places = [
        Place(each.siren, each.name, float(found.get(each.siren, 0)), each.rings, each.label_point)
        for each in members
    ]
    elsewhere = sum(tonnes for siren, tonnes in found.items() if siren not in {*known, None})
    if elsewhere:
        places.append(Place(None, ELSEWHERE, float(elsewhere)))
    if found.get(None):
        places.append(Place(None, UNKNOWN_PLACE, float(found[None])))
    if reserve.streams:
        places.append(Place(None, RESERVED, float(round(reserve.tonnes))))
    return tuple(places)
