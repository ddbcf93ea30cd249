"""The weights that the association chose for its matches: versions are added, never rewritten."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from circular.domain.matches import DEFAULT_WEIGHTS, Component, MatchWeights
from circular.store.rows import Row, insert, one, rows

_COLUMNS = ", ".join(f"w.{each.value}" for each in Component)


def current(db: Database) -> MatchWeights:
    """Return the weights in force: the last version, else the starting weights of the product."""
    found = one(db, f"SELECT w.version, {_COLUMNS} FROM match_weights w ORDER BY version DESC")
    return DEFAULT_WEIGHTS if found is None else MatchWeights(**found)


def versions(db: Database) -> list[Row]:
    """Return the versions that the association chose, the newest first."""
    return rows(
        db,
        f"SELECT w.version, {_COLUMNS}, w.reason, w.restored_from, w.decided_at,"
        " a.name AS author_name FROM match_weights w LEFT JOIN account a ON a.id = w.author_id"
        " ORDER BY w.version DESC",
    )


def version(db: Database, number: int) -> MatchWeights | None:
    """Return the weights of one version; None when there is none of this number."""
    if number == DEFAULT_WEIGHTS.version:
        return DEFAULT_WEIGHTS
    sql = f"SELECT w.version, {_COLUMNS} FROM match_weights w WHERE w.version = ?"
    found = one(db, sql, [number])
    return None if found is None else MatchWeights(**found)


def add(db: Database, weights: MatchWeights, record: Mapping[str, Any], *, now: datetime) -> None:
    """Write a new version of the weights."""
    moment = now.isoformat(timespec="seconds")
    insert(db, "match_weights", {**weights.model_dump(), **record, "decided_at": moment})
