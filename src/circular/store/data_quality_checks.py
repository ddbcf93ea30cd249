"""The SQL of each check of the data: the records that it finds, with the facts that it tells.

Every statement returns the number of the record, its project (NULL for a stream or a target) and
`told`, the facts put side by side with a bar; a row set aside comes back when they change. Trials
and archived records are never found. The days are :today, :silent_since, :waited_since and
:estimated_before.
"""

from collections.abc import Mapping

from circular.domain.stages import REQUIREMENTS, Requirement, Stage
from circular.store.moves import FACTS
from circular.store.trials import real

FACT_OF: Mapping[str, str] = {
    "name": "has_name",
    "origin": "has_origin",
    "detected_on": "has_detection_day",
    "detected_by": "has_detector",
    "contact": "has_reachable_person",
    "notice": "has_informed_person",
    "summary": "has_summary",
    "pillars": "has_pillar",
    "place": "has_place",
    "adviser": "has_adviser",
    "agreement": "has_agreement_in_force",
    "needs": "has_stated_needs",
    "jobs_planned": "has_jobs_planned",
    "legal_form_planned": "has_legal_form_planned",
    "site": "has_site",
    "opening_planned": "has_opening_planned",
    "company": "has_company_or_under_way",
    "opened": "has_opened",
    "address": "has_address",
    "proof": "has_proof",
    "siret": "has_siret",
    "job_line": "has_job_line",
}
"""Requirement of a stage → the fact that says whether it is met."""
TOLD_BY_OTHERS = frozenset({"agreement", "siret", "job_line", "proof"})
"""Requirements of the present stage that a check of their own tells."""
EVENTS = frozenset({"agreement", "opened", "proof", "siret", "job_line"})
"""Requirements of the next stage that are things to happen, not things to write down."""

_ALIVE = f"{real('p')} AND p.archived_at IS NULL AND p.exit_kind IS NULL"
_KEPT = f"{real('p')} AND p.archived_at IS NULL"
_JOB = "FROM job_line j JOIN project p ON p.id = j.project_id WHERE"
_NOT_ENDED = "(j.ends_on IS NULL OR j.ends_on > :today)"
_DEED = (
    "FROM agreement a JOIN project p ON p.id = a.project_id"
    f" WHERE a.archived_at IS NULL AND {_KEPT} AND"
)
_SITE = "FROM implantation i JOIN project p ON p.id = i.project_id WHERE"
_STREAM = f"FROM waste_stream s WHERE {real('s')} AND s.archived_at IS NULL AND"
_FIRST_CONTACT = """
MIN(p.detected_on, COALESCE((SELECT MIN(x.happened_on) FROM exchange x
    WHERE x.project_id = p.id), p.detected_on))
"""


def _rank(column: str) -> str:
    cases = " ".join(f"WHEN '{stage.value}' THEN {stage.rank}" for stage in Stage)
    return f"CASE {column} {cases} END"


def _missing(when: str, asked: list[Requirement]) -> str:
    """Write the list of what is missing: the keys of the requirements, each before a comma."""
    return " || ".join(
        f"CASE WHEN {when.format(rank=line.stage.rank)} AND NOT {FACT_OF[line.key]}"
        f" THEN '{line.key},' ELSE '' END"
        for line in asked
    )


