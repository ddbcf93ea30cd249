"""A made-up table of exchanges between producers and receivers, and how well a ranking finds them.

``tests/data/exchanges.csv`` was written for this purpose: 347 streams with real European codes and
short words in both languages, and who took them (56 kinds of receivers, 91 sites). Each stream is
held out in turn: its receiver is then known by its other streams only.
"""

import csv
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from circular.analysis.codes import level
from circular.analysis.matching import Need, Stream, rank, rarity
from circular.analysis.shortlists import WORTH_ABOVE, accepts
from circular.domain.matches import Component
from circular.domain.words import stems

TABLE = Path(__file__).parents[1] / "data" / "exchanges.csv"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One stream and who took it."""

    stream: str
    code: str
    text: str
    receiver: str


@dataclass(frozen=True, slots=True)
class Recall:
    """Shares of streams whose receiver is among the first 1, 5 and 10, and mean reciprocal rank.

    ``proposed`` is the share of streams with at least one receiver worth showing.
    """

    at_1: float
    at_5: float
    at_10: float
    reciprocal: float
    proposed: float = 1.0

    def __str__(self) -> str:
        """Write the five figures."""
        found = (self.at_1, self.at_5, self.at_10, self.reciprocal, self.proposed)
        return "  ".join(f"{figure:.3f}" for figure in found)


Scorer = Callable[[Exchange, list[Exchange]], float]


def exchanges(language: str = "mixed", *, by_site: bool = False) -> list[Exchange]:
    """Read the table in one language, or each stream in either (three in five in English)."""
    draw = random.Random(0)  # noqa: S311  # a fixed draw, nothing secret
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [
            Exchange(
                row["stream"],
                row["code"],
                row[f"text_{language}" if language != "mixed" else _either(draw)],
                row["site" if by_site else "receiver"],
            )
            for row in csv.DictReader(file)
        ]


def _either(draw: random.Random) -> str:
    """Draw a language."""
    return "text_en" if draw.random() < 0.6 else "text_fr"


def degraded(rows: Sequence[Exchange], what: str, share: float = 0.3) -> list[Exchange]:
    """Spoil a share of a table: « codes » or « words » lost, or codes « wrong »."""
    draw = random.Random(1)  # noqa: S311  # a fixed draw, nothing secret
    spoiled = []
    for row in rows:
        other = draw.choice(rows).code
        change = {"codes": {"code": ""}, "words": {"text": ""}, "wrong": {"code": other}}[what]
        spoiled.append(replace(row, **change) if draw.random() < share else row)
    return spoiled


def recall_of(ranks: Sequence[float], proposed: Sequence[bool]) -> Recall:
    """Sum ranks up."""
    found = np.array(ranks, dtype=float)
    first, fifth, tenth = (float((found <= limit).mean()) for limit in (1, 5, 10))
    shares = first, fifth, tenth, float((1 / found).mean()), float(np.mean(proposed))
    return Recall(*shares)


def by_reference(rows: Sequence[Exchange], scorer: Scorer) -> Recall:
    """Rank with a plain function of a stream and a history; equals share the middle rank."""
    histories = _histories(rows)
    ranks, proposed = [], []
    for row in rows:
        scores = {name: scorer(row, _others(taken, row)) for name, taken in histories.items()}
        own = scores[row.receiver]
        better = sum(score > own for score in scores.values())
        equal = sum(score == own for score in scores.values())
        ranks.append(better + (equal + 1) / 2)
        proposed.append(max(scores.values()) > 0)
    return recall_of(ranks, proposed)


def by_ranking(rows: Sequence[Exchange], *, joined: bool = False) -> Recall:
    """Rank with the public entry, each stream against receivers known by their other streams."""
    histories = _histories(rows)
    full = {name: _need(name, taken, joined=joined) for name, taken in histories.items()}
    rare = rarity([_stream(row) for row in rows], list(full.values()))
    ranks, proposed = [], []
    for row in rows:
        own = _need(row.receiver, _others(histories[row.receiver], row), joined=joined)
        needs = [own if name == row.receiver else need for name, need in full.items()]
        stream = _stream(row)
        order = rank([stream], needs, rare=rare)[row.stream]
        ranks.append(1 + [pairing.need_key for pairing in order].index(row.receiver))
        best = order[0].component(Component.MATERIAL)
        shown = best is not None and (best.value or 0.0) > WORTH_ABOVE
        proposed.append(shown or any(accepts(need, stream) for need in needs))
    return recall_of(ranks, proposed)


def popularity(_: Exchange, history: list[Exchange]) -> float:
    """Count what was taken."""
    return len(history)


def exact_code(row: Exchange, history: list[Exchange]) -> float:
    """Tell whether the same code was taken."""
    return float(any(row.code and row.code == other.code for other in history))


def hierarchy(row: Exchange, history: list[Exchange]) -> float:
    """Give the nearest level of codes."""
    one = row.code.rstrip("*")
    return max((level(one, other.code.rstrip("*")) for other in history), default=0.0)


def hierarchy_and_words(row: Exchange, history: list[Exchange]) -> float:
    """Add the best share of stems in common to the hierarchy."""
    mine = set(stems(row.text))
    shares = [_shared(mine, set(stems(other.text))) for other in history]
    return hierarchy(row, history) + max(shares, default=0.0)


REFERENCES: dict[str, Scorer] = {
    "popularity": popularity,
    "exact code": exact_code,
    "hierarchy": hierarchy,
    "hierarchy + words": hierarchy_and_words,
}


def _shared(one: set[str], other: set[str]) -> float:
    """Give the share of stems in common."""
    return len(one & other) / len(one | other) if one | other else 0.0


def _histories(rows: Sequence[Exchange]) -> dict[str, list[Exchange]]:
    """Gather what each receiver took."""
    histories: dict[str, list[Exchange]] = defaultdict(list)
    for row in rows:
        histories[row.receiver].append(row)
    return dict(histories)


def _others(taken: list[Exchange], row: Exchange) -> list[Exchange]:
    """Leave one stream out."""
    return [other for other in taken if other.stream != row.stream]


def _stream(row: Exchange) -> Stream:
    """Turn a row into a stream, hazardous or not unsaid."""
    return Stream(row.stream, codes=(row.code,) if row.code else (), text=row.text)


def _need(name: str, taken: Sequence[Exchange], *, joined: bool) -> Need:
    """Turn a history into a need; ``joined`` puts all words into one text instead of examples."""
    codes = tuple(other.code for other in taken if other.code)
    texts = tuple(other.text for other in taken)
    if joined:
        return Need(name, codes=codes, text=", ".join(texts))
    return Need(name, codes=codes, examples=texts)
