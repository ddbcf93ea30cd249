"""The companies that opened, as of a day, and the published rates of survival.

A company is a project with a day of opening. It closed on the day of its exit of kind « ceased »
when that is its last move by the day: a return to the journey makes it open again. Its last sign
of life is its opening, an exchange, a job line that was verified, or a move.
"""

from sqlite_utils import Database

from circular.domain.indicators import Perimeter
from circular.store.funnel import HELD_MOVES
from circular.store.indicators import SHARED_TITLE
from circular.store.places import in_scope
from circular.store.rows import Row, one, rows

_COMPANIES = f"""
WITH {HELD_MOVES},
company AS (
    SELECT i.project_id, i.opened_on, m.effective_on AS moved_on,
        CASE WHEN m.kind = 'exit' AND m.exit_kind = 'ceased' THEN m.effective_on END AS closed_on
    FROM implantation i LEFT JOIN held m ON m.project_id = i.project_id AND m.is_last
    WHERE i.opened_on <= :day AND {in_scope("i.project_id")}
)
SELECT c.project_id, {SHARED_TITLE} AS title, p.is_fictitious, place.epci_siren,
    e.name AS epci_name, c.opened_on, c.closed_on, p.is_priority_district,
    MAX(c.opened_on, COALESCE(c.moved_on, c.opened_on),
        COALESCE((SELECT MAX(x.happened_on) FROM exchange x
            WHERE x.project_id = c.project_id AND x.happened_on <= :day), c.opened_on),
        COALESCE((SELECT MAX(j.verified_on) FROM job_line j
            WHERE j.project_id = c.project_id AND j.verified_on <= :day), c.opened_on)
    ) AS last_sign_on
FROM company c JOIN project p ON p.id = c.project_id
JOIN place ON place.project_id = c.project_id
LEFT JOIN ref_epci e ON e.siren = place.epci_siren
WHERE c.closed_on IS NULL OR c.closed_on >= c.opened_on
ORDER BY c.opened_on DESC, c.project_id
"""
_LEFT_OUT = f"""
WITH {HELD_MOVES}
SELECT COUNT(*) FILTER (WHERE i.opened_on IS NULL AND m.to_stage = 'follow_up') AS without_opening,
    COUNT(*) FILTER (WHERE i.opened_on <= :day AND m.kind = 'exit' AND m.exit_kind = 'ceased'
        AND m.effective_on < i.opened_on) AS closed_before_opening
FROM held m LEFT JOIN implantation i ON i.project_id = m.project_id WHERE m.is_last
"""


def companies(db: Database, perimeter: Perimeter) -> list[Row]:
    """Return the companies that had opened by a day, the latest first; trials are left out.

    `title` is NULL where it would name somebody.
    """
    return rows(db, _COMPANIES, _values(perimeter))


def left_out(db: Database, perimeter: Perimeter) -> Row:
    """Count what no duration can be told of: followed without opening, closed before opening."""
    return one(db, _LEFT_OUT, _values(perimeter)) or {}


def references(db: Database) -> list[Row]:
    """Return the published rates of survival, by cohort and time."""
    return rows(
        db, "SELECT cohort, months, rate, label, source FROM ref_survival ORDER BY cohort, months"
    )


def _values(perimeter: Perimeter) -> dict[str, str | None]:
    return {"day": perimeter.as_of.isoformat(), "epci": perimeter.epci_siren}
