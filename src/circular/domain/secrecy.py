"""Statistical secrecy: what may be told of confidential producers without telling of any of them.

Two rules of French official statistics for data of companies (INSEE, « Guide du secret
statistique »): a sum has at least three contributors, and none of them makes more than 85 % of it.
They decide on the *confidential remainder* alone, for whoever reads a total also reads the rows
that are not confidential, and takes them away from it.

What may be told is told in groups that are the same whatever is asked. Every reading shows a group
whole or not at all, so that no two readings differ by less than a group (secondary suppression).

People are counted by place beside their total: a place of fewer than five is kept back, and others
with it until the total, less the places that are told, gives none of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from circular.domain.french import MASK_BELOW

FEWEST_PRODUCERS = 3
LARGEST_SHARE = 0.85
GROUPINGS_KEPT = 4
MOST_MASKED_AS_FEW = 3
"""Places that a total « below five » may have without being one person each."""


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


@dataclass(frozen=True, slots=True)
class KeptBack:
    """The places whose people are not told, and whether their total is not told either.

    They are all written alike: which of them is small would help to find the others.
    """

    places: frozenset[str | None] = frozenset()
    with_total: bool = False


def kept_back(people: Mapping[str | None, Sequence[float]]) -> KeptBack:
    """Say what to keep back of people counted by place, beside the total of all places.

    `people` gives for each place the groups that its figure tells apart: its people, or the two
    sides of a share. A place below five goes, then the smallest of the others and all its equals,
    until what is kept back is large enough together; a place with nobody is told.
    """
    counted = {place: tuple(parts) for place, parts in people.items() if sum(parts) > 0}
    kept = {place for place, parts in counted.items() if min(parts) < MASK_BELOW}
    others = sorted({sum(parts) for place, parts in counted.items() if place not in kept})
    for size in others:
        if not _tells([counted[place] for place in kept]):
            break
        kept |= {place for place, parts in counted.items() if sum(parts) == size}
    is_bare = len(kept) > MOST_MASKED_AS_FEW and _tells([counted[place] for place in kept])
    return KeptBack(frozenset(kept), with_total=is_bare)


def _tells(kept: Sequence[Sequence[float]]) -> bool:
    """Say whether the sum of what is kept back tells one place, or hardly more than one each."""
    if not kept:
        return False
    sums = [sum(parts) for parts in zip(*kept, strict=True)]
    is_each_alone = len(sums) == 1 and sums[0] <= len(kept) + 1
    return len(kept) == 1 or min(sums) < MASK_BELOW or is_each_alone
