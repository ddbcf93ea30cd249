"""Streams that no project keeps and needs that no stream serves: lists, sums, where to prospect.

A stream waits while it is neither archived nor over and no live match keeps it; its tonnes are
those that agreements leave. A need waits while its project is under way and no live match serves
it. What the present outlet costs is tonnes times euros a tonne; a part unknown is counted apart.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlite_utils import Database

from circular.domain.benefit_factors import JOBS_FOR_TONNES
from circular.domain.unmatched import UnmatchedFilters, UnservedOrder, UnusedOrder
from circular.domain.words import fold
from circular.store.benefit_factors import FAMILY, RATES
from circular.store.matches import CURRENT, LIVE
from circular.store.places import PLACES, in_scope
from circular.store.remaining import REMAINING
from circular.store.rows import Row, one, rows
from circular.store.streams import JOINS, PRODUCER, Sight
from circular.store.trials import of_real_need, of_real_stream, real

MOST_WORDS = 8
_UNUSED = f"""
WITH waiting AS (
    SELECT s.id, s.title, s.folded_title, {PRODUCER}, c.name AS commune_name,
        c.folded_name AS folded_commune, e.name AS epci_name, e.siren AS epci_siren,
        s.waste_code AS code, {FAMILY} AS family, s.is_hazardous, {REMAINING} AS tonnes,
        s.outlet, s.outlet_cost, s.figure_on, s.is_fictitious
    {JOINS}
    WHERE s.archived_at IS NULL AND (s.available_to IS NULL OR s.available_to >= :today)
        AND {real("s")}
        AND NOT EXISTS (SELECT 1 FROM material_match k WHERE k.stream_id = s.id AND {LIVE}
            AND {of_real_need("k.need_id")})
),
seen AS (
    SELECT waiting.*, tonnes * outlet_cost AS cost FROM waiting
    WHERE (:family IS NULL OR family = :family) AND (:epci IS NULL OR epci_siren = :epci)
        AND {{words}}
),
{RATES},
told AS (
    SELECT seen.*, s.label AS family_label, rate.factor_ids,
        tonnes * rate.low / {JOBS_FOR_TONNES} AS jobs_low,
        tonnes * rate.high / {JOBS_FOR_TONNES} AS jobs_high
    FROM seen
    LEFT JOIN rate ON rate.code IS seen.code AND rate.family IS seen.family
        AND seen.is_hazardous IS NOT 1
    LEFT JOIN ref_entry s ON s.list = 'material_families' AND s.key = seen.family
)
"""
_UNUSED_ORDERS: Mapping[UnusedOrder, str] = {
    UnusedOrder.TONNES: "tonnes DESC NULLS LAST",
    UnusedOrder.COST: "cost DESC NULLS LAST, tonnes DESC NULLS LAST",
    UnusedOrder.TITLE: "folded_title",
    UnusedOrder.COMMUNE: "folded_commune NULLS LAST, folded_title",
    UnusedOrder.FAMILY: "family_label NULLS LAST, tonnes DESC NULLS LAST",
}
_UNUSED_SUMS = """
SELECT COUNT(*) AS shown, COALESCE(SUM(tonnes), 0) AS tonnes,
    COUNT(*) - COUNT(tonnes) AS without_tonnes, SUM(cost) AS cost,
    COUNT(*) FILTER (WHERE tonnes IS NOT NULL AND cost IS NULL) AS without_cost,
    SUM(jobs_low) AS jobs_low, SUM(jobs_high) AS jobs_high,
    COALESCE(SUM(tonnes) FILTER (WHERE jobs_low IS NOT NULL), 0) AS tonnes_with_factor
FROM told
"""
_UNSERVED = f"""
WITH {PLACES},
waiting AS (
    SELECT n.id, n.title, n.project_id, p.title AS project_title, p.folded_title AS folded_project,
        n.tonnes_min, n.tonnes_max, COALESCE(n.tonnes_max, n.tonnes_min) AS tonnes,
        n.distance_max_km, n.hazardous_accepted, p.is_fictitious,
        (SELECT json_group_array(label) FROM (SELECT r.label FROM material_need_family f
            JOIN ref_entry r ON r.list = 'material_families' AND r.key = f.family
            WHERE f.need_id = n.id ORDER BY r.position)) AS families,
        (SELECT json_group_array(code) FROM (SELECT k.code FROM material_need_code k
            WHERE k.need_id = n.id ORDER BY k.code)) AS codes
    FROM material_need n JOIN project p ON p.id = n.project_id
    WHERE n.archived_at IS NULL AND {CURRENT} AND {real("p")} AND {in_scope("p.id")}
        AND NOT EXISTS (SELECT 1 FROM material_match k WHERE k.need_id = n.id AND {LIVE}
            AND {of_real_stream("k.stream_id")})
        AND (:family IS NULL OR EXISTS (SELECT 1 FROM material_need_family f
                WHERE f.need_id = n.id AND f.family = :family)
            OR EXISTS (SELECT 1 FROM material_need_code k JOIN ref_waste_code w
                ON substr(w.code, 1, length(k.code)) = k.code
                WHERE k.need_id = n.id AND w.material_family = :family))
        AND {{words}}
)
"""
_UNSERVED_ORDERS: Mapping[UnservedOrder, str] = {
    UnservedOrder.TONNES: "tonnes DESC NULLS LAST",
    UnservedOrder.TITLE: "title COLLATE NOCASE",
    UnservedOrder.PROJECT: "folded_project",
}
_ASKED = "(SELECT value FROM json_each(:needs))"
_SOUGHT = f"""
SELECT k.need_id, k.code, k.code AS asked FROM material_need_code k WHERE k.need_id IN {_ASKED}
UNION
SELECT f.need_id, w.code, NULL FROM material_need_family f
    JOIN ref_waste_code w ON w.material_family = f.family AND w.valid_to IS NULL
    JOIN material_need n ON n.id = f.need_id
    WHERE f.need_id IN {_ASKED} AND (n.hazardous_accepted OR NOT w.hazardous)
