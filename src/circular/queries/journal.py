"""Questions about the journal: what happened to a record, who did it, what it changed."""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from circular.domain import french
from circular.store import journal as store
from circular.store.connection import Database
from circular.store.rows import Row

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Change:
    """A field that an act changed: its French title and both values, as people read them."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One act: when, by whom, its sentence, and what it changed."""

    id: int
    at: datetime
    account_name: str
    act: str
    sentence: str
    changes: tuple[Change, ...]


def history_of(
    db: Database, entity: str, entity_id: int, *, limit: int = 20
) -> tuple[JournalLine, ...]:
    """Return the acts on a record, the newest first, `limit` at most."""
    return tuple(_line(row) for row in store.of_record(db, entity, entity_id, limit=limit))


def count_of(db: Database, entity: str, entity_id: int) -> int:
    """Count the acts on a record."""
    return store.count_of_record(db, entity, entity_id)


def _line(row: Row) -> JournalLine:
    changes: dict[str, list[Any]] = json.loads(row["changes"])
    return JournalLine(
        id=row["id"],
        at=datetime.fromisoformat(row["at"]),
        account_name=row["account_name"],
        act=row["act"],
        sentence=row["sentence"],
        changes=tuple(
            Change(title, _shown(before), _shown(after))
            for title, (before, after) in changes.items()
        ),
    )


def _shown(value: Any) -> str:
    """Write a stored value the way people read it; what is unknown is « – »."""
    if isinstance(value, bool):
        return french.yes_no(value)
    if isinstance(value, int | float):
        return french.number(value)
    if isinstance(value, list):
        return french.join([_shown(each) for each in value])
    if isinstance(value, str) and _DAY.fullmatch(value):
        return french.day(date.fromisoformat(value))
    return str(value) if value else french.UNKNOWN
