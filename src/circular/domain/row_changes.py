"""How the rows behind a figure changed between two readings, and what each weighs in the gap."""

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from circular.domain.indicators import Combination
from circular.domain.labels import Labelled

MOST_ROWS = 20_000
"""Rows kept for one figure of a frozen situation; a figure of more is kept without its rows."""


class RowStep(Labelled):
    """What became of a row between two readings."""

    ADDED = "added", "ligne ajoutée"
    REMOVED = "removed", "ligne retirée"
    CHANGED = "changed", "valeur changée"


@dataclass(frozen=True, slots=True)
class Part:
    """What a row gives to a figure: an amount in its unit (None: unknown), the base of a share."""

    amount: float | None
    base: float | None = None


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after; None where it was not, or is no more, among the rows."""

    before: Part | None
    after: Part | None

    @property
    def step(self) -> RowStep:
        """Say what became of the row."""
        if self.before is None:
            return RowStep.ADDED
        return RowStep.REMOVED if self.after is None else RowStep.CHANGED


def effects(
    combine: Combination, before: Sequence[Part], changes: Sequence[RowChange]
) -> tuple[float | None, ...]:
    """Return what each change adds to the figure, in its unit; together they make the whole gap.

    A share moves by points: a row weighs `100 × (Δamount - share × Δbase) / base after`, which adds
    up exactly. A median is no sum: rows come in one after the other, those that leave last. None:
    the figure is unknown before or after.
    """
    if combine is Combination.MEDIAN:
        return _of_median([each.amount for each in before if each.amount is not None], changes)
    if combine is Combination.SHARE:
        return _of_share(before, changes)
    if combine is Combination.COUNT:
        return tuple(
            float((each.after is not None) - (each.before is not None)) for each in changes
        )
    return tuple(_amount(each.after) - _amount(each.before) for each in changes)


def _of_share(before: Sequence[Part], changes: Sequence[RowChange]) -> tuple[float | None, ...]:
    base = sum(_base(each) for each in before)
    base_after = base + sum(_base(each.after) - _base(each.before) for each in changes)
    if not base or not base_after:
        return tuple(None for _ in changes)
    share = sum(_amount(each) for each in before) / base
    return tuple(
        100
        * (
            _amount(each.after)
            - _amount(each.before)
            - share * (_base(each.after) - _base(each.before))
        )
        / base_after
        for each in changes
    )


def _of_median(known: Sequence[float], changes: Sequence[RowChange]) -> tuple[float | None, ...]:
    values = sorted(known)
    found: Mapping[int, float | None] = {
        at: _moved(values, changes[at])
        for at in sorted(range(len(changes)), key=lambda at: (_leaves(changes[at]), at))
    }
    return tuple(found[at] for at in range(len(changes)))


def _leaves(change: RowChange) -> bool:
    return change.after is None or change.after.amount is None


def _moved(values: list[float], change: RowChange) -> float | None:
    """Apply a change to sorted values, and return what their median gains or loses."""
    earlier = median(values) if values else None
    if change.after is not None and change.after.amount is not None:
        insort(values, change.after.amount)
    if change.before is not None and change.before.amount is not None:
        del values[bisect_left(values, change.before.amount)]
    return None if earlier is None or not values else median(values) - earlier


def _amount(part: Part | None) -> float:
    return 0.0 if part is None else part.amount or 0.0


def _base(part: Part | None) -> float:
    return 0.0 if part is None else part.base or 0.0
