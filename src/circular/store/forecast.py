"""What a forecast learns from, in SQL: how projects went from stage to stage, and what they made.

Everything is read as it stood on a day, by effective days; corrected moves and trials are left
aside. A stage that was gone back from counts as not entered yet, an exit that was come back from
as time spent in the stage: only lasting moves count. An archived project is taken as left.
"""

from sqlite_utils import Database

from circular.domain.indicators import Perimeter
from circular.store.agreement_lists import SHARED_TITLE
from circular.store.indicators import JOBS_AT_DAY
from circular.store.places import PLACES, in_scope
from circular.store.rows import Row, one, rows
from circular.store.trials import of_real_project

_RANK = """
CASE m.to_stage WHEN 'detection' THEN 0 WHEN 'qualification' THEN 1 WHEN 'support' THEN 2
    WHEN 'implantation' THEN 3 ELSE 4 END
"""
_ENTERED = ",\n".join(
    f"MIN(h.effective_on) FILTER (WHERE h.lowest_after >= {rank}) AS s{rank}"
    for rank in range(1, 5)
)


def _journeys(condition: str) -> str:
    """Return the tables of journeys, of the projects that fulfil a condition on `m.project_id`."""
    return f"""
{PLACES},
held AS (
    SELECT m.project_id, m.effective_on, m.kind, {_RANK} AS rank,
        MIN({_RANK}) OVER following AS lowest_after, COUNT(*) OVER following = 1 AS is_last
    FROM project_move m
    WHERE m.corrected_at IS NULL AND m.effective_on <= :day AND {condition}
    WINDOW following AS (PARTITION BY m.project_id
        ORDER BY m.effective_on, COALESCE(m.corrects_id, m.id), m.id
        ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)
),
journey AS (
    SELECT h.project_id, MIN(h.effective_on) AS s0, {_ENTERED},
        MAX(h.rank) FILTER (WHERE h.is_last) AS rank,
        MAX(h.effective_on) FILTER (WHERE h.is_last AND h.kind = 'exit') AS exited_on
    FROM held h GROUP BY h.project_id
),
promise AS (
    SELECT project_id, jobs FROM (
        SELECT a.project_id, {JOBS_AT_DAY} AS jobs, ROW_NUMBER() OVER (
            PARTITION BY a.project_id ORDER BY a.drafted_on DESC, a.id DESC) AS place
        FROM agreement a WHERE a.drafted_on <= :day AND a.jobs_committed IS NOT NULL
    ) WHERE place = 1
),
made AS (
    SELECT j.project_id, SUM(j.full_time_equivalent) AS created FROM job_line j
    WHERE j.kind = 'created' AND j.starts_on <= :day GROUP BY j.project_id
),
known AS (
    SELECT g.*, COALESCE(g.exited_on, CASE WHEN substr(p.archived_at, 1, 10) <= :day
            THEN MAX(substr(p.archived_at, 1, 10), COALESCE(g.s4, g.s3, g.s2, g.s1, g.s0)) END)
            AS left_on,
        COALESCE(r.jobs, p.jobs_planned) AS promised, COALESCE(k.created, 0) AS created
    FROM journey g JOIN project p ON p.id = g.project_id
    LEFT JOIN promise r ON r.project_id = g.project_id
    LEFT JOIN made k ON k.project_id = g.project_id
)
"""


