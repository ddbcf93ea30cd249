"""Whose data come to their term, what is postponed, and what keeps them: the SQL of retention.

Each kind has one sentence that gives its subjects with the day from which the length runs.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from circular.store.rows import Row, insert, rows, value

_HOLDERS = """
SELECT h.id AS subject_id, h.name AS label, h.is_fictitious,
    COALESCE(c.day, substr(h.created_at, 1, 10)) AS since, f.numbers AS agreements,
    r.kinds AS requests
FROM holder h
LEFT JOIN (
    SELECT holder_id, MAX(day) AS day FROM (
        SELECT e.holder_id, e.happened_on AS day FROM exchange e
        WHERE e.direction = 'from_person' AND e.holder_id IS NOT NULL
        UNION ALL
        SELECT ph.holder_id, e.happened_on FROM exchange e
        JOIN project_holder ph ON ph.project_id = e.project_id
        WHERE e.direction = 'from_person' AND e.holder_id IS NULL
    ) GROUP BY holder_id
) c ON c.holder_id = h.id
LEFT JOIN (
    SELECT holder_id, group_concat(number, ';') AS numbers FROM (
        SELECT DISTINCT t.holder_id, a.number FROM agreement_party t
        JOIN agreement a ON a.id = t.agreement_id
        WHERE a.state = 'signed' AND t.holder_id IS NOT NULL ORDER BY a.number
    ) GROUP BY holder_id
) f ON f.holder_id = h.id
LEFT JOIN (
    SELECT holder_id, group_concat(kind, ';') AS kinds FROM data_request
    WHERE answered_on IS NULL AND kind NOT IN ('erasure', 'objection') AND holder_id IS NOT NULL
    GROUP BY holder_id
) r ON r.holder_id = h.id
WHERE h.anonymised_at IS NULL
"""
_REFERENTS = """
SELECT o.id AS subject_id, o.name || COALESCE(', ' || o.referent, '') AS label, o.is_fictitious,
    substr(o.updated_at, 1, 10) AS since, NULL AS agreements, NULL AS requests
FROM organisation o
WHERE o.referent IS NOT NULL
"""
_SIGNATORIES = """
SELECT a.id AS subject_id, 'Convention n°\u00a0' || COALESCE(a.number, a.id || ' (sans numéro)')
    AS label, a.is_fictitious, COALESCE(a.closed_on, a.ends_on) AS since, NULL AS agreements,
    NULL AS requests
FROM agreement a
WHERE a.state IN ('ended', 'terminated', 'abandoned') AND (
    EXISTS (SELECT 1 FROM agreement_party t WHERE t.agreement_id = a.id AND t.signatory IS NOT NULL)
    OR EXISTS (SELECT 1 FROM personal_proof f WHERE f.agreement_id = a.id)
    OR EXISTS (SELECT 1 FROM document d WHERE d.agreement_id = a.id AND d.erased_at IS NULL))
"""
_MATCH_DOCUMENTS = """
SELECT m.id AS subject_id, s.title || ' → ' || p.title AS label,
    s.is_fictitious AND p.is_fictitious AS is_fictitious, m.stage_since AS since,
    NULL AS agreements, NULL AS requests
FROM material_match m
JOIN waste_stream s ON s.id = m.stream_id
JOIN material_need n ON n.id = m.need_id
JOIN project p ON p.id = n.project_id
WHERE m.stage IN ('ended', 'refused')
    AND EXISTS (SELECT 1 FROM document d WHERE d.match_id = m.id AND d.erased_at IS NULL)
"""
_REQUESTS = """
SELECT r.id AS subject_id, 'Demande de ' || r.requester AS label, 0 AS is_fictitious,
    r.answered_on AS since, NULL AS agreements, NULL AS requests
FROM data_request r WHERE r.answered_on IS NOT NULL AND r.erased_at IS NULL
"""
SUBJECTS: Mapping[str, str] = {
    "holders": _HOLDERS,
    "referents": _REFERENTS,
    "signatories": _SIGNATORIES,
    "match_documents": _MATCH_DOCUMENTS,
    "requests": _REQUESTS,
}
_LINES = """
SELECT :kind AS kind, s.*, (SELECT MAX(p.until) FROM retention_postponement p
    WHERE p.kind = :kind AND p.subject_id = s.subject_id) AS postponed_until,
    (SELECT p.reason FROM retention_postponement p
        WHERE p.kind = :kind AND p.subject_id = s.subject_id
        ORDER BY p.until DESC, p.id DESC LIMIT 1) AS postponed_for
FROM ({subjects}) s
"""


def lines(db: Database, kind: str, *, began_by: date, limit: int) -> list[Row]:
    """Return the subjects of a kind whose length began on a day or before, the oldest first."""
    return rows(
        db,
        f"{_LINES.format(subjects=SUBJECTS[kind])} WHERE s.since <= :began_by"
        " ORDER BY s.since, s.subject_id LIMIT :limit",
        {"kind": kind, "began_by": began_by.isoformat(), "limit": limit},
    )


def count(db: Database, kind: str, *, began_by: date) -> int:
    """Count the subjects that `lines` would return without a limit."""
    sql = f"SELECT COUNT(*) FROM ({SUBJECTS[kind]}) s WHERE s.since <= ?"
    return int(value(db, sql, [began_by.isoformat()]))


def count_due(db: Database, kind: str, *, began_by: date, today: date) -> int:
    """Count the subjects at their term, neither postponed nor kept by a reason."""
    return len(due_ids(db, kind, began_by=began_by, today=today))


def due_ids(db: Database, kind: str, *, began_by: date, today: date) -> list[int]:
    """Return the subjects at their term, neither postponed nor kept by a reason."""
    found = rows(
        db,
        f"SELECT subject_id FROM ({_LINES.format(subjects=SUBJECTS[kind])})"
        " WHERE since <= :began_by AND (postponed_until IS NULL OR postponed_until <= :today)"
        " AND agreements IS NULL AND requests IS NULL ORDER BY subject_id",
        {"kind": kind, "began_by": began_by.isoformat(), "today": today.isoformat()},
    )
    return [row["subject_id"] for row in found]


def line(db: Database, kind: str, subject_id: int) -> Row | None:
    """Return one subject, due or not."""
    found = rows(
        db,
        f"{_LINES.format(subjects=SUBJECTS[kind])} WHERE s.subject_id = :subject",
        {"kind": kind, "subject": subject_id},
    )
    return found[0] if found else None


def postpone(db: Database, record: Mapping[str, Any], *, now: datetime) -> int:
    """Write that a subject's term is put off."""
    moment = now.isoformat(timespec="seconds")
    return insert(db, "retention_postponement", {**record, "created_at": moment})


def postponements(db: Database, kind: str, subject_id: int) -> list[Row]:
    """Return what was decided to keep a subject, the latest first."""
    return rows(
        db,
        "SELECT p.until, p.reason, p.decided_on, a.name AS author FROM retention_postponement p"
        " LEFT JOIN account a ON a.id = p.author_id WHERE p.kind = ? AND p.subject_id = ?"
        " ORDER BY p.id DESC",
        [kind, subject_id],
    )


def forget_reasons(db: Database, kind: str, subjects: Sequence[int]) -> None:
    """Erase why subjects were kept longer: it may speak of them."""
    db.conn.execute(
        "UPDATE retention_postponement SET reason = NULL"
        " WHERE kind = ? AND subject_id IN (SELECT value FROM json_each(?))",
        [kind, json.dumps(list(subjects))],
    )
