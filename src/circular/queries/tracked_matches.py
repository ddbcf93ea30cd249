"""Tracked matches: their list with counts, their record with history and measures, what remains."""

from dataclasses import dataclass
from datetime import date

from circular.domain.drafts import Record
from circular.domain.permissions import Permission
from circular.domain.streams import CONFIDENTIAL_PRODUCER
from circular.domain.tracked_matches import (
    MatchFilters,
    MatchMove,
    MatchOrder,
    MatchStage,
    PastMatchMove,
    agreed_in,
    terms_sentence,
)
from circular.domain.trials import marked
from circular.domain.visitors import Visitor, require
from circular.queries.streams import sight_of
from circular.store import tracked_matches as store
from circular.store.connection import Database
from circular.store.rows import Row

ALL_ROWS = -1


@dataclass(frozen=True, slots=True)
class TrackedMatch:
    """A match that was kept: its two sides, its stage, what was agreed and what really moved.

    Tonnes are a year's; `measured` is the figure of `measured_year`, the last one noted;
    `remaining` is what can still be promised of the stream. The side that is a trial bears its
    mark, and the match is one with it.
    """

    id: int
    stream_id: int
    stream_title: str
    producer: str | None
    commune: str | None
    family: str | None
    need_id: int
    need_title: str
    project_id: int
    project_title: str
    stage: MatchStage
    since: date
    reason: str | None
    agreed: float | None
    price: float | None
    starts_on: date | None
    ends_on: date | None
    document: str | None
    measured_year: int | None
    measured: float | None
    introductions: int
    remaining: float | None
    is_fictitious: bool
    is_trial: bool
    version: int

    @property
    def stage_label(self) -> str:
        """The sign and the word of the stage, for a list or a file."""
        return self.stage.written

    @property
    def terms(self) -> str | None:
        """What was agreed, in words; None when nothing is."""
        if self.agreed is None:
            return None
        return terms_sentence(self.agreed, self.price, self.starts_on, self.ends_on)


@dataclass(frozen=True, slots=True)
class TrackedPage:
    """One page of the tracked matches; sums are over all that was asked for.

    `agreed` adds the tonnes a year of agreements in force today, `measured` the last figure of
    each match, None when none has any.
    """

    rows: tuple[TrackedMatch, ...]
    shown: int
    total: int
    agreed: float
    measured: float | None


class MatchMoveLine(Record):
    """One line of the history of a match as people read it, corrected ones included."""

    id: int
    kind: MatchMove
    from_stage: MatchStage | None
    to_stage: MatchStage
    effective_on: date
    refusal_reason: str | None
    reason_label: str | None
    tonnes: float | None
    price: float | None
    starts_on: date | None
    ends_on: date | None
    document: str | None
    note: str | None
    author_name: str | None
    entered_at: str
    corrected_at: str | None
    corrects_id: int | None

    @property
    def is_corrected(self) -> bool:
        """Whether this line no longer counts."""
        return self.corrected_at is not None

    @property
    def terms(self) -> str | None:
        """What was agreed, in words; None when the line agrees nothing."""
        if self.tonnes is None:
            return None
        return terms_sentence(self.tonnes, self.price, self.starts_on, self.ends_on)


@dataclass(frozen=True, slots=True)
class Measure:
    """What really moved in a year, in tonnes, beside what was agreed, and its source."""

    year: int
    agreed: float | None
    tonnes: float
    source: str
    measured_on: date
    author: str | None


def tracked_list(
    db: Database,
    visitor: Visitor,
    filters: MatchFilters,
    *,
    today: date,
    order: MatchOrder = MatchOrder.STAGE,
    limit: int = 50,
    offset: int = 0,
) -> TrackedPage:
    """Return a page of the matches asked for; `limit` ALL_ROWS returns every one of them.

    Raises:
        NotAllowedError: the visitor may not see matches.
    """
    require(visitor, Permission.SEE_MATCHES)
    totals = store.totals(db, filters, today=today)
    found = store.listed(
        db, filters, sight_of(visitor), today=today, order=order, limit=limit, offset=offset
    )
    return TrackedPage(
        rows=tuple(_match(row) for row in found),
        shown=totals["shown"],
        total=store.count(db, with_trials=filters.with_trials),
        agreed=totals["agreed"],
        measured=totals["measured"],
    )


