"""The rows behind each figure, in one shape, and the figure that they make.

A source is a SELECT that gives, for each row, what it is about (`record_id` and one of
`project_id`, `stream_id`, `facility_id`), its `day`, a `detail` code (or a second day), its
`amount` in the unit of the figure (NULL: unknown), the `base` of a share, and how many parts are
`missing`. The bounds are `:since` and `:day`, both included; `:epci` NULL is the whole territory.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlite_utils import Database

from circular.domain.indicators import Combination, Perimeter
from circular.domain.settings import AssociationSettings
from circular.domain.stages import Stage
from circular.store import benefits, decisions
from circular.store.benefit_factors import FAMILY
from circular.store.facility_bookings import DAYS_BY_FACILITY, YEAR_DAYS
from circular.store.funnel import HELD_MOVES, STANDING
from circular.store.indicators import (
    IN_FORCE,
    KEPT_STREAMS,
    KNOWN_STREAMS,
    SHARED_TITLE,
    SIGNED,
    STATE,
    TO_COME,
)
from circular.store.jobs import CONDITIONS
from circular.store.places import PLACES, in_scope
from circular.store.rows import Row, one, rows, value
from circular.store.secrecy import IS_CONFIDENTIAL
from circular.store.settings import all_values

ORIGIN = "0001-01-01"  # before any fact: a period without a first day


@dataclass(frozen=True, slots=True)
class Source:
    """Where the rows of a figure come from, how they make it, and how equal ones are ordered."""

    select: str
    combine: Combination = Combination.SUM
    order: str = "f.day DESC"


def _jobs(when: str, amount: str, *, base: str = "NULL", unknown: str = "0") -> str:
    """Return the jobs of each project: a row a project, since its first line."""
    return f"""
SELECT j.project_id AS record_id, j.project_id, NULL AS stream_id, NULL AS facility_id,
    MIN(j.starts_on) AS day, NULL AS detail, {amount} AS amount, {base} AS base,
    COUNT(*) FILTER (WHERE {unknown}) AS missing
FROM job_line j LEFT JOIN ref_entry k ON k.list = 'contract_kinds' AND k.key = j.contract
JOIN project p ON p.id = j.project_id
WHERE {when} AND {in_scope("j.project_id")} GROUP BY j.project_id
"""


def _fte(when: str) -> str:
    return _jobs(when, "ROUND(SUM(j.full_time_equivalent), 2)")


def _heads(when: str) -> str:
    return _jobs(when, "SUM(j.heads)", unknown="j.heads IS NULL")


def _projects(select: str) -> str:
    columns = "id AS record_id, id AS project_id, NULL AS stream_id, NULL AS facility_id"
    return f"SELECT {columns}, {select}"


def _agreements(day: str, when: str, *, detail: str = STATE) -> str:
    return f"""
SELECT a.id AS record_id, a.project_id, NULL AS stream_id, NULL AS facility_id, {day} AS day,
    {detail} AS detail, 1 AS amount, NULL AS base, 0 AS missing
FROM agreement a WHERE {when} AND {in_scope("a.project_id")}
"""


def _streams(tables: str) -> str:
    return f"""
SELECT s.id AS record_id, NULL AS project_id, s.id AS stream_id, NULL AS facility_id,
    COALESCE(s.figure_on, substr(s.created_at, 1, 10)) AS day, NULL AS detail,
    s.tonnes_likely AS amount, NULL AS base, s.tonnes_likely IS NULL AS missing {tables}
"""


def _matches(select: str) -> str:
    return f"""
SELECT match_id AS record_id, NULL AS project_id, stream_id, NULL AS facility_id, day,
    NULL AS detail, amount, NULL AS base, amount IS NULL AS missing FROM ({select})
"""


_IN_PERIOD = "BETWEEN :since AND :day"
_FIRST_CONTACT = """
MIN(p.detected_on, COALESCE((SELECT MIN(x.happened_on) FROM exchange x WHERE x.project_id = p.id),
    p.detected_on))
"""
_HALF_A_YEAR = """
(k.parent = 'durable' OR date(j.starts_on, '+6 months') <= COALESCE(j.ends_on, :day))
"""
_CONTRACT_UNKNOWN = f"k.parent IS NULL AND NOT COALESCE({_HALF_A_YEAR}, 0)"
_REACHED = f"""
WITH {HELD_MOVES}
{_projects("day, NULL AS detail, 1 AS amount, NULL AS base, 0 AS missing")}
FROM (SELECT project_id AS id, MIN(effective_on) AS day FROM held
    WHERE kind <> 'exit' AND to_stage IN ({{stages}}) GROUP BY project_id)
