"""Job lines in the store, and their sums at any day.

At a day D, *created* is the sum of the lines of kind created that began by D, *net* the part of
them that is still alive at D (no end before or on D), so that created = net + ended. The text of
the rule says « created = … with no end », then « net = created less what has ended, that is, the
same lines still alive »: both hold together only when created keeps the lines that ended.
*Safeguarded* counts the lines alive at D, *planned* those not closed by D, whatever their start,
of the projects detected by D.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlite_utils import Database

from circular.store import rows as table
from circular.store.places import PLACES, in_scope
from circular.store.rows import Row, one, rows
from circular.store.trials import real

_BEGUN = "j.starts_on <= :day"
_NOT_ENDED = "(j.ends_on IS NULL OR j.ends_on > :day)"
_PROJECT_KNOWN = (
    "EXISTS (SELECT 1 FROM project d WHERE d.id = j.project_id AND d.detected_on <= :day)"
)
CONDITIONS = {
    "created": f"j.kind = 'created' AND {_BEGUN}",
    "net": f"j.kind = 'created' AND {_BEGUN} AND {_NOT_ENDED}",
    "safeguarded": f"j.kind = 'safeguarded' AND {_BEGUN} AND {_NOT_ENDED}",
    "planned": f"j.kind = 'planned' AND {_NOT_ENDED} AND {_PROJECT_KNOWN}",
}
PARTS = tuple(CONDITIONS)
_SUMS = """
ROUND(COALESCE(SUM(j.full_time_equivalent), 0), 2) AS fte,
ROUND(COALESCE(SUM(j.full_time_equivalent) FILTER (WHERE j.verified_on <= :day), 0), 2)
    AS verified_fte,
COALESCE(SUM(j.heads), 0) AS heads, COALESCE(SUM(j.women), 0) AS women,
COALESCE(SUM(j.heads) FILTER (WHERE j.women IS NOT NULL), 0) AS heads_of_known_sex,
COUNT(*) AS lines, COUNT(*) - COUNT(j.heads) AS lines_without_heads
"""
_LINE = """
SELECT j.id, j.project_id, p.title AS project_title, p.is_fictitious, j.kind,
    j.full_time_equivalent, j.heads, j.women, j.contract, l.label AS contract_label, j.starts_on,
    j.ends_on, j.evidence, j.verified_on, v.name AS verified_by, j.note, j.version
