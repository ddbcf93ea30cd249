"""Questions about retention: whose data come to their term, why some are kept, and the rules."""

from dataclasses import dataclass
from datetime import date, timedelta

from circular.domain.permissions import Permission
from circular.domain.retention import (
    Reasons,
    RetentionKind,
    RetentionSettings,
    RetentionState,
    state_of,
)
from circular.domain.visitors import Visitor, require
from circular.store import retention as store
from circular.store import settings
from circular.store.connection import Database
from circular.store.rows import Row

PAGE = 50


@dataclass(frozen=True, slots=True)
class RetentionLine:
    """Somebody near or past their term: since when it runs, its day, what was decided."""

    kind: RetentionKind
    subject_id: int
    label: str
    since: date
    due_on: date
    state: RetentionState
    postponed_until: date | None
    postponed_for: str | None
    kept_because: str | None
    is_fictitious: bool


@dataclass(frozen=True, slots=True)
class RetentionCounts:
    """Of a kind: how many are past their term and may go, and how many are shown in all."""

    kind: RetentionKind
    due: int
    near: int


def retention_settings(db: Database) -> RetentionSettings:
    """Return how long each kind of data is kept, saved values over defaults."""
    return RetentionSettings.of_texts(settings.all_values(db))


def retention_counts(db: Database, visitor: Visitor, *, today: date) -> tuple[RetentionCounts, ...]:
    """Count, kind by kind, what is due (and may go) and what is due or soon will be.

    Raises:
        NotAllowedError: the visitor may not manage personal data.
    """
    require(visitor, Permission.MANAGE_PERSONAL_DATA)
    rules = retention_settings(db)
    return tuple(
        RetentionCounts(
            kind=kind,
            due=store.count_due(db, kind.value, began_by=rules.last_day(kind, today), today=today),
            near=store.count(db, kind.value, began_by=_near(rules, kind, today)),
        )
        for kind in RetentionKind
    )


def retention_lines(
    db: Database, visitor: Visitor, kind: RetentionKind, *, today: date, limit: int = PAGE
) -> tuple[RetentionLine, ...]:
    """Return those of a kind whose term has come or comes within the warning, the oldest first.

    Raises:
        NotAllowedError: the visitor may not manage personal data.
    """
    require(visitor, Permission.MANAGE_PERSONAL_DATA)
    rules = retention_settings(db)
    found = store.lines(db, kind.value, began_by=_near(rules, kind, today), limit=limit)
    return tuple(_line(row, rules, today=today) for row in found)


def retention_line(
    db: Database, visitor: Visitor, kind: RetentionKind, subject_id: int, *, today: date
) -> RetentionLine | None:
    """Return one subject, whatever its term; None when there is nothing (left) to erase.

    Raises:
        NotAllowedError: the visitor may not manage personal data.
    """
    require(visitor, Permission.MANAGE_PERSONAL_DATA)
    row = store.line(db, kind.value, subject_id)
    return None if row is None else _line(row, retention_settings(db), today=today)


def _near(rules: RetentionSettings, kind: RetentionKind, today: date) -> date:
    return rules.last_day(kind, today + timedelta(days=rules.warning_days))


def _line(row: Row, rules: RetentionSettings, *, today: date) -> RetentionLine:
    kind, since = RetentionKind(row["kind"]), date.fromisoformat(row["since"])
    due_on, reason = rules.due_day(kind, since), Reasons.of(row).sentence
    postponed = row["postponed_until"]
    until = None if postponed is None else date.fromisoformat(postponed)
    state = state_of(
        due_on=due_on,
        postponed_until=until,
        kept=reason is not None,
        today=today,
        warning_days=rules.warning_days,
    )
    return RetentionLine(
        kind=kind,
        subject_id=row["subject_id"],
        label=row["label"],
        since=since,
        due_on=due_on,
        state=state,
        postponed_until=until,
        postponed_for=row["postponed_for"],
        kept_because=reason,
        is_fictitious=bool(row["is_fictitious"]),
    )
