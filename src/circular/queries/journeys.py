"""Questions about the journeys of projects over a period: arrivals, outcomes, stays, exits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from circular.domain.journeys import (
    JourneyFilters,
    JourneyPart,
    JourneyRows,
    Outcome,
)
from circular.domain.permissions import Permission
from circular.domain.stages import FEWEST_STAYS, ExitKind, MoveKind, Stage
from circular.domain.visitors import Visitor, require
from circular.store import journeys as store
from circular.store import reference
from circular.store.connection import Database
from circular.store.rows import Row

PAGE_ROWS = 20
FIRST_DAY = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long some stays last, in days: their count, median, and what a share of them reach."""

    count: int = 0
    median: float | None = None
    quarter: float | None = None
    three_quarters: float | None = None
    nine_tenths: float | None = None

    @property
    def shares(self) -> tuple[float | None, float | None, float | None, float | None]:
        """The median, then what one, three in four and nine in ten reach at most."""
        return self.median, self.quarter, self.three_quarters, self.nine_tenths


@dataclass(frozen=True, slots=True)
class StageJourney:
    """A stage over the period: its cohort by outcome, the stays that ended, those still open."""

    stage: Stage
    outcomes: Mapping[Outcome, int]
    ended: Lengths
    still: Lengths

    @property
    def arrived(self) -> int:
        """How many projects arrived in the stage during the period."""
        return sum(self.outcomes.values())

    @property
    def conversion(self) -> float | None:
        """The share of them that went on, between 0 and 1; None when nobody arrived."""
        return self.outcomes.get(Outcome.WENT_ON, 0) / self.arrived if self.arrived else None


@dataclass(frozen=True, slots=True)
class Flow:
    """Moves of the period of one kind between two stages; `origin` is None for an entry."""

    kind: MoveKind
    origin: Stage | None
    stage: Stage
    count: int


@dataclass(frozen=True, slots=True)
class Exits:
    """Exits of the period from a stage, of a kind and for a reason; some were taken up again."""

    stage: Stage
    kind: ExitKind
    reason: str
    reason_label: str
    count: int
    taken_up: int


@dataclass(frozen=True, slots=True)
class Journeys:
    """Everything the page sums; `projects` of the filters, out of `total`."""

    filters: JourneyFilters
    stages: tuple[StageJourney, ...]
    flows: tuple[Flow, ...]
    exits: tuple[Exits, ...]
    projects: int
    total: int

    def moved(self, kind: MoveKind) -> int:
        """Count the moves of a kind."""
        return sum(flow.count for flow in self.flows if flow.kind is kind)

    @property
    def left(self) -> int:
        """Count the exits."""
        return sum(each.count for each in self.exits)

    @property
    def slowest(self) -> StageJourney | None:
        """The stage whose ended stays have the longest median, None while too few are over."""
        known = [each for each in self.stages if each.ended.count]
        longest = max(known, key=lambda each: each.ended.median or 0, default=None)
        return longest if longest and longest.ended.count >= FEWEST_STAYS else None

    @property
    def crowded(self) -> StageJourney | None:
        """The stage before the last one where most projects wait, None when several are level."""
        before = [each for each in self.stages if each.stage is not Stage.FOLLOW_UP]
        most = max((each.still.count for each in before), default=0)
        found = [each for each in before if each.still.count == most and most]
        return found[0] if len(found) == 1 else None

    @property
    def main_exits(self) -> Exits | None:
        """The most frequent exits, None when there are none or several are level."""
        most = max((each.count for each in self.exits), default=0)
        found = [each for each in self.exits if each.count == most]
        return found[0] if len(found) == 1 else None

    @property
    def waiting(self) -> int:
        """How many projects stand in a stage before the last one."""
        return sum(each.still.count for each in self.stages if each.stage is not Stage.FOLLOW_UP)


@dataclass(frozen=True, slots=True)
class JourneyLine:
    """A project behind a number: where it arrived, since when, until when, what it became."""

    project_id: int
    title: str
    stage: Stage
    since: date
    until: date | None
    days: int | None
    told: str | None
    adviser: str | None
    epci: str | None


@dataclass(frozen=True, slots=True)
class JourneyPage:
    """A page of the rows behind a number, and how many there are."""

    rows: tuple[JourneyLine, ...]
    total: int