"""
_PRODUCERS = f"""
WITH sought AS ({_SOUGHT})
SELECT DISTINCT s.need_id, r.label, r.position FROM sought s
JOIN ref_entry r ON r.list = 'producer_kinds' AND r.key = substr(s.code, 1, 2) AND r.active
ORDER BY s.need_id, MAX(s.asked IS NOT NULL) OVER (PARTITION BY s.need_id, r.key) DESC, r.position
"""
_CODES = f"""
WITH sought AS ({_SOUGHT})
SELECT s.need_id, s.code, MAX(s.asked) AS asked,
    COALESCE((SELECT w.everyday_label FROM ref_waste_code w WHERE w.code = s.code
        ORDER BY w.valid_from DESC LIMIT 1),
        (SELECT h.label FROM ref_waste_chapter h WHERE h.code = s.code
        ORDER BY h.valid_from DESC LIMIT 1)) AS label
FROM sought s GROUP BY s.need_id, s.code ORDER BY s.need_id, asked IS NULL, s.code
"""
# In these chapters a sub-chapter holds every material: glass beside wood, oil beside clothes.
_ONE_MATERIAL = "substr(s.waste_code, 1, 2) NOT IN ('15', '16', '19', '20')"
_PARTNERS = f"""
SELECT n.id AS need_id, o.id AS organisation_id, {PRODUCER}, COUNT(DISTINCT s.id) AS streams
FROM material_need n
JOIN waste_stream s ON s.archived_at IS NULL AND {real("s")} AND (
    EXISTS (SELECT 1 FROM material_need_code k WHERE k.need_id = n.id
        AND (substr(s.waste_code, 1, length(k.code)) = k.code
            OR (substr(s.waste_code, 1, 4) = substr(k.code, 1, 4) AND {_ONE_MATERIAL})))
    OR EXISTS (SELECT 1 FROM material_need_family f WHERE f.need_id = n.id
        AND f.family = {FAMILY}))
JOIN organisation o ON o.id = s.organisation_id AND o.archived_at IS NULL
WHERE n.id IN {_ASKED} GROUP BY n.id, o.id ORDER BY n.id, streams DESC, o.folded_name
"""
_PLANNED = f"""
SELECT n.id AS need_id, MIN(a.due_on) AS due_on FROM material_need n
JOIN next_action a ON a.project_id = n.project_id AND a.done_on IS NULL
    AND instr(a.label, :verb) = 1 AND instr(a.label, n.title) > 0
