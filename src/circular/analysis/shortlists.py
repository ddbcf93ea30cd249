"""The few pairs worth showing out of a whole ranking, and those that a filter keeps apart.

A first pass without filters finds which pairs have a material in common; only these are scored
again, filters included, and only those shown are explained. On 3 000 streams it saves explaining
what nobody reads.

A pair is worth showing when the need accepts the code, a chapter around it or the family, or when
codes and words say more than « same chapter »: chapter 20 alone holds garden waste and bicycles.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from circular.analysis.codes import SAME_CHAPTER
from circular.analysis.matching import (
    DEFAULT_WEIGHTS,
    FeasiblePairs,
    Need,
    Pairing,
    Ranking,
    Stream,
    feasible,
    rank,
    rarity,
)
from circular.domain.matches import MatchWeights
from circular.domain.words import fold

ANYTHING_ABOVE = 0.2  # below the same chapter, only a stray word speaks for a pair

Group = Callable[[Stream, Need], Hashable]
Test = Callable[[Stream, Need], bool]


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Keys of the pairs that pass and of those that do not, one per group, the best first.

    `passing` and `excluded` hold (key of the stream, key of the need).
    """

    passing: tuple[tuple[str, str], ...]
    excluded: tuple[tuple[str, str], ...]
    ranking: Ranking

    def explained(self, pair: tuple[str, str]) -> Pairing | None:
        """Give a pair with its components and reasons, None when it was not in the tables."""
        try:
            return self.ranking.pair(*pair)
        except KeyError:
            return None


def shortlist(
    streams: Sequence[Stream],
    needs: Sequence[Need],
    weights: MatchWeights = DEFAULT_WEIGHTS,
    *,
    group: Group,
    today: date,
    left_out: Test,
    always: frozenset[str] = frozenset(),
) -> Shortlist:
    """Keep the best pair of each group among those that share a material.

    Args:
        streams: waste streams on offer.
        needs: what projects can take.
        weights: the weight of each component.
        group: what two pairs have to share for the better one alone to be kept: the stream, or
            the project behind the need.
        today: what was available only before this day is excluded.
        left_out: tells the pairs that are not wanted, such as those decided already.
        always: keys of streams that `Shortlist.explained` must know, related or not.
    """
    rare = rarity(streams, needs)
    open_needs = [_unfiltered(need) for need in needs]
    related = feasible(streams, open_needs, weights, rare=rare, material_above=ANYTHING_ABOVE)
    near = set(related.stream_at.tolist())
    few = [stream for at, stream in enumerate(streams) if at in near or stream.key in always]
    strong = feasible(few, open_needs, weights, rare=rare, material_above=SAME_CHAPTER)
    said = _keys(strong, few, needs)

    def wanted(stream: Stream, need: Need) -> bool:
        worth = (stream.key, need.key) in said or accepts(need, stream)
        return worth and not left_out(stream, need)

    passing = feasible(few, needs, weights, today=today, rare=rare, material_above=ANYTHING_ABOVE)
    best = _best(passing, few, needs, group=group, wanted=wanted)
    others = _best(related, streams, needs, group=group, wanted=wanted)
    return Shortlist(
        passing=tuple(best.values()),
        excluded=tuple(pair for key, pair in others.items() if key not in best),
        ranking=rank(few, needs, weights, today=today, rare=rare),
    )


def accepts(need: Need, stream: Stream) -> bool:
    """Tell whether a need names the code of a stream, a chapter around it, or its family."""
    if any(code.startswith(wide) for code in stream.codes for wide in need.codes):
        return True
    return bool(stream.family) and fold(stream.family or "") in map(fold, need.families)


def _keys(
    pairs: FeasiblePairs, streams: Sequence[Stream], needs: Sequence[Need]
) -> set[tuple[str, str]]:
    """Return the keys of some pairs."""
    places = zip(pairs.stream_at.tolist(), pairs.need_at.tolist(), strict=True)
    return {(streams[i].key, needs[j].key) for i, j in places}


def _unfiltered(need: Need) -> Need:
    """Return a need that nothing but its material keeps from a stream."""
    return replace(
        need,
        hazardous_accepted=True,
        distance_max_km=None,
        contamination_max=None,
        operations=(),
        needed_from=None,
        needed_to=None,
    )


def _best(
    pairs: FeasiblePairs,
    streams: Sequence[Stream],
    needs: Sequence[Need],
    *,
    group: Group,
    wanted: Test,
) -> dict[Hashable, tuple[str, str]]:
    """Return the best pair of each group, the best group first; equal scores keep their order."""
    found: dict[Hashable, tuple[str, str]] = {}
    scores = pairs.score.tolist()
    stream_at, need_at = pairs.stream_at.tolist(), pairs.need_at.tolist()
    for at in sorted(range(len(scores)), key=lambda place: -scores[place]):
        stream, need = streams[stream_at[at]], needs[need_at[at]]
        if wanted(stream, need):
            found.setdefault(group(stream, need), (stream.key, need.key))
    return found
