"""Projects in the store: the record, its pillars, and the lists with their health."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from circular.domain.projects import Order, ProjectFilters, Scope
from circular.domain.stages import Health, Stage
from circular.store.places import PLACES
from circular.store.rows import Row, insert, one, rows, update_version, value
from circular.store.trials import real

_RECORD = """
SELECT p.*, c.name AS commune_name, c.department_code, d.name AS department_name,
       e.name AS epci_name, a.name AS adviser_name, b.name AS detected_by_name,
       o.label AS origin_label, s.label AS sector_label, naf.label AS naf_label,
       fn.label AS legal_form_now_label, fp.label AS legal_form_planned_label,
       x.label AS exit_reason_label,
       (SELECT MAX(x.happened_on) FROM exchange x WHERE x.project_id = p.id) AS last_exchange_on,
       (SELECT COUNT(*) FROM exchange x WHERE x.project_id = p.id) AS exchange_count,
       n.id AS next_action_id, n.label AS next_action, n.due_on, n.version AS next_action_version
FROM project p
LEFT JOIN ref_commune c ON c.code = p.commune_code
LEFT JOIN ref_department d ON d.code = c.department_code
LEFT JOIN territory_commune t ON t.commune_code = p.commune_code
LEFT JOIN ref_epci e ON e.siren = COALESCE(t.epci_siren, c.epci_siren, p.epci_siren)
LEFT JOIN account a ON a.id = p.adviser_id
LEFT JOIN account b ON b.id = p.detected_by
LEFT JOIN ref_entry o ON o.list = 'contact_origins' AND o.key = p.origin
LEFT JOIN ref_entry s ON s.list = 'sectors' AND s.key = p.sector
LEFT JOIN ref_naf naf ON naf.version = p.naf_version AND naf.code = p.naf_code
LEFT JOIN ref_entry fn ON fn.list = 'legal_forms' AND fn.key = p.legal_form_now
LEFT JOIN ref_entry fp ON fp.list = 'legal_forms' AND fp.key = p.legal_form_planned
LEFT JOIN ref_entry x ON x.list = 'exit_reasons' AND x.key = p.exit_reason
LEFT JOIN next_action n ON n.id = (SELECT t.id FROM next_action t
    WHERE t.project_id = p.id AND t.done_on IS NULL ORDER BY t.due_on, t.id LIMIT 1)
WHERE p.id = ?
"""
# The first that applies: the same rule as `domain.health`, and a test holds them together.
_HEALTH = """
CASE WHEN seen.exit_kind IS NOT NULL OR seen.archived_at IS NOT NULL THEN NULL
     WHEN seen.blocked_reason IS NOT NULL THEN 'blocked'
     WHEN COALESCE(seen.last_exchange_on, seen.detected_on) <= :dormant_since THEN 'dormant'
     WHEN n.due_on < :today THEN 'late'
     ELSE 'active' END
"""
_RATED = """
WITH {places}, seen AS (
    SELECT p.id, p.title, p.folded_title, p.stage, p.stage_since, p.exit_kind, p.archived_at,
           p.blocked_reason, p.detected_on, p.jobs_planned, p.is_fictitious, p.is_trial,
           p.adviser_id,
           c.name AS commune_name, c.folded_name AS folded_commune, c.department_code,
           (SELECT MAX(x.happened_on) FROM exchange x WHERE x.project_id = p.id)
               AS last_exchange_on,
           (SELECT t.id FROM next_action t WHERE t.project_id = p.id AND t.done_on IS NULL
            ORDER BY t.due_on, t.id LIMIT 1) AS action_id
    FROM project p LEFT JOIN ref_commune c ON c.code = p.commune_code
    WHERE {condition}
), rated AS (
    SELECT seen.*, n.label AS next_action, n.due_on, {health} AS health
    FROM seen LEFT JOIN next_action n ON n.id = seen.action_id
), kept AS (SELECT * FROM rated WHERE {health_condition})
"""
_HOLDER = """
(SELECT h.name FROM project_holder ph JOIN holder h ON h.id = ph.holder_id
 WHERE ph.project_id = {alias}.id ORDER BY ph.position, h.id LIMIT 1) AS holder_name
"""
_HAYSTACK = """
p.folded_title || ' ' || COALESCE(c.folded_name, '') || ' ' || COALESCE((
    SELECT group_concat(h.folded_name, ' ') FROM project_holder ph
    JOIN holder h ON h.id = ph.holder_id WHERE ph.project_id = p.id), '')