def counts_by_stage(db: Database, visitor: Visitor, filters: MatchFilters) -> dict[MatchStage, int]:
    """Count the matches asked for at each stage, whatever stage is asked for.

    Raises:
        NotAllowedError: the visitor may not see matches.
    """
    require(visitor, Permission.SEE_MATCHES)
    found = store.counts_by_stage(db, filters)
    return {stage: found.get(stage.value, 0) for stage in MatchStage}


def tracked_match(
    db: Database, visitor: Visitor, match_id: int, *, today: date
) -> TrackedMatch | None:
    """Return one match, None when there is no such one.

    Raises:
        NotAllowedError: the visitor may not see matches.
    """
    require(visitor, Permission.SEE_MATCHES)
    row = store.record(db, match_id, sight_of(visitor), today=today)
    return None if row is None else _match(row)


def matches_of(
    db: Database,
    visitor: Visitor,
    *,
    today: date,
    stream_id: int | None = None,
    project_id: int | None = None,
) -> tuple[TrackedMatch, ...]:
    """Return the matches of a stream or of a project, the furthest on first.

    Raises:
        NotAllowedError: the visitor may not see matches.
    """
    require(visitor, Permission.SEE_MATCHES)
    found = store.of_record(
        db, sight_of(visitor), today=today, stream_id=stream_id, project_id=project_id
    )
    return tuple(_match(row) for row in found)


def match_history(db: Database, visitor: Visitor, match_id: int) -> tuple[MatchMoveLine, ...]:
    """Return the history of a match, newest first, corrected lines included.

    Raises:
        NotAllowedError: the visitor may not see matches.
    """
    require(visitor, Permission.SEE_MATCHES)
    return tuple(
        MatchMoveLine.model_validate({name: row[name] for name in MatchMoveLine.model_fields})
        for row in store.history(db, match_id)
    )


def measures_of(db: Database, visitor: Visitor, match_id: int) -> tuple[Measure, ...]:
    """Return what really moved, year by year, the latest first.

    Raises:
        NotAllowedError: the visitor may not see matches.
    """
    require(visitor, Permission.SEE_MATCHES)
    moves = [PastMatchMove.model_validate(row) for row in store.valid_moves(db, match_id)]
    return tuple(
        Measure(
            year=row["year"],
            agreed=agreed_in(moves, row["year"]),
            tonnes=row["tonnes"],
            source=row["source"],
            measured_on=date.fromisoformat(row["measured_on"]),
            author=row["author_name"],
        )
        for row in store.measures(db, match_id)
    )


def remaining_of(db: Database, stream_id: int, *, today: date) -> float | None:
    """Return the tonnes a year that can still be promised of a stream; None when unknown."""
    row = store.remaining(db, stream_id, today=today)
    return None if row is None else row["remaining"]


def _match(row: Row) -> TrackedMatch:
    """Make a line of the list of what the store holds."""
    return TrackedMatch(
        id=row["id"],
        stream_id=row["stream_id"],
        stream_title=marked(row["stream_title"], is_trial=bool(row["is_trial_stream"])),
        producer=CONFIDENTIAL_PRODUCER if row["is_masked"] else row["producer"],
        commune=row["commune_name"],
        family=row["family_label"],
        need_id=row["need_id"],
        need_title=row["need_title"],
        project_id=row["project_id"],
        project_title=marked(row["project_title"], is_trial=bool(row["is_trial_project"])),
        stage=MatchStage(row["stage"]),
        since=date.fromisoformat(row["stage_since"]),
        reason=row["reason_label"],
        agreed=row["agreed_tonnes"],
        price=row["agreed_price"],
        starts_on=_day(row["agreed_from"]),
        ends_on=_day(row["agreed_to"]),
        document=row["document"],
        measured_year=row["measured_year"],
        measured=row["measured_tonnes"],
        introductions=row["introduction_count"],
        remaining=row["remaining"],
        is_fictitious=bool(row["is_fictitious"]),
        is_trial=bool(row["is_trial_stream"] or row["is_trial_project"]),
        version=row["version"],
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
