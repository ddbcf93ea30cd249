"""The journeys of projects in SQL: arrivals in each stage and what became of them, stays, exits.

Corrected moves are left aside; trials count nowhere. Everything the page sums is read at once, so
that the history is walked through a single time.
"""

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from circular.domain.journeys import JourneyPart
from circular.domain.stages import Stage
from circular.store.places import PLACES
from circular.store.rows import Row, rows, value
from circular.store.trials import real


def _rank(column: str) -> str:
    cases = " ".join(f"WHEN '{stage.value}' THEN {stage.rank}" for stage in Stage)
    return f"CASE {column} {cases} END"


_CHOSEN = f"""
{PLACES},
chosen AS (
    SELECT p.id, COALESCE(substr(p.archived_at, 1, 10) <= :day, 0) AS is_archived
    FROM project p JOIN place ON place.project_id = p.id
    WHERE {real("p")} AND p.detected_on <= :day
        AND (:epci IS NULL OR place.epci_siren = :epci)
        AND (:adviser IS NULL OR p.adviser_id = :adviser)
        AND (:sector IS NULL OR p.sector = :sector)
        AND (:origin IS NULL OR p.origin = :origin)
)
"""
_HELD = f"""
{_CHOSEN},
ranked AS (
    SELECT m.id, m.project_id, m.kind, m.from_stage, m.to_stage, m.exit_kind, m.exit_reason,
        m.effective_on, COALESCE(m.corrects_id, m.id) AS turn, c.is_archived,
        {_rank("m.to_stage")} AS rank, CASE WHEN m.kind <> 'exit' THEN {_rank("m.to_stage")} END
        AS reached
    FROM project_move m JOIN chosen c ON c.id = m.project_id
    WHERE m.corrected_at IS NULL AND m.effective_on <= :day
),
held AS (
    SELECT ranked.*, LEAD(effective_on) OVER ordered AS next_on, LEAD(kind) OVER ordered AS
        next_kind, MAX(reached) OVER ahead AS furthest, LAST_VALUE(kind) OVER ahead AS last_kind,
        LAST_VALUE(to_stage) OVER ahead AS last_stage
    FROM ranked
    WINDOW ordered AS (PARTITION BY project_id ORDER BY effective_on, turn, id),
        ahead AS (PARTITION BY project_id ORDER BY effective_on, turn, id
            ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)
)
"""
# The moves of each project in their order; `furthest`: the highest stage from a move on.
_COHORT = """
arrival AS (
    SELECT held.*, ROW_NUMBER() OVER (PARTITION BY project_id, to_stage
        ORDER BY effective_on, turn, id) AS time
    FROM held WHERE kind IN ('entry', 'advance') AND effective_on >= :since
),
cohort AS (
    SELECT project_id, to_stage AS stage, effective_on,
        CASE WHEN furthest > rank THEN 'went_on'
            WHEN last_kind = 'exit' THEN 'left'
            WHEN is_archived THEN 'archived'
            WHEN last_stage = to_stage THEN 'still_there'
            ELSE 'went_back' END AS outcome
    FROM arrival WHERE time = 1
)
"""
_STAYS = """
stay AS (
    SELECT h.project_id, h.to_stage AS stage, h.effective_on, h.next_on, h.next_kind,
        h.next_on IS NULL AS is_open,
        julianday(COALESCE(h.next_on, :day)) - julianday(h.effective_on) AS days
    FROM held h
    WHERE h.kind <> 'exit' AND (h.next_on >= :since OR (h.next_on IS NULL AND NOT h.is_archived))
)
"""
_SUMMARY = f"""
WITH {_HELD}, {_COHORT}, {_STAYS},
placed AS (
    SELECT stage, is_open, days,
        ROW_NUMBER() OVER (PARTITION BY stage, is_open ORDER BY days) AS position,
        COUNT(*) OVER (PARTITION BY stage, is_open) AS n
    FROM stay
)
SELECT 'cohort' AS what, stage, outcome AS extra, NULL AS other, COUNT(*) AS n,
    NULL AS median, NULL AS quarter, NULL AS three_quarters, NULL AS nine_tenths
FROM cohort GROUP BY stage, outcome
UNION ALL
SELECT CASE WHEN is_open THEN 'open' ELSE 'ended' END, stage, NULL, NULL, MAX(n),
    AVG(days) FILTER (WHERE position IN ((n + 1) / 2, (n + 2) / 2)),
    MAX(days) FILTER (WHERE position = (n + 3) / 4),
    MAX(days) FILTER (WHERE position = (3 * n + 3) / 4),
    MAX(days) FILTER (WHERE position = (9 * n + 9) / 10)
FROM placed GROUP BY stage, is_open
UNION ALL
SELECT 'move', to_stage, kind, from_stage, COUNT(*), NULL, NULL, NULL, NULL
FROM held WHERE kind <> 'exit' AND effective_on >= :since GROUP BY kind, from_stage, to_stage
UNION ALL
SELECT 'exit', to_stage, exit_kind, exit_reason, COUNT(*),
    COUNT(*) FILTER (WHERE next_kind = 'return'), NULL, NULL, NULL
FROM held WHERE kind = 'exit' AND effective_on >= :since GROUP BY to_stage, exit_kind, exit_reason
UNION ALL
SELECT 'projects', NULL, NULL, NULL, COUNT(*), NULL, NULL, NULL, NULL FROM chosen
"""
_LINES = {
    JourneyPart.COHORT: """
SELECT project_id, stage, effective_on AS since, NULL AS until, NULL AS days, outcome AS told,
    NULL AS exit_kind, NULL AS exit_reason
FROM cohort WHERE stage = :stage AND (:outcome IS NULL OR outcome = :outcome)""",
    JourneyPart.ENDED: """
SELECT project_id, stage, effective_on AS since, next_on AS until, days, next_kind AS told,
    NULL AS exit_kind, NULL AS exit_reason
FROM stay WHERE stage = :stage AND NOT is_open""",
    JourneyPart.OPEN: """
SELECT project_id, stage, effective_on AS since, NULL AS until, days, NULL AS told,
    NULL AS exit_kind, NULL AS exit_reason
FROM stay WHERE stage = :stage AND is_open""",
    JourneyPart.WAITING: """
SELECT project_id, stage, effective_on AS since, NULL AS until, days, NULL AS told,
    NULL AS exit_kind, NULL AS exit_reason
FROM stay WHERE is_open AND stage <> 'follow_up'""",
    JourneyPart.MOVES: """
SELECT project_id, to_stage AS stage, effective_on AS since, NULL AS until, NULL AS days,
    kind AS told, NULL AS exit_kind, NULL AS exit_reason
FROM held WHERE kind = :move AND (:stage IS NULL OR to_stage = :stage) AND effective_on >= :since
    AND (:from_stage IS NULL OR from_stage = :from_stage)""",
    JourneyPart.EXITS: """
SELECT project_id, to_stage AS stage, effective_on AS since, NULL AS until, NULL AS days,
    CASE WHEN next_kind = 'return' THEN 'return' END AS told, exit_kind, exit_reason
FROM held WHERE kind = 'exit' AND effective_on >= :since AND (:stage IS NULL OR to_stage = :stage)
    AND (:exit_kind IS NULL OR exit_kind = :exit_kind)
    AND (:reason IS NULL OR exit_reason = :reason)
    AND (:move IS NULL OR next_kind = :move)""",
}


