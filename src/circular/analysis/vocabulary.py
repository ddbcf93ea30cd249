"""Words of waste and by-products in French and English, brought to the same terms.

A text becomes a bag of weighted terms of three kinds: the *roots* of its words (stemmed in both
languages, since nobody says which one was typed), the *concepts* that these words name in the small
bilingual table below, and the *pieces* of four letters of its longer words, which bring together
compounds and misspellings. A concept also brings what it is a kind of, for less: fly ash is ash,
ash is mineral. The table holds everyday knowledge, written for this purpose.
"""

import re
from functools import cache, lru_cache

import snowballstemmer

from circular.analysis.concepts import CODES, COMMON_WORDS, CONCEPTS
from circular.domain.words import fold, stems

LONGEST_PHRASE = 4
KIND_OF = 0.5  # what a concept is a kind of counts half as much, at each step up
FORM = 0.5  # what it looks like (sludge, dust) says less than what it is made of
COMMONPLACE = 0.3  # words that nearly every text about waste holds
PIECE = 4
SHORTEST_CUT = 5
WIDE = frozenset({"packaging", "organic", "mineral", "chemical"})  # bring no two materials together
FROM_CODE = 0.6  # what a code says of the material, beside what the words say

_NEGATION = re.compile(r"\bnon ([a-z]+)")  # « non-ferrous » is the contrary of « ferrous »

ENGLISH_STOP_WORDS = frozenset(
    [
        "of",
        "from",
        "and",
        "the",
        "for",
        "with",
        "in",
        "at",
        "by",
        "to",
        "or",
        "an",
        "not",
        "as",
        "is",
        "it",
        "its",
        "be",
        "are",
        "was",
        "than",
        "on",
        "off",
        "into",
        "out",
        "per",
        "no",
        "non",
        "any",
        "all",
        "other",
        "others",
        "more",
        "less",
        "own",
        "via",
        "using",
    ]
)


def terms(text: str) -> dict[str, float]:
    """Give the terms of a text with their weights, before any weighing by rarity.

    Keys start with ``w:`` for a root, ``c:`` for a concept and ``p:`` for a piece of four letters.
    """
    bag: dict[str, float] = {}
    words = _words(text)
    for word, root in words:
        _keep(bag, f"w:{root}", COMMONPLACE if root in _commonplace() else 1.0)
        if len(word) >= SHORTEST_CUT and root not in _commonplace():
            for piece in pieces(word):
                _keep(bag, f"p:{piece}", 1.0)
    for concept in _named([root for _, root in words]):
        _keep_concept(bag, concept, 1.0)
    return bag


def code_terms(code: str) -> dict[str, float]:
    """Give the concepts that a European waste code of 2, 4 or 6 digits stands for."""
    bag: dict[str, float] = {}
    known = _code_concepts()
    for length in (6, 4, 2):
        found = known.get(code[:length]) if len(code) >= length else None
        if found:
            for concept in found:
                _keep_concept(bag, concept, FROM_CODE)
            return bag
    return bag


@cache
def code_materials(code: str) -> frozenset[str]:
    """Give what a code of six digits is made of, with what that is a kind of; empty when unsaid.

    What only says a use or a very wide kind (packaging, organic, mineral, chemical) is left out.
    """
    found: set[str] = set()
    left = list(_code_concepts().get(code, ())) if len(code) == len("200108") else []
    while left:
        concept = left.pop()
        kinds, form = _tree()[concept]
        if not form and concept not in WIDE:
            found.add(concept)
        left.extend(kinds)
    return frozenset(found)


def pieces(word: str) -> list[str]:
    """Cut a folded word into overlapping pieces of four letters, its ends marked by a space."""
    marked = f" {word} "
    return [marked[start : start + PIECE] for start in range(len(marked) - PIECE + 1)]


@lru_cache(maxsize=50_000)
def root_of(word: str) -> str:
    """Stem one folded word as English, then as French; empty for a word that carries no sense."""
    if word in ENGLISH_STOP_WORDS:
        return ""
    english = word if word.isdigit() else snowballstemmer.stemmer("english").stemWord(word)
    return "".join(stems(english))


def _words(text: str) -> list[tuple[str, str]]:
    """Give each folded word that carries sense with its root."""
    joined = _NEGATION.sub(r"non\1", fold(text))
    rooted = ((word, root_of(word)) for word in joined.split())
    return [(word, root) for word, root in rooted if root]


def _named(roots: list[str]) -> list[str]:
    """Find the concepts that a sequence of roots names, the longest phrase first."""
    phrases = _phrases()
    found: list[str] = []
    start = 0
    while start < len(roots):
        for length in range(min(LONGEST_PHRASE, len(roots) - start), 0, -1):
            concepts = phrases.get(tuple(roots[start : start + length]))
            if concepts:
                found.extend(concepts)
                start += length
                break
        else:
            start += 1
    return found


def _keep(bag: dict[str, float], term: str, weight: float) -> None:
    """Keep a term at the highest weight that it was met with."""
    bag[term] = max(bag.get(term, 0.0), weight)


def _keep_concept(bag: dict[str, float], concept: str, weight: float) -> None:
    """Keep a concept and, each time for less, what it is a kind of."""
    kinds, form = _tree()[concept]
    _keep(bag, f"c:{concept}", weight * (FORM if form else 1.0))
    for kind in kinds:
        _keep_concept(bag, kind, weight * KIND_OF)


@cache
def _entries() -> tuple[tuple[str, tuple[str, ...], bool, str], ...]:
    """Give each concept with what it is a kind of, whether it is a form, and its sayings."""
    entries = []
    for line in CONCEPTS.strip().replace("\n  ", " ").splitlines():
        head, _, sayings = line.partition(":")
        name, _, kinds = head.partition("<")
        form = name.startswith("~")
        entries.append((name.strip().lstrip("~"), tuple(kinds.split()), form, sayings))
    return tuple(entries)


@cache
def _tree() -> dict[str, tuple[tuple[str, ...], bool]]:
    """Give for each concept what it is a kind of, and whether it is only a form."""
    return {name: (kinds, form) for name, kinds, form, _ in _entries()}


@cache
def _phrases() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Give the concepts that each phrase, as a sequence of roots, names."""
    phrases: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name, _, _, sayings in _entries():
        for saying in sayings.split(","):
            roots = tuple(root for _, root in _words(saying))
            if roots and name not in phrases.get(roots, ()):
                phrases[roots] = (*phrases.get(roots, ()), name)
    return phrases


@cache
def _commonplace() -> frozenset[str]:
    """Give the roots of the words that nearly every text about waste holds."""
    return frozenset(root_of(fold(word)) for word in COMMON_WORDS.split())


@cache
def _code_concepts() -> dict[str, tuple[str, ...]]:
    """Give the concepts of each chapter, sub-chapter or code that the table names."""
    entries = (entry.split() for entry in CODES.replace("\n", ";").split(";"))
    return {entry[0]: tuple(entry[1:]) for entry in entries if entry}
