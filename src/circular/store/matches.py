"""What a ranking reads of streams and needs, one statement each, and the decisions taken."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlite_utils import Database

from circular.store.remaining import (
    FREED_NEEDS,
    NOT_OVER,
    PROMISED,
    PROMISED_TO_OTHERS,
    REMAINING,
    REMAINING_FROM_OTHERS,
)
from circular.store.rows import Row, insert, one, rows
from circular.store.streams import IN_SIGHT, JOINS, PRODUCER, Sight
from circular.store.trials import of_real_need, of_real_stream, real

_STREAMS = f"""
SELECT s.id, s.title, {PRODUCER}, c.name AS commune_name, s.waste_code, s.is_hazardous,
       (SELECT w.everyday_label FROM ref_waste_code w WHERE w.code = s.waste_code
        ORDER BY w.valid_from DESC LIMIT 1) AS everyday_label,
       m.label AS family_label, s.tonnes_min, s.tonnes_likely, s.tonnes_max, s.months,
       c.latitude, c.longitude, s.available_from, s.available_to, s.contamination, s.price,
       s.operation, s.is_fictitious, s.is_trial,
       {{promised}} AS promised,
       {{remaining}} AS remaining
{JOINS}
WHERE s.archived_at IS NULL AND {IN_SIGHT}
"""
_OF_TODAY = _STREAMS.format(promised=PROMISED, remaining=REMAINING)
_OF_A_TRIAL = _STREAMS.format(promised=PROMISED_TO_OTHERS, remaining=REMAINING_FROM_OTHERS)
_NEEDS = f"""
SELECT n.id, n.project_id, n.title, n.note, n.tonnes_min, n.tonnes_max, n.months,
       n.distance_max_km, n.contamination_max, n.hazardous_accepted, n.price_max, n.quality,
       n.needed_from, n.needed_to,
       p.title AS project_title, p.stage, p.is_fictitious, p.is_trial,
       c.name AS commune_name,
       COALESCE(ci.latitude, cf.latitude, cp.latitude) AS latitude,
       CASE WHEN ci.latitude IS NOT NULL THEN ci.longitude
            WHEN cf.latitude IS NOT NULL THEN cf.longitude ELSE cp.longitude END AS longitude,
       (SELECT json_group_array(code) FROM
           (SELECT code FROM material_need_code k WHERE k.need_id = n.id ORDER BY code)) AS codes,
       (SELECT json_group_array(label) FROM
           (SELECT r.label FROM material_need_family f JOIN ref_entry r
                ON r.list = 'material_families' AND r.key = f.family
            WHERE f.need_id = n.id ORDER BY r.position)) AS families,
       (SELECT json_group_array(operation) FROM
           (SELECT operation FROM material_need_operation o WHERE o.need_id = n.id
            ORDER BY operation)) AS operations,
       (SELECT json_group_array(json(words)) FROM
           (SELECT json_array(t.title, (SELECT w.everyday_label FROM ref_waste_code w
                   WHERE w.code = t.waste_code ORDER BY w.valid_from DESC LIMIT 1)) AS words
            FROM material_match k JOIN waste_stream t ON t.id = k.stream_id
            WHERE k.need_id = n.id AND k.stage IN ('agreed', 'running', 'ended')
              AND ({real("t")} OR NOT {real("p")})
            ORDER BY t.id)) AS examples
FROM material_need n
JOIN project p ON p.id = n.project_id
LEFT JOIN implantation i ON i.project_id = p.id
LEFT JOIN facility f ON f.id = i.facility_id
LEFT JOIN ref_commune ci ON ci.code = i.commune_code
LEFT JOIN ref_commune cf ON cf.code = f.commune_code
LEFT JOIN ref_commune cp ON cp.code = p.commune_code
LEFT JOIN ref_commune c ON c.code = COALESCE(i.commune_code, f.commune_code, p.commune_code)
WHERE n.archived_at IS NULL
"""
CURRENT = "p.archived_at IS NULL AND p.exit_kind IS NULL"
# Only a trial is ranked with trials: a real record is never offered one.
_RANKED_STREAM = f"(:trials OR {real('s')})"
_RANKED_PROJECT = f"(:trials OR {real('p')})"
_DECISION = """
SELECT d.id, d.stream_id, d.need_id, d.decision, d.reason, d.score, d.components, d.weights,
       d.decided_on, d.facts, d.version, m.id AS match_id, m.stage, m.stage_since,
       a.name AS author_name, r.label AS reason_label, s.title AS stream_title,
       n.title AS need_title, n.project_id, p.title AS project_title
