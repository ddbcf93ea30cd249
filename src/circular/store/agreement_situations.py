"""Agreements as they stood on a day: states, ends and promises undone back to that day.

Effective dates decide: signature, renewal, amendment, end. What no date tells (the text before the
signature, type, project, its commune) is the present one.
"""

LAST_DAY = "9999-12-31"
"""The value of `:on` for the present."""

_CHANGED_LATER = "m.agreement_id = b.id AND m.state = 'signed' AND m.effective_on > :on"
_FORMER_END = f"""
SELECT former FROM (
    SELECT COALESCE(r.previous_end, '') AS former, r.entered_at AS noted FROM agreement_renewal r
    WHERE r.agreement_id = b.id AND r.decided_on > :on
    UNION ALL SELECT COALESCE(m.previous_end, ''), m.updated_at FROM amendment m
    WHERE {_CHANGED_LATER} AND m.ends_on IS NOT NULL ORDER BY noted LIMIT 1)
"""
_FORMER_JOBS = f"""
SELECT COALESCE(m.previous_jobs, -1) FROM amendment m
WHERE {_CHANGED_LATER} AND m.jobs_committed IS NOT NULL ORDER BY m.updated_at LIMIT 1
"""
_FORMER_SERVICES = f"""
SELECT COALESCE(m.previous_services, '[]') FROM amendment m
WHERE {_CHANGED_LATER} AND m.services IS NOT NULL ORDER BY m.updated_at LIMIT 1
"""
_FORMER_STATE = """
CASE WHEN b.signed_on <= :on THEN
    CASE WHEN b.state IN ('ended', 'terminated') AND b.closed_on < :on THEN b.state
         ELSE 'signed' END
WHEN b.state = 'abandoned' AND b.closed_on <= :on THEN 'abandoned'
ELSE COALESCE((SELECT CASE WHEN v.to_state IN ('draft', 'review') THEN v.to_state
        ELSE 'to_sign' END FROM agreement_event v
    WHERE v.agreement_id = b.id AND v.effective_on <= :on
    ORDER BY v.effective_on DESC, v.id DESC LIMIT 1), 'draft')
END
"""
NOW = "standing AS (SELECT *, NULL AS former_services FROM agreement)"
"""The agreements as they are."""

THEN = f"""
standing AS (
    SELECT b.id, b.year, b.sequence, b.number, b.type_key, b.type_version, b.project_id,
        {_FORMER_STATE} AS state, b.signing_planned_on, b.starts_on, b.purpose, b.yearly_amount,
        CASE WHEN b.signed_on <= :on THEN b.signed_on END AS signed_on,
        CASE WHEN b.closed_on <= :on THEN b.closed_on END AS closed_on,
        NULLIF(COALESCE(({_FORMER_END}), b.ends_on), '') AS ends_on,
        NULLIF(COALESCE(({_FORMER_JOBS}), b.jobs_committed), -1) AS jobs_committed,
        ({_FORMER_SERVICES}) AS former_services, b.is_fictitious,
        CASE WHEN substr(b.archived_at, 1, 10) <= :on THEN b.archived_at END AS archived_at
    FROM agreement b WHERE MIN(b.drafted_on, COALESCE(b.signed_on, b.drafted_on)) <= :on
)
"""
"""The agreements that there were on `:on`, as they stood on the evening of that day."""

PROMISED = """
(SELECT s.service_type FROM agreement_service s
 WHERE s.agreement_id = a.id AND a.former_services IS NULL
 UNION ALL SELECT j.value FROM json_each(a.former_services) j)
"""
"""The keys of the services that an agreement (aliased a) promises."""

GIVEN = f"""
(SELECT count(*) FROM {PROMISED} AS k WHERE EXISTS (SELECT 1 FROM service g
    WHERE g.project_id = a.project_id AND g.service_type = k.service_type
    AND g.given_on >= a.starts_on AND g.given_on <= :on))
"""
"""How many of them its project was given since its start, at least once."""

FINANCIAL = "a.type_key IN (SELECT key FROM agreement_type WHERE is_financial = 1)"
"""The condition that an agreement (aliased a) is financial: a version of its type says so."""
