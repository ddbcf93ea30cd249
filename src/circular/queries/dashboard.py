"""Everything the elected page shows, read once: figures, path, funnel, agreements, map.

Nobody's name is in it, and no title that bears one.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from circular.analysis.label_points import Point, inner_point
from circular.domain.agreements import AgreementState
from circular.domain.dates import add_months
from circular.domain.indicators import Figure, Perimeter
from circular.domain.targets import JOBS_NET
from circular.domain.territory import ELSEWHERE, UNKNOWN_PLACE
from circular.domain.visitors import require_epci
from circular.queries import decisions as decision_questions
from circular.queries import funnel as funnel_questions
from circular.queries import indicators, jobs
from circular.queries.decisions import Decisions
from circular.queries.funnel import Funnel
from circular.queries.indicator_measures import Sums
from circular.queries.jobs import JobFigures, MonthOfJobs
from circular.queries.settings import association_settings
from circular.queries.targets import Target, decision_before, target_in_force
from circular.store import indicators as store
from circular.store import places, reference
from circular.store.connection import Database

TILES = (
    "jobs_net",
    "projects_followed",
    "agreements_in_force",
    "stream_tonnes",
    "signature_delay",
)
PARTS_OF_JOBS = ("created", "net", "safeguarded", "planned")
BESIDE = ("tonnes_agreed", "tonnes_measured", "women_share", "priority_district_share")
COMPARED_MONTHS = 6
SHOWN_AGREEMENTS = 5
OUTLINES_KEPT = 128


@dataclass(frozen=True, slots=True)
class Reading:
    """An indicator at the day of the page and six months before."""

    key: str
    now: Figure
    before: Figure

    @property
    def change(self) -> float | None:
        """What was gained or lost since, None when one of the two is unknown."""
        if self.now.value is None or self.before.value is None:
            return None
        return round(self.now.value - self.before.value, 2)


@dataclass(frozen=True, slots=True)
class SharedAgreement:
    """An agreement as shared views show it; `project_title` is None when it would name someone.

    `jobs_amended` is what amendments made of the jobs after the day; None: none did.
    """

    id: int
    project_id: int
    number: str | None
    state: AgreementState
    signing_on: date | None
    starts_on: date | None
    jobs_committed: float | None
    project_title: str | None
    is_fictitious: bool
    jobs_amended: float | None = None


@dataclass(frozen=True, slots=True)
class Agreements:
    """How many agreements at a day, the jobs that those to come promise, and the first rows.

    `to_begin` counts those that are signed and whose first day is still to come: they are neither
    in force nor to come. Jobs are those promised, in FTE; `jobs_in_force` as they stood on the day.
    """

    signed: int
    in_force: int
    to_begin: int
    to_come: int
    to_sign: int
    jobs_to_come: float
    to_come_without_jobs: int
    total: int
    rows: tuple[SharedAgreement, ...]
    jobs_in_force: float = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A member EPCI with its net jobs in FTE, its outline (WGS 84) and where to write its name.

    `siren` is None for the two last lines: elsewhere, and unknown. No outline: `rings` is empty.
    """

    siren: str | None
    name: str
    net_fte: float
    rings: tuple[tuple[Point, ...], ...] = ()
    label_point: Point | None = None


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The whole elected page at a day, for one EPCI or the whole territory.

    The two shares and the people of each sum of jobs (`heads`) are unknown where they would single
    somebody out. `revised` is the decision that the target in force revises, None when it is the
    first.
    """

    perimeter: Perimeter
    epci_name: str | None
    compared_on: date
    readings: tuple[Reading, ...]
    jobs: JobFigures
    target: Target | None
    months: tuple[MonthOfJobs, ...]
    funnel: Funnel
    agreements: Agreements
    places: tuple[Place, ...]
    tonnes_agreed: Figure
    tonnes_measured: Figure
    women_share: Figure
    priority_district_share: Figure
    decisions: Decisions
    heads: Mapping[str, Figure]
    revised: Target | None = None

    def reading(self, key: str) -> Reading:
        """Return the reading of an indicator; raises KeyError when the page has none."""
        return {each.key: each for each in self.readings}[key]


def dashboard(
    db: Database,
    perimeter: Perimeter,
    *,
    with_agreements: bool,
    only: Sequence[str] = (),
    most_agreements: int = SHOWN_AGREEMENTS,
) -> Dashboard:
    """Return everything the elected page shows; the rows of agreements only when asked for.

    `only` are the SIREN of the EPCI that the reader is limited to; empty: no limit.

    Raises:
        NotAllowedError: the perimeter is not one of these.
    """
    require_epci(only, perimeter.epci_siren)
    compared_on = add_months(perimeter.as_of, -COMPARED_MONTHS)
    before = Perimeter(as_of=compared_on, epci_siren=perimeter.epci_siren)
    target = target_in_force(db, JOBS_NET, epci_siren=perimeter.epci_siren, as_of=perimeter.as_of)
    sums = Sums(db, perimeter)
    figures = indicators.measured_together(sums, (*TILES, *BESIDE))
    figures_before = indicators.all_measured(db, before, TILES)
    return Dashboard(
        perimeter=perimeter,
        epci_name=member_epcis(db).get(perimeter.epci_siren or ""),
        compared_on=compared_on,
        readings=tuple(
            Reading(key=key, now=figures[key], before=figures_before[key]) for key in TILES
        ),
        jobs=sums.jobs,
        target=target,
        months=_months(db, perimeter, target),
        funnel=funnel_questions.funnel(db, perimeter),
        agreements=_agreements(sums, limit=most_agreements if with_agreements else 0),
        places=_places(db, perimeter.as_of, only),
        **{key: figures[key].shared for key in BESIDE},
        decisions=decision_questions.decisions(
            db, perimeter, association_settings(db), net_fte=sums.jobs.net.fte, target=target
        ),
        heads=_heads(sums),
        revised=decision_before(db, target) if target else None,
    )


def _heads(sums: Sums) -> dict[str, Figure]:
    """Return the people of each sum of jobs on the day, as shared views may show them."""
    keys = {part: f"jobs_{part}_heads" for part in PARTS_OF_JOBS}
    found = indicators.measured_together(sums.since_origin, tuple(keys.values()))
    return {part: found[key].shared for part, key in keys.items()}


def _months(db: Database, perimeter: Perimeter, target: Target | None) -> tuple[MonthOfJobs, ...]:
    """Return net jobs by month since the target began; without one, since the whole one's start.

    Without any target they begin with the first jobs; without any job there is nothing to draw.
    """
    whole = target or target_in_force(db, JOBS_NET, epci_siren=None, as_of=perimeter.as_of)
    starts_on = whole.starts_on if whole else jobs.first_start(db, perimeter)
    return jobs.net_by_month(db, perimeter, starts_on=starts_on) if starts_on else ()


def member_epcis(db: Database, only: Sequence[str] = ()) -> dict[str, str]:
    """Return the EPCI of the association's territory, or some `only`: siren → name, in order."""
    return {row["siren"]: row["name"] for row in places.member_epcis(db, only)}