FROM match_decision d
JOIN waste_stream s ON s.id = d.stream_id
JOIN material_need n ON n.id = d.need_id
JOIN project p ON p.id = n.project_id
LEFT JOIN account a ON a.id = d.author_id
LEFT JOIN material_match m ON m.stream_id = d.stream_id AND m.need_id = d.need_id
LEFT JOIN ref_entry r ON r.list = 'dismissal_reasons'
    AND r.key = COALESCE(m.refusal_reason, d.reason)
"""
LIVE = "k.stage NOT IN ('ended', 'refused')"
_SEEKERS = f"""
FROM project p
WHERE {CURRENT} AND {real("p")} AND (:text = '' OR instr(p.folded_title, :text) > 0)
  AND EXISTS (SELECT 1 FROM material_need n WHERE n.project_id = p.id AND n.archived_at IS NULL)
"""


@dataclass(frozen=True, slots=True)
class Freed:
    """The streams, needs and projects whose agreements take nothing in a trial computation."""

    streams: Collection[int] = ()
    needs: Collection[int] = ()
    projects: Collection[int] = ()

    @property
    def is_nothing(self) -> bool:
        """Tell whether every agreement counts, as today."""
        return not (self.streams or self.needs or self.projects)

    def values(self) -> dict[str, str]:
        """Return the three lists as a statement reads them."""
        return {
            f"freed_{field.name}": json.dumps(sorted(getattr(self, field.name)))
            for field in fields(self)
        }


TODAY = Freed()


def streams(
    db: Database,
    sight: Sight,
    *,
    today: date,
    stream_id: int | None = None,
    with_trials: bool = False,
    freed: Freed = TODAY,
) -> list[Row]:
    """Return every stream that is not archived, or one of them, as a ranking reads it.

    `remaining` is what agreements leave of it, in tonnes a year at `today`. Trials are among them
    for the ranking of a trial alone. What is agreed for a need that is `freed` takes nothing.
    """
    statement = _OF_TODAY if freed.is_nothing else _OF_A_TRIAL
    values = {**freed.values(), **sight.values(), "today": today.isoformat()}
    if stream_id is None:
        return rows(
            db,
            f"{statement} AND {_RANKED_STREAM} ORDER BY s.id",
            {**values, "trials": int(with_trials)},
        )
    return rows(db, f"{statement} AND s.id = :id", {**values, "id": stream_id})


def pair(db: Database, stream_id: int, need_id: int, *, today: date) -> tuple[Row, Row] | None:
    """Return both sides of a pair as a ranking reads them; None when one is in the archives."""
    found = streams(db, Sight(sees_confidential=True), today=today, stream_id=stream_id)
    need = one(db, f"{_NEEDS} AND n.id = ?", [need_id])
    return None if not found or need is None else (found[0], need)


def needs(db: Database, *, project_id: int | None = None, with_trials: bool = False) -> list[Row]:
    """Return the needs of one project, else those of every project under way.

    Trials are among them for the ranking of a trial alone.
    """
    if project_id is None:
        return rows(
            db,
            f"{_NEEDS} AND {CURRENT} AND {_RANKED_PROJECT} ORDER BY n.id",
            {"trials": int(with_trials)},
        )
    return rows(db, f"{_NEEDS} AND n.project_id = ? ORDER BY n.id", [project_id])


def words_version(db: Database) -> str:
    """Return what changes as soon as the words of a stream or of a need may have changed."""
    sql = """SELECT (SELECT file FROM pragma_database_list WHERE name = 'main')
        || (SELECT COUNT(*) || COALESCE(MAX(updated_at), '') || TOTAL(version)
            || TOTAL(is_trial) FROM waste_stream)
        || (SELECT COUNT(*) || COALESCE(MAX(updated_at), '') || TOTAL(version) FROM material_need)
        || (SELECT COUNT(*) || COALESCE(MAX(updated_at), '') || TOTAL(version)
            || TOTAL(is_trial) FROM project)
        || (SELECT COUNT(*) FROM match_move)"""
    return str(db.conn.execute(sql).fetchone()[0])


def promised_to_needs(db: Database, *, today: date, freed: Freed = TODAY) -> dict[str, float]:
    """Return the tonnes a year that agreements in force or to come bring to each need, by key.

    What is agreed with a stream, a need or a project that is `freed` brings nothing.
    """
    sql = f"""SELECT k.need_id, SUM(k.agreed_tonnes) AS tonnes FROM material_match k
        WHERE {NOT_OVER.format(match="k")} AND {of_real_stream("k.stream_id")}
        AND {of_real_need("k.need_id")} AND k.need_id NOT IN {FREED_NEEDS}
        AND k.stream_id NOT IN (SELECT value FROM json_each(:freed_streams))
        GROUP BY k.need_id"""
    found = rows(db, sql, {"today": today.isoformat(), **freed.values()})
    return {str(row["need_id"]): row["tonnes"] for row in found}


def decisions(
    db: Database,
    *,
    project_id: int | None = None,
    stream_id: int | None = None,
    with_trials: bool = False,
) -> list[Row]:
    """Return the decisions taken for a project, or about a stream; with a trial if asked."""
    return rows(
        db,
        f"{_DECISION} WHERE (:project IS NULL OR n.project_id = :project)"
        " AND (:stream IS NULL OR d.stream_id = :stream)"
        f" AND {_RANKED_STREAM} AND {_RANKED_PROJECT} ORDER BY d.decided_on DESC, d.id DESC",
        {"project": project_id, "stream": stream_id, "trials": int(with_trials)},
    )


def decision(db: Database, stream_id: int, need_id: int) -> Row | None:
    """Return what was decided of a stream and a need."""
    return one(db, f"{_DECISION} WHERE d.stream_id = ? AND d.need_id = ?", [stream_id, need_id])


def decide(db: Database, record: Mapping[str, Any]) -> int:
    """Write a decision; the pair must not have one."""
    return insert(db, "match_decision", record)


def refresh(db: Database, decision_id: int, record: Mapping[str, Any]) -> None:
    """Write anew what a decision was taken on."""
    marks = ", ".join(f"{name} = :{name}" for name in record)
    db.conn.execute(
        f"UPDATE match_decision SET {marks}, version = version + 1 WHERE id = :_id",
        {**record, "_id": decision_id},
    )


def undo(db: Database, decision_id: int) -> None:
    """Take a decision back; the journal keeps it."""
    db.conn.execute("DELETE FROM match_decision WHERE id = ?", [decision_id])


def seekers(db: Database, *, text: str, limit: int, offset: int) -> list[Row]:
    """Return the projects under way that state needs, by title, with what was kept for them."""
    return rows(
        db,
        "SELECT p.id, p.title, p.stage, p.is_fictitious,"
        " (SELECT c.name FROM ref_commune c WHERE c.code = p.commune_code) AS commune_name,"
        " (SELECT COUNT(*) FROM material_need n"
        "  WHERE n.project_id = p.id AND n.archived_at IS NULL) AS need_count,"
        " (SELECT COUNT(*) FROM material_need n JOIN material_match k ON k.need_id = n.id"
        f"  WHERE n.project_id = p.id AND n.archived_at IS NULL AND {LIVE}"
        f"  AND {of_real_stream('k.stream_id')}) AS kept_count {_SEEKERS}"
        " ORDER BY p.folded_title, p.id LIMIT :limit OFFSET :offset",
        {"text": text, "limit": limit, "offset": offset},
    )


def seeker_count(db: Database, *, text: str) -> int:
    """Count the projects under way that state needs."""
    found = one(db, f"SELECT COUNT(*) AS count {_SEEKERS}", {"text": text})
    return 0 if found is None else int(found["count"])


def sample_of_seekers(db: Database, *, limit: int) -> list[Row]:
    """Return a few projects under way, those that state the most needs first."""
    return rows(
        db,
        "SELECT p.id, p.title FROM project p JOIN material_need n ON n.project_id = p.id"
        f" WHERE n.archived_at IS NULL AND {CURRENT} AND {real('p')}"
        " GROUP BY p.id ORDER BY COUNT(*) DESC, p.id LIMIT ?",
        [limit],
    )