FROM job_line j
JOIN project p ON p.id = j.project_id
LEFT JOIN account v ON v.id = j.verified_by
LEFT JOIN ref_entry l ON l.list = 'contract_kinds' AND l.key = j.contract
"""


def add(db: Database, project_id: int, record: Mapping[str, Any]) -> int:
    """Insert a job line and return its identifier."""
    return table.insert(db, "job_line", {"project_id": project_id, **record})


def update(db: Database, line_id: int, *, version: int, record: Mapping[str, Any]) -> bool:
    """Update a job line if it still has `version`; False when it moved on."""
    return table.update_version(db, "job_line", line_id, version=version, record=record)


def remove(db: Database, line_id: int, *, version: int) -> bool:
    """Delete a job line if it still has `version`; False when it moved on or went away."""
    cursor = db.conn.execute(
        "DELETE FROM job_line WHERE id = ? AND version = ?", [line_id, version]
    )
    return cursor.rowcount == 1


def line(db: Database, line_id: int) -> Row | None:
    """Return one job line with its words."""
    return one(db, f"{_LINE} WHERE j.id = ?", [line_id])


def of_project(db: Database, project_id: int) -> list[Row]:
    """Return the job lines of a project, the latest start first."""
    return rows(db, f"{_LINE} WHERE j.project_id = ? ORDER BY j.starts_on DESC, j.id", [project_id])


def count_of_project(db: Database, project_id: int) -> int:
    """Count the job lines of a project."""
    return int(
        table.value(db, "SELECT COUNT(*) FROM job_line WHERE project_id = ?", [project_id]) or 0
    )


def sums(db: Database, *, as_of: date, epci_siren: str | None = None) -> list[Row]:
    """Sum job lines at a day, over everything or one EPCI: a row for each of `PARTS`."""
    return rows(
        db,
        f"WITH {PLACES} {_by_part(in_scope('j.project_id'))}",
        {"day": as_of.isoformat(), "epci": epci_siren},
    )


def sums_of_project(db: Database, project_id: int, *, as_of: date) -> list[Row]:
    """Sum the job lines of one project at a day, were it a trial: a row for each of `PARTS`."""
    return rows(
        db,
        _by_part("j.project_id = :project"),
        {"day": as_of.isoformat(), "project": project_id},
    )


def _by_part(scope: str) -> str:
    """Return one small sum for each part: each line is then looked at for its own kind only."""
    return " UNION ALL ".join(
        f"SELECT '{part}' AS part, {_SUMS} FROM job_line j WHERE {when} AND {scope}"
        for part, when in CONDITIONS.items()
    )


def net_by_epci(db: Database, *, as_of: date) -> list[Row]:
    """Sum net jobs in FTE at a day by EPCI; a NULL siren gathers the projects of unknown place.

    The order of the join is given: places in the order of their EPCI, then the lines of each.
    """
    return rows(
        db,
        "SELECT place.epci_siren AS siren, ROUND(SUM(j.full_time_equivalent), 2) AS fte"
        " FROM project_place place CROSS JOIN job_line j ON j.project_id = place.project_id"
        f" WHERE {real('place')} AND {CONDITIONS['net']} GROUP BY place.epci_siren",
        {"day": as_of.isoformat()},
    )


def net_fte(db: Database, *, as_of: date, epci_siren: str | None = None) -> Row:
    """Sum net jobs in FTE at a day, and the part of them that was verified by then."""
    found = one(
        db,
        f"WITH {PLACES} SELECT {_SUMS} FROM job_line j"
        f" WHERE {CONDITIONS['net']} AND {in_scope('j.project_id')}",
        {"day": as_of.isoformat(), "epci": epci_siren},
    )
    return found or {}


def first_start(db: Database, *, as_of: date, epci_siren: str | None = None) -> str | None:
    """Return the day on which the first created jobs began, by a day, None when none had."""
    found: str | None = table.value(
        db,
        f"WITH {PLACES} SELECT MIN(j.starts_on) FROM job_line j WHERE j.kind = 'created'"
        f" AND j.starts_on <= :day AND {in_scope('j.project_id')}",
        {"day": as_of.isoformat(), "epci": epci_siren},
    )
    return found


# Days are added up first, in the order of an index: there are few of them, whatever the lines.
_MONTHLY = f"""
WITH RECURSIVE {PLACES},
month (first) AS (
    SELECT date(:start, 'start of month')
    UNION ALL
    SELECT date(first, '+1 month') FROM month WHERE date(first, '+1 month') <= :day
),
change (day, fte, verified) AS (
    SELECT j.starts_on, SUM(j.full_time_equivalent),
        SUM(j.full_time_equivalent) FILTER (WHERE j.verified_on <= :day)
    FROM job_line j WHERE j.kind = 'created' AND j.starts_on <= :day AND {in_scope("j.project_id")}
    GROUP BY j.starts_on
    UNION ALL
    SELECT j.ends_on, -SUM(j.full_time_equivalent),
        -SUM(j.full_time_equivalent) FILTER (WHERE j.verified_on <= :day)
    FROM job_line j WHERE j.kind = 'created' AND j.ends_on <= :day AND {in_scope("j.project_id")}
    GROUP BY j.ends_on
),
monthly AS (
    SELECT MAX(date(day, 'start of month'), date(:start, 'start of month')) AS first,
        SUM(fte) AS fte, SUM(verified) AS verified
    FROM change GROUP BY 1
)
SELECT MIN(date(month.first, '+1 month', '-1 day'), :day) AS day,
    ROUND(SUM(COALESCE(monthly.fte, 0)) OVER ordered, 2) AS net_fte,
    ROUND(SUM(COALESCE(monthly.verified, 0)) OVER ordered, 2) AS net_verified_fte
FROM month LEFT JOIN monthly ON monthly.first = month.first
WINDOW ordered AS (ORDER BY month.first)
ORDER BY month.first
"""


def net_by_month(
    db: Database, *, starts_on: date, as_of: date, epci_siren: str | None = None
) -> list[Row]:
    """Return net jobs at each month's end from a start to a day, that day being the last point.

    What was created before the start is in the first point. `net_verified_fte` is the part that
    is verified today, laid over the past.
    """
    return rows(
        db,
        _MONTHLY,
        {"start": starts_on.isoformat(), "day": as_of.isoformat(), "epci": epci_siren},
    )


_FILTERED = f"""
WITH {PLACES}
SELECT {{columns}} FROM ({_LINE}) lines
JOIN place ON place.project_id = lines.project_id
LEFT JOIN ref_epci e ON e.siren = place.epci_siren
WHERE {real("place")} AND (:kind IS NULL OR lines.kind = :kind)
AND (:epci IS NULL OR place.epci_siren = :epci)
AND (:verified IS NULL OR COALESCE(lines.verified_on <= :alive_on, 0) = :verified)
AND (:with_ended OR lines.ends_on IS NULL OR lines.ends_on > :alive_on)
AND (lines.kind = 'planned' OR lines.starts_on <= :alive_on)
"""
_LISTED = "lines.*, e.siren AS epci_siren, e.name AS epci_name"


def search(
    db: Database, filters: Mapping[str, Any], *, limit: int = -1, offset: int = 0
) -> list[Row]:
    """Return the lines that count on a day and that filters keep, the latest start first.

    `filters` holds kind, epci, verified (0, 1 or None), alive_on and with_ended. A limit of -1
    keeps all.
    """
    return rows(
        db,
        f"{_FILTERED.format(columns=_LISTED)} ORDER BY lines.starts_on DESC, lines.id"
        " LIMIT :limit OFFSET :offset",
        {**filters, "limit": limit, "offset": offset},
    )


def count(db: Database, filters: Mapping[str, Any]) -> int:
    """Count the lines that count on a day and that filters keep."""
    return int(table.value(db, _FILTERED.format(columns="COUNT(*)"), filters) or 0)
