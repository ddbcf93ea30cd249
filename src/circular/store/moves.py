"""Moves in the store: the stage history of a project, and the facts that its stages require."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlite_utils import Database

from circular.store.rows import Row, insert, one, rows

_ORDER = "m.effective_on, COALESCE(m.corrects_id, m.id), m.id"
FACTS = """
  length(p.title) > 0 OR EXISTS (SELECT 1 FROM project_holder ph WHERE ph.project_id = p.id)
      AS has_name,
  length(p.origin) > 0 AS has_origin,
  p.detected_on IS NOT NULL AS has_detection_day,
  p.detected_by IS NOT NULL AS has_detector,
  EXISTS (SELECT 1 FROM project_holder ph JOIN holder h ON h.id = ph.holder_id
      WHERE ph.project_id = p.id AND COALESCE(h.email, h.phone, h.other_contact) IS NOT NULL)
      AS has_reachable_person,
  EXISTS (SELECT 1 FROM project_holder ph JOIN holder h ON h.id = ph.holder_id
      WHERE ph.project_id = p.id AND COALESCE(h.email, h.phone, h.other_contact) IS NOT NULL
      AND h.information_given_on IS NOT NULL) AS has_informed_person,
  COALESCE(length(trim(p.summary)), 0) > 0 AS has_summary,
  EXISTS (SELECT 1 FROM project_pillar pp WHERE pp.project_id = p.id) AS has_pillar,
  p.commune_code IS NOT NULL OR p.epci_siren IS NOT NULL AS has_place,
  p.adviser_id IS NOT NULL AS has_adviser,
  EXISTS (SELECT 1 FROM agreement a WHERE a.project_id = p.id AND a.starts_on <= :day
      AND ((a.state = 'signed' AND (a.ends_on IS NULL OR a.ends_on >= :day))
        OR (a.state IN ('ended', 'terminated')
            AND COALESCE(a.closed_on, a.ends_on, '9999-12-31') >= :day)))
      AS has_agreement_in_force,
  p.no_need OR p.premises_wanted IS NOT NULL OR p.premises_area_m2 IS NOT NULL
      OR EXISTS (SELECT 1 FROM material_need n WHERE n.project_id = p.id AND n.archived_at IS NULL)
      OR EXISTS (SELECT 1 FROM service s WHERE s.project_id = p.id) AS has_stated_needs,
  p.jobs_planned IS NOT NULL AS has_jobs_planned,
  p.legal_form_planned IS NOT NULL AS has_legal_form_planned,
  COALESCE(i.address, i.commune_code, CAST(i.facility_id AS TEXT)) IS NOT NULL AS has_site,
  i.opening_planned_on IS NOT NULL OR i.opened_on IS NOT NULL AS has_opening_planned,
  p.siret IS NOT NULL OR p.creation_under_way AS has_company_or_under_way,
  COALESCE(i.opened_on <= :day, 0) AS has_opened,
  COALESCE(i.address, f.address) IS NOT NULL AS has_address,
  i.proof_kind IS NOT NULL AS has_proof,
  p.siret IS NOT NULL AS has_siret,
  EXISTS (SELECT 1 FROM job_line j WHERE j.project_id = p.id) AS has_job_line
FROM project p
LEFT JOIN implantation i ON i.project_id = p.id
LEFT JOIN facility f ON f.id = i.facility_id
"""
"""The columns of the facts at `:day`, 0 or 1 each, and where they come from; `p` is the project."""


def facts(db: Database, project_id: int, *, day: date) -> Row | None:
    """Return, as 0 or 1 by name, all that the stages require of a project on a day."""
    statement = f"SELECT {FACTS} WHERE p.id = :project"
    return one(db, statement, {"project": project_id, "day": day.isoformat()})


def add(db: Database, record: Mapping[str, Any]) -> int:
    """Write a line of the history and return its identifier."""
    return insert(db, "project_move", record)


def mark_corrected(db: Database, move_id: int, *, at: str) -> None:
    """Say that a later line, or none, stands for this one."""
    db.conn.execute("UPDATE project_move SET corrected_at = ? WHERE id = ?", [at, move_id])


def move(db: Database, move_id: int) -> Row | None:
    """Return one line of the history."""
    return one(db, "SELECT * FROM project_move WHERE id = ?", [move_id])


def valid_moves(db: Database, project_id: int) -> list[Row]:
    """Return the lines that nothing corrected, in the order in which they took effect."""
    return rows(
        db,
        "SELECT m.* FROM project_move m WHERE m.project_id = ? AND m.corrected_at IS NULL"
        f" ORDER BY {_ORDER}",
        [project_id],
    )


def history(db: Database, project_id: int) -> list[Row]:
    """Return every line, corrected ones included, with author and exit reason, newest first."""
    return rows(
        db,
        "SELECT m.*, a.name AS author_name, r.label AS exit_reason_label FROM project_move m"
        " LEFT JOIN account a ON a.id = m.author_id"
        " LEFT JOIN ref_entry r ON r.list = 'exit_reasons' AND r.key = m.exit_reason"
        " WHERE m.project_id = ?"
        " ORDER BY m.effective_on DESC, COALESCE(m.corrects_id, m.id) DESC, m.id DESC",
        [project_id],
    )
