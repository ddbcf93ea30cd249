"""The funnel in SQL: where projects stood on a day, how long they stay in a stage, who left.

Corrected moves are left aside: only what is held true today speaks, dated by its effective day.
`project_stay`, kept by triggers, holds these moves, each with the day of the next one.
"""

from sqlite_utils import Database

from circular.domain.indicators import Perimeter
from circular.store.places import PLACES, in_scope
from circular.store.rows import Row, rows

HELD_MOVES = f"""
{PLACES},
held AS (
    SELECT s.move_id AS id, s.project_id, s.kind, s.to_stage, s.exit_kind, s.effective_on,
        CASE WHEN s.next_on <= :day THEN s.next_on END AS next_on,
        s.next_on IS NULL OR s.next_on > :day AS is_last
    FROM project_stay s
    WHERE s.effective_on <= :day AND {in_scope("s.project_id")}
)
"""
NOT_ARCHIVED = """
project_id NOT IN (SELECT id FROM project
    WHERE archived_at IS NOT NULL AND substr(archived_at, 1, 10) <= :day)
"""
STANDING = f"is_last AND kind <> 'exit' AND {NOT_ARCHIVED}"
_COUNTS = f"""
WITH {HELD_MOVES}
SELECT to_stage AS stage, COUNT(*) AS projects FROM held
WHERE {STANDING}
GROUP BY to_stage
"""
# The median is read from how many stays last each number of days: few, whatever their number.
_STAYS = f"""
WITH {PLACES},
length AS (
    SELECT s.to_stage, s.days, COUNT(*) AS many FROM project_stay s
    WHERE s.next_on <= :day AND s.kind <> 'exit' AND {in_scope("s.project_id")}
    GROUP BY s.to_stage, s.days
),
upto AS (
    SELECT to_stage, days, SUM(many) OVER (PARTITION BY to_stage ORDER BY days) AS position,
        SUM(many) OVER (PARTITION BY to_stage) AS stays
    FROM length
)
SELECT to_stage AS stage, (MIN(days) FILTER (WHERE position >= (stays + 1) / 2)
    + MIN(days) FILTER (WHERE position >= (stays + 2) / 2)) / 2.0 AS median_days,
    MAX(stays) AS stays
FROM upto GROUP BY to_stage
"""
_EXITS = f"""
WITH {HELD_MOVES}
SELECT exit_kind, COUNT(*) AS projects FROM held
WHERE kind = 'exit' AND is_last AND effective_on >= :year
GROUP BY exit_kind
"""


def counts_by_stage(db: Database, perimeter: Perimeter) -> list[Row]:
    """Count the projects that stood in each stage at the end of a day, those that left excluded."""
    return rows(db, _COUNTS, _values(perimeter))


def stays_by_stage(db: Database, perimeter: Perimeter) -> list[Row]:
    """Return the median length, in days, of the stays that were over by a day, for each stage."""
    return rows(db, _STAYS, _values(perimeter))


def exits_of_year(db: Database, perimeter: Perimeter) -> list[Row]:
    """Count the projects that left since 1 January of a day's year and had not come back by it."""
    values = {**_values(perimeter), "year": f"{perimeter.as_of.year:04d}-01-01"}
    return rows(db, _EXITS, values)


def _values(perimeter: Perimeter) -> dict[str, str | None]:
    return {"day": perimeter.as_of.isoformat(), "epci": perimeter.epci_siren}