WHERE day {_IN_PERIOD}
"""
_SIGNATURE_DELAY = f"""
{_projects("signed_on AS day, NULL AS detail, days AS amount, NULL AS base, 0 AS missing")}
FROM (SELECT p.id, f.signed_on, julianday(f.signed_on) - julianday({_FIRST_CONTACT}) AS days
    FROM (SELECT a.project_id, MIN(a.signed_on) AS signed_on FROM agreement a
        WHERE {SIGNED} AND {in_scope("a.project_id")} GROUP BY a.project_id) f
    JOIN project p ON p.id = f.project_id WHERE f.signed_on {_IN_PERIOD})
"""
_OPENED = f"""
FROM implantation i JOIN project p ON p.id = i.project_id
WHERE i.opened_on {_IN_PERIOD} AND {in_scope("p.id")}
"""
_OPENING_DELAY = f"""
SELECT p.id AS record_id, p.id AS project_id, NULL AS stream_id, NULL AS facility_id,
    i.opened_on AS day, NULL AS detail,
    julianday(i.opened_on) - julianday({_FIRST_CONTACT}) AS amount, NULL AS base, 0 AS missing
{_OPENED}
"""
_SET_UP = f"""
SELECT p.id AS record_id, p.id AS project_id, NULL AS stream_id, NULL AS facility_id,
    i.opened_on AS day, NULL AS detail, 1 AS amount, NULL AS base, 0 AS missing {_OPENED}
"""
_DETECTED = f"""
SELECT p.id AS record_id, p.id AS project_id, NULL AS stream_id, NULL AS facility_id,
    p.detected_on AS day, NULL AS detail, 1 AS amount, NULL AS base, 0 AS missing
FROM project p WHERE p.detected_on {_IN_PERIOD} AND {in_scope("p.id")}
"""
_FOLLOWED = f"""
WITH {HELD_MOVES}
{_projects("day, detail, 1 AS amount, NULL AS base, 0 AS missing")}
FROM (SELECT project_id AS id, effective_on AS day, to_stage AS detail FROM held WHERE {STANDING})
"""
_OPENINGS_LATE = f"""
WITH {decisions.STANDING_PROJECTS}
SELECT standing.project_id AS record_id, standing.project_id, NULL AS stream_id,
    NULL AS facility_id, i.opening_planned_on AS day, to_stage AS detail, 1 AS amount,
    NULL AS base, 0 AS missing {decisions.OPENINGS_LATE}
"""
_SILENT = f"""
WITH {decisions.STANDING_PROJECTS}
SELECT standing.project_id AS record_id, standing.project_id, NULL AS stream_id,
    NULL AS facility_id, (SELECT MAX(x.happened_on) FROM exchange x
        WHERE x.project_id = p.id AND x.happened_on <= :day) AS day,
    to_stage AS detail, 1 AS amount, NULL AS base, 0 AS missing {decisions.SILENT}
"""
_SERVICES = f"""
SELECT v.id AS record_id, v.project_id, NULL AS stream_id, NULL AS facility_id, v.given_on AS day,
    r.label AS detail, 1 AS amount, NULL AS base, 0 AS missing
FROM service v LEFT JOIN ref_entry r ON r.list = 'service_types' AND r.key = v.service_type
WHERE v.given_on {_IN_PERIOD} AND {in_scope("v.project_id")}
"""
_FACILITIES = f"""
SELECT id AS record_id, NULL AS project_id, NULL AS stream_id, id AS facility_id, :day AS day,
    NULL AS detail, booked_days AS amount, open_days AS base, open_days = 0 AS missing
