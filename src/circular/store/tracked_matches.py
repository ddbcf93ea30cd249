"""Tracked matches in the store: where they stand, their history, their measures, what is left.

`PROMISED` and `REMAINING` are the one place that says what agreements leave of a stream `s`, in
tonnes a year at the day `:today`: every statement that shows a tonnage uses them.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from circular.domain.tracked_matches import MatchFilters, MatchOrder, MatchStage
from circular.domain.words import fold
from circular.store.remaining import NOT_OVER, PROMISED, REMAINING, TAKES
from circular.store.rows import Row, insert, one, rows, update_version, value
from circular.store.streams import PRODUCER, Sight
from circular.store.trials import of_real_need, of_real_stream, real

MOST_WORDS = 8
_ORDER = "v.effective_on, COALESCE(v.corrects_id, v.id), v.id"
_STAGES = " ".join(f"WHEN '{stage}' THEN {at}" for at, stage in enumerate(MatchStage))
_AROUND = """
FROM material_match m
JOIN waste_stream s ON s.id = m.stream_id
JOIN material_need n ON n.id = m.need_id
JOIN project p ON p.id = n.project_id
LEFT JOIN organisation o ON o.id = s.organisation_id
LEFT JOIN ref_commune c ON c.code = s.commune_code
LEFT JOIN ref_entry f ON f.list = 'material_families' AND f.key = s.material_family
LEFT JOIN ref_entry r ON r.list = 'dismissal_reasons' AND r.key = m.refusal_reason
"""
_MEASURED = """(SELECT t.{column} FROM match_tonnage t WHERE t.match_id = m.id
        ORDER BY t.year DESC LIMIT 1)"""
_LINE = f"""
SELECT m.id, m.stream_id, s.title AS stream_title, {PRODUCER}, c.name AS commune_name,
       f.label AS family_label, m.need_id, n.title AS need_title, n.project_id,
       p.title AS project_title, m.stage, m.stage_since, r.label AS reason_label,
       m.agreed_tonnes, m.agreed_price, m.agreed_from, m.agreed_to, m.document,
       {_MEASURED.format(column="year")} AS measured_year,
       {_MEASURED.format(column="tonnes")} AS measured_tonnes,
       (SELECT COUNT(*) FROM introduction i WHERE i.match_id = m.id) AS introduction_count,
       {REMAINING} AS remaining, s.is_fictitious AND p.is_fictitious AS is_fictitious,
       s.is_trial AS is_trial_stream, p.is_trial AS is_trial_project, m.version
{_AROUND}
"""
_ORDERS: Mapping[MatchOrder, str] = {
    MatchOrder.STAGE: f"CASE m.stage {_STAGES} END, m.stage_since DESC",
    MatchOrder.RECENT: "m.stage_since DESC",
    MatchOrder.TONNES: "m.agreed_tonnes DESC NULLS LAST",
    MatchOrder.STREAM: "s.folded_title",
    MatchOrder.PROJECT: "p.folded_title",
}
_LIVE = "m.stage NOT IN ('ended', 'refused')"
_REAL = f"{real('s')} AND {real('p')}"
_OF_REAL_SIDES = f"{of_real_stream('stream_id')} AND {of_real_need('need_id')}"


def add(db: Database, record: Mapping[str, Any], *, created_by: int | None, now: datetime) -> int:
    """Write a match that was just kept, and return its identifier."""
    moment = now.isoformat(timespec="seconds")
    stamps = {"created_at": moment, "created_by": created_by, "updated_at": moment}
    return insert(db, "material_match", {**record, **stamps})


def set_standing(
    db: Database, match_id: int, record: Mapping[str, Any], *, version: int, now: datetime
) -> bool:
    """Write where a match stands, if it still has `version`; False when somebody moved it."""
    moment = now.isoformat(timespec="seconds")
    return update_version(
        db, "material_match", match_id, version=version, record={**record, "updated_at": moment}
    )


def bare(db: Database, match_id: int) -> Row | None:
    """Return a match with the titles of its two sides and the tonnes of its stream: for actions."""
    return one(db, f"{_BARE} WHERE m.id = ?", [match_id])


def of_pair(db: Database, stream_id: int, need_id: int) -> Row | None:
    """Return the match of a stream and a need, None when they were never kept."""
    return one(db, f"{_BARE} WHERE m.stream_id = ? AND m.need_id = ?", [stream_id, need_id])


_BARE = """
SELECT m.*, s.title AS stream_title, s.organisation_id, s.is_confidential, n.project_id,
       COALESCE(s.tonnes_likely, (s.tonnes_min + s.tonnes_max) / 2, s.tonnes_min,
           s.tonnes_max) AS tonnes,
       n.title AS need_title, p.title AS project_title, p.archived_at AS project_archived_at
