"""Figures of agreements on a day: delays by year, renewals, services and jobs, as they stood."""

from datetime import date
from typing import Any

from sqlite_utils import Database

from circular.store.agreement_lists import DELAY, SHARED_TITLE, Scope
from circular.store.agreement_situations import GIVEN, PROMISED
from circular.store.places import PLACES
from circular.store.rows import Row, rows

_SIGNED = "a.state IN ('signed', 'ended', 'terminated')"
_AROUND = """
FROM standing a JOIN project p ON p.id = a.project_id
JOIN agreement_type t ON t.key = a.type_key AND t.version = a.type_version
JOIN place ON place.project_id = a.project_id
"""
_FIRST_END = """
COALESCE((SELECT r.previous_end FROM agreement_renewal r WHERE r.agreement_id = a.id
    AND r.decided_on <= :on ORDER BY r.sequence LIMIT 1), a.ends_on)
"""
_IS_RENEWED = """
EXISTS (SELECT 1 FROM agreement_renewal r WHERE r.agreement_id = a.id AND r.decided_on <= :on)
"""
_CAME_TO_TERM = f"""
{_SIGNED} AND t.renewals > 0 AND {_FIRST_END} <= :on
AND (a.closed_on IS NULL OR a.state = 'ended' OR a.closed_on >= {_FIRST_END})
"""
_NET_JOBS = """
(SELECT SUM(j.full_time_equivalent) FROM job_line j WHERE j.project_id = p.id
 AND j.kind = 'created' AND j.starts_on <= :on AND (j.ends_on IS NULL OR j.ends_on > :on))
"""
_KEYS = """
(SELECT s.agreement_id, s.service_type, 0 AS is_former FROM agreement_service s
 UNION ALL SELECT f.id, j.value, 1 FROM standing f, json_each(f.former_services) j)
"""


def delays_by_year(db: Database, scope: Scope) -> list[Row]:
    """Return the median delay of each year of signature and how many cases it rests upon.

    The line without a year is that of all years; `unknown` counts those signed without a delay.
    """
    return _asked(
        db,
        scope,
        f"""signed AS (
            SELECT substr(a.signed_on, 1, 4) AS year, {DELAY} AS delay {_AROUND}
            WHERE {{condition}} AND {_SIGNED}
        ),
        twice AS (SELECT year, delay FROM signed UNION ALL SELECT NULL, delay FROM signed),
        ranked AS (
            SELECT year, delay, count(*) OVER whole AS cases,
                row_number() OVER (whole ORDER BY delay) AS rank
            FROM twice WHERE delay IS NOT NULL WINDOW whole AS (PARTITION BY year)
        ),
        middle AS (
            SELECT year, avg(delay) AS median FROM ranked
            WHERE rank IN ((cases + 1) / 2, (cases + 2) / 2) GROUP BY year
        )
        SELECT w.year, m.median, count(w.delay) AS cases, sum(w.delay IS NULL) AS unknown
        FROM twice w LEFT JOIN middle m ON m.year IS w.year
        GROUP BY w.year ORDER BY w.year IS NULL, w.year DESC""",
    )


def came_to_term(db: Database, scope: Scope) -> list[Row]:
    """Return the renewable agreements whose first period is over, and whether they were renewed."""
    return _asked(
        db,
        scope,
        f"""alone AS (SELECT 1)
        SELECT a.id, a.number, {SHARED_TITLE} AS project, {_FIRST_END} AS first_end,
            {_IS_RENEWED} AS is_renewed
        {_AROUND} WHERE {{condition}} AND {_CAME_TO_TERM} ORDER BY first_end DESC, a.id DESC""",
    )


def services_by_type(db: Database, scope: Scope) -> list[Row]:
    """Count what signed agreements promise and what was given of it, in the bouquet's order."""
    return _asked(
        db,
        scope,
        f"""promised AS (
            SELECT k.service_type, EXISTS (SELECT 1 FROM service g
                WHERE g.project_id = a.project_id AND g.service_type = k.service_type
                AND g.given_on >= a.starts_on AND g.given_on <= :on) AS is_given
            {_AROUND} JOIN {_KEYS} AS k ON k.agreement_id = a.id
                AND k.is_former = (a.former_services IS NOT NULL)
            WHERE {{condition}} AND {_SIGNED}
        )
        SELECT COALESCE(r.label, n.service_type) AS label, count(*) AS promised,
            sum(n.is_given) AS given
        FROM promised n LEFT JOIN ref_entry r ON r.list = 'service_types' AND r.key = n.service_type
        GROUP BY n.service_type ORDER BY r.position, label""",
    )


def jobs_by_agreement(db: Database, scope: Scope, *, most: int) -> list[Row]:
    """Return the signed agreements with the jobs they promise and those of their project, FTE."""
    return _asked(
        db,
        scope,
        f"""alone AS (SELECT 1)
        SELECT a.id, a.number, {SHARED_TITLE} AS project, a.jobs_committed AS promised,
            {_NET_JOBS} AS net, (SELECT count(*) FROM {PROMISED}) AS services, {GIVEN} AS given
        {_AROUND} WHERE {{condition}} AND {_SIGNED}
        ORDER BY a.jobs_committed IS NULL, a.jobs_committed DESC, a.id LIMIT {int(most)}""",
    )


def jobs_in_all(db: Database, scope: Scope) -> Row:
    """Sum up the jobs that signed agreements promise, and the net jobs of their projects, once."""
    return _asked(
        db,
        scope,
        f"""kept AS (SELECT a.project_id, a.jobs_committed {_AROUND}
            WHERE {{condition}} AND {_SIGNED})
        SELECT count(*) AS agreements, sum(jobs_committed) AS promised,
            sum(jobs_committed IS NULL) AS without_jobs,
            (SELECT sum({_NET_JOBS}) FROM project p
             WHERE p.id IN (SELECT project_id FROM kept)) AS net
        FROM kept""",
    )[0]


def _asked(db: Database, scope: Scope, statement: str) -> list[Row]:
    condition, values = scope.condition()
    values = {**values, "on": _day(scope.on)}
    sql = statement.replace("{condition}", condition)
    return rows(db, f"WITH {PLACES}, {scope.standing}, {sql}", values)


def _day(on: date | None) -> Any:
    if on is None:
        raise ValueError("A figure is asked for a day.")
    return on.isoformat()