FROM ({DAYS_BY_FACILITY})
"""
_RANKS = " ".join(f"WHEN '{stage.value}' THEN {stage.rank}" for stage in Stage)
_NET = CONDITIONS["net"]
_CREATED = f"j.kind = 'created' AND j.starts_on {_IN_PERIOD}"
_FROM_SUPPORT = _REACHED.format(stages="'support', 'implantation', 'follow_up'")

SOURCES: Mapping[str, Source] = {
    "jobs_net": Source(_fte(_NET)),
    "jobs_net_verified": Source(_fte(f"{_NET} AND j.verified_on <= :day")),
    "jobs_net_heads": Source(_heads(_NET)),
    "jobs_created": Source(_fte(_CREATED)),
    "jobs_created_heads": Source(_heads(_CREATED)),
    "jobs_safeguarded": Source(_fte(CONDITIONS["safeguarded"])),
    "jobs_safeguarded_heads": Source(_heads(CONDITIONS["safeguarded"])),
    "jobs_planned": Source(_fte(CONDITIONS["planned"])),
    "jobs_planned_heads": Source(_heads(CONDITIONS["planned"])),
    "jobs_durable": Source(
        _jobs(
            _NET,
            f"ROUND(COALESCE(SUM(j.full_time_equivalent) FILTER (WHERE {_HALF_A_YEAR}), 0), 2)",
            unknown=_CONTRACT_UNKNOWN,
        )
    ),
    "women_share": Source(
        _jobs(
            _NET,
            "SUM(j.women)",
            base="SUM(j.heads) FILTER (WHERE j.women IS NOT NULL)",
            unknown="j.women IS NULL",
        ),
        Combination.SHARE,
    ),
    "priority_district_share": Source(
        _jobs(
            _NET,
            "CASE p.is_priority_district WHEN 1 THEN ROUND(SUM(j.full_time_equivalent), 2)"
            " WHEN 0 THEN 0 END",
            base="CASE WHEN p.is_priority_district IS NOT NULL"
            " THEN ROUND(SUM(j.full_time_equivalent), 2) END",
            unknown="p.is_priority_district IS NULL",
        ),
        Combination.SHARE,
    ),
    "projects_followed": Source(
        _FOLLOWED, Combination.COUNT, f"CASE f.detail {_RANKS} END, f.day DESC"
    ),
    "projects_silent": Source(_SILENT, Combination.COUNT),
    "openings_late": Source(_OPENINGS_LATE, Combination.COUNT),
    "projects_detected": Source(_DETECTED, Combination.COUNT),
    "projects_accompanied": Source(_FROM_SUPPORT, Combination.COUNT),
    "projects_set_up": Source(_SET_UP, Combination.COUNT),
    "opening_delay": Source(_OPENING_DELAY, Combination.MEDIAN),
    "agreements_signed": Source(
        _agreements("a.signed_on", f"a.signed_on {_IN_PERIOD}"), Combination.COUNT
    ),
    "agreements_in_force": Source(_agreements("a.starts_on", IN_FORCE), Combination.COUNT),
    "agreements_to_come": Source(_agreements("a.drafted_on", TO_COME), Combination.COUNT),
    "agreements_signing_late": Source(
        _agreements(decisions.SENT_ON, decisions.SIGNING_LATE, detail="a.signing_planned_on"),
        Combination.COUNT,
        "f.day IS NULL, f.day",
    ),
    "agreements_ending": Source(
        _agreements(decisions.END, decisions.ENDING), Combination.COUNT, "f.day"
    ),
    "signature_delay": Source(_SIGNATURE_DELAY, Combination.MEDIAN),
    "services_given": Source(_SERVICES, Combination.COUNT),
    "stream_tonnes": Source(_streams(KNOWN_STREAMS)),
    "kept_tonnes": Source(_streams(KEPT_STREAMS)),
    "tonnes_agreed": Source(_matches(benefits.AGREED_MATCHES)),
    "tonnes_measured": Source(_matches(benefits.MEASURED_MATCHES)),
    "facilities_booked": Source(_FACILITIES, Combination.SHARE),
}
DECIDED = frozenset({"agreements_signing_late", "agreements_ending", "projects_silent"})
"""The figures of what waits for a decision, whose rules have days of their own."""

_TOTALS = f"""
WITH RECURSIVE {PLACES}, found AS ({{select}})
SELECT SUM(amount) AS amount, SUM(base) AS base, COUNT(*) AS records, COUNT(*) AS rows,
    COALESCE(SUM(missing), 0) AS missing FROM found
"""
_MEDIAN = f"""
WITH {PLACES}, found AS ({{select}}),
ranked AS (
    SELECT amount, ROW_NUMBER() OVER (ORDER BY amount) AS position, COUNT(*) OVER () AS records
    FROM found WHERE amount IS NOT NULL
)
SELECT AVG(amount) AS amount, NULL AS base, COALESCE(MAX(records), 0) AS records,
    (SELECT COUNT(*) FROM found) AS rows, 0 AS missing
FROM ranked WHERE position IN ((records + 1) / 2, (records + 2) / 2)
"""
TITLES = f"""
COALESCE(p.title, s.title, y.name) AS title,
    CASE WHEN p.id IS NOT NULL THEN {SHARED_TITLE} END AS shared_title,
    r.label AS family, e.name AS epci_name, e.siren IS NOT NULL
        AND e.siren NOT IN (SELECT epci_siren FROM territory_epci) AS is_elsewhere,
    COALESCE(p.is_fictitious, s.is_fictitious, y.is_fictitious, 0) AS is_fictitious,
    {IS_CONFIDENTIAL} AS is_confidential
