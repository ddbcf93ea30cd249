"""How a frozen figure and today's differ, and why: entered since, or happened since.

Each difference is exact: what the figure of the same day has become is what was entered since the
freezing; from there to today is what took effect since. `snapshot_reasons` says what accounts for
each of the two.
"""

from dataclasses import dataclass, replace
from datetime import date

from circular.domain.frozen_situations import FrozenFigure
from circular.domain.indicators import Perimeter
from circular.domain.permissions import Permission
from circular.domain.snapshots import Cause, Topic, topics_of
from circular.domain.visitors import Visitor, require, require_epci
from circular.queries.indicators import INDICATORS
from circular.queries.snapshot_reasons import NO_REASON, Explainer, Reasons
from circular.queries.snapshots import Frozen, figures
from circular.store.connection import Database

CENTS = 2


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One figure three times: as frozen, of that day as known now, and of today.

    `frozen` is None for an indicator that was added since, `again` and `now` for one that was
    dropped since. `topics` are what the figure is made from.
    """

    frozen: FrozenFigure | None
    again: FrozenFigure | None
    now: FrozenFigure | None
    topics: tuple[Topic, ...] = ()
    late: Reasons = NO_REASON
    new: Reasons = NO_REASON

    @property
    def declared(self) -> FrozenFigure:
        """The figure that gives the words: today's where there is one."""
        found = self.now or self.frozen
        if found is None:
            raise ValueError("Une comparaison sans aucun chiffre.")
        return found

    @property
    def is_redefined(self) -> bool:
        """Whether what the figure counts was declared otherwise when it was frozen."""
        if self.frozen is None or self.again is None:
            return False
        then, since = self.frozen, self.again
        return (then.definition, then.source, then.unit) != (
            since.definition,
            since.source,
            since.unit,
        )

    @property
    def entered(self) -> float | None:
        """What the figure of that day gained or lost by what was entered since."""
        return difference(self.frozen, self.again)

    @property
    def happened(self) -> float | None:
        """What was gained or lost from that day to today."""
        return difference(self.again, self.now)

    @property
    def has_changed(self) -> bool:
        """Whether anything is worth a word."""
        return differs(self.frozen, self.again) or differs(self.again, self.now)

    def causes(self) -> tuple[Cause, ...]:
        """Return why today's figure is not the frozen one, in the order of the steps."""
        if self.frozen is None:
            return (Cause.ADDED,)
        if self.again is None:
            return (Cause.DROPPED,)
        found: list[Cause] = [Cause.DEFINITION] if self.is_redefined else []
        if differs(self.frozen, self.again):
            found += self.late.causes
        if differs(self.again, self.now):
            found += self.new.causes
        return tuple(dict.fromkeys(found))


def difference(before: FrozenFigure | None, after: FrozenFigure | None) -> float | None:
    """Return what a figure gained or lost, None when one of the two is unknown."""
    if before is None or after is None or before.value is None or after.value is None:
        return None
    return round(after.value - before.value, CENTS)


def differs(before: FrozenFigure | None, after: FrozenFigure | None) -> bool:
    """Say whether two readings of a figure differ to the cent; unknown differs from known."""
    if before is None or after is None:
        return False
    if before.value is None or after.value is None:
        return before.value is not after.value
    return bool(difference(before, after))


def is_shown(*figures: FrozenFigure | None, masked: bool) -> bool:
    """Say whether a difference may be told: not when it would undo the mask of a small count."""
    return not masked or not any(each and each.is_small for each in figures)


def changes(
    db: Database, visitor: Visitor, frozen: Frozen, *, today: date
) -> tuple[FigureChange, ...]:
    """Return every figure as frozen, of the same day as known now, and of today, with reasons.

    Raises:
        NotAllowedError: the visitor may not read figures, or not those of this territory.
    """
    require(visitor, Permission.SEE_DASHBOARD)
    require_epci(visitor.only_epcis, frozen.snapshot.epci_siren)
    day = frozen.snapshot.perimeter
    now = Perimeter(as_of=max(today, day.as_of), epci_siren=day.epci_siren)
    found = [
        FigureChange(
            frozen=frozen.situation.figure(each.key),
            again=again,
            now=later,
            topics=topics_of(each.key, each.theme),
        )
        for each, again, later in zip(INDICATORS, figures(db, day), figures(db, now), strict=True)
    ]
    explainer = Explainer(db, visitor, frozen, until=now.as_of)
    current = {each.key for each in INDICATORS}
    dropped = [
        FigureChange(frozen=each, again=None, now=None)
        for each in frozen.situation.figures
        if each.key not in current
    ]
    return (*(_explained(each, explainer) for each in found), *dropped)


def compared(first: Frozen, second: Frozen) -> tuple[FigureChange, ...]:
    """Return the figures of two frozen situations side by side: `again` and `now` are the second's.

    Nothing is measured: both are read as they were frozen.
    """
    keys = dict.fromkeys(each.key for each in (*first.situation.figures, *second.situation.figures))
    return tuple(
        FigureChange(
            frozen=first.situation.figure(key),
            again=second.situation.figure(key),
            now=second.situation.figure(key),
        )
        for key in keys
    )


def _explained(change: FigureChange, explainer: Explainer) -> FigureChange:
    """Return the change with the lines behind its two steps, where it has them."""
    key, topics = change.declared.key, change.topics
    return replace(
        change,
        late=explainer.late(key, topics) if differs(change.frozen, change.again) else NO_REASON,
        new=explainer.new(key, topics) if differs(change.again, change.now) else NO_REASON,
    )
