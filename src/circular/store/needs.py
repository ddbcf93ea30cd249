"""Material needs of projects in the store, with the codes and families that they accept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from circular.store.rows import Row, insert, one, rows, update_version, value

_NEED = """
SELECT n.*, p.title AS project_title,
       (SELECT json_group_array(code) FROM
           (SELECT code FROM material_need_code k WHERE k.need_id = n.id ORDER BY code)) AS codes,
       (SELECT json_group_array(family) FROM
           (SELECT family FROM material_need_family f WHERE f.need_id = n.id ORDER BY family))
       AS families,
       (SELECT json_group_array(operation) FROM
           (SELECT operation FROM material_need_operation o WHERE o.need_id = n.id
            ORDER BY operation)) AS operations
FROM material_need n JOIN project p ON p.id = n.project_id
"""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a need accepts: codes of the waste list, families of matter, treatments practised."""

    codes: Sequence[str] = ()
    families: Sequence[str] = ()
    operations: Sequence[str] = ()


def add(
    db: Database,
    project_id: int,
    record: Mapping[str, Any],
    *,
    accepted: Accepted,
    now: datetime,
) -> int:
    """Write a new need with what it accepts and return its identifier."""
    moment = now.isoformat(timespec="seconds")
    stamps = {"project_id": project_id, "created_at": moment, "updated_at": moment}
    need_id = insert(db, "material_need", {**record, **stamps})
    _accept(db, need_id, accepted)
    return need_id


def change(
    db: Database,
    need_id: int,
    record: Mapping[str, Any],
    *,
    accepted: Accepted,
    version: int,
    now: datetime,
) -> bool:
    """Change a need that still has `version`; False when somebody else saved first."""
    moment = now.isoformat(timespec="seconds")
    stamped = {**record, "updated_at": moment}
    if not update_version(db, "material_need", need_id, version=version, record=stamped):
        return False
    _accept(db, need_id, accepted)
    return True


def set_archived(db: Database, need_id: int, archived_at: datetime | None) -> None:
    """Put a need into the archives, or take it out."""
    moment = None if archived_at is None else archived_at.isoformat(timespec="seconds")
    db.conn.execute(
        "UPDATE material_need SET archived_at = ?, version = version + 1 WHERE id = ?",
        [moment, need_id],
    )


def need(db: Database, need_id: int) -> Row | None:
    """Return one need; `codes` and `families` are JSON lists."""
    return one(db, f"{_NEED} WHERE n.id = ?", [need_id])


def of_project(db: Database, project_id: int) -> list[Row]:
    """Return the needs of a project that are not archived, the oldest first."""
    sql = f"{_NEED} WHERE n.project_id = ? AND n.archived_at IS NULL ORDER BY n.id"
    return rows(db, sql, [project_id])


def count_of_project(db: Database, project_id: int) -> int:
    """Count the needs of a project that are not archived."""
    sql = "SELECT COUNT(*) FROM material_need WHERE project_id = ? AND archived_at IS NULL"
    return int(value(db, sql, [project_id]))


def project(db: Database, project_id: int) -> Row | None:
    """Return what the needs have to know of their project."""
    return one(
        db,
        "SELECT id, title, no_need, version, exit_kind, archived_at, is_trial"
        " FROM project WHERE id = ?",
        [project_id],
    )


def set_no_need(db: Database, project_id: int, *, no_need: bool, now: datetime) -> None:
    """Write that a project needs nothing, or that it was said too soon."""
    db.conn.execute(
        "UPDATE project SET no_need = ?, version = version + 1, updated_at = ? WHERE id = ?",
        [int(no_need), now.isoformat(timespec="seconds"), project_id],
    )


def known_codes(db: Database) -> frozenset[str]:
    """Return every code of the waste list and of its chapters, of any time."""
    found = rows(db, "SELECT code FROM ref_waste_code UNION SELECT code FROM ref_waste_chapter")
    return frozenset(row["code"] for row in found)


def labels_of_codes(db: Database, codes: Iterable[str]) -> dict[str, str]:
    """Return the everyday name of each code, or the title of its chapter."""
    asked = list(codes)
    marks = ", ".join("?" * len(asked))
    found = rows(
        db,
        "SELECT code, everyday_label AS label, valid_from FROM ref_waste_code"
        f" WHERE code IN ({marks}) UNION ALL"
        f" SELECT code, label, valid_from FROM ref_waste_chapter WHERE code IN ({marks})"
        " ORDER BY valid_from",
        [*asked, *asked],
    )
    return {row["code"]: row["label"] for row in found}


def _accept(db: Database, need_id: int, accepted: Accepted) -> None:
    """Write what a need accepts in place of what it accepted."""
    for table, column, entries in (
        ("material_need_code", "code", accepted.codes),
        ("material_need_family", "family", accepted.families),
        ("material_need_operation", "operation", accepted.operations),
    ):
        db.conn.execute(f"DELETE FROM {table} WHERE need_id = ?", [need_id])
        db.conn.executemany(
            f"INSERT INTO {table} (need_id, {column}) VALUES (?, ?)",
            [(need_id, entry) for entry in dict.fromkeys(entries)],
        )
