"""Questions asked of a pair before deciding, each with the action that carries it."""

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from circular.store.rows import Row, insert, rows


def add(db: Database, record: Mapping[str, Any]) -> int:
    """Write a question and return its identifier."""
    return insert(db, "match_question", record)


def waiting(
    db: Database, *, stream_id: int | None = None, project_id: int | None = None
) -> list[Row]:
    """Return the questions whose action is still to do, of a stream or of a project."""
    return rows(
        db,
        "SELECT q.id, q.stream_id, q.need_id, q.side, q.question, a.due_on"
        " FROM match_question q JOIN next_action a ON a.id = q.action_id"
        " JOIN material_need n ON n.id = q.need_id"
        " WHERE a.done_on IS NULL AND (:stream IS NULL OR q.stream_id = :stream)"
        " AND (:project IS NULL OR n.project_id = :project) ORDER BY a.due_on, q.id",
        {"stream": stream_id, "project": project_id},
    )
