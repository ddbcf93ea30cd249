"""European waste codes compared by level: same code 1, same sub-chapter 0.6, same chapter 0.25.

Some sub-chapters mix all materials (20 01 holds kitchen waste, glass and bicycles): two codes known
to be made of different materials are no nearer there than in the same chapter. A code that ends in
99 (« non spécifié ailleurs ») and 20 03 01 (mixed household waste) say too little: what they reach
is capped at 0.6, and the words have to name the material.
"""

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from circular.analysis.flows import Need, Stream
from circular.analysis.vocabulary import code_materials

SAME_CODE = 1.0
SAME_SUB_CHAPTER = 0.6
SAME_CHAPTER = 0.25
VAGUE_CAP = 0.6
_LEVELS = ((2, SAME_CHAPTER), (4, SAME_SUB_CHAPTER), (6, SAME_CODE))

Index = NDArray[np.int64]
Values = NDArray[np.float64]


def is_vague(code: str) -> bool:
    """Tell whether a code names no material by itself: …99 at six digits, and 20 03 01."""
    return code == "200301" or (len(code) == len("200301") and code.endswith("99"))


def level(one: str, other: str) -> float:
    """Give how near two codes of 2, 4 or 6 digits are, in [0, 1]."""
    reached = [
        value
        for length, value in _LEVELS
        if min(len(one), len(other)) >= length and one[:length] == other[:length]
    ]
    nearest = max(reached, default=0.0)
    if nearest == SAME_SUB_CHAPTER and differ(one, other):
        nearest = SAME_CHAPTER
    return min(nearest, VAGUE_CAP) if is_vague(one) or is_vague(other) else nearest


def differ(one: str, other: str) -> bool:
    """Tell whether two codes of six digits are known to be made of different materials."""
    mine, theirs = code_materials(one), code_materials(other)
    return bool(mine) and bool(theirs) and mine.isdisjoint(theirs)


class Codes:
    """A table of distinct stream codes beside needs, so that a pair is looked up, not computed."""

    def __init__(self, streams: Sequence[Stream], needs: Sequence[Need]) -> None:
        """Compare each distinct code of streams with each distinct code of needs, once."""
        mine = sorted(set(chain.from_iterable(stream.codes for stream in streams)))
        theirs = sorted(set(chain.from_iterable(need.codes for need in needs)))
        row = {code: at for at, code in enumerate(mine)}
        column = {code: at for at, code in enumerate(theirs)}
        near = _compare(mine, theirs)
        self._best = np.full((len(mine) + 1, len(needs)), np.nan)
        self._often = np.zeros((len(mine) + 1, len(needs)))
        for at, need in enumerate(needs):
            if need.codes:
                taken = near[:, [column[code] for code in need.codes]]
                self._best[:-1, at] = taken.max(axis=1)
                self._often[:-1, at] = taken.sum(axis=1)
        coded = [[row[code] for code in stream.codes] or [len(mine)] for stream in streams]
        self._sizes = np.array([len(codes) for codes in coded], dtype=np.int64)
        self._ends = np.cumsum(self._sizes)
        self._flat = np.array(list(chain.from_iterable(coded)), dtype=np.int64)

    def levels(self, i: Index, j: Index) -> Values:
        """Give the best level of chosen pairs, NaN when either side has no code."""
        return self._best_of(self._best, i, j)

    def often(self, i: Index, j: Index) -> Values:
        """Give how much of the history of each need is near the stream: the sum of its levels."""
        return self._best_of(self._often, i, j)

    def _best_of(self, table: Values, i: Index, j: Index) -> Values:
        """Keep for each pair the best of the codes of its stream."""
        sizes = self._sizes[i]
        if sizes.max(initial=1) == 1:
            return table[self._flat[self._ends[i] - 1], j]
        starts = np.cumsum(sizes) - sizes
        within = np.arange(int(sizes.sum())) - np.repeat(starts, sizes)
        flat = self._flat[np.repeat(self._ends[i] - sizes, sizes) + within]
        best: Values = np.maximum.reduceat(table[flat, np.repeat(j, sizes)], starts)
        return best


def _compare(mine: Sequence[str], theirs: Sequence[str]) -> Values:
    """Compare each code of one side with each of the other, by their prefixes."""
    near = np.zeros((len(mine), len(theirs)))
    for length, value in _LEVELS:
        one = np.array([code[:length] if len(code) >= length else "-" for code in mine])
        other = np.array([code[:length] if len(code) >= length else "+" for code in theirs])
        near[one[:, None] == other[None, :]] = value
    for row, column in zip(*np.nonzero(near == SAME_SUB_CHAPTER), strict=True):
        if differ(mine[row], theirs[column]):
            near[row, column] = SAME_CHAPTER
    vague = np.array([is_vague(code) for code in mine], dtype=bool)[:, None]
    vague = vague | np.array([is_vague(code) for code in theirs], dtype=bool)[None, :]
    capped: Values = np.where(vague, np.minimum(near, VAGUE_CAP), near)
    return capped
