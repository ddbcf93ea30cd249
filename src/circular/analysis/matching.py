"""Rank waste streams and needs against each other: the public entry of the scoring.

    ranking = rank(streams, needs)
    for pairing in ranking["stream-1"]:
        print(pairing.need_key, pairing.score, pairing.completeness)

Streams and needs are those of ``circular.analysis.flows`` (importable from here), from a database
or from any table; every field but the key may be missing, words may be French or English. Pure and
deterministic: the same rows in another order give the same answer. The method, its formulas and
its limits are told in ``docs/rapprochement.md``.

Pairs are computed when they are asked for, by blocks, so that a ranking of large tables costs
nothing until read. Scores end in an infinitesimal (at most 1e-9) that orders what the components
leave equal: first by how strongly codes and words speak for the pair, then by how often the need
already took alike codes, last by how many streams it already took (popularity).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from circular.analysis.components import Index, Mask, Reals, Sides
from circular.analysis.explanations import Explainer
from circular.analysis.flows import Need, Stream
from circular.analysis.similarity import Rarity, rarity
from circular.domain.matches import (
    DEFAULT_WEIGHTS,
    Component,
    ComponentScore,
    Exclusion,
    ExclusionReason,
    MatchWeights,
)

__all__ = [
    "DEFAULT_WEIGHTS",
    "FeasiblePairs",
    "Need",
    "Pairing",
    "Ranking",
    "Rarity",
    "RelatedPairs",
    "Stream",
    "feasible",
    "rank",
    "rarity",
]

INFINITESIMAL = 1e-9
BLOCK_PAIRS = 1_000_000


@dataclass(frozen=True, slots=True)
class Pairing:
    """A stream and a need side by side.

    ``score`` is in [0, 1], None when the pair is excluded or when nothing is known of it;
    ``components`` has the six components of a scored pair in the order of ``Component``;
    ``completeness`` is the share of the weight that was known, in [0, 1]; ``exclusions`` holds
    every filter that the pair does not pass, empty for a pair that is proposed.
    """

    stream_key: str
    need_key: str
    score: float | None
    components: tuple[ComponentScore, ...]
    completeness: float
    exclusions: tuple[Exclusion, ...] = ()

    def component(self, component: Component) -> ComponentScore | None:
        """Give one component, None when the pair is excluded."""
        found = [score for score in self.components if score.component is component]
        return found[0] if found else None


@dataclass(frozen=True, slots=True, eq=False)
class FeasiblePairs:
    """The pairs that pass every filter, as parallel arrays: what an allocation starts from.

    ``stream_at`` and ``need_at`` are positions in the given sequences, ``score`` is in [0, 1],
    ``kilometres`` is the great circle times 1.3, NaN when a place is unknown; ``material`` is in
    [0, 1], NaN when unknown.
    """

    stream_at: NDArray[np.int32]
    need_at: NDArray[np.int32]
    score: NDArray[np.float32]
    kilometres: NDArray[np.float32]
    material: NDArray[np.float32]

    def __len__(self) -> int:
        """Count the pairs."""
        return len(self.score)


@dataclass(frozen=True, slots=True, eq=False)
class RelatedPairs:
    """The pairs that share a material, whether a filter keeps them apart or not, as arrays.

    ``stream_at`` and ``need_at`` are positions in the given sequences; ``material`` is in [0, 1],
    NaN when unknown; ``score`` is in [0, 1], NaN when a filter keeps the two apart.
    """

    stream_at: Index
    need_at: Index
    material: Reals
    score: Reals


def rank(
    streams: Sequence[Stream],
    needs: Sequence[Need],
    weights: MatchWeights = DEFAULT_WEIGHTS,
    *,
    today: date | None = None,
    rare: Rarity | None = None,
) -> "Ranking":
    """Rank the needs of each stream, and the streams of each need.

    The answer is a mapping: for the key of a stream, its pairings in order, the best first, the
    excluded last. ``Ranking.for_need`` is the other way round.

    Args:
        streams: waste streams on offer, keys all different.
        needs: what projects or receivers can take, keys all different.
        weights: the weight of each component; what is unknown is left out and the rest is
            brought back to the weight that is known.
        today: what was available only before this day is excluded; None looks at no calendar.
        rare: how rare each word is, as ``rarity`` counts it over the tables of the territory;
            None counts it over the given streams and needs.

    Raises:
        ValueError: a key stands for two streams or for two needs.
    """
    return Ranking(streams, needs, weights, today=today, rare=rare)


def feasible(
    streams: Sequence[Stream],
    needs: Sequence[Need],
    weights: MatchWeights = DEFAULT_WEIGHTS,
    *,
    today: date | None = None,
    rare: Rarity | None = None,
    words: bool = True,
    material_above: float = 0.0,
) -> FeasiblePairs:
    """Give the pairs that pass every filter and share a material, with their score.

    Args:
        streams: waste streams on offer.
        needs: what projects can take.
        weights: the weight of each component.
        today: what was available only before this day is excluded.
        rare: how rare each word is; None counts it over the given tables.
        words: whether words take part; without them large tables go faster.
        material_above: pairs whose material is known and not above this value are left out.
    """
    sides = Sides(streams, needs, today=today, rare=rare)
    columns = np.arange(len(needs), dtype=np.int64)
    step = max(1, BLOCK_PAIRS // max(1, len(needs)))
    parts = []
    for start in range(0, len(streams), step):
        rows = np.arange(start, min(start + step, len(streams)), dtype=np.int64)
        block = _Block(sides, rows, columns, weights, words=words, material_above=material_above)
        far = sides.kilometres(block.i, block.j)
        parts.append((block.i, block.j, block.score, far, block.values[0]))
    joined = [
        np.concatenate(column) if parts else np.empty(0) for column in zip(*parts, strict=True)
    ]
    i, j, score, far, material = joined or [np.empty(0)] * 5
    return FeasiblePairs(
        i.astype(np.int32),
        j.astype(np.int32),
        score.astype(np.float32),
        far.astype(np.float32),
        material.astype(np.float32),
    )


class _Block:
    """The scored pairs of some rows and columns, as parallel arrays."""

    def __init__(
        self,
        sides: Sides,
        rows: Index,
        columns: Index,
        weights: MatchWeights,
        *,
        words: bool = True,
        material_above: float | None = None,
    ) -> None:
        """Filter the block, then score only the pairs that pass."""
        self.filters = sides.filters(rows, columns)
        at = np.nonzero(~np.logical_or.reduce(list(self.filters.values())))
        said = sides.words.evidence(rows, columns)[at].astype(np.float64) if words else None
        material, strength = sides.material(rows[at[0]], columns[at[1]], said)
        if material_above is not None:
            kept = ~(material <= material_above)
            at, material, strength = (at[0][kept], at[1][kept]), material[kept], strength[kept]
        self.at, self.i, self.j = at, rows[at[0]], columns[at[1]]
        self.values = _values(sides, self.i, self.j, material)
        bare, self.completeness = _weighted(self.values, weights)
        often = sides.codes.often(self.i, self.j)
        order = strength + 1e-2 * np.log1p(np.nan_to_num(often))
        order += 1e-4 * np.log1p(sides.history[self.j])
        self.score: Reals = bare * (1.0 - INFINITESIMAL) + INFINITESIMAL * order / (1.0 + order)


def _values(sides: Sides, i: Index, j: Index, material: Reals) -> Reals:
    """Give the six components of chosen pairs, one row each, in the order of ``Component``."""
    return np.stack(
        [
            material,
            sides.distance(i, j),
            sides.quantity(i, j),
            sides.season(i, j),
            sides.quality(i, j),
            sides.cost(i, j),
        ]
    )


def _weighted(values: Reals, weights: MatchWeights) -> tuple[Reals, Reals]:
    """Give the mean of what is known, NaN when nothing is, and the share of weight known."""
    weight = np.array(weights.in_order())
    total = weight.sum()
    score, known = np.zeros(values.shape[1]), np.zeros(values.shape[1])
    for row, share in zip(values, weight, strict=True):
        if share > 0:
            here = ~np.isnan(row)
            score += share * np.where(here, row, 0.0)
            known += share * here
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(known > 0, np.clip(score / known, 0.0, 1.0), np.nan)
    return mean, known / total if total > 0 else known


class Ranking(Mapping[str, tuple[Pairing, ...]]):
    """For each stream its pairings in order; for each need too, through ``for_need``."""

    def __init__(
        self,
        streams: Sequence[Stream],
        needs: Sequence[Need],
        weights: MatchWeights,
        *,
        today: date | None = None,
        rare: Rarity | None = None,
    ) -> None:
        """Read the tables once; pairs are scored when they are asked for."""
        self.weights = weights
        self._streams, self._needs = tuple(streams), tuple(needs)
        self._stream_at = _positions([stream.key for stream in streams])
        self._need_at = _positions([need.key for need in needs])
        self._sides = Sides(self._streams, self._needs, today=today, rare=rare)
        self._explainer = Explainer(self._sides, self._streams, self._needs)

    def __getitem__(self, stream_key: str) -> tuple[Pairing, ...]:
        """Give the pairings of a stream in order, the best first, the excluded last."""
        return self.for_stream(stream_key)

    def __iter__(self) -> Iterator[str]:
        """Give the keys of the streams in the order they came."""
        return iter(self._stream_at)

    def __len__(self) -> int:
        """Count the streams."""
        return len(self._streams)

    def for_stream(self, stream_key: str, *, limit: int | None = None) -> tuple[Pairing, ...]:
        """Give the pairings of a stream, the first ``limit`` only when it is given.

        Raises:
            KeyError: no stream has this key.
        """
        row = np.array([self._stream_at[stream_key]], dtype=np.int64)
        return self._pairings(row, np.arange(len(self._needs), dtype=np.int64), limit)

    def for_need(self, need_key: str, *, limit: int | None = None) -> tuple[Pairing, ...]:
        """Give the pairings of a need, the first ``limit`` only when it is given.

        Raises:
            KeyError: no need has this key.
        """
        column = np.array([self._need_at[need_key]], dtype=np.int64)
        return self._pairings(np.arange(len(self._streams), dtype=np.int64), column, limit)

    def pair(self, stream_key: str, need_key: str) -> Pairing:
        """Give one pairing, to show or to replay it.

        Raises:
            KeyError: no stream or no need has this key.
        """
        row = np.array([self._stream_at[stream_key]], dtype=np.int64)
        column = np.array([self._need_at[need_key]], dtype=np.int64)
        return self._pairings(row, column, None)[0]

    def related(self, *, material_above: float) -> RelatedPairs:
        """Give the pairs whose material is unknown or above a value, excluded ones included."""
        sides = self._sides
        rows = np.arange(len(self._streams), dtype=np.int64)
        columns = np.arange(len(self._needs), dtype=np.int64)
        i, j = np.repeat(rows, len(columns)), np.tile(columns, len(rows))
        said = sides.words.evidence(rows, columns).astype(np.float64).ravel()
        material, _ = sides.material(i, j, said)
        block = _Block(sides, rows, columns, self.weights, material_above=material_above)
        score = np.full(len(material), np.nan)
        score[block.i * len(columns) + block.j] = block.score
        kept = ~(material <= material_above)
        return RelatedPairs(i[kept], j[kept], material[kept], score[kept])

    def _pairings(self, rows: Index, columns: Index, limit: int | None) -> tuple[Pairing, ...]:
        """Score one row or one column and tell it in order."""
        block = _Block(self._sides, rows, columns, self.weights)
        score = np.full(len(rows) * len(columns), np.nan)
        place = block.at[0] * len(columns) + block.at[1]
        score[place] = block.score
        allowed = np.zeros(len(score), dtype=bool)
        allowed[place] = True
        scored = np.full(len(score), -1, dtype=np.int64)
        scored[place] = np.arange(len(place))
        order = self._order(score, allowed, rows, columns)[:limit]
        return tuple(
            self._scored(block, int(scored[at]))
            if allowed[at]
            else self._excluded(block, rows, columns, int(at))
            for at in order
        )

    def _order(self, score: Reals, allowed: Mask, rows: Index, columns: Index) -> Index:
        """Sort: scored first, by score, then unknown, then excluded; by key where equal."""
        names = (
            [self._needs[at].key for at in columns]
            if len(rows) == 1
            else [self._streams[at].key for at in rows]
        )
        by_name = np.array(sorted(range(len(names)), key=lambda at: str(names[at])), dtype=np.int64)
        falling = np.where(np.isnan(score), np.inf, -score)[by_name]
        return by_name[np.lexsort((falling, ~allowed[by_name]))]

    def _scored(self, block: _Block, at: int) -> Pairing:
        """Tell a scored pair with its components."""
        i, j = int(block.i[at]), int(block.j[at])
        score = float(block.score[at])
        return Pairing(
            stream_key=self._streams[i].key,
            need_key=self._needs[j].key,
            score=None if np.isnan(score) else score,
            components=self._explainer.components(i, j, block.values[:, at]),
            completeness=float(block.completeness[at]),
        )

    def _excluded(self, block: _Block, rows: Index, columns: Index, at: int) -> Pairing:
        """Tell an excluded pair with every filter that it does not pass."""
        row, column = divmod(at, len(columns))
        i, j = int(rows[row]), int(columns[column])
        reasons = [reason for reason in ExclusionReason if block.filters[reason][row, column]]
        return Pairing(
            stream_key=self._streams[i].key,
            need_key=self._needs[j].key,
            score=None,
            components=(),
            completeness=0.0,
            exclusions=tuple(self._explainer.exclusion(i, j, reason) for reason in reasons),
        )


def _positions(keys: Sequence[str]) -> dict[str, int]:
    """Number the keys, which must all be different."""
    positions = {key: at for at, key in enumerate(keys)}
    if len(positions) != len(keys):
        raise ValueError("Each stream and each need has a key of its own.")
    return positions
