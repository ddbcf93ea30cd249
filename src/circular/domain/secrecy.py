"""Statistical secrecy: what may be told of confidential producers without telling of any of them.

Two rules of French official statistics for data of companies (INSEE, « Guide du secret
statistique »): a sum has at least three contributors, and none of them makes more than 85 % of it.
They decide on the *confidential remainder* alone, for whoever reads a total also reads the rows
that are not confidential, and takes them away from it.

What may be told is told in groups that are the same whatever is asked. Every reading shows a group
whole or not at all, so that no two readings differ by less than a group (secondary suppression).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

FEWEST_PRODUCERS = 3
LARGEST_SHARE = 0.85
GROUPINGS_KEPT = 4


@dataclass(frozen=True, slots=True)
class Holding:
    """What a confidential producer has: tonnes a year, and the days on which they count.

    `until` is the first day on which they count no more. `record_id` gives the order of entry.
    """

    record_id: int
    producer: int
    tonnes: float
    since: date
    until: date | None = None

    def counts_on(self, day: date) -> bool:
        """Say whether these tonnes count on a day."""
        return self.since <= day and (self.until is None or self.until > day)


@dataclass(frozen=True, slots=True)
class Reserve:
    """What confidential producers have together, as far as it may be told.

    `streams` are those that `tonnes` add up; nothing can be told of the others.
    """

    streams: int = 0
    tonnes: float = 0.0


def is_safe(contributions: Iterable[float]) -> bool:
    """Say whether a sum tells nothing of one of its contributors, of whom these are the parts."""
    parts = [each for each in contributions if each > 0]
    return len(parts) >= FEWEST_PRODUCERS and max(parts) <= LARGEST_SHARE * sum(parts)


def groups(holdings: Iterable[Holding]) -> tuple[tuple[Holding, ...], ...]:
    """Return the groups whose sums may be told, in the order in which streams were entered.

    Each stream waits until those that wait with it make a safe sum; a producer that outweighs the
    others goes on waiting. What is entered later never changes the groups made before.
    """
    return _grouped(tuple(holdings))


@lru_cache(maxsize=GROUPINGS_KEPT)
def _grouped(holdings: tuple[Holding, ...]) -> tuple[tuple[Holding, ...], ...]:
    """Make the groups, once for the same streams: every day and every reader has the same."""
    found: list[tuple[Holding, ...]] = []
    waiting: dict[int, list[Holding]] = {}
    for each in sorted(holdings, key=lambda holding: holding.record_id):
        waiting.setdefault(each.producer, []).append(each)
        if group := _safe_among(waiting):
            found.append(tuple(each for producer in group for each in waiting.pop(producer)))
    return tuple(found)


def _safe_among(waiting: Mapping[int, Sequence[Holding]]) -> list[int]:
    """Return the producers that make a safe sum: all, or all but the largest; else none."""
    sums = {who: sum(each.tonnes for each in held) for who, held in waiting.items()}
    if is_safe(sums.values()):
        return list(sums)
    largest = max(sums, key=lambda who: sums[who])
    others = [who for who in sums if who != largest]
    return others if is_safe(sums[who] for who in others) else []


def reserve(holdings: Sequence[Holding], day: date) -> Reserve:
    """Return what may be told on a day: the groups of which every stream counts that day."""
    counted = {each.record_id: each.tonnes for each in holdings if each.counts_on(day)}
    return reserve_among(holdings, counted)


def reserve_among(holdings: Iterable[Holding], counted: Mapping[int, float]) -> Reserve:
    """Return what may be told of streams counted with these tonnes: the groups wholly in them."""
    told = [
        counted[each.record_id]
        for group in groups(holdings)
        if all(member.record_id in counted for member in group)
        for each in group
    ]
    return Reserve(streams=len(told), tonnes=round(sum(told), 2))
