"""Confidential streams, and people by EPCI, as the rules of statistical secrecy look at them."""

from datetime import date

from sqlite_utils import Database

from circular.domain.indicators import Perimeter
from circular.domain.secrecy import Holding
from circular.store.jobs import CONDITIONS
from circular.store.rows import Row, rows
from circular.store.trials import real

IS_CONFIDENTIAL = "COALESCE(s.is_confidential OR o.is_confidential, 0)"
"""The condition that the stream `s`, or its organisation `o`, is confidential."""
_HOLDINGS = f"""
SELECT s.id AS record_id, COALESCE(s.organisation_id, -s.id) AS producer,
    s.tonnes_likely AS tonnes, COALESCE(s.figure_on, substr(s.created_at, 1, 10)) AS since,
    substr(s.archived_at, 1, 10) AS until
FROM waste_stream s LEFT JOIN organisation o ON o.id = s.organisation_id
WHERE {real("s")} AND {IS_CONFIDENTIAL} AND s.tonnes_likely IS NOT NULL
"""
_NET = CONDITIONS["net"]
_PEOPLE = f"""
SELECT place.epci_siren AS siren,
    SUM(j.heads) FILTER (WHERE {_NET}) AS jobs_net_heads,
    SUM(j.heads) FILTER (WHERE {CONDITIONS["created"]} AND j.starts_on >= :since)
        AS jobs_created_heads,
    SUM(j.heads) FILTER (WHERE {CONDITIONS["safeguarded"]}) AS jobs_safeguarded_heads,
    SUM(j.heads) FILTER (WHERE {CONDITIONS["planned"]}) AS jobs_planned_heads,
    SUM(j.women) FILTER (WHERE {_NET}) AS women,
    SUM(j.heads - j.women) FILTER (WHERE {_NET}) AS men,
    ROUND(SUM(j.full_time_equivalent) FILTER (WHERE {_NET} AND p.is_priority_district = 1), 2)
        AS inside,
    ROUND(SUM(j.full_time_equivalent) FILTER (WHERE {_NET} AND p.is_priority_district = 0), 2)
        AS outside
FROM project_place place JOIN project p ON p.id = place.project_id
CROSS JOIN job_line j ON j.project_id = place.project_id
WHERE {real("place")} GROUP BY place.epci_siren
"""


def people(db: Database, perimeter: Perimeter) -> list[Row]:
    """Count the people of each EPCI (NULL: unknown) on a day, in whole and by sex and district.

    Those created are counted since the first day of the period; those of a district are in FTE.
    """
    day, since = perimeter.as_of.isoformat(), perimeter.since
    return rows(db, _PEOPLE, {"day": day, "since": since.isoformat() if since else ""})


def holdings(db: Database) -> list[Holding]:
    """Return every confidential stream whose tonnes are known, those archived too."""
    return [
        Holding(
            record_id=row["record_id"],
            producer=row["producer"],
            tonnes=row["tonnes"],
            since=date.fromisoformat(row["since"]),
            until=row["until"] and date.fromisoformat(row["until"]),
        )
        for row in rows(db, _HOLDINGS)
    ]
