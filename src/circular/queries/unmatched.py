"""What waits for a match: projects that seek, streams nobody uses, needs nobody serves."""

import json
from dataclasses import dataclass
from datetime import date

from circular.analysis.stored_flows import ranked_need, ranked_stream
from circular.analysis.unmatched import whys
from circular.domain.benefit_factors import JobActivity
from circular.domain.permissions import Permission
from circular.domain.reference import written_waste_code
from circular.domain.stages import Stage
from circular.domain.streams import CONFIDENTIAL_PRODUCER
from circular.domain.unmatched import UnmatchedFilters, UnservedOrder, UnusedOrder, Why, Whys
from circular.domain.visitors import Visitor, require
from circular.domain.words import fold
from circular.queries.streams import sight_of
from circular.store import matches as matches_store
from circular.store import unmatched as store
from circular.store.connection import Database
from circular.store.rows import Row

TOP = 5
ALL_ROWS = -1


@dataclass(frozen=True, slots=True)
class Seeker:
    """A project under way that states needs, and how many streams were kept for it."""

    id: int
    title: str
    stage: Stage
    commune: str | None
    needs: int
    kept: int
    is_fictitious: bool


@dataclass(frozen=True, slots=True)
class SeekerPage:
    """One page of the projects that seek, and their number."""

    rows: tuple[Seeker, ...]
    shown: int
    total: int


@dataclass(frozen=True, slots=True)
class UnusedStream:
    """A stream that no project keeps; tonnes are a year's, costs euros a year.

    `jobs_low` and `jobs_high` are what the tonnes could support according to sources: never jobs.
    """

    id: int
    title: str
    producer: str | None
    commune: str | None
    epci: str | None
    code: str | None
    family: str | None
    is_hazardous: bool | None
    tonnes: float | None
    outlet: str | None
    outlet_cost: float | None
    cost: float | None
    jobs_low: float | None
    jobs_high: float | None
    figure_on: date | None
    is_fictitious: bool


@dataclass(frozen=True, slots=True)
class UnusedPage:
    """A page of the streams without a project, with the sums of all that was asked for.

    `tonnes_with_factor` are the tonnes behind the jobs; `without_cost` counts the streams with
    tonnes whose outlet has no known cost.
    """

    rows: tuple[UnusedStream, ...]
    shown: int
    total: int
    tonnes: float
    without_tonnes: int
    cost: float | None
    without_cost: int
    jobs_low: float | None
    jobs_high: float | None
    tonnes_with_factor: float


@dataclass(frozen=True, slots=True)
class UsedFactor:
    """A factor behind a figure: its range, its source, and the tonnes a year it stands for."""

    label: str
    low: float
    high: float
    perimeter: str | None
    source: str
    year: int | None
    is_own: bool
    tonnes: float


@dataclass(frozen=True, slots=True)
class UnservedNeed:
    """A need that no kept stream serves; tonnes are a year's."""

    id: int
    title: str
    project_id: int
    project_title: str
    families: tuple[str, ...]
    codes: tuple[str, ...]
    tonnes_min: float | None
    tonnes_max: float | None
    distance_max_km: float | None
    is_fictitious: bool


@dataclass(frozen=True, slots=True)
class UnservedPage:
    """A page of the needs without a stream, with the sums of all that was asked for."""

    rows: tuple[UnservedNeed, ...]
    shown: int
    total: int
    tonnes: float
    without_tonnes: int


@dataclass(frozen=True, slots=True)
class Unmatched:
    """What is left on both sides: counts, tonnes a year, and the largest of each."""

    stream_count: int
    stream_tonnes: float
    streams: tuple[UnusedStream, ...]
    need_count: int
    need_tonnes: float
    needs: tuple[UnservedNeed, ...]


def seekers(
    db: Database, visitor: Visitor, *, text: str = "", limit: int = 20, offset: int = 0
) -> SeekerPage:
    """Return a page of the projects that state needs, by title; `text` narrows by title.

    Raises:
        NotAllowedError: the visitor may not see matches.
    """
    require(visitor, Permission.SEE_MATCHES)
    found = matches_store.seekers(db, text=fold(text), limit=limit, offset=offset)
    rows = tuple(
        Seeker(
            id=row["id"],
            title=row["title"],
            stage=Stage(row["stage"]),
            commune=row["commune_name"],
            needs=row["need_count"],
            kept=row["kept_count"],
            is_fictitious=bool(row["is_fictitious"]),
        )
        for row in found
    )
    shown = matches_store.seeker_count(db, text=fold(text))
    return SeekerPage(rows, shown=shown, total=matches_store.seeker_count(db, text=""))


def unmatched(db: Database, visitor: Visitor, *, today: date, top: int = TOP) -> Unmatched:
    """Return what nobody uses and what nobody serves, the largest first.

    Raises:
        NotAllowedError: the visitor may not see matches.
    """
    streams = unused_list(db, visitor, UnmatchedFilters(), today=today, limit=top)
    needs = unserved_list(db, visitor, UnmatchedFilters(), limit=top)
    return Unmatched(
        stream_count=streams.shown,
        stream_tonnes=streams.tonnes,
        streams=streams.rows,
        need_count=needs.shown,
        need_tonnes=needs.tonnes,
        needs=needs.rows,
    )


