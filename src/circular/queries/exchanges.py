"""Questions about exchanges: what was said under a project, how often, how long ago."""

from dataclasses import dataclass
from datetime import date

from circular.domain.exchanges import Direction, ExchangeKind
from circular.store import exchanges as store
from circular.store.connection import Database
from circular.store.rows import Row


@dataclass(frozen=True, slots=True)
class ExchangeLine:
    """An exchange as the record shows it; names are None when unknown."""

    id: int
    project_id: int
    happened_on: date
    kind: ExchangeKind
    direction: Direction
    holder_id: int | None
    holder_name: str | None
    note: str | None
    author_name: str | None
    version: int


@dataclass(frozen=True, slots=True)
class Contact:
    """How many exchanges a project had, and the day of the last one (None: none yet)."""

    total: int
    last_on: date | None


def exchanges_of(db: Database, project_id: int, *, limit: int = 20) -> tuple[ExchangeLine, ...]:
    """Return the exchanges of a project, the newest first, `limit` at most."""
    return tuple(_line(row) for row in store.of_project(db, project_id, limit=limit))


def exchange(db: Database, exchange_id: int) -> ExchangeLine | None:
    """Return one exchange, None when it does not exist."""
    row = store.get(db, exchange_id)
    return None if row is None else _line(row)


def contact_of(db: Database, project_id: int) -> Contact:
    """Return how many exchanges a project had in any direction, and when the last one was."""
    row = store.standing(db, project_id)
    last = row["last_on"]
    return Contact(total=row["total"], last_on=None if last is None else date.fromisoformat(last))


def count_for_project(db: Database, project_id: int) -> int:
    """Count the exchanges of a project."""
    return contact_of(db, project_id).total


def people_of(db: Database, project_id: int) -> dict[int, str]:
    """Return the people of a project that one can talk with: identifier → name."""
    return {row["id"]: row["name"] for row in store.people_of(db, project_id)}


def _line(row: Row) -> ExchangeLine:
    return ExchangeLine(
        **{
            **row,
            "happened_on": date.fromisoformat(row["happened_on"]),
            "kind": ExchangeKind(row["kind"]),
            "direction": Direction(row["direction"]),
        }
    )
