"""The funnel in SQL: where projects stood on a day, how long they stay in a stage, who left.

Corrected moves are left aside: only what is held true today speaks, dated by its effective day.
"""

from sqlite_utils import Database

from circular.domain.indicators import Perimeter
from circular.store.places import PLACES, in_scope
from circular.store.rows import Row, rows

HELD_MOVES = f"""
{PLACES},
held AS (
    SELECT m.id, m.project_id, m.kind, m.to_stage, m.exit_kind, m.effective_on,
        LEAD(m.effective_on) OVER ordered AS next_on,
        LEAD(m.id) OVER ordered IS NULL AS is_last
    FROM project_move m
    WHERE m.corrected_at IS NULL AND m.effective_on <= :day AND {in_scope("m.project_id")}
    WINDOW ordered AS (PARTITION BY m.project_id
        ORDER BY m.effective_on, COALESCE(m.corrects_id, m.id), m.id)
)
"""
NOT_ARCHIVED = """
EXISTS (SELECT 1 FROM project p WHERE p.id = held.project_id
    AND (p.archived_at IS NULL OR substr(p.archived_at, 1, 10) > :day))
"""
STANDING = f"is_last AND kind <> 'exit' AND {NOT_ARCHIVED}"
_COUNTS = f"""
WITH {HELD_MOVES}
SELECT to_stage AS stage, COUNT(*) AS projects FROM held
WHERE {STANDING}
GROUP BY to_stage
"""
_STAYS = f"""
WITH {HELD_MOVES},
stay AS (
    SELECT to_stage, julianday(next_on) - julianday(effective_on) AS days,
        ROW_NUMBER() OVER (PARTITION BY to_stage
            ORDER BY julianday(next_on) - julianday(effective_on)) AS position,
        COUNT(*) OVER (PARTITION BY to_stage) AS stays
    FROM held WHERE kind <> 'exit' AND next_on IS NOT NULL
)
SELECT to_stage AS stage, AVG(days) AS median_days, MAX(stays) AS stays FROM stay
WHERE position IN ((stays + 1) / 2, (stays + 2) / 2)
GROUP BY to_stage
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
