"""Trial records (« essais »): what was made to practise, and the conditions that leave it out.

Every figure, list, proposal and reminder takes its condition here, so that a trial counts nowhere.
What is written of a project (agreements, jobs, exchanges, needs, moves…) is a trial with it.
"""

from datetime import datetime

from sqlite_utils import Database

from circular.domain.trials import TrialKind
from circular.store.rows import Row, one, value

_TABLES = {
    TrialKind.PROJECT: "project",
    TrialKind.STREAM: "waste_stream",
    TrialKind.FACILITY: "facility",
}
_TITLES = {TrialKind.PROJECT: "title", TrialKind.STREAM: "title", TrialKind.FACILITY: "name"}
# The three indexes hold trials alone: these lists cost nothing to read when there are none.
_PROJECTS = "(SELECT id FROM project WHERE is_trial = 1)"
_STREAMS = "(SELECT id FROM waste_stream WHERE is_trial = 1)"
_NEEDS = f"(SELECT id FROM material_need WHERE project_id IN {_PROJECTS})"


def real(alias: str) -> str:
    """Return the condition that a row (of project, waste_stream, facility or place) counts."""
    return f"{alias}.is_trial = 0"


def of_real_project(project: str) -> str:
    """Return the condition that the project in a column is not a trial."""
    return f"{project} NOT IN {_PROJECTS}"


def of_real_stream(stream: str) -> str:
    """Return the condition that the stream in a column is not a trial."""
    return f"{stream} NOT IN {_STREAMS}"


def of_real_need(need: str) -> str:
    """Return the condition that the need in a column is not one of a trial project."""
    return f"{need} NOT IN {_NEEDS}"


def set_trial(
    db: Database, kind: TrialKind, record_id: int, *, is_trial: bool, now: datetime
) -> None:
    """Make a record a trial, or a real one again; no form holds the mark: no new version."""
    db.conn.execute(
        f"UPDATE {_TABLES[kind]} SET is_trial = ?, updated_at = ? WHERE id = ?",
        [int(is_trial), now.isoformat(timespec="seconds"), record_id],
    )


def record(db: Database, kind: TrialKind, record_id: int) -> Row | None:
    """Return the title of a record and whether it is a trial."""
    return one(
        db,
        f"SELECT {_TITLES[kind]} AS title, is_trial FROM {_TABLES[kind]} WHERE id = ?",
        [record_id],
    )


def count(db: Database, kind: TrialKind) -> int:
    """Count the trials of a kind, archived or not."""
    return int(value(db, f"SELECT COUNT(*) FROM {_TABLES[kind]} WHERE is_trial = 1"))


def agreement_count(db: Database) -> int:
    """Count the agreements of trial projects that are not archived."""
    sql = f"SELECT COUNT(*) FROM agreement WHERE archived_at IS NULL AND project_id IN {_PROJECTS}"
    return int(value(db, sql))


def match_count(db: Database) -> int:
    """Count the tracked matches of which a side is a trial."""
    sql = "SELECT COUNT(*) FROM material_match"
    return int(value(db, f"{sql} WHERE stream_id IN {_STREAMS} OR need_id IN {_NEEDS}"))


def held_by_project(db: Database, project_id: int) -> Row:
    """Count what is written of a project, which leaves the figures or comes back with it."""
    found = one(
        db,
        "SELECT (SELECT COUNT(*) FROM agreement WHERE project_id = :id AND signed_on IS NULL)"
        " AS unsigned,"
        " (SELECT COUNT(*) FROM agreement WHERE project_id = :id AND signed_on IS NOT NULL)"
        " AS signed,"
        " (SELECT COUNT(*) FROM job_line WHERE project_id = :id) AS job_lines,"
        " (SELECT COUNT(*) FROM exchange WHERE project_id = :id) AS exchanges,"
        " (SELECT COUNT(*) FROM next_action WHERE project_id = :id AND done_on IS NULL) AS actions,"
        " (SELECT COUNT(*) FROM material_need WHERE project_id = :id AND archived_at IS NULL)"
        " AS needs,"
        " (SELECT COUNT(*) FROM match_decision WHERE decision = 'kept' AND need_id IN"
        " (SELECT id FROM material_need WHERE project_id = :id)) AS kept",
        {"id": project_id},
    )
    return found or {}
