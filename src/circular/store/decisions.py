"""What waits for a decision on a day, counted at once: signatures, ends, openings, silences.

Only what was known on the day speaks: an end is the one that stood before the renewals and the
amendments decided since, a project is counted where its history says that it stood.
"""

from datetime import date, timedelta

from sqlite_utils import Database

from circular.domain.indicators import Perimeter
from circular.domain.settings import AssociationSettings
from circular.store.funnel import HELD_MOVES, STANDING
from circular.store.indicators import IN_FORCE, STATE, TO_COME
from circular.store.places import in_scope
from circular.store.rows import Row, one

LATE_AFTER_DAYS = 30  # an agreement sent to be signed that long ago is late

END = """
COALESCE(
    (SELECT w.previous_end FROM agreement_renewal w WHERE w.agreement_id = a.id
        AND w.decided_on > :day ORDER BY w.sequence LIMIT 1),
    (SELECT m.previous_end FROM amendment m WHERE m.agreement_id = a.id AND m.state = 'signed'
        AND m.ends_on IS NOT NULL AND m.effective_on > :day ORDER BY m.number LIMIT 1),
    a.ends_on)
"""
SENT_ON = """
(SELECT MAX(e.effective_on) FROM agreement_event e
    WHERE e.agreement_id = a.id AND e.to_state = 'to_sign' AND e.effective_on <= :day)
"""
SIGNING_LATE = f"""
{TO_COME} AND {STATE} = 'to_sign' AND (a.signing_planned_on < :day OR {SENT_ON} <= :sent_by)
"""
ENDING = f"{IN_FORCE} AND {END} BETWEEN :day AND :end_by"
OPENINGS_LATE = """
FROM standing JOIN implantation i ON i.project_id = standing.project_id
WHERE standing.to_stage <> 'follow_up' AND i.opening_planned_on < :day
    AND (i.opened_on IS NULL OR i.opened_on > :day)
"""
SILENT = """
FROM standing JOIN project p ON p.id = standing.project_id
WHERE p.detected_on <= :silent_since
    AND NOT EXISTS (SELECT 1 FROM exchange x WHERE x.project_id = p.id
        AND x.happened_on > :silent_since AND x.happened_on <= :day)
"""
STANDING_PROJECTS = f"""
{HELD_MOVES},
standing AS (SELECT project_id, to_stage FROM held WHERE {STANDING})
"""
_COUNTS = f"""
WITH {STANDING_PROJECTS},
agreements AS (
    SELECT COUNT(*) FILTER (WHERE {SIGNING_LATE}) AS to_sign,
        COUNT(*) FILTER (WHERE {ENDING}) AS ending
    FROM agreement a WHERE {in_scope("a.project_id")}
),
openings AS (SELECT COUNT(*) AS openings_late {OPENINGS_LATE}),
silences AS (SELECT COUNT(*) AS silent {SILENT})
SELECT to_sign, ending, openings_late, silent FROM agreements, openings, silences
"""


def counts(db: Database, perimeter: Perimeter, settings: AssociationSettings) -> Row:
    """Count what waits for a decision on a day, over one EPCI or everything."""
    values = {
        "day": perimeter.as_of.isoformat(),
        "epci": perimeter.epci_siren,
        **bounds(settings, perimeter.as_of),
    }
    return one(db, _COUNTS, values) or {}


def bounds(settings: AssociationSettings, day: date) -> dict[str, str]:
    """Return the days of the rules, as the settings of the association make them.

    `sent_by` is the last day on which an agreement sent to be signed is late, `end_by` the last
    end that is near, `silent_since` the last exchange that makes a silence long.
    """
    return {
        "sent_by": (day - timedelta(days=LATE_AFTER_DAYS)).isoformat(),
        "end_by": (day + timedelta(days=settings.expiring_within_days)).isoformat(),
        "silent_since": (day - timedelta(days=settings.dormant_after_days)).isoformat(),
    }
