"""What streams and needs add up to: by family, month, exchange, commune and EPCI.

Each function is one statement that returns sums, never the streams themselves: no title and no
producer is in them, and no trial counts. The streams are those that the filters and the sight of
the reader keep, in the EPCI of `only` (empty: everywhere), those of confidential producers left
out when the scope `leaves_out_confidential`. Tonnes are a year's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from circular.domain.streams import StreamFilters
from circular.store.agreement_lists import SHARED_TITLE
from circular.store.places import PLACES, among, within
from circular.store.remaining import NOT_OVER, REMAINING, TONNES
from circular.store.rows import Row, rows, value
from circular.store.secrecy import IS_CONFIDENTIAL
from circular.store.streams import IN_SIGHT, JOINS, WASTE, Sight, condition
from circular.store.trials import real

_EPCI = "COALESCE(t.epci_siren, c.epci_siren)"
_SUMS = f"""COUNT(*) AS streams, SUM({TONNES}) AS tonnes,
       COUNT(*) - COUNT({TONNES}) AS without_tonnes"""
_CURRENT = f"p.archived_at IS NULL AND p.exit_kind IS NULL AND {real('p')}"
_AGREED = NOT_OVER.format(match="k")
_CONSIDERED = f"k.stage IN ('proposed', 'contacted', 'trial') AND NOT ({_AGREED})"
_SHARERS = f"(COUNT(*) FILTER (WHERE {_CONSIDERED}) OVER (PARTITION BY s.id))"
_ACCEPTS = """(:family IS NULL
    OR EXISTS (SELECT 1 FROM material_need_family a WHERE a.need_id = n.id AND a.family = :family)
    OR EXISTS (SELECT 1 FROM material_need_code a JOIN ref_waste_code w
        ON w.code >= a.code AND w.code < a.code || ':'  -- every code that begins so
        WHERE a.need_id = n.id AND w.material_family = :family))"""

_WHERE_IT_IS = """LEFT JOIN implantation i ON i.project_id = p.id
    LEFT JOIN facility f ON f.id = i.facility_id
    LEFT JOIN ref_commune c
        ON c.code = COALESCE(i.commune_code, f.commune_code, p.commune_code)"""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is summed: the streams asked for, as a reader sees them, in some EPCI, at a day."""

    filters: StreamFilters
    sight: Sight
    today: date
    only: Sequence[str] = ()
    leaves_out_confidential: bool = False

    def streams(self) -> tuple[str, dict[str, Any]]:
        """Return the condition that keeps the streams to be added up, and its parameters."""
        asked, values = self.all_streams()
        left_out = f" AND NOT {IS_CONFIDENTIAL}" if self.leaves_out_confidential else ""
        return f"{asked}{left_out}", values

    def all_streams(self) -> tuple[str, dict[str, Any]]:
        """Return the condition that keeps the streams asked for, confidential or not."""
        asked, values = condition(self.filters, self.sight, today=self.today)
        places = {"epci": self.filters.epci_siren, "family": self.filters.family}
        return f"{asked} AND {within(_EPCI)}", {**places, **values, **among(self.only)}


def count(db: Database, scope: Scope) -> int:
    """Count the streams in sight that are not archived, whatever the filters."""
    sql = (
        f"SELECT COUNT(*) {JOINS} WHERE s.archived_at IS NULL AND {real('s')}"
        f" AND {IN_SIGHT} AND {within(_EPCI)}"
    )
    return int(value(db, sql, {"own": scope.sight.own, **among(scope.only)}) or 0)


def count_confidential(db: Database, scope: Scope) -> int:
    """Count the streams of confidential producers among those asked for."""
    asked, values = scope.all_streams()
    sql = f"SELECT COUNT(*) {JOINS} WHERE {asked} AND {IS_CONFIDENTIAL}"
    return int(value(db, sql, values) or 0)


def families(db: Database, scope: Scope, *, by_code: bool) -> list[Row]:
    """Return streams and tonnes by family, and by waste code within when asked, heaviest first."""
    asked, values = scope.streams()
    waste = WASTE.format(column="everyday_label")
    return rows(
        db,
        f"SELECT m.label AS family, CASE WHEN :by_code THEN s.waste_code END AS code,"
        f" CASE WHEN :by_code THEN {waste} END AS waste, {_SUMS},"
        f" SUM({REMAINING}) AS remaining {JOINS} WHERE {asked}"
        " GROUP BY m.key, CASE WHEN :by_code THEN s.waste_code END"
        " ORDER BY tonnes DESC NULLS LAST, m.label, code",
        {**values, "by_code": by_code},
    )


def months(db: Database, scope: Scope) -> list[Row]:
    """Return streams and tonnes by month, 0 to 11; month NULL: those whose season is unknown."""
    asked, values = scope.streams()
    return rows(
        db,
        f"SELECT j.key AS month, COUNT(*) AS records,"
        f" SUM({TONNES} * COALESCE(j.value, 1)) AS tonnes,"
        f" COUNT(*) - COUNT({TONNES}) AS without_tonnes"
        f" {JOINS} LEFT JOIN json_each(s.months) j WHERE {asked} GROUP BY j.key",
        values,
    )


