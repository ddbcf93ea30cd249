"""What to prospect for each need that nobody serves: which producers, which codes, where."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import Any

from circular.analysis.prospecting import reached
from circular.domain.needs import wanted_sentence
from circular.domain.permissions import Permission
from circular.domain.reference import written_waste_code
from circular.domain.streams import CONFIDENTIAL_PRODUCER
from circular.domain.unmatched import UnmatchedFilters, UnservedOrder
from circular.domain.visitors import Visitor, require
from circular.queries.streams import sight_of
from circular.store import matches as matches_store
from circular.store import unmatched as store
from circular.store.connection import Database
from circular.store.rows import Row

VERB = "Prospecter"
MOST_CODES = 6
LONGEST_LABEL = 60
MOST_COMMUNES = 6


@dataclass(frozen=True, slots=True)
class Lead:
    """Where to look for what a need seeks.

    `codes` are the codes to ask for, in words; `producers` who produces them, in
    everyday words; `communes` the largest within reach among `commune_count`;
    `partners` are known producers of a neighbouring code or of the family, with their streams.
    `planned_on` is the day of the action to prospect that the project has already.
    """

    need_id: int
    title: str
    project_id: int
    project_title: str
    quantity: str | None
    tonnes_min: float | None
    tonnes_max: float | None
    families: tuple[str, ...]
    codes: tuple[str, ...]
    more_codes: int
    producers: tuple[str, ...]
    commune_count: int
    communes: tuple[str, ...]
    distance_max_km: float | None
    is_placed: bool
    partners: tuple[str, ...]
    planned_on: date | None
    is_fictitious: bool


@dataclass(frozen=True, slots=True)
class LeadPage:
    """A page of leads, with the counts and the tonnes of all that was asked for."""

    rows: tuple[Lead, ...]
    shown: int
    total: int
    tonnes: float


def leads(
    db: Database,
    visitor: Visitor,
    filters: UnmatchedFilters,
    *,
    order: UnservedOrder = UnservedOrder.TONNES,
    limit: int = 20,
    offset: int = 0,
) -> LeadPage:
    """Return a page of what to prospect, one lead for each need that nobody serves.

    Raises:
        NotAllowedError: the visitor may not see matches.
    """
    require(visitor, Permission.SEE_MATCHES)
    totals = store.unserved_totals(db, filters)
    total = totals["shown"]
    if filters != UnmatchedFilters():
        total = store.unserved_totals(db, UnmatchedFilters())["shown"]
    needs = store.unserved(db, filters, order=order, limit=limit, offset=offset)
    return LeadPage(
        rows=_leads(db, visitor, needs), shown=totals["shown"], total=total, tonnes=totals["tonnes"]
    )


def _leads(db: Database, visitor: Visitor, needs: Sequence[Row]) -> tuple[Lead, ...]:
    """Tell each need; every table is read once for all of them."""
    asked = [need["id"] for need in needs]
    codes = _by_need(store.codes_sought(db, asked))
    producers = _by_need(store.producers_sought(db, asked))
    partners = _by_need(store.partners_near(db, asked, sight_of(visitor)))
    planned = store.prospecting_planned(db, asked, VERB)
    communes = store.territory_communes(db)
    points = [(each["latitude"], each["longitude"]) for each in communes]
    placed = {row["id"]: _point(row) for row in matches_store.needs(db)}
    found = []
    for need in needs:
        start, far = placed.get(need["id"]), need["distance_max_km"]
        near = [
            each["name"]
            for each, here in zip(communes, reached(start, points, far), strict=True)
            if here
        ]
        found.append(
            Lead(
                **_told(need),
                **_material(codes[need["id"]], producers[need["id"]]),
                commune_count=len(near),
                communes=tuple(near[:MOST_COMMUNES]),
                is_placed=start is not None,
                partners=tuple(_partner(row) for row in partners[need["id"]]),
                planned_on=_day(planned.get(need["id"])),
            )
        )
    return tuple(found)


def _told(need: Row) -> dict[str, Any]:
    return {
        "need_id": need["id"],
        "title": need["title"],
        "project_id": need["project_id"],
        "project_title": need["project_title"],
        "quantity": wanted_sentence(need["tonnes_min"], need["tonnes_max"]),
        "tonnes_min": need["tonnes_min"],
        "tonnes_max": need["tonnes_max"],
        "families": tuple(json.loads(need["families"])),
        "distance_max_km": need["distance_max_km"],
        "is_fictitious": bool(need["is_fictitious"]),
    }


def _material(codes: Sequence[Row], producers: Sequence[Row]) -> dict[str, Any]:
    written = [_code(row) for row in codes]
    named = sum(row["asked"] is not None for row in codes)
    kept = max(named, MOST_CODES)
    return {
        "codes": tuple(written[:kept]),
        "more_codes": max(0, len(written) - kept),
        "producers": tuple(row["label"] for row in producers),
    }


def _code(row: Row) -> str:
    """Write a code with its name; the long titles of chapters are cut."""
    label = shorten(row["label"] or "", LONGEST_LABEL, placeholder="…")
    return f"{written_waste_code(row['code'])} {label[:1].upper()}{label[1:]}".strip()


def _partner(row: Row) -> str:
    return CONFIDENTIAL_PRODUCER if row["is_masked"] else str(row["producer"])


def _by_need(rows: Sequence[Row]) -> Mapping[int, list[Row]]:
    found = defaultdict[int, list[Row]](list)
    for row in rows:
        found[row["need_id"]].append(row)
    return found


def _point(row: Row) -> tuple[float, float] | None:
    return None if row["latitude"] is None else (row["latitude"], row["longitude"])


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