"""
_SCOPES = {
    Scope.CURRENT: f"p.exit_kind IS NULL AND p.archived_at IS NULL AND {real('p')}",
    Scope.EXITED: f"p.exit_kind IS NOT NULL AND p.archived_at IS NULL AND {real('p')}",
    Scope.ARCHIVED: f"p.archived_at IS NOT NULL AND {real('p')}",
    Scope.ALL: real("p"),
    Scope.TRIALS: "p.is_trial = 1",
}
_URGENCY = (
    "health IS NOT 'late', due_on IS NULL, due_on, health IS NOT 'dormant',"
    " COALESCE(last_exchange_on, detected_on), id"
)


def _ranks(column: str, codes: Sequence[str]) -> str:
    """Write the SQL that puts codes in the order of their enumeration."""
    lines = " ".join(f"WHEN '{code}' THEN {rank}" for rank, code in enumerate(codes))
    return f"CASE {column} {lines} ELSE {len(codes)} END"


_ORDERS = {
    Order.URGENCY: _URGENCY,
    Order.TITLE: "folded_title, id",
    Order.STAGE: f"{_ranks('stage', list(Stage))}, folded_title, id",
    Order.HEALTH: f"{_ranks('health', list(Health))}, folded_title, id",
    Order.COMMUNE: "folded_commune IS NULL, folded_commune, folded_title, id",
    Order.JOBS: "jobs_planned IS NULL, jobs_planned DESC, folded_title, id",
    Order.DUE: "due_on IS NULL, due_on, folded_title, id",
}


@dataclass(frozen=True, slots=True)
class Clock:
    """What health is counted from: today, and the last day that makes a silent file dormant."""

    today: date
    dormant_since: date


def add(db: Database, record: Mapping[str, Any], *, created_by: int | None, now: datetime) -> int:
    """Write a new project and return its identifier."""
    moment = now.isoformat(timespec="seconds")
    stamps = {"created_at": moment, "created_by": created_by, "updated_at": moment}
    return insert(db, "project", {**record, **stamps})


def change(
    db: Database, project_id: int, record: Mapping[str, Any], *, version: int, now: datetime
) -> bool:
    """Change a project that still has `version`; False when somebody else saved first."""
    moment = now.isoformat(timespec="seconds")
    return update_version(
        db, "project", project_id, version=version, record={**record, "updated_at": moment}
    )


def set_columns(db: Database, project_id: int, record: Mapping[str, Any], *, now: datetime) -> None:
    """Set what the form of the record does not hold (stage, block, archive): no new version."""
    assignments = ", ".join(f"{name} = :{name}" for name in record)
    db.conn.execute(
        f"UPDATE project SET {assignments}, updated_at = :_at WHERE id = :_id",
        {**record, "_at": now.isoformat(timespec="seconds"), "_id": project_id},
    )


def set_adviser(db: Database, project_id: int, adviser_id: int, *, now: datetime) -> None:
    """Change who follows the project; it is a field of the form, so the version moves."""
    db.conn.execute(
        "UPDATE project SET adviser_id = ?, version = version + 1, updated_at = ? WHERE id = ?",
        [adviser_id, now.isoformat(timespec="seconds"), project_id],
    )


def set_pillars(db: Database, project_id: int, pillars: Sequence[str]) -> None:
    """Write the pillars of a project in place of those it had."""
    db.conn.execute("DELETE FROM project_pillar WHERE project_id = ?", [project_id])
    db.conn.executemany(
        "INSERT OR IGNORE INTO project_pillar (project_id, pillar) VALUES (?, ?)",
        [(project_id, pillar) for pillar in pillars],
    )


def bare(db: Database, project_id: int) -> Row | None:
    """Return the columns of one project, without anything joined."""
    return one(db, "SELECT * FROM project WHERE id = ?", [project_id])


def record(db: Database, project_id: int) -> Row | None:
    """Return one project with every name that its codes stand for."""
    return one(db, _RECORD, [project_id])


def pillars_of(db: Database, project_id: int) -> list[Row]:
    """Return the pillars of a project, key and label, in the order of the list."""
    return rows(
        db,
        "SELECT pp.pillar AS key, COALESCE(r.label, pp.pillar) AS label FROM project_pillar pp"
        " LEFT JOIN ref_entry r ON r.list = 'pillars' AND r.key = pp.pillar"
        " WHERE pp.project_id = ? ORDER BY r.position",
        [project_id],
    )


def column_totals(db: Database, filters: ProjectFilters, clock: Clock) -> list[Row]:
    """Return, by stage, how many projects are kept and the sum of the jobs they plan."""
    rated, values = _rated(filters, clock)
    return rows(
        db,
        f"{rated} SELECT stage, COUNT(*) AS count, SUM(jobs_planned) AS jobs FROM kept"
        " GROUP BY stage",
        values,
    )


def cards(
    db: Database, filters: ProjectFilters, clock: Clock, *, limits: Mapping[Stage, int]
) -> list[Row]:
    """Return the most urgent projects of each stage, as many as `limits` says, in order."""
    rated, values = _rated(filters, clock)
    values |= {f"limit_{stage.value}": limits[stage] for stage in Stage}
    limit = " ".join(f"WHEN '{stage.value}' THEN :limit_{stage.value}" for stage in Stage)
    return rows(
        db,
        f"{rated}, placed AS (SELECT kept.*, ROW_NUMBER() OVER (PARTITION BY stage"
        f" ORDER BY {_URGENCY}) AS place FROM kept)"
        f" SELECT placed.*, {_HOLDER.format(alias='placed')} FROM placed"
        f" WHERE place <= CASE stage {limit} END ORDER BY stage, place",
        values,
    )


def listed(
    db: Database,
    filters: ProjectFilters,
    clock: Clock,
    *,
    order: Order,
    limit: int | None,
    offset: int = 0,
) -> list[Row]:
    """Return a page of the projects kept, in an order; all of them without a limit."""
    rated, values = _rated(filters, clock)
    values |= {"limit": -1 if limit is None else limit, "offset": offset}
    return rows(
        db,
        f"{rated}, page AS (SELECT * FROM kept ORDER BY {_ORDERS[order]}"
        " LIMIT :limit OFFSET :offset)"
        f" SELECT page.*, {_HOLDER.format(alias='page')} FROM page ORDER BY {_ORDERS[order]}",
        values,
    )


def count(db: Database, filters: ProjectFilters, clock: Clock) -> int:
    """Count the projects kept."""
    rated, values = _rated(filters, clock)
    return int(value(db, f"{rated} SELECT COUNT(*) FROM kept", values))


def scope_counts(db: Database) -> Row:
    """Count the projects in progress, out of the journey, archived, and the trials."""
    parts = ", ".join(
        f"COALESCE(SUM({_SCOPES[scope]}), 0) AS {scope.value}"
        for scope in (Scope.CURRENT, Scope.EXITED, Scope.ARCHIVED, Scope.TRIALS)
    )
    found = one(db, f"SELECT {parts} FROM project p")
    return found or {}


def with_title_beginnings(
    db: Database, beginnings: Sequence[str], *, but_not: int | None, limit: int = 100
) -> list[Row]:
    """Return projects with a word of their title beginning so: those worth comparing."""
    if not beginnings:
        return []
    conditions = " OR ".join(["(' ' || p.folded_title) LIKE ?"] * len(beginnings))
    return rows(
        db,
        "SELECT p.id, p.title, p.folded_title, p.stage, p.exit_kind, p.archived_at,"
        f" c.name AS commune_name, c.department_code, {_HOLDER.format(alias='p')}"
        " FROM project p LEFT JOIN ref_commune c ON c.code = p.commune_code"
        f" WHERE ({conditions}) AND p.id IS NOT ? ORDER BY p.folded_title LIMIT ?",
        [*(f"% {beginning}%" for beginning in beginnings), but_not, limit],
    )


def usual_origins(db: Database, *, limit: int) -> list[Row]:
    """Return the origins of contact most often noted, in the order of their list."""
    return rows(
        db,
        "SELECT key, label FROM (SELECT r.key, r.label, r.position FROM ref_entry r"
        " WHERE r.list = 'contact_origins' AND r.active AND r.in_files"
        " ORDER BY (SELECT COUNT(*) FROM project p WHERE p.origin = r.key"
        f" AND {real('p')}) DESC,"
        " r.position, r.key LIMIT ?) ORDER BY position, key",
        [limit],
    )


def epcis_used(db: Database) -> list[Row]:
    """Return the EPCI in which a project stands, by name: the choices of the filter."""
    return rows(
        db,
        f"WITH {PLACES} SELECT e.siren, e.name FROM ref_epci e"
        f" WHERE e.siren IN (SELECT epci_siren FROM place WHERE {real('place')})"
        " ORDER BY e.folded_name",
    )


def _rated(filters: ProjectFilters, clock: Clock) -> tuple[str, dict[str, Any]]:
    """Write the common part of every list: the projects asked for, each with its health."""
    values: dict[str, Any] = {
        "today": clock.today.isoformat(),
        "dormant_since": clock.dormant_since.isoformat(),
    }
    conditions = [_SCOPES[filters.scope]]
    if filters.epci_siren is not None:
        conditions.append("p.id IN (SELECT project_id FROM place WHERE epci_siren = :epci)")
        values["epci"] = filters.epci_siren
    if filters.adviser_id is not None:
        conditions.append("p.adviser_id = :adviser")
        values["adviser"] = filters.adviser_id
    for position, word in enumerate(filters.words):
        conditions.append(f"instr({_HAYSTACK}, :word_{position}) > 0")
        values[f"word_{position}"] = word
    marks = [f":health_{position}" for position in range(len(filters.healths))]
    values |= {mark[1:]: health.value for mark, health in zip(marks, filters.healths, strict=True)}
    rated = _RATED.format(
        places=PLACES,
        condition=" AND ".join(conditions),
        health=_HEALTH,
        health_condition=f"health IN ({', '.join(marks)})" if marks else "1",
    )
    return rated, values
