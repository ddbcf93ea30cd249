"""How much the words of streams speak for needs: TF-IDF, the history of each need, noisy-or.

A stream is one document (its words and, for less, what its codes are made of). A need is several:
its text and each of its examples. Two documents are compared by the cosine of their terms, weighed
by rarity in the given tables: 0.8 for roots and concepts, 0.2 for pieces of words. Each document
of a need is then one piece of evidence: likeness s counts s² / (s + 0.05), which quiets faint
likeness without silencing it, and evidences add up as 1 − Π(1 − e): several alike streams already
accepted say more than one, and none can say more than 1.
"""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from circular.analysis.flows import Need, Stream
from circular.analysis.vocabulary import code_terms, terms

PIECES_SHARE = 0.2
FAINT = 0.05
RARITY_FLOOR = 0.3
LARGEST = 0.999
_LISTED = re.compile(r"[,;|\n\u2022]+")  # « palettes, sciures » lists two matters
_PIECE_BIT = np.uint32(1 << 31)

Ids = NDArray[np.uint32]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Rarity:
    """In how many documents of the given tables each term occurs.

    Two screens that show the same pair give the same score when they share one rarity, counted over
    all streams and needs of the territory.
    """

    documents: int
    ids: Ids
    counts: NDArray[np.int64]

    def weigh(self, ids: Ids) -> Floats:
        """Give the weight of each term: log((1 + documents) / (1 + count)) + 0.3."""
        found = np.zeros(len(ids), dtype=np.int64)
        if len(self.ids):
            at = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
            found = np.where(self.ids[at] == ids, self.counts[at], 0)
        ratio = (1.0 + self.documents) / (1.0 + found)
        weights: Floats = (np.log(ratio) + RARITY_FLOOR).astype(np.float32)
        return weights

    @property
    def once(self) -> float:
        """Give the weight of a term met once."""
        return max(RARITY_FLOOR, float(np.log((1.0 + self.documents) / 2.0)) + RARITY_FLOOR)


def rarity(streams: Sequence[Stream], needs: Sequence[Need]) -> Rarity:
    """Count in how many texts of streams and needs each term occurs."""
    texts = [stream.text for stream in streams]
    texts += [text for need in needs for text in _texts(need)]
    bags = [_features(text, ())[0] for text in texts if text]
    if not bags:
        return Rarity(0, np.empty(0, np.uint32), np.empty(0, np.int64))
    ids, counts = np.unique(np.concatenate(bags), return_counts=True)
    return Rarity(len(bags), ids, counts)


