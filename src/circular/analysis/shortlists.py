"""The few pairs worth showing out of a whole ranking, and those that a filter keeps apart.

A first pass without filters finds which pairs have a material in common; only these are scored
again, filters included, and only those shown are explained. On 3 000 streams it saves explaining
what nobody reads.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date

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

MATERIAL_ABOVE = 0.2  # below the same chapter, only a stray word speaks for a pair

Group = Callable[[Stream, Need], Hashable]
Refusal = Callable[[Stream, Need], bool]


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
    left_out: Refusal,
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
    related = feasible(
        streams,
        [_unfiltered(need) for need in needs],
        weights,
        rare=rare,
        material_above=MATERIAL_ABOVE,
    )
    near = set(related.stream_at.tolist())
    few = [stream for at, stream in enumerate(streams) if at in near or stream.key in always]
    passing = feasible(few, needs, weights, today=today, rare=rare, material_above=MATERIAL_ABOVE)
    best = _best(passing, few, needs, group=group, left_out=left_out)
    others = _best(related, streams, needs, group=group, left_out=left_out)
    return Shortlist(
        passing=tuple(best.values()),
        excluded=tuple(pair for key, pair in others.items() if key not in best),
        ranking=rank(few, needs, weights, today=today, rare=rare),
    )


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
    left_out: Refusal,
) -> dict[Hashable, tuple[str, str]]:
    """Return the best pair of each group, the best group first; equal scores keep their order."""
    found: dict[Hashable, tuple[str, str]] = {}
    scores = pairs.score.tolist()
    stream_at, need_at = pairs.stream_at.tolist(), pairs.need_at.tolist()
    for at in sorted(range(len(scores)), key=lambda place: -scores[place]):
        stream, need = streams[stream_at[at]], needs[need_at[at]]
        if not left_out(stream, need):
            found.setdefault(group(stream, need), (stream.key, need.key))
    return found