_NEEDED = {JourneyPart.COHORT: _COHORT}


def _opened(part: JourneyPart) -> str:
    return f"""
WITH {_HELD}, {_NEEDED.get(part, _STAYS)},
line AS ({_LINES[part]}
),
page AS (
    SELECT line.*, COUNT(*) OVER () AS total FROM line
    ORDER BY line.days IS NULL, line.days DESC, line.since DESC, line.project_id
    LIMIT :limit OFFSET :offset
)
SELECT page.*, p.title, v.name AS adviser, e.name AS epci, r.label AS reason_label
FROM page JOIN project p ON p.id = page.project_id
JOIN place ON place.project_id = page.project_id
LEFT JOIN account v ON v.id = p.adviser_id
LEFT JOIN ref_epci e ON e.siren = place.epci_siren
LEFT JOIN ref_entry r ON r.list = 'exit_reasons' AND r.key = page.exit_reason
ORDER BY page.days IS NULL, page.days DESC, page.since DESC, page.project_id
"""


def summary(db: Database, filters: Mapping[str, Any]) -> list[Row]:
    """Return everything that the page sums, one row a figure: `what` says of which kind.

    `filters` holds day, since, epci, adviser, sector and origin.
    """
    return rows(db, _SUMMARY, filters)


def opened(
    db: Database, part: JourneyPart, filters: Mapping[str, Any], *, limit: int = -1, offset: int = 0
) -> list[Row]:
    """Return the projects behind a number, the longest stay first, with their `total` on each.

    `filters` holds besides stage, outcome, move, from_stage, exit_kind and reason, each or None.
    """
    return rows(db, _opened(part), {**filters, "limit": limit, "offset": offset})


def projects(db: Database, *, day: str) -> int:
    """Count all projects detected by a day, trials left out."""
    sql = f"SELECT COUNT(*) FROM project p WHERE {real('p')} AND p.detected_on <= ?"
    return int(value(db, sql, [day]))