def unused_list(
    db: Database,
    visitor: Visitor,
    filters: UnmatchedFilters,
    *,
    today: date,
    order: UnusedOrder = UnusedOrder.TONNES,
    activity: JobActivity = JobActivity.RECYCLING,
    limit: int = 50,
    offset: int = 0,
) -> UnusedPage:
    """Return a page of the streams that no project keeps; `limit` ALL_ROWS returns them all.

    Raises:
        NotAllowedError: the visitor may not see matches.
    """
    require(visitor, Permission.SEE_MATCHES)
    sight, doing = sight_of(visitor), activity.value
    totals = store.unused_totals(db, filters, sight, today=today, activity=doing)
    everything = totals
    if filters != UnmatchedFilters():
        everything = store.unused_totals(db, UnmatchedFilters(), sight, today=today)
    found = store.unused(
        db, filters, sight, today=today, order=order, limit=limit, offset=offset, activity=doing
    )
    return UnusedPage(
        rows=tuple(_unused(row) for row in found), total=everything["shown"], **totals
    )


def unused_factors(
    db: Database,
    visitor: Visitor,
    filters: UnmatchedFilters,
    *,
    today: date,
    activity: JobActivity = JobActivity.RECYCLING,
) -> tuple[UsedFactor, ...]:
    """Return the sources behind the jobs that these streams could support.

    Raises:
        NotAllowedError: the visitor may not see matches.
    """
    require(visitor, Permission.SEE_MATCHES)
    sight = sight_of(visitor)
    found = store.unused_factors(db, filters, sight, today=today, activity=activity.value)
    return tuple(used_factor(row) for row in found)


def unserved_list(
    db: Database,
    visitor: Visitor,
    filters: UnmatchedFilters,
    *,
    order: UnservedOrder = UnservedOrder.TONNES,
    limit: int = 50,
    offset: int = 0,
) -> UnservedPage:
    """Return a page of the needs that no stream serves; `limit` ALL_ROWS returns them all.

    Raises:
        NotAllowedError: the visitor may not see matches.
    """
    require(visitor, Permission.SEE_MATCHES)
    totals = store.unserved_totals(db, filters)
    everything = totals
    if filters != UnmatchedFilters():
        everything = store.unserved_totals(db, UnmatchedFilters())
    found = store.unserved(db, filters, order=order, limit=limit, offset=offset)
    return UnservedPage(
        rows=tuple(_unserved(row) for row in found), total=everything["shown"], **totals
    )


def reasons(db: Database, visitor: Visitor, *, today: date) -> Whys:
    """Tell why each stream and each need waits, over the whole tables.

    Raises:
        NotAllowedError: the visitor may not see matches.
    """
    require(visitor, Permission.SEE_MATCHES)
    streams = matches_store.streams(db, sight_of(visitor), today=today)
    needs = matches_store.needs(db)
    aside = {(str(row["stream_id"]), str(row["need_id"])) for row in store.pairs_aside(db)}
    return whys(
        [ranked_stream(row) for row in streams],
        [ranked_need(row) for row in needs],
        today=today,
        aside=aside,
    )


def why_of(found: dict[str, Why], record_id: int) -> Why | None:
    """Return why a record waits, None when it came after the reasons were counted."""
    return found.get(str(record_id))


def used_factor(row: Row) -> UsedFactor:
    """Make a factor of what the store says of it, with the tonnes it stands for."""
    return UsedFactor(
        label=row["label"],
        low=row["low"],
        high=row["high"],
        perimeter=row["perimeter"],
        source=row["source"],
        year=row["year"],
        is_own=row["origin"] == "association",
        tonnes=row["tonnes"],
    )


def _unused(row: Row) -> UnusedStream:
    hazard, code = row["is_hazardous"], row["code"]
    return UnusedStream(
        id=row["id"],
        title=row["title"],
        producer=CONFIDENTIAL_PRODUCER if row["is_masked"] else row["producer"],
        commune=row["commune_name"],
        epci=row["epci_name"],
        code=code and written_waste_code(code, is_hazardous=bool(hazard)),
        family=row["family_label"],
        is_hazardous=None if hazard is None else bool(hazard),
        tonnes=row["tonnes"],
        outlet=row["outlet"],
        outlet_cost=row["outlet_cost"],
        cost=row["cost"],
        jobs_low=row["jobs_low"],
        jobs_high=row["jobs_high"],
        figure_on=date.fromisoformat(row["figure_on"]) if row["figure_on"] else None,
        is_fictitious=bool(row["is_fictitious"]),
    )


def _unserved(row: Row) -> UnservedNeed:
    return UnservedNeed(
        id=row["id"],
        title=row["title"],
        project_id=row["project_id"],
        project_title=row["project_title"],
        families=tuple(json.loads(row["families"])),
        codes=tuple(written_waste_code(code) for code in json.loads(row["codes"])),
        tonnes_min=row["tonnes_min"],
        tonnes_max=row["tonnes_max"],
        distance_max_km=row["distance_max_km"],
        is_fictitious=bool(row["is_fictitious"]),
    )