_LACKING = f"""
SELECT id, project_id, rtrim(told, ',') AS told FROM (
    SELECT id, project_id, {{missing}} AS told FROM (
        SELECT p.id, p.id AS project_id, {_rank("p.stage")} AS rank, {FACTS}
        WHERE {_ALIVE} AND {{also}}
    )
) WHERE told <> ''
"""
SQL: Mapping[str, str] = {
    "stage_requirements": _LACKING.format(
        also="TRUE",
        missing=_missing(
            "rank >= {rank}", [line for line in REQUIREMENTS if line.key not in TOLD_BY_OTHERS]
        ),
    ),
    "next_requirements": _LACKING.format(
        also="p.stage_since <= :waited_since",
        missing=_missing(
            "rank + 1 = {rank}", [line for line in REQUIREMENTS if line.key not in EVENTS]
        ),
    ),
    "commune_unknown": f"""
SELECT p.id, p.id AS project_id, '' AS told FROM project p
LEFT JOIN implantation i ON i.project_id = p.id LEFT JOIN facility f ON f.id = i.facility_id
WHERE {_ALIVE} AND COALESCE(i.commune_code, f.commune_code, p.commune_code) IS NULL""",
    "district_unknown": f"""
SELECT p.id, p.id AS project_id, '' AS told FROM project p
WHERE {_ALIVE} AND p.is_priority_district IS NULL
    AND p.stage IN ('support', 'implantation', 'follow_up')""",
    "notice_missing": f"""
SELECT h.id, MIN(p.id) AS project_id, '' AS told FROM holder h
JOIN project_holder ph ON ph.holder_id = h.id JOIN project p ON p.id = ph.project_id
WHERE h.information_given_on IS NULL AND h.archived_at IS NULL AND {_ALIVE} GROUP BY h.id""",
    "heads_unknown": f"""
SELECT j.id, j.project_id, j.starts_on AS told {_JOB} {_KEPT}
    AND j.kind <> 'planned' AND j.heads IS NULL""",
    "women_unknown": f"""
SELECT j.id, j.project_id, j.starts_on AS told {_JOB} {_KEPT}
    AND j.kind = 'created' AND j.heads IS NOT NULL AND j.women IS NULL""",
    "job_proof_unknown": f"""
SELECT j.id, j.project_id, j.starts_on AS told {_JOB} {_KEPT}
    AND j.kind = 'created' AND j.starts_on <= :today AND j.verified_on IS NULL
    AND COALESCE(trim(j.evidence), '') = ''""",
    "tonnes_unknown": f"""
SELECT s.id, NULL AS project_id, '' AS told {_STREAM}
    COALESCE(s.tonnes_min, s.tonnes_likely, s.tonnes_max) IS NULL""",
    "copy_missing": f"""
SELECT a.id, a.project_id, a.signed_on AS told {_DEED} a.signed_on <= :today
    AND NOT EXISTS (SELECT 1 FROM document d WHERE d.agreement_id = a.id
        AND d.kind = 'signed_copy' AND d.removed_at IS NULL)""",
    "opening_proof_missing": f"""
SELECT p.id, p.id AS project_id, i.opened_on AS told {_SITE} {_KEPT}
    AND i.opened_on <= :today AND i.proof_kind IS NULL
    AND NOT EXISTS (SELECT 1 FROM document d WHERE d.implantation_id = i.id
        AND d.kind = 'opening_proof' AND d.removed_at IS NULL)""",
    "target_undecided": """
SELECT id, NULL AS project_id, decided_on AS told FROM (
    SELECT t.id, t.decided_on, t.decided_by, ROW_NUMBER() OVER (PARTITION BY t.indicator,
        t.epci_siren ORDER BY t.decided_on DESC, COALESCE(t.corrects_id, t.id) DESC, t.id DESC)
        AS rank
    FROM target t WHERE t.corrected_at IS NULL AND t.decided_on <= :today
) WHERE rank = 1 AND COALESCE(trim(decided_by), '') = ''""",
    "silent_with_action": f"""
SELECT id, project_id, last_on || '|' || due_on AS told FROM (
    SELECT p.id, p.id AS project_id, (SELECT MIN(n.due_on) FROM next_action n
            WHERE n.project_id = p.id AND n.done_on IS NULL) AS due_on,
        COALESCE((SELECT MAX(x.happened_on) FROM exchange x WHERE x.project_id = p.id),
            p.detected_on) AS last_on
    FROM project p WHERE {_ALIVE} AND p.blocked_reason IS NULL
) WHERE due_on IS NOT NULL AND last_on <= :silent_since""",
    "estimate_old": f"""
SELECT s.id, NULL AS project_id, s.figure_on AS told {_STREAM} s.figure_on < :estimated_before
    AND COALESCE(s.tonnes_min, s.tonnes_likely, s.tonnes_max) IS NOT NULL""",
    "signature_past": f"""
SELECT a.id, a.project_id, a.signing_planned_on AS told {_DEED}
    a.state IN ('draft', 'review', 'to_sign') AND a.signing_planned_on < :today""",
    "opening_past": f"""
SELECT p.id, p.id AS project_id, i.opening_planned_on AS told {_SITE} {_ALIVE}
    AND i.opened_on IS NULL AND i.opening_planned_on < :today""",
    "opened_not_moved": f"""
SELECT p.id, p.id AS project_id, i.opened_on AS told {_SITE} {_ALIVE}
    AND i.opened_on <= :today AND p.stage <> 'follow_up'""",
    "agreement_over": f"""
SELECT a.id, a.project_id, a.ends_on AS told {_DEED} a.state = 'signed' AND a.ends_on < :today""",
    "planned_jobs_past": f"""
SELECT j.id, j.project_id, j.starts_on AS told {_JOB} {_ALIVE}
    AND j.kind = 'planned' AND j.starts_on < :today AND {_NOT_ENDED}""",
    "siret_missing": f"""
SELECT p.id, p.id AS project_id, '' AS told FROM project p
WHERE {_ALIVE} AND p.stage = 'follow_up' AND p.siret IS NULL""",
    "jobs_missing": f"""
SELECT p.id, p.id AS project_id, '' AS told FROM project p WHERE {_ALIVE}
    AND p.stage = 'follow_up'
    AND NOT EXISTS (SELECT 1 FROM job_line j WHERE j.project_id = p.id)""",
    "agreement_missing": f"""
SELECT p.id, p.id AS project_id, '' AS told FROM project p WHERE {_ALIVE}
    AND p.stage IN ('support', 'implantation', 'follow_up')
    AND NOT EXISTS (SELECT 1 FROM agreement a WHERE a.project_id = p.id
        AND a.signed_on IS NOT NULL)""",
    "job_before_detection": f"""
SELECT j.id, j.project_id, j.starts_on || '|' || p.detected_on AS told {_JOB} {_KEPT}
    AND j.kind = 'created' AND j.starts_on < p.detected_on""",
    "job_before_opening": f"""
SELECT j.id, j.project_id, j.starts_on || '|' || i.opened_on AS told FROM job_line j
JOIN project p ON p.id = j.project_id JOIN implantation i ON i.project_id = p.id
WHERE {_KEPT} AND j.kind = 'created' AND j.starts_on < i.opened_on
    AND j.starts_on >= p.detected_on""",
    "jobs_on_gone_project": f"""
SELECT j.id, j.project_id, p.stage_since AS told {_JOB} {_KEPT} AND p.exit_kind IS NOT NULL
    AND j.kind = 'created' AND {_NOT_ENDED}""",
    "same_lines": f"""
SELECT id, project_id, starts_on AS told FROM (
    SELECT j.id, j.project_id, j.starts_on, ROW_NUMBER() OVER (PARTITION BY j.project_id, j.kind,
        j.full_time_equivalent, j.heads, j.women, j.contract, j.starts_on, j.ends_on
        ORDER BY j.id) AS time
    {_JOB} {_KEPT}
) WHERE time > 1""",
    "heads_below_jobs": f"""
SELECT j.id, j.project_id, j.heads || ' pers.|' || round(j.full_time_equivalent, 2) AS told
{_JOB} {_KEPT} AND j.heads < j.full_time_equivalent""",
    "signed_before_contact": f"""
SELECT a.id, a.project_id, a.signed_on || '|' || {_FIRST_CONTACT} AS told {_DEED}
    a.signed_on < {_FIRST_CONTACT}""",
    "end_before_start": f"""
SELECT a.id, a.project_id, a.closed_on || '|' || a.signed_on AS told {_DEED}
    a.closed_on < a.signed_on""",
    "opened_before_detection": f"""
SELECT p.id, p.id AS project_id, i.opened_on || '|' || p.detected_on AS told {_SITE} {_KEPT}
    AND i.opened_on < p.detected_on""",
    "commune_elsewhere": f"""
SELECT p.id, p.id AS project_id, c.name || '|' || e.name AS told FROM project p
JOIN ref_commune c ON c.code = p.commune_code JOIN ref_epci e ON e.siren = p.epci_siren
LEFT JOIN territory_commune t ON t.commune_code = c.code
WHERE {_ALIVE} AND COALESCE(t.epci_siren, c.epci_siren, '') <> p.epci_siren""",
}
"""Key of a check → its statement."""