class Words:
    """The words of some streams beside those of some needs, ready to be compared by blocks."""

    def __init__(
        self, streams: Sequence[Stream], needs: Sequence[Need], rare: Rarity | None = None
    ) -> None:
        """Weigh the terms of every document and line up those of the needs."""
        rare = rare if rare is not None else rarity(streams, needs)
        entries, owners, self.labels = _documents(needs)
        documents, self._document_of = _distinct(entries)
        wordy = np.array([_has_words(need) for need in needs], dtype=bool)
        self._columns = _columns(documents)
        self._documents = _matrix(documents, rare, self._columns, long_from=rare.once).T.tocsc()
        self._owners = np.array(owners, dtype=np.int64)
        self._groups = sparse.csr_array(
            (np.ones(len(entries), np.float32), (self._document_of, self._owners)),
            shape=(len(documents), len(needs)),
        )
        bags, self._bag_of = _distinct([_features(stream.text, stream.codes) for stream in streams])
        self._bags = _matrix(bags, rare, self._columns, long_from=np.inf)
        self._said = np.array([len(ids) > 0 for ids, _ in bags], dtype=bool)[self._bag_of]
        self._coded = np.array([bool(stream.codes) for stream in streams], dtype=bool)
        self._answerable = np.zeros(len(needs), dtype=bool)
        self._answerable[self._owners] = True
        self._only_codes = self._answerable & ~wordy

    def known(self, i: NDArray[np.int64], j: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell for which pairs words say something, the absence of anything common included.

        A need that only has codes lends their concepts to streams that have no code: where both
        have codes, codes are compared as codes.
        """
        both = self._said[i] & self._answerable[j]
        known: NDArray[np.bool_] = both & ~(self._coded[i] & self._only_codes[j])
        return known

    def evidence(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> Floats:
        """Give for each pair of a block what the words say for it, in [0, 1), known or not.

        What is written alike, of streams or of needs, is compared once.
        """
        if not self._documents.shape[1]:
            return np.zeros((len(rows), len(columns)), dtype=np.float32)
        documents, groups = self._facing(columns)
        bags, bag_of = np.unique(self._bag_of[rows], return_inverse=True)
        likeness = (self._bags[bags] @ documents).tocsr()
        near = np.minimum(likeness.data, LARGEST)
        likeness.data = np.log1p(-(near * near / (near + FAINT))).astype(np.float32)
        doubt = (likeness @ groups).toarray()
        evidence: Floats = (-np.expm1(doubt))[bag_of]
        return evidence

    def _facing(self, columns: NDArray[np.int64]) -> tuple[Any, Any]:
        """Give the documents of some needs, and which need each belongs to."""
        if len(columns) == len(self._answerable):
            return self._documents, self._groups[:, columns]
        mine = np.unique(self._document_of[np.isin(self._owners, columns)])
        return self._documents[:, mine], self._groups[mine][:, columns]

    def closest(self, row: int) -> dict[int, str]:
        """Give for each need that shares words with a stream the nearest of its documents."""
        if not self._documents.shape[1]:
            return {}
        likeness = (self._bags[[self._bag_of[row]]] @ self._documents).toarray()[0]
        values = likeness[self._document_of]
        best: dict[int, tuple[float, str]] = {}
        for entry in np.flatnonzero(values):
            need, value = int(self._owners[entry]), float(values[entry])
            if value > best.get(need, (0.0, ""))[0]:
                best[need] = (value, self.labels[entry])
        return {need: label for need, (_, label) in best.items()}


@lru_cache(maxsize=100_000)
def _features(text: str, codes: tuple[str, ...]) -> tuple[Ids, Floats]:
    """Give the terms of a text and of its codes as sorted numbers with their weights.

    The number of a term is drawn from its letters, so that it depends on nothing else.
    """
    bag = terms(text) if text else {}
    for code in codes:
        for term, weight in code_terms(code).items():
            bag[term] = max(bag.get(term, 0.0), weight)
    numbers = np.array([_number_of(term) for term in bag], dtype=np.uint32)
    ids, first = np.unique(numbers, return_index=True)
    weights = np.array(list(bag.values()), dtype=np.float32)[first]
    ids.setflags(write=False)
    weights.setflags(write=False)
    return ids, weights


def _number_of(term: str) -> int:
    """Give a stable number below 2³¹ for a root or a concept, above for a piece of word."""
    number = zlib.crc32(term.encode()) >> 1
    return number | int(_PIECE_BIT) if term.startswith("p:") else number


def _texts(need: Need) -> list[str]:
    """Give the texts of a need: each matter that its own text lists, then its examples."""
    listed = _LISTED.split(need.text)
    return [text for text in (*(entry.strip() for entry in listed), *need.examples) if text]


def _has_words(need: Need) -> bool:
    """Tell whether any text of a need carries sense."""
    return any(len(_features(text, ())[0]) for text in _texts(need))


def _documents(
    needs: Sequence[Need],
) -> tuple[list[tuple[Ids, Floats]], list[int], list[str]]:
    """Give the documents of all needs, the need that owns each and its text.

    A need without words is known by what its codes are made of, each code once.
    """
    documents: list[tuple[Ids, Floats]] = []
    owners: list[int] = []
    labels: list[str] = []
    for at, need in enumerate(needs):
        entries = [(_features(text, ()), text) for text in _texts(need)]
        if not any(len(features[0]) for features, _ in entries):
            entries = [(_features("", (code,)), "") for code in dict.fromkeys(need.codes)]
        for features, label in entries:
            if len(features[0]):
                documents.append(features)
                owners.append(at)
                labels.append(label)
    return documents, owners, labels


def _distinct(
    bags: Sequence[tuple[Ids, Floats]],
) -> tuple[list[tuple[Ids, Floats]], NDArray[np.int64]]:
    """Give each bag of terms once, and which of them each given one is."""
    number: dict[tuple[bytes, bytes], int] = {}
    kept: list[tuple[Ids, Floats]] = []
    which = np.empty(len(bags), dtype=np.int64)
    for at, (ids, weights) in enumerate(bags):
        key = (ids.tobytes(), weights.tobytes())
        if key not in number:
            number[key] = len(kept)
            kept.append((ids, weights))
        which[at] = number[key]
    return kept, which


def _columns(documents: Sequence[tuple[Ids, Floats]]) -> Ids:
    """Give the terms that the needs hold, in order: no other can be shared."""
    if not documents:
        return np.empty(0, np.uint32)
    return np.unique(np.concatenate([ids for ids, _ in documents]))


def _matrix(
    bags: Sequence[tuple[Ids, Floats]], rare: Rarity, columns: Ids, *, long_from: float
) -> Any:
    """Lay documents out as rows of length 1 over the given terms, weighed by rarity.

    What is longer than ``long_from`` is only half shortened (the geometric mean of both lengths):
    a need that speaks of many matters still answers to each.
    """
    shape = (len(bags), len(columns))
    if not bags or not len(columns):
        return sparse.csr_array(shape, dtype=np.float32)
    sizes = np.array([len(ids) for ids, _ in bags])
    ids = np.concatenate([ids for ids, _ in bags])
    rows = np.repeat(np.arange(len(bags)), sizes)
    raw = np.concatenate([weights for _, weights in bags]) * rare.weigh(ids)
    weights = (raw * _scale(ids, rows, raw, long_from)).astype(np.float32)
    at = np.minimum(np.searchsorted(columns, ids), len(columns) - 1)
    kept = columns[at] == ids
    return sparse.csr_array((weights[kept], (rows[kept], at[kept])), shape=shape)


def _scale(
    ids: Ids, rows: NDArray[np.int64], weights: Floats, long_from: float
) -> NDArray[np.float64]:
    """Give what brings each half of a document (words, pieces) to its share of length 1."""
    piece = (ids & _PIECE_BIT) > 0
    half = rows * 2 + piece
    length = np.sqrt(np.bincount(half, weights=weights.astype(np.float64) ** 2))[half]
    length = np.where(length > long_from, np.sqrt(length * min(long_from, 1e9)), length)
    share = np.where(piece, np.sqrt(PIECES_SHARE), np.sqrt(1.0 - PIECES_SHARE))
    scale: NDArray[np.float64] = share / np.maximum(length, 1e-12)
    return scale