def journeys(db: Database, visitor: Visitor, filters: JourneyFilters) -> Journeys:
    """Return the journeys of a period.

    Raises:
        NotAllowedError: the visitor may not see the pipeline.
    """
    require(visitor, Permission.SEE_PIPELINE)
    found = store.summary(db, _values(filters))
    labels = {
        row["key"]: row["label"]
        for row in reference.entries(db, "exit_reasons", with_inactive=True)
    }
    return Journeys(
        filters=filters,
        stages=tuple(_stage(stage, found) for stage in Stage),
        flows=tuple(
            Flow(
                MoveKind(row["extra"]),
                Stage(row["other"]) if row["other"] else None,
                Stage(row["stage"]),
                row["n"],
            )
            for row in found
            if row["what"] == "move"
        ),
        exits=tuple(sorted(_exits(found, labels), key=_by_stage)),
        projects=sum(row["n"] for row in found if row["what"] == "projects"),
        total=store.projects(db, day=filters.as_of.isoformat()),
    )


def journey_rows(
    db: Database,
    visitor: Visitor,
    filters: JourneyFilters,
    asked: JourneyRows,
    *,
    page: int | None = 1,
    most: int = PAGE_ROWS,
) -> JourneyPage:
    """Return the projects behind a number, `most` a page, or every one with `page=None`.

    Raises:
        NotAllowedError: the visitor may not see the pipeline.
    """
    require(visitor, Permission.SEE_PIPELINE)
    values = {
        **_values(filters),
        "stage": asked.stage,
        "outcome": asked.outcome,
        "move": asked.move,
        "from_stage": asked.origin,
        "exit_kind": asked.exit_kind,
        "reason": asked.reason,
    }
    found = store.opened(
        db,
        asked.part,
        values,
        limit=-1 if page is None else most,
        offset=0 if page is None else most * (page - 1),
    )
    return JourneyPage(
        rows=tuple(_line(row, asked.part) for row in found),
        total=found[0]["total"] if found else 0,
    )


def waiting_longest(
    db: Database, visitor: Visitor, filters: JourneyFilters, *, most: int = 10
) -> JourneyPage:
    """Return the projects that have stood longest in their stage, whatever the period.

    Raises:
        NotAllowedError: the visitor may not see the pipeline.
    """
    everything = replace(filters, since=None)
    return journey_rows(db, visitor, everything, JourneyRows(JourneyPart.WAITING), most=most)


def _values(filters: JourneyFilters) -> dict[str, Any]:
    return {
        "day": filters.as_of.isoformat(),
        "since": (filters.since or FIRST_DAY).isoformat(),
        "epci": filters.epci_siren,
        "adviser": filters.adviser_id,
        "sector": filters.sector,
        "origin": filters.origin,
    }


def _stage(stage: Stage, found: Sequence[Row]) -> StageJourney:
    own = [row for row in found if row["stage"] == stage.value]
    return StageJourney(
        stage,
        {Outcome(row["extra"]): row["n"] for row in own if row["what"] == "cohort"},
        _lengths(own, "ended"),
        _lengths(own, "open"),
    )


def _lengths(own: Sequence[Row], what: str) -> Lengths:
    names = ("median", "quarter", "three_quarters", "nine_tenths")
    for row in own:
        if row["what"] == what:
            return Lengths(row["n"], **{name: row[name] for name in names})
    return Lengths()


def _exits(found: Sequence[Row], labels: Mapping[str, str]) -> list[Exits]:
    return [
        Exits(
            Stage(row["stage"]),
            ExitKind(row["extra"]),
            row["other"],
            labels.get(row["other"], row["other"]),
            row["n"],
            int(row["median"]),
        )
        for row in found
        if row["what"] == "exit"
    ]


def _by_stage(each: Exits) -> tuple[int, int, str]:
    return each.stage.rank, -each.count, each.reason_label


def _line(row: Row, part: JourneyPart) -> JourneyLine:
    told = row["told"]
    if part is JourneyPart.COHORT:
        told = Outcome(told).label
    elif part is JourneyPart.EXITS:
        again = ", repris depuis" if told else ""
        told = f"{ExitKind(row['exit_kind']).label}\u00a0: {row['reason_label']}{again}"
    elif told:
        told = MoveKind(told).label
    return JourneyLine(
        project_id=row["project_id"],
        title=row["title"],
        stage=Stage(row["stage"]),
        since=date.fromisoformat(row["since"]),
        until=date.fromisoformat(row["until"]) if row["until"] else None,
        days=None if row["days"] is None else round(row["days"]),
        told=told,
        adviser=row["adviser"],
        epci=row["epci"],
    )
