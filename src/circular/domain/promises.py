"""What agreements take of a stream at once, and the refusal to promise more than is left of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from circular.domain import french
from circular.domain.errors import Problem
from circular.domain.tracked_matches import MatchMoveDraft


@dataclass(frozen=True, slots=True)
class Promise:
    """What an agreement takes of a stream: tonnes a year, from a day to another or without end."""

    tonnes: float
    starts_on: date
    ends_on: date | None = None


def heaviest_load(promises: Sequence[Promise], start: date, end: date | None) -> float:
    """Return the most that these promises take at once, in tonnes a year, within a period.

    A period that is over takes nothing.
    """
    days = [start, *(each.starts_on for each in promises if each.starts_on > start)]
    loads = [
        sum(
            each.tonnes
            for each in promises
            if each.starts_on <= day and (each.ends_on is None or each.ends_on >= day)
        )
        for day in days
        if end is None or day <= end
    ]
    return max(loads, default=0.0)


def over_promise_problem(
    draft: MatchMoveDraft, *, offered: float | None, promised: float
) -> Problem | None:
    """Say that more is promised than is left; None when it fits, is confirmed, or is unknown.

    `offered` and `promised` are tonnes a year of the stream and of its other agreements.
    """
    if offered is None or draft.tonnes is None or draft.over_promise:
        return None
    left = max(0.0, offered - promised)
    if draft.tonnes <= left:
        return None
    return Problem(
        "over_promise",
        f"Il reste {french.tonnes(round(left, 3))}\u202f; vous en promettez "
        f"{french.number(draft.tonnes)}. Baissez le tonnage, ou cochez cette case si le gisement "
        "le permet.",
    )
