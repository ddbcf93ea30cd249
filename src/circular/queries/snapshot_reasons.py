"""Why a frozen figure is no longer the same: the rows that make the gap, and what touched them.

Where the rows are known, they account for the gap exactly; else the entries and the facts that may
have touched the figure are told. A row tells its cause by the entries of the journal on its record.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from circular.domain import french
from circular.domain.indicators import Combination, Perimeter
from circular.domain.permissions import Permission
from circular.domain.row_changes import RowStep
from circular.domain.snapshots import Cause, Topic, cause_of_entry, entries_of
from circular.domain.visitors import Visitor
from circular.queries.figure_rows import RowKind
from circular.queries.row_changes import ChangedRow, ChangedRows, changed_rows, kept_rows
from circular.queries.snapshots import Frozen
from circular.store import snapshot_causes as store
from circular.store.connection import Database
from circular.store.rows import Row

SHOWN_LINES = 40
FEW_WORDS = 3  # different acts told of one row
_NOT_IN_THE_JOURNAL = frozenset({RowKind.MATCH})


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What stands behind a difference: an act, its days, its project where it may be shown.

    `amount` is what a row adds to the figure, in its unit; of an entry or a fact, it is in FTE, for
    jobs alone and for the team alone. `step` is None but for a row, and for a row of several.
    """

    cause: Cause
    words: str
    effective_on: date | None
    entered_on: date | None
    project_id: int | None
    project_title: str | None
    amount: float | None
    step: RowStep | None = None
    is_masked: bool = False


@dataclass(frozen=True, slots=True)
class Reasons:
    """The lines behind a difference that are shown, and how many there are in all.

    `kind` and `combine` are those of rows, which make the gap exactly; None where the lines are
    entries or facts that may have touched the figure. `others` is what the rows that are not shown
    add to it, None where it is not to be told. `told` are the causes of all the rows.
    """

    lines: tuple[ChangeLine, ...] = ()
    total: int = 0
    kind: RowKind | None = None
    combine: Combination | None = None
    others: float | None = None
    told: tuple[Cause, ...] = ()

    @property
    def causes(self) -> tuple[Cause, ...]:
        """The causes that the lines tell, each once; unknown where there is no line."""
        found = self.told or tuple(dict.fromkeys(each.cause for each in self.lines))
        return found or (Cause.UNKNOWN,)


NO_REASON = Reasons()
Acts = Mapping[str, Sequence[ChangeLine]]
"""What touched each record, by record."""


class Explainer:
    """What accounts for the differences of one frozen situation, as a visitor may read it."""

    def __init__(self, db: Database, visitor: Visitor, frozen: Frozen, *, until: date) -> None:
        """Hold the question; `until` is the day of the present figures."""
        self.db, self.visitor, self.frozen, self.until = db, visitor, frozen, until
        self._maybe_late: dict[tuple[Topic, ...], Reasons] = {}
        self._maybe_new: dict[tuple[Topic, ...], Reasons] = {}

    def late(self, key: str, topics: tuple[Topic, ...]) -> Reasons:
        """Say what was entered since the freezing and concerns its day, or a day before."""
        before = self.frozen.rows.get(key) if self._opens_rows else None
        found = self._changed(key, self.frozen.snapshot.perimeter, before)
        if found is not None:
            return _of_rows(found, self._entries(found, topics), is_new=False)
        if topics not in self._maybe_late:
            self._maybe_late[topics] = self._late_entries(topics)
        return self._maybe_late[topics]

    def new(self, key: str, topics: tuple[Topic, ...]) -> Reasons:
        """Say what took effect from the day after the frozen one until the present day."""
        day = self.frozen.snapshot.perimeter
        before = kept_rows(self.db, key, day) if self._opens_rows else None
        found = self._changed(key, Perimeter(self.until, day.epci_siren), before)
        if found is not None:
            return _of_rows(found, self._facts(found, topics), is_new=True)
        if topics not in self._maybe_new:
            self._maybe_new[topics] = self._new_facts(topics)
        return self._maybe_new[topics]

    @cached_property
    def _opens_rows(self) -> bool:
        return self.visitor.may(Permission.SEE_FIGURE_ROWS)

    def _changed(self, key: str, perimeter: Perimeter, before: str | None) -> ChangedRows | None:
        if before is None:
            return None
        found = changed_rows(self.db, self.visitor, key, perimeter, before)
        return found if found.rows else None

    def _entries(self, found: ChangedRows, topics: tuple[Topic, ...]) -> Acts:
        words = entries_of(topics)
        rows = store.entries_about(
            self.db,
            list(words),
            head=self.frozen.snapshot.journal_head,
            as_of=self.frozen.snapshot.as_of,
            subjects=_subjects(found),
        )
        return _acts(rows, words)

    def _facts(self, found: ChangedRows, topics: tuple[Topic, ...]) -> Acts:
        rows = store.facts_about(
            self.db,
            topics,
            after=self.frozen.snapshot.as_of,
            until=self.until,
            subjects=_subjects(found),
        )
        return _acts(rows, None)

    def _late_entries(self, topics: tuple[Topic, ...]) -> Reasons:
        """Return the entries since the freezing that may have touched figures of these topics."""
        words, snapshot = entries_of(topics), self.frozen.snapshot
        found = store.entries(
            self.db,
            list(words),
            head=snapshot.journal_head,
            as_of=snapshot.as_of,
            epci_siren=snapshot.epci_siren,
            limit=SHOWN_LINES,
        )
        return _may_be(self.visitor, found, words)

    def _new_facts(self, topics: tuple[Topic, ...]) -> Reasons:
        """Return the facts since the frozen day that may have touched figures of these topics."""
        found = store.facts(
            self.db,
            topics,
            after=self.frozen.snapshot.as_of,
            until=self.until,
            epci_siren=self.frozen.snapshot.epci_siren,
            limit=SHOWN_LINES,
        )
        return _may_be(self.visitor, found, None)


