"""The few pairs worth showing out of a whole ranking, and those that a filter keeps apart.

The whole table is scored at once; only what is shown is explained: on 3 000 streams it saves
explaining what nobody reads.

A pair is worth showing when the need accepts the code, a chapter around it or the family, or when
codes and words say clearly more than « same chapter »: chapter 20 alone holds garden waste and
bicycles, and a few letters in common (« vert », « verre ») are no word in common.
"""

import math
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from circular.analysis.matching import (
    DEFAULT_WEIGHTS,
    Need,
    Pairing,
    Ranking,
    Rarity,
    RelatedPairs,
    Stream,
    rank,
)
from circular.domain.matches import MatchWeights
from circular.domain.words import fold

WORTH_ABOVE = 0.35  # « same chapter », 0.25, and one word that is really shared
ANYTHING_ABOVE = 0.2  # below the same chapter, only a stray word speaks for a pair

_folded = lru_cache(maxsize=4096)(fold)  # families are few and met thousands of times

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
    rare: Rarity | None = None,
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
        rare: how rare each word is; None counts it over the given tables.
    """
    ranking = rank(streams, needs, weights, today=today, rare=rare)
    passing: dict[Hashable, tuple[str, str]] = {}
    excluded: dict[Hashable, tuple[str, str]] = {}
    for i, j, material, score in _best_first(ranking.related(material_above=ANYTHING_ABOVE)):
        stream, need = streams[i], needs[j]
        worth = not material <= WORTH_ABOVE or accepts(need, stream)
        if worth and not left_out(stream, need):
            place = excluded if math.isnan(score) else passing
            place.setdefault(group(stream, need), (stream.key, need.key))
    return Shortlist(
        passing=tuple(passing.values()),
        excluded=tuple(pair for key, pair in excluded.items() if key not in passing),
        ranking=ranking,
    )


def _best_first(pairs: RelatedPairs) -> list[tuple[int, int, float, float]]:
    """Return pairs by falling score, then those kept apart by falling material."""
    rows = zip(
        pairs.stream_at.tolist(),
        pairs.need_at.tolist(),
        pairs.material.tolist(),
        pairs.score.tolist(),
        strict=True,
    )
    return sorted(rows, key=lambda pair: (-_known(pair[3], -1.0), -_known(pair[2], 0.0)))


def _known(value: float, otherwise: float) -> float:
    """Return a number, or another when it is unknown."""
    return otherwise if math.isnan(value) else value


def accepts(need: Need, stream: Stream) -> bool:
    """Tell whether a need names the code of a stream, a chapter around it, or its family."""
    if any(code.startswith(wide) for code in stream.codes for wide in need.codes):
        return True
    return bool(stream.family) and _folded(stream.family or "") in map(_folded, need.families)