WHERE n.id IN {_ASKED} GROUP BY n.id
"""


def unused(
    db: Database,
    filters: UnmatchedFilters,
    sight: Sight,
    *,
    today: date,
    order: UnusedOrder = UnusedOrder.TONNES,
    limit: int,
    offset: int = 0,
    activity: str = "recycling",
) -> list[Row]:
    """Return a page of the streams that no project keeps, with jobs they could support."""
    sql, values = _unused(filters, sight, today=today, activity=activity)
    return rows(
        db,
        f"{sql} SELECT * FROM told ORDER BY {_UNUSED_ORDERS[order]}, id LIMIT :limit"
        " OFFSET :offset",
        {**values, "limit": limit, "offset": offset},
    )


def unused_totals(
    db: Database,
    filters: UnmatchedFilters,
    sight: Sight,
    *,
    today: date,
    activity: str = "recycling",
) -> Row:
    """Add up tonnes, costs and jobs of the streams that no project keeps, and count unknowns."""
    sql, values = _unused(filters, sight, today=today, activity=activity)
    return one(db, f"{sql} {_UNUSED_SUMS}", values) or {}


def unused_factors(
    db: Database, filters: UnmatchedFilters, sight: Sight, *, today: date, activity: str
) -> list[Row]:
    """Return the factors behind the jobs of these streams, with the tonnes each stands for."""
    sql, values = _unused(filters, sight, today=today, activity=activity)
    return rows(
        db,
        f"{sql} SELECT f.id, f.label, f.low, f.high, f.perimeter, f.source, f.year, f.origin,"
        " SUM(told.tonnes) AS tonnes FROM told JOIN json_each(told.factor_ids) i"
        " JOIN benefit_factor f ON f.id = i.value WHERE told.tonnes IS NOT NULL"
        " GROUP BY f.id ORDER BY tonnes DESC, f.label, f.id",
        values,
    )


def unserved(
    db: Database,
    filters: UnmatchedFilters,
    *,
    order: UnservedOrder = UnservedOrder.TONNES,
    limit: int,
    offset: int = 0,
) -> list[Row]:
    """Return a page of the needs that no stream serves; `families` and `codes` are JSON lists."""
    sql, values = _unserved(filters)
    return rows(
        db,
        f"{sql} SELECT * FROM waiting ORDER BY {_UNSERVED_ORDERS[order]}, id LIMIT :limit"
        " OFFSET :offset",
        {**values, "limit": limit, "offset": offset},
    )


def unserved_totals(db: Database, filters: UnmatchedFilters) -> Row:
    """Count the needs that no stream serves, and add up the tonnes they seek at most."""
    sql, values = _unserved(filters)
    found = one(
        db,
        f"{sql} SELECT COUNT(*) AS shown, COALESCE(SUM(tonnes), 0) AS tonnes,"
        " COUNT(*) - COUNT(tonnes) AS without_tonnes FROM waiting",
        values,
    )
    return found or {}


def pairs_aside(db: Database) -> list[Row]:
    """Return the pairs that were dismissed, refused or that ended."""
    return rows(
        db,
        "SELECT d.stream_id, d.need_id FROM match_decision d LEFT JOIN material_match k"
        " ON k.stream_id = d.stream_id AND k.need_id = d.need_id"
        f" WHERE d.decision = 'dismissed' OR NOT ({LIVE})",
    )


def producers_sought(db: Database, needs: Sequence[int]) -> list[Row]:
    """Return, for each need, who produces its material: those of the codes it names first."""
    return rows(db, _PRODUCERS, {"needs": json.dumps(list(needs))})


def codes_sought(db: Database, needs: Sequence[int]) -> list[Row]:
    """Return, for each need, the codes to look for, those it names first."""
    return rows(db, _CODES, {"needs": json.dumps(list(needs))})


def partners_near(db: Database, needs: Sequence[int], sight: Sight) -> list[Row]:
    """Return, for each need, the producers known for a neighbouring code or the same family."""
    return rows(db, _PARTNERS, {**sight.values(), "needs": json.dumps(list(needs))})


def prospecting_planned(db: Database, needs: Sequence[int], verb: str) -> dict[int, str]:
    """Return the day of the next action to prospect that each need already has."""
    found = rows(db, _PLANNED, {"needs": json.dumps(list(needs)), "verb": verb})
    return {row["need_id"]: row["due_on"] for row in found}


def territory_communes(db: Database) -> list[Row]:
    """Return the communes of the territory with a place, the most populous first."""
    return rows(
        db,
        "SELECT c.name, c.latitude, c.longitude FROM territory_commune m CROSS JOIN ref_commune c"
        " ON c.code = m.commune_code WHERE c.latitude IS NOT NULL"
        " ORDER BY c.population DESC NULLS LAST, c.code",
    )


def _unused(
    filters: UnmatchedFilters, sight: Sight, *, today: date, activity: str
) -> tuple[str, dict[str, Any]]:
    searched = "folded_title || ' ' || COALESCE(folded_commune, '')"
    condition, values = _words(filters.text, searched)
    return _UNUSED.format(words=condition), {
        **values,
        **sight.values(),
        **_asked(filters),
        "today": today.isoformat(),
        "kind": "jobs",
        "activity": activity,
    }


def _unserved(filters: UnmatchedFilters) -> tuple[str, dict[str, Any]]:
    condition, values = _words(filters.text, "lower(n.title) || ' ' || p.folded_title")
    return _UNSERVED.format(words=condition), {**values, **_asked(filters)}


def _asked(filters: UnmatchedFilters) -> dict[str, Any]:
    return {"family": filters.family, "epci": filters.epci_siren}


def _words(text: str, searched: str) -> tuple[str, dict[str, Any]]:
    """Ask for every word in what is searched."""
    words = fold(text).split()[:MOST_WORDS]
    values = {f"word_{place}": word for place, word in enumerate(words)}
    conditions = [f"instr({searched}, :{name}) > 0" for name in values]
    return " AND ".join(["1", *conditions]), values