"""
DESCRIBED = f"""
FROM found f
LEFT JOIN project p ON p.id = f.project_id
LEFT JOIN place ON place.project_id = f.project_id
LEFT JOIN waste_stream s ON s.id = f.stream_id
LEFT JOIN organisation o ON o.id = s.organisation_id
LEFT JOIN ref_entry r ON r.list = 'material_families' AND r.key = {FAMILY}
LEFT JOIN facility y ON y.id = f.facility_id
LEFT JOIN ref_commune c ON c.code = COALESCE(s.commune_code, y.commune_code)
LEFT JOIN territory_commune t ON t.commune_code = c.code
LEFT JOIN ref_epci e ON e.siren = COALESCE(place.epci_siren, t.epci_siren, c.epci_siren)
"""
_ROWS = f"""
WITH RECURSIVE {PLACES}, found AS ({{select}})
SELECT f.record_id, f.project_id, f.stream_id, f.facility_id, f.day, f.detail, f.amount, f.base,
    f.missing, {TITLES} {DESCRIBED}
WHERE :sees OR NOT {IS_CONFIDENTIAL}
ORDER BY f.amount IS NULL, f.amount DESC, {{order}}, f.record_id
LIMIT :limit OFFSET :offset
"""
_BY_PLACE = f"""
WITH RECURSIVE {PLACES}, found AS ({{select}})
SELECT place.epci_siren AS siren, e.name AS epci_name, place.epci_siren IS NOT NULL
        AND place.epci_siren NOT IN (SELECT epci_siren FROM territory_epci) AS is_elsewhere,
    SUM(f.amount) AS amount, SUM(f.base) AS base, COALESCE(SUM(f.missing), 0) AS missing
FROM found f LEFT JOIN place ON place.project_id = f.project_id
LEFT JOIN ref_epci e ON e.siren = place.epci_siren
GROUP BY place.epci_siren ORDER BY amount IS NULL, amount DESC, epci_name
"""
_SECRET = f"""
WITH RECURSIVE {PLACES}, found AS ({{select}})
SELECT COUNT(*) FROM found f
JOIN waste_stream s ON s.id = f.stream_id LEFT JOIN organisation o ON o.id = s.organisation_id
WHERE {IS_CONFIDENTIAL}
"""


def totals(db: Database, key: str, perimeter: Perimeter) -> Row:
    """Return what the rows of a figure make: amount, base of a share, rows, missing parts.

    The amount of a median is the median itself; raises KeyError when the figure has no source.
    """
    source = SOURCES[key]
    sql = _MEDIAN if source.combine is Combination.MEDIAN else _TOTALS
    return one(db, sql.format(select=source.select), values_of(db, key, perimeter)) or {}


def found(  # a page of rows, and whose eyes read them
    db: Database,
    key: str,
    perimeter: Perimeter,
    *,
    sees_confidential: bool,
    limit: int = -1,
    offset: int = 0,
) -> list[Row]:
    """Return the rows behind a figure, the largest first; a limit of -1 keeps all.

    Those of confidential producers are left out for who may not see them: even the rank of a row
    among the others would tell its tonnes.
    """
    sql = _ROWS.format(select=SOURCES[key].select, order=SOURCES[key].order)
    values = {"sees": sees_confidential, "limit": limit, "offset": offset}
    return rows(db, sql, {**values_of(db, key, perimeter), **values})


def by_place(db: Database, key: str, perimeter: Perimeter) -> list[Row]:
    """Add up the rows of a figure of projects by EPCI, members or not; a NULL siren is unknown."""
    return rows(db, _BY_PLACE.format(select=SOURCES[key].select), values_of(db, key, perimeter))


def confidential_rows(db: Database, key: str, perimeter: Perimeter) -> int:
    """Count the rows of confidential producers behind a figure."""
    return int(
        value(db, _SECRET.format(select=SOURCES[key].select), values_of(db, key, perimeter)) or 0
    )


def values_of(db: Database, key: str, perimeter: Perimeter) -> dict[str, Any]:
    """Return the parameters that the source of a figure asks for.

    The settings of the association are read for the figures that they change alone.
    """
    year = timedelta(days=YEAR_DAYS - 1)
    found: dict[str, Any] = {
        **benefits.year_before(perimeter),
        "since": perimeter.since.isoformat() if perimeter.since else ORIGIN,
        "first": (perimeter.as_of - year).isoformat(),
        "last": perimeter.as_of.isoformat(),
    }
    if key in DECIDED:
        settings = AssociationSettings.of_texts(all_values(db))
        found |= decisions.bounds(settings, perimeter.as_of)
    return found
