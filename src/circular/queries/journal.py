"""Questions about the journal: what happened to a record, who did it, what it changed."""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from circular.domain import french
from circular.domain.journal import ActKind, JournalEntity, JournalFilters, kind_of
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor, require
from circular.store import journal as store
from circular.store.connection import Database
from circular.store.rows import Row

PAGE_ROWS = 30

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ENTITIES = {entity.value for entity in JournalEntity}


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

    @property
    def before_after(self) -> str:
        """What changed, on one line, for a file."""
        return "\u202f; ".join(
            f"{each.title}\u00a0: {each.before} → {each.after}" for each in self.changes
        )


@dataclass(frozen=True, slots=True)
class JournalEntry(JournalLine):
    """A line of the whole journal: what it speaks of besides, and its seal.

    `entity` is None for a kind of record that is no longer known; `project_id` is the project of a
    need or of a job.
    """

    entity: JournalEntity | None
    entity_id: int | None
    project_id: int | None
    seal: str | None

    @property
    def kind(self) -> ActKind:
        """The family of the act."""
        return kind_of(self.act)


@dataclass(frozen=True, slots=True)
class JournalPage:
    """A page of the journal: its lines, how many the filters keep, and how many there are."""

    rows: tuple[JournalEntry, ...]
    shown: int
    total: int


def journal(
    db: Database, visitor: Visitor, filters: JournalFilters, *, page: int | None = 1
) -> JournalPage:
    """Return a page of the journal (30 lines), the newest first, or every line with `page=None`.

    Raises:
        NotAllowedError: the visitor may not read the whole journal.
    """
    require(visitor, Permission.SEE_JOURNAL)
    found = store.listed(
        db,
        filters,
        limit=None if page is None else PAGE_ROWS,
        offset=0 if page is None else PAGE_ROWS * (page - 1),
    )
    return JournalPage(
        rows=tuple(_entry(row) for row in found),
        shown=store.count(db, filters),
        total=store.count(db, JournalFilters()),
    )


def authors(db: Database, visitor: Visitor) -> dict[int, str]:
    """Return who wrote in the journal: account → name, by name.

    Raises:
        NotAllowedError: the visitor may not read the whole journal.
    """
    require(visitor, Permission.SEE_JOURNAL)
    return {row["id"]: row["name"] for row in store.authors(db)}


def history_of(
    db: Database, entity: str, entity_id: int | None, *, limit: int = 20
) -> tuple[JournalLine, ...]:
    """Return the acts on a record, the newest first, `limit` at most.

    Without `entity_id`, the acts on every record of the kind: settings, territory.
    """
    return tuple(_line(row) for row in store.of_record(db, entity, entity_id, limit=limit))


def count_of(db: Database, entity: str, entity_id: int | None) -> int:
    """Count the acts on a record, or on every record of the kind."""
    return store.count_of_record(db, entity, entity_id)


def _line(row: Row) -> JournalLine:
    return JournalLine(**_said(row))


def _entry(row: Row) -> JournalEntry:
    entity = row["entity"]
    return JournalEntry(
        **_said(row),
        entity=JournalEntity(entity) if entity in _ENTITIES else None,
        **{name: row[name] for name in ("entity_id", "project_id", "seal")},
    )


def _said(row: Row) -> dict[str, Any]:
    changes: dict[str, list[Any]] = json.loads(row["changes"])
    return {
        **{name: row[name] for name in ("id", "account_name", "act", "sentence")},
        "at": datetime.fromisoformat(row["at"]),
        "changes": tuple(
            Change(title, _shown(before), _shown(after))
            for title, (before, after) in changes.items()
        ),
    }


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