def wanted_months(db: Database, scope: Scope) -> list[Row]:
    """Return the same of the needs of projects under way: the most that they seek a year."""
    wanted = "COALESCE(n.tonnes_max, n.tonnes_min)"
    _, values = scope.streams()
    return rows(
        db,
        f"WITH {PLACES} SELECT j.key AS month, COUNT(*) AS records,"
        f" SUM({wanted} * COALESCE(j.value, 1)) AS tonnes,"
        f" COUNT(*) - COUNT({wanted}) AS without_tonnes"
        " FROM material_need n JOIN project p ON p.id = n.project_id"
        " JOIN place ON place.project_id = p.id LEFT JOIN json_each(n.months) j"
        f" WHERE n.archived_at IS NULL AND {_CURRENT} AND {_ACCEPTS}"
        " AND (:epci IS NULL OR place.epci_siren = :epci)"
        f" AND {within('place.epci_siren')} GROUP BY j.key",
        values,
    )


def flows(db: Database, scope: Scope) -> list[Row]:
    """Return the tonnes that go, or could go, from a family to a project, heaviest first.

    `agreed` is what agreements that are not over promise. `considered` is what remains of a stream,
    shared alike between the matches that are still talked about.
    """
    asked, values = scope.streams()
    return rows(
        db,
        f"WITH line AS (SELECT s.id, m.label AS family, p.id AS project_id,"
        f" {SHARED_TITLE} AS project_title,"
        f" CASE WHEN {_AGREED} THEN k.agreed_tonnes END AS agreed,"
        f" CASE WHEN {_CONSIDERED} THEN {REMAINING} / {_SHARERS} END AS considered,"
        f" {_CONSIDERED} AND {TONNES} IS NULL AS is_unknown"
        f" {JOINS} JOIN material_match k ON k.stream_id = s.id"
        " JOIN material_need n ON n.id = k.need_id JOIN project p ON p.id = n.project_id"
        f" WHERE {asked} AND {real('p')} AND ({_AGREED} OR {_CONSIDERED}))"
        " SELECT family, project_id, project_title, COUNT(DISTINCT id) AS streams,"
        " SUM(agreed) AS agreed, SUM(considered) AS considered,"
        " SUM(is_unknown) AS without_tonnes FROM line GROUP BY family, project_id"
        " ORDER BY COALESCE(SUM(agreed), 0) + COALESCE(SUM(considered), 0) DESC, project_id",
        values,
    )


def communes(db: Database, scope: Scope, *, with_projects: bool) -> list[Row]:
    """Return what lies in each commune: streams and tonnes, projects under way, premises.

    A project counts where it is set up, else in its own commune. Code NULL: place unknown.
    """
    asked, values = scope.streams()
    return rows(
        db,
        f"""WITH found AS (
    SELECT s.commune_code AS code, {_SUMS}, 0 AS projects, 0 AS facilities
    {JOINS} WHERE {asked} GROUP BY s.commune_code
    UNION ALL
    SELECT c.code, 0, NULL, 0, COUNT(*), 0 FROM project p {_WHERE_IT_IS}
    WHERE :with_projects AND {_CURRENT} GROUP BY 1
    UNION ALL
    SELECT commune_code, 0, NULL, 0, 0, COUNT(*) FROM facility
    WHERE archived_at IS NULL AND is_trial = 0
      AND (:own IS NULL OR organisation_id = :own) GROUP BY 1)
SELECT c.code, c.name AS commune, c.department_code, c.latitude, c.longitude, e.name AS epci,
    SUM(found.streams) AS streams, SUM(found.tonnes) AS tonnes,
    SUM(found.without_tonnes) AS without_tonnes, SUM(found.projects) AS projects,
    SUM(found.facilities) AS facilities
FROM found LEFT JOIN ref_commune c ON c.code = found.code
LEFT JOIN territory_commune t ON t.commune_code = c.code
LEFT JOIN ref_epci e ON e.siren = {_EPCI}
WHERE (:epci IS NULL OR {_EPCI} = :epci) GROUP BY found.code
ORDER BY tonnes DESC NULLS LAST, projects DESC, c.folded_name NULLS LAST""",
        {**values, "with_projects": with_projects},
    )


def projects(db: Database, scope: Scope) -> list[Row]:
    """Return the projects under way with what they seek and where they are; nobody is named."""
    _, values = scope.streams()
    return rows(
        db,
        f"""SELECT p.id, {SHARED_TITLE} AS project, p.stage, p.jobs_planned, c.name AS commune,
    c.department_code, e.name AS epci, c.latitude, c.longitude,
    (SELECT COUNT(*) FROM material_need n WHERE n.project_id = p.id AND n.archived_at IS NULL)
    AS needs, (SELECT SUM(COALESCE(n.tonnes_max, n.tonnes_min)) FROM material_need n
    WHERE n.project_id = p.id AND n.archived_at IS NULL) AS wanted
FROM project p {_WHERE_IT_IS}
LEFT JOIN territory_commune t ON t.commune_code = c.code
LEFT JOIN ref_epci e ON e.siren = {_EPCI}
WHERE {_CURRENT} AND (:epci IS NULL OR {_EPCI} = :epci)
ORDER BY p.folded_title, p.id""",
        values,
    )


def by_epci(db: Database, scope: Scope) -> list[Row]:
    """Return streams and tonnes by EPCI; siren NULL: no EPCI is known."""
    asked, values = scope.streams()
    sql = f"SELECT e.siren, e.name, {_SUMS} {JOINS} WHERE {asked} GROUP BY e.siren"
    return rows(db, f"{sql} ORDER BY tonnes DESC NULLS LAST, e.folded_name", values)