_YEARS = "/ 365.25"
_HERE = "(:epci IS NULL OR {0} IN (SELECT project_id FROM place WHERE epci_siren = :epci))"
_OF_STAGES = ",\n".join(
    f"COUNT(s{rank + 1}) AS advances_{rank},\n"
    f"COUNT(*) FILTER (WHERE rank = {rank} AND left_on IS NOT NULL) AS exits_{rank},\n"
    f"COALESCE(SUM(julianday(COALESCE(s{rank + 1}, left_on, :day)) - julianday(s{rank}))"
    f" FILTER (WHERE s{rank} IS NOT NULL), 0) {_YEARS} AS years_{rank}"
    for rank in range(3)
)
_OPENED = "s3 IS NOT NULL AND promised IS NOT NULL"
_AGE = f"(julianday(:day) - julianday(s3)) {_YEARS}"
# The share of its jobs that a project set up should still create; all of them before.
_TO_COME = f"(CASE WHEN rank < 3 THEN 1 ELSE (1 - :first) * (1 - MIN({_AGE} / :spread, 1)) END)"
_GROUPS = f"""
WITH {_journeys(of_real_project("m.project_id"))}
SELECT {_HERE.format("known.project_id")} AS is_here, left_on IS NOT NULL AS has_left, rank,
    CASE WHEN promised IS NULL THEN NULL
        ELSE ROUND(MIN(MAX(promised - created, 0), promised * {_TO_COME}) * 2) / 2 END AS owed,
    CASE WHEN rank >= 3 THEN CAST({_AGE} * 4 AS INTEGER) ELSE 0 END AS quarters,
    COUNT(*) AS projects, MIN(s0) AS first_day, COUNT(s2) AS signed, {_OF_STAGES},
    COUNT(promised) AS promises, COALESCE(SUM(promised), 0) AS promised,
    COUNT(*) FILTER (WHERE {_OPENED}) AS opened,
    COALESCE(SUM(promised * (:first + (1 - :first) * MIN({_AGE} / :spread, 1)))
        FILTER (WHERE {_OPENED}), 0) AS expected,
    COALESCE(SUM(created) FILTER (WHERE {_OPENED}), 0) AS created
FROM known GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
"""
_ALIVE_HERE = f"(j.ends_on IS NULL OR j.ends_on > :day) AND {_HERE.format('j.project_id')}"
_LINES = f"""
WITH {PLACES}
SELECT COUNT(*) FILTER (WHERE j.ends_on <= :day) AS ended,
    COUNT(*) FILTER (WHERE {_ALIVE_HERE}) AS alive,
    COALESCE(SUM(julianday(MIN(COALESCE(j.ends_on, :day), :day)) - julianday(j.starts_on)), 0)
        {_YEARS} AS line_years,
    ROUND(COALESCE(SUM(j.full_time_equivalent)
        FILTER (WHERE {_ALIVE_HERE}), 0), 2) AS net_fte
FROM job_line j
WHERE j.kind = 'created' AND j.starts_on <= :day AND {of_real_project("j.project_id")}
"""
_BEHIND = f"""
WITH {_journeys(in_scope("m.project_id"))}
SELECT k.project_id, {SHARED_TITLE} AS title, k.rank, k.promised, k.created
FROM known k JOIN project p ON p.id = k.project_id
WHERE k.left_on IS NULL
ORDER BY k.rank DESC, k.promised IS NULL, k.promised DESC, k.project_id LIMIT :limit
"""


def groups(db: Database, perimeter: Perimeter, *, first: float, spread: float) -> list[Row]:
    """Count, by a day, projects alike, their moves, the years spent, the jobs that followed.

    All projects, wherever they are: `is_here` tells those of the perimeter. Alike: gone or not,
    last stage, FTE still to come of their promise (None: unknown; to a half, so that 100 000
    projects make a few hundred rows), quarters since they were set up. `first` is the share of
    jobs that a project makes at once, `spread` the years over which it makes the rest.
    """
    return rows(db, _GROUPS, {**_values(perimeter), "first": first, "spread": spread})


def lines(db: Database, perimeter: Perimeter) -> Row:
    """Count the lines of created jobs begun by a day: ended, years lasted; alive and FTE here."""
    return one(db, _LINES, _values(perimeter)) or {}


def projects_behind(db: Database, perimeter: Perimeter, *, limit: int) -> list[Row]:
    """Return the projects under way on a day, nobody named, the most advanced first."""
    return rows(db, _BEHIND, {**_values(perimeter), "limit": limit})


def _values(perimeter: Perimeter) -> dict[str, str | None]:
    return {"day": perimeter.as_of.isoformat(), "epci": perimeter.epci_siren}
