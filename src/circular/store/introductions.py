"""Introductions in the store: sending, answers, who waits for us; a partner reads only its own.

What a partner is sent holds no project title, no person and no free text of a project: material by
its reference names, tonnes, EPCI.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlite_utils import Database

from circular.domain.tracked_matches import MatchStage
from circular.store.remaining import REMAINING
from circular.store.rows import Row, insert, one, rows, update_version
from circular.store.trials import real

_COLUMNS = """
SELECT i.id, i.match_id, i.side, i.sent_on, i.means, i.reminded_on, i.answer, i.answered_on,
       i.call_back_on, i.answer_note, i.version, b.name AS answered_by_name, g.name AS organisation,
       m.stage, m.stream_id, s.title AS stream_title, n.project_id, p.title AS project_title,
       s.is_trial OR p.is_trial AS is_trial, n.title AS need_title, n.tonnes_min, n.tonnes_max,
       e.name AS epci_name
"""
_AROUND = """
FROM introduction i
JOIN material_match m ON m.id = i.match_id
JOIN waste_stream s ON s.id = m.stream_id
JOIN material_need n ON n.id = m.need_id
JOIN project p ON p.id = n.project_id
LEFT JOIN organisation g ON g.id = i.organisation_id
LEFT JOIN account b ON b.id = i.answered_by
LEFT JOIN ref_commune c ON c.code = p.commune_code
LEFT JOIN territory_commune t ON t.commune_code = c.code
LEFT JOIN ref_epci e ON e.siren = COALESCE(t.epci_siren, c.epci_siren, p.epci_siren)
"""
_MATERIAL = """
       COALESCE((SELECT group_concat(label, ', ') FROM (
           SELECT r.label FROM material_need_family f JOIN ref_entry r
               ON r.list = 'material_families' AND r.key = f.family
           WHERE f.need_id = n.id ORDER BY r.position)),
         (SELECT group_concat(label, ', ') FROM (
           SELECT DISTINCT w.everyday_label AS label FROM material_need_code k
           JOIN ref_waste_code w ON w.code = k.code
           WHERE k.need_id = n.id AND w.everyday_label IS NOT NULL ORDER BY label))) AS material
"""
_WAITING = """
(i.answer IS NULL AND COALESCE(i.reminded_on, i.sent_on) <= :since
 OR i.answer = 'call_back' AND i.call_back_on <= :today)
"""
_LIVE = "m.stage NOT IN ('ended', 'refused')"
_REAL = f"{real('s')} AND {real('p')}"
_ORDER = "ORDER BY i.answer IS NOT NULL AND i.answer <> 'call_back', i.sent_on DESC, i.id DESC"


def add(db: Database, record: Mapping[str, Any]) -> int:
    """Write an introduction that was sent, and return its identifier."""
    return insert(db, "introduction", record)


def change(db: Database, introduction_id: int, record: Mapping[str, Any], *, version: int) -> bool:
    """Change an introduction that still has `version`; False when somebody changed it."""
    return update_version(db, "introduction", introduction_id, version=version, record=record)


def get(db: Database, introduction_id: int) -> Row | None:
    """Return one introduction with its two sides, nothing hidden: for actions only."""
    sql = f"{_COLUMNS}, i.organisation_id {_AROUND} WHERE i.id = ?"
    return one(db, sql, [introduction_id])


def of_match(db: Database, match_id: int) -> list[Row]:
    """Return the introductions of a match, the producer's first."""
    return rows(db, f"{_COLUMNS} {_AROUND} WHERE i.match_id = ? ORDER BY i.side", [match_id])


def listed(db: Database, *, today: date, reminder_days: int, only_waiting: bool) -> list[Row]:
    """Return all introductions, those without a last answer first, or only those to remind.

    Those of a trial are read in its match alone.
    """
    since = today - timedelta(days=reminder_days)
    condition = f"{_REAL} AND {_WAITING} AND {_LIVE}" if only_waiting else _REAL
    return rows(
        db,
        f"{_COLUMNS}, {_WAITING} AND {_LIVE} AS is_waiting {_AROUND} WHERE {condition} {_ORDER}",
        {"today": today.isoformat(), "since": since.isoformat()},
    )


def addressed_to(db: Database, organisation_id: int, *, today: date) -> list[Row]:
    """Return what an organisation is asked about its own streams, without any other fact."""
    live = ", ".join(f"'{stage}'" for stage in MatchStage if stage.is_live)
    return rows(
        db,
        "SELECT i.id, i.sent_on, i.answer, i.answered_on, i.call_back_on, i.answer_note,"
        f" i.version, s.title AS stream_title, s.id AS stream_id, {_MATERIAL},"
        " n.tonnes_min, n.tonnes_max, e.name AS epci_name,"
        f" m.stage IN ({live}) AS is_live, {REMAINING} AS remaining"
        f" {_AROUND} WHERE i.side = 'producer' AND i.organisation_id = :own AND {_REAL} {_ORDER}",
        {"own": organisation_id, "today": today.isoformat()},
    )


def letter_facts(db: Database, match_id: int, *, today: date) -> Row | None:
    """Return what the letters of a match say, and the addresses they may be sent to."""
    return one(
        db,
        f"SELECT s.title AS stream_title, {REMAINING} AS remaining, s.tonnes_min, s.tonnes_likely,"
        f" s.tonnes_max, {_MATERIAL}, n.tonnes_min AS wanted_min, n.tonnes_max AS wanted_max,"
        " e.name AS project_place, y.name AS stream_place,"
        " s.is_confidential OR COALESCE(o.is_confidential, 0) AS is_confidential,"
        " o.email AS producer_email,"
        " (SELECT h.email FROM project_holder ph JOIN holder h ON h.id = ph.holder_id"
        "  WHERE ph.project_id = p.id AND h.email IS NOT NULL ORDER BY ph.position LIMIT 1)"
        " AS project_email"
        " FROM material_match m JOIN waste_stream s ON s.id = m.stream_id"
        " JOIN material_need n ON n.id = m.need_id JOIN project p ON p.id = n.project_id"
        " LEFT JOIN organisation o ON o.id = s.organisation_id"
        " LEFT JOIN ref_commune y ON y.code = s.commune_code"
        " LEFT JOIN ref_commune c ON c.code = p.commune_code"
        " LEFT JOIN territory_commune t ON t.commune_code = c.code"
        " LEFT JOIN ref_epci e ON e.siren = COALESCE(t.epci_siren, c.epci_siren, p.epci_siren)"
        " WHERE m.id = :id",
        {"id": match_id, "today": today.isoformat()},
    )


def to_remind(
    db: Database, *, owner: int | None, today: date, reminder_days: int, limit: int
) -> list[Row]:
    """Return the introductions that wait for us, the oldest first, with their total on each row."""
    return rows(
        db,
        "SELECT m.id, s.title AS label, CASE i.side WHEN 'producer' THEN 'producteur'"
        " ELSE 'projet' END AS note, COALESCE(i.call_back_on, i.reminded_on, i.sent_on) AS day,"
        f" COUNT(*) OVER () AS total {_AROUND} WHERE {_WAITING} AND {_LIVE}"
        f" AND p.archived_at IS NULL AND {_REAL}"
        " AND (:owner IS NULL OR COALESCE(p.adviser_id, :owner) = :owner)"
        " ORDER BY day, i.id LIMIT :limit",
        {
            "owner": owner,
            "today": today.isoformat(),
            "since": (today - timedelta(days=reminder_days)).isoformat(),
            "limit": limit,
        },
    )
