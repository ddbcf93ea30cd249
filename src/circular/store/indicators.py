"""Sums behind the indicators that no concept of its own computes: agreements, tonnes.

An agreement is in force from its start to its end, both included, unless it was closed before;
signed before its first day, it is to begin. It is to come from the day it was drafted until it is
signed or given up. A stream is known from the day of its figure on, else from the day it was noted.
"""

from sqlite_utils import Database

from circular.domain.indicators import Perimeter
from circular.store.places import PLACES, in_scope
from circular.store.rows import Row, one, rows
from circular.store.secrecy import IS_CONFIDENTIAL
from circular.store.trials import of_real_need, real

SIGNED = "a.signed_on <= :day"
IN_FORCE = f"""
({SIGNED} AND a.starts_on <= :day AND (a.ends_on IS NULL OR a.ends_on >= :day)
    AND (a.closed_on IS NULL OR a.closed_on >= :day))
"""
TO_BEGIN = f"""
({SIGNED} AND a.starts_on > :day AND (a.closed_on IS NULL OR a.closed_on >= :day))
"""
TO_COME = """
(a.drafted_on <= :day AND (a.signed_on IS NULL OR a.signed_on > :day)
    AND NOT (a.state = 'abandoned' AND a.closed_on <= :day))
"""
STATE = f"""
CASE WHEN a.closed_on < :day OR (a.state = 'abandoned' AND a.closed_on <= :day) THEN a.state
    WHEN {SIGNED} THEN 'signed'
    ELSE COALESCE((SELECT e.to_state FROM agreement_event e WHERE e.agreement_id = a.id
        AND e.effective_on <= :day AND e.to_state IN ('draft', 'review', 'to_sign')
        ORDER BY e.effective_on DESC, e.id DESC LIMIT 1), 'draft') END
"""
# A project noted without a title bears its holder's name: no shared view may show it.
SHARED_TITLE = """
CASE WHEN EXISTS (SELECT 1 FROM project_holder ph JOIN holder h ON h.id = ph.holder_id
        WHERE ph.project_id = p.id AND instr(p.folded_title, h.folded_name) > 0)
    THEN NULL ELSE p.title END
"""
_LATER = """
FROM amendment m WHERE m.agreement_id = a.id AND m.state = 'signed'
    AND m.jobs_committed IS NOT NULL AND m.effective_on > :day
"""
JOBS_AT_DAY = f"""
CASE WHEN EXISTS (SELECT 1 {_LATER})
    THEN (SELECT m.previous_jobs {_LATER} ORDER BY m.number LIMIT 1) ELSE a.jobs_committed END
"""
# The jobs promised as they stood on the day, each later amendment undone.
_COUNTS = f"""
WITH {PLACES}
SELECT COUNT(*) FILTER (WHERE {SIGNED}) AS signed,
    COUNT(*) FILTER (WHERE {IN_FORCE}) AS in_force,
    COUNT(*) FILTER (WHERE {TO_BEGIN}) AS to_begin,
    COUNT(*) AS total,
    COUNT(*) FILTER (WHERE {TO_COME}) AS to_come,
    COUNT(*) FILTER (WHERE {TO_COME} AND {STATE} = 'to_sign') AS to_sign,
    COALESCE(SUM({JOBS_AT_DAY}) FILTER (WHERE {IN_FORCE}), 0) AS jobs_in_force,
    COALESCE(SUM(a.jobs_committed) FILTER (WHERE {TO_COME}), 0) AS jobs_to_come,
    COUNT(*) FILTER (WHERE {TO_COME} AND a.jobs_committed IS NULL) AS to_come_without_jobs
FROM agreement a WHERE {in_scope("a.project_id")}
"""
_LIST = f"""
WITH {PLACES},
seen AS (
    SELECT a.id, a.project_id, a.number, {STATE} AS state, {JOBS_AT_DAY} AS jobs_committed,
        CASE WHEN EXISTS (SELECT 1 {_LATER}) THEN a.jobs_committed END AS jobs_amended,
        a.signed_on, a.starts_on, a.signing_planned_on, {SHARED_TITLE} AS project_title,
        p.is_fictitious
    FROM agreement a JOIN project p ON p.id = a.project_id
    WHERE ({IN_FORCE} OR {TO_BEGIN} OR {TO_COME}) AND {in_scope("a.project_id")}
)
SELECT id, project_id, number, state, jobs_committed, jobs_amended, project_title, is_fictitious,
    starts_on,
    CASE WHEN state = 'signed' THEN signed_on ELSE signing_planned_on END AS signing_on
FROM seen
ORDER BY CASE state WHEN 'signed' THEN 0 WHEN 'to_sign' THEN 1 WHEN 'review' THEN 2 ELSE 3 END,
    CASE WHEN state = 'signed' THEN signed_on END DESC, signing_on IS NULL, signing_on, id DESC
LIMIT :limit
"""
_SUMS = f"""
SELECT SUM(s.tonnes_likely) AS tonnes, COUNT(*) AS streams,
    COUNT(*) FILTER (WHERE s.tonnes_likely IS NULL) AS without_tonnes,
    SUM(s.tonnes_likely) FILTER (WHERE NOT {IS_CONFIDENTIAL}) AS open_tonnes,
    COUNT(s.tonnes_likely) FILTER (WHERE {IS_CONFIDENTIAL}) AS confidential
"""
STREAMS = """
FROM waste_stream s
LEFT JOIN organisation o ON o.id = s.organisation_id
LEFT JOIN ref_commune c ON c.code = s.commune_code
LEFT JOIN territory_commune t ON t.commune_code = s.commune_code
"""
KNOWN_STREAMS = f"""{STREAMS}
WHERE {real("s")} AND COALESCE(s.figure_on, substr(s.created_at, 1, 10)) <= :day
    AND (s.archived_at IS NULL OR substr(s.archived_at, 1, 10) > :day)
    AND (:epci IS NULL OR COALESCE(t.epci_siren, c.epci_siren) = :epci)
"""
KEPT_STREAMS = f"""{STREAMS}
WHERE {real("s")} AND EXISTS (SELECT 1 FROM match_decision m WHERE m.stream_id = s.id
        AND m.decision = 'kept' AND m.decided_on <= :day AND {of_real_need("m.need_id")}
        AND NOT EXISTS (SELECT 1 FROM material_match k WHERE k.stream_id = m.stream_id
            AND k.need_id = m.need_id AND k.stage = 'refused' AND k.stage_since <= :day))
    AND (:epci IS NULL OR COALESCE(t.epci_siren, c.epci_siren) = :epci)
"""


def agreement_counts(db: Database, perimeter: Perimeter) -> Row:
    """Count the agreements signed, in force, to come and to sign at a day, and the jobs to come."""
    return one(db, _COUNTS, _values(perimeter)) or {}


def agreements_at(db: Database, perimeter: Perimeter, *, limit: int) -> list[Row]:
    """Return the agreements in force, then those to come, as they stood on a day, nobody named."""
    return rows(db, _LIST, {**_values(perimeter), "limit": limit})


def stream_tonnes(db: Database, perimeter: Perimeter) -> Row:
    """Sum the likely tonnes a year of the streams known by a day and not archived then."""
    return one(db, f"{_SUMS}{KNOWN_STREAMS}", _values(perimeter)) or {}


def kept_tonnes(db: Database, perimeter: Perimeter) -> Row:
    """Sum the likely tonnes a year of the streams with a match kept by a day, each once."""
    return one(db, f"{_SUMS}{KEPT_STREAMS}", _values(perimeter)) or {}


def _values(perimeter: Perimeter) -> dict[str, str | None]:
    return {"day": perimeter.as_of.isoformat(), "epci": perimeter.epci_siren}