FROM material_match m
JOIN waste_stream s ON s.id = m.stream_id
JOIN material_need n ON n.id = m.need_id
JOIN project p ON p.id = n.project_id
"""


def record(db: Database, match_id: int, sight: Sight, *, today: date) -> Row | None:
    """Return one match as its record shows it."""
    return one(db, f"{_LINE} WHERE m.id = :id", {**_values(sight, today), "id": match_id})


def listed(
    db: Database,
    filters: MatchFilters,
    sight: Sight,
    *,
    today: date,
    order: MatchOrder,
    limit: int,
    offset: int = 0,
) -> list[Row]:
    """Return one page of the matches asked for; `limit` -1 returns them all."""
    condition, values = _condition(filters)
    return rows(
        db,
        f"{_LINE} WHERE {condition} ORDER BY {_ORDERS[order]}, m.id LIMIT :limit OFFSET :offset",
        {**values, **_values(sight, today), "limit": limit, "offset": offset},
    )


def totals(db: Database, filters: MatchFilters, *, today: date) -> Row:
    """Count the matches asked for, and add up what they promise today and measured last.

    A trial is counted when it is asked for; its tonnes are never added.
    """
    condition, values = _condition(filters)
    sql = (
        f"SELECT COUNT(*) AS shown, COALESCE(SUM(m.agreed_tonnes) FILTER (WHERE {_IN_FORCE}), 0)"
        f" AS agreed, SUM({_MEASURED.format(column='tonnes')}) FILTER (WHERE {_REAL}) AS measured"
        f" {_AROUND}"
        f" WHERE {condition}"
    )
    found = one(db, sql, {**values, "today": today.isoformat()})
    return found or {"shown": 0, "agreed": 0.0, "measured": None}


_IN_FORCE = f"""m.agreed_from <= :today AND {NOT_OVER.format(match="m")} AND {_REAL}"""


def count(db: Database, *, with_trials: bool = False) -> int:
    """Count the tracked matches, without those of a trial unless they are asked for."""
    condition = "1" if with_trials else _OF_REAL_SIDES
    return int(value(db, f"SELECT COUNT(*) FROM material_match WHERE {condition}") or 0)


def counts_by_stage(db: Database, filters: MatchFilters) -> dict[str, int]:
    """Count the matches asked for by stage, whatever stage is asked for."""
    condition, values = _condition(filters, with_stage=False)
    found = rows(
        db,
        f"SELECT m.stage, COUNT(*) AS count {_AROUND} WHERE {condition} GROUP BY m.stage",
        values,
    )
    return {row["stage"]: row["count"] for row in found}


def of_record(
    db: Database,
    sight: Sight,
    *,
    today: date,
    stream_id: int | None = None,
    project_id: int | None = None,
) -> list[Row]:
    """Return the matches of a stream, or of a project, the furthest on first.

    Those with a trial are shown by the trial alone.
    """
    return rows(
        db,
        f"{_LINE} WHERE (:stream IS NULL OR m.stream_id = :stream)"
        " AND (:project IS NULL OR n.project_id = :project)"
        f" AND ({_REAL} OR (m.stream_id = :stream AND NOT {real('s')})"
        f" OR (n.project_id = :project AND NOT {real('p')}))"
        f" ORDER BY {_LIVE} DESC, CASE m.stage {_STAGES} END DESC, m.id",
        {**_values(sight, today), "stream": stream_id, "project": project_id},
    )


def promises(db: Database, stream_id: int, *, but: int, today: date) -> list[Row]:
    """Return what the other agreements of a stream take that are not over: tonnes and period."""
    return rows(
        db,
        "SELECT b.agreed_tonnes AS tonnes, b.agreed_from AS starts_on, b.agreed_to AS ends_on"
        " FROM material_match b JOIN waste_stream s ON s.id = b.stream_id"
        f" WHERE b.stream_id = :stream AND b.id <> :but AND {TAKES.format(match='b')}",
        {"stream": stream_id, "but": but, "today": today.isoformat()},
    )


def remaining(db: Database, stream_id: int, *, today: date) -> Row | None:
    """Return the tonnes a year of a stream that are promised, and those that remain."""
    return one(
        db,
        f"SELECT {PROMISED} AS promised, {REMAINING} AS remaining"
        " FROM waste_stream s WHERE s.id = :id",
        {"id": stream_id, "today": today.isoformat()},
    )


def add_move(db: Database, record: Mapping[str, Any]) -> int:
    """Write a line of the history and return its identifier."""
    return insert(db, "match_move", record)


def mark_corrected(db: Database, move_id: int, *, at: str) -> None:
    """Say that a later line, or none, stands for this one."""
    db.conn.execute("UPDATE match_move SET corrected_at = ? WHERE id = ?", [at, move_id])


def move(db: Database, move_id: int) -> Row | None:
    """Return one line of the history."""
    return one(db, "SELECT * FROM match_move WHERE id = ?", [move_id])


def valid_moves(db: Database, match_id: int) -> list[Row]:
    """Return the lines that nothing corrected, in the order in which they took effect."""
    return rows(
        db,
        "SELECT v.* FROM match_move v WHERE v.match_id = ? AND v.corrected_at IS NULL"
        f" ORDER BY {_ORDER}",
        [match_id],
    )


def history(db: Database, match_id: int) -> list[Row]:
    """Return every line, corrected ones included, with author and reason, newest first."""
    return rows(
        db,
        "SELECT v.*, a.name AS author_name, r.label AS reason_label FROM match_move v"
        " LEFT JOIN account a ON a.id = v.author_id"
        " LEFT JOIN ref_entry r ON r.list = 'dismissal_reasons' AND r.key = v.refusal_reason"
        " WHERE v.match_id = ?"
        " ORDER BY v.effective_on DESC, COALESCE(v.corrects_id, v.id) DESC, v.id DESC",
        [match_id],
    )


def write_measure(db: Database, record: Mapping[str, Any]) -> int:
    """Write the tonnes of a year of a match, in place of those that were there."""
    marks = ", ".join(f":{name}" for name in record)
    changed = ", ".join(f"{name} = excluded.{name}" for name in record)
    sql = (
        f"INSERT INTO match_tonnage ({', '.join(record)}) VALUES ({marks})"
        f" ON CONFLICT (match_id, year) DO UPDATE SET {changed}, version = version + 1"
        " RETURNING id"
    )
    return int(value(db, sql, record))


def measure(db: Database, match_id: int, year: int) -> Row | None:
    """Return what was measured for a year of a match."""
    return one(db, "SELECT * FROM match_tonnage WHERE match_id = ? AND year = ?", [match_id, year])


def measures(db: Database, match_id: int) -> list[Row]:
    """Return what was measured year by year, the latest first, with who noted it."""
    return rows(
        db,
        "SELECT t.*, a.name AS author_name FROM match_tonnage t"
        " LEFT JOIN account a ON a.id = t.author_id WHERE t.match_id = ? ORDER BY t.year DESC",
        [match_id],
    )


def remove_measure(db: Database, match_id: int, year: int) -> None:
    """Take out what was measured for a year; the journal keeps it."""
    db.conn.execute("DELETE FROM match_tonnage WHERE match_id = ? AND year = ?", [match_id, year])


def has_a_past(db: Database, match_id: int) -> bool:
    """Tell whether more than keeping it ever happened to a match."""
    return bool(
        value(
            db,
            "SELECT EXISTS (SELECT 1 FROM match_move WHERE match_id = :id AND kind <> 'enter')"
            " OR EXISTS (SELECT 1 FROM introduction WHERE match_id = :id)"
            " OR EXISTS (SELECT 1 FROM match_tonnage WHERE match_id = :id)"
            " OR EXISTS (SELECT 1 FROM document WHERE match_id = :id)",
            {"id": match_id},
        )
    )


def _values(sight: Sight, today: date) -> dict[str, Any]:
    return {**sight.values(), "today": today.isoformat()}


def _condition(filters: MatchFilters, *, with_stage: bool = True) -> tuple[str, dict[str, Any]]:
    """Turn what was asked into a condition and its parameters."""
    conditions, values = ["1"], dict[str, Any]()
    if with_stage and filters.stage is not None:
        conditions.append("m.stage = :stage")
        values["stage"] = filters.stage.value
    if filters.family is not None:
        conditions.append("s.material_family = :family")
        values["family"] = filters.family
    if filters.only_live:
        conditions.append(_LIVE)
    if not filters.with_trials:
        conditions.append(_REAL)
    for place, word in enumerate(fold(filters.text).split()[:MOST_WORDS]):
        values[f"word_{place}"] = word
        conditions.append(f"instr(s.folded_title || ' ' || p.folded_title, :word_{place}) > 0")
    return " AND ".join(conditions), values