def _subjects(found: ChangedRows) -> list[str]:
    return list(dict.fromkeys(each for row in found.rows for each in row.subjects))


def _acts(rows: Sequence[Row], words: Mapping[str, str] | None) -> Acts:
    """Sort what touched records by record; `words` puts the acts of the journal into words."""
    found: dict[str, list[ChangeLine]] = {}
    for row in rows:
        found.setdefault(row["subject"], []).append(
            ChangeLine(
                cause=Cause.NEW if words is None else cause_of_entry(row["act"]),
                words=row["act"] if words is None else words[row["act"]],
                effective_on=_day(row["effective_on"]),
                entered_on=_day(row.get("entered_on")),
                project_id=None,
                project_title=None,
                amount=None,
            )
        )
    return found


def _of_rows(found: ChangedRows, acts: Acts, *, is_new: bool) -> Reasons:
    """Return the rows that make a gap, each with what touched its record."""
    lines = [_row(row, found.kind, acts, is_new=is_new) for row in found.rows]
    shown, others = lines[:SHOWN_LINES], found.rows[SHOWN_LINES:]
    return Reasons(
        lines=tuple(line for line, _ in shown),
        total=len(lines),
        kind=found.kind,
        combine=found.combine,
        others=None
        if any(each.effect is None for each in others)
        else sum(each.effect or 0.0 for each in others),
        told=tuple(dict.fromkeys(cause for _, causes in lines for cause in causes)),
    )


def _row(
    row: ChangedRow, kind: RowKind, acts: Acts, *, is_new: bool
) -> tuple[ChangeLine, tuple[Cause, ...]]:
    """Return one row with its causes; of jobs by place, no act is told."""
    touched = [act for each in row.subjects for act in acts.get(each, ())]
    causes = (Cause.NEW,) if is_new else _causes(row.step, kind, touched)
    told = [] if kind is RowKind.PLACE else [act for act in touched if act.cause in causes]
    words = list(dict.fromkeys(act.words for act in told))[:FEW_WORDS]
    step = row.step.label.capitalize() if row.step else french.UNKNOWN
    return (
        ChangeLine(
            cause=causes[0],
            words=", ".join(words) or step,
            effective_on=_latest(each.effective_on for each in told) or row.day,
            entered_on=_latest(each.entered_on for each in told),
            project_id=row.project_id,
            project_title=row.title,
            amount=row.effect,
            step=row.step,
            is_masked=row.is_masked,
        ),
        causes,
    )


def _latest(days: Iterable[date | None]) -> date | None:
    return max((each for each in days if each is not None), default=None)


def _causes(
    step: RowStep | None, kind: RowKind, touched: Sequence[ChangeLine]
) -> tuple[Cause, ...]:
    """Say why a row of the frozen day is not what it was: by its entries, else by what it became.

    A row that came in was entered late, if any entry says so; one that left was corrected.
    """
    found = tuple(dict.fromkeys(act.cause for act in touched))
    likely = {RowStep.ADDED: Cause.LATE, RowStep.REMOVED: Cause.CORRECTION}.get(
        step or RowStep.CHANGED
    )
    if likely in found:
        return (likely,)
    if found:
        return found
    if kind in _NOT_IN_THE_JOURNAL:
        return (likely or Cause.CORRECTION,)
    return (Cause.UNKNOWN,)


def _may_be(visitor: Visitor, found: Sequence[Row], words: Mapping[str, str] | None) -> Reasons:
    """Turn entries (`words` puts their acts into words) or facts (None) into lines."""
    total = found[0]["total"] if found else 0
    return Reasons(tuple(_line(visitor, row, words) for row in found), total)


def _line(visitor: Visitor, row: Row, words: Mapping[str, str] | None) -> ChangeLine:
    titled = visitor.may(Permission.SEE_AGREEMENTS)
    return ChangeLine(
        cause=Cause.NEW if words is None else cause_of_entry(row["act"]),
        words=row["act"] if words is None else words[row["act"]],
        effective_on=_day(row["effective_on"]),
        entered_on=_day(row.get("entered_on")),
        project_id=row["project_id"] if titled else None,
        project_title=row["project_title"] if titled else None,
        amount=row["amount"] if visitor.may(Permission.SEE_JOBS) else None,
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