def _agreements(sums: Sums, *, limit: int) -> Agreements:
    rows = store.agreements_at(sums.db, sums.perimeter, limit=limit)
    return Agreements(
        **sums.agreements,
        rows=tuple(
            SharedAgreement(
                **{
                    **row,
                    "state": AgreementState(row["state"]),
                    "is_fictitious": bool(row["is_fictitious"]),
                    "signing_on": _day(row["signing_on"]),
                    "starts_on": _day(row["starts_on"]),
                }
            )
            for row in rows
        ),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _places(db: Database, as_of: date, only: Sequence[str]) -> tuple[Place, ...]:
    """Return the member EPCI with their net jobs, then those elsewhere and those unknown.

    Whoever is limited to some EPCI gets these alone.
    """
    net = jobs.net_by_epci(db, as_of=as_of)
    members = member_epcis(db, only)
    outlines = {row["code"]: row["geometry"] for row in reference.epci_contours(db, list(members))}
    found = [
        _place(siren, name, net.get(siren, 0.0), outlines.get(siren))
        for siren, name in members.items()
    ]
    if only:
        return tuple(found)
    elsewhere = sum(
        jobs_there for siren, jobs_there in net.items() if siren not in {*members, None}
    )
    if elsewhere:
        found.append(Place(None, ELSEWHERE, round(elsewhere, 2)))
    if net.get(None):
        found.append(Place(None, UNKNOWN_PLACE, net[None]))
    return tuple(found)


def _place(siren: str, name: str, net_fte: float, geometry: str | None) -> Place:
    if geometry is None:
        return Place(siren, name, net_fte)
    return Place(siren, name, net_fte, *outline(geometry))


@lru_cache(maxsize=OUTLINES_KEPT)
def outline(geometry: str) -> tuple[tuple[tuple[Point, ...], ...], Point]:
    """Return the rings of an outline and where to write its name; outlines hardly ever change."""
    rings = rings_of(json.loads(geometry))
    return rings, inner_point(rings)


def rings_of(geometry: Mapping[str, Any]) -> tuple[tuple[Point, ...], ...]:
    """Return all rings, outer ones and holes, of a GeoJSON Polygon or MultiPolygon."""
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    return tuple(
        tuple((float(x), float(y)) for x, y, *_ in ring) for polygon in polygons for ring in polygon
    )
