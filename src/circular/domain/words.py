"""Words as people type them: accents, case, plurals and apostrophes are folded away.

Two texts that say the same thing must meet: « Déchets végétaux », « dechet vegetal » and
« DÉCHETS VÉGÉTAUX » have the same stems. Stems serve comparison only; they are never shown.
"""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae"})
_SEPARATORS = re.compile(r"[^0-9a-z]+")
_SHORTEST_PLURAL = 4

STOP_WORDS = frozenset(  # a list of words reads better as prose than as quoted strings
    """
    a afin ai ailleurs ainsi au aucun aucune aupres aussi autre autres aux avec ce ceci cela celle
    celles celui ces cet cette ceux chaque chez ci comme contre dans de depuis des dont du elle
    elles en encore entre est et etc etre eux hors il ils je la le les leur leurs lors mais meme
    memes mes moins mon ne ni non nos notamment notre nous on ou par parmi pas peu peut plus pour
    prevu qu quand que quel quelle quels quelles qui quoi sa sans se selon ses si soit son sont
    sous sur ta tel telle telles tels tes ton tous tout toute toutes tres tu un une vers visee
    vises visees vos votre vous y
    """.split()  # noqa: SIM905
)

# Plurals in -x whose singular is not the one that the general rules give.
_IRREGULAR = {
    "materiaux": "materiau",
    "travaux": "travail",
    "vitraux": "vitrail",
    "emaux": "email",
    "coraux": "corail",
    "jeux": "jeu",
    "feux": "feu",
    "lieux": "lieu",
    "cheveux": "cheveu",
    "essieux": "essieu",
    "moyeux": "moyeu",
}
_PLAIN_PLURALS = ("eaux", "yaux", "oux")


def fold(text: str) -> str:
    """Give the text in small letters without accents, every other sign turned into one space.

    « Saint-Émilion » becomes ``saint emilion`` and « L’œuvre » becomes ``l oeuvre``.
    """
    spelled = unicodedata.normalize("NFKD", text.translate(_LIGATURES)).casefold()
    bare = "".join(letter for letter in spelled if not unicodedata.combining(letter))
    return _SEPARATORS.sub(" ", bare).strip()


def stems(text: str) -> tuple[str, ...]:
    """Give the stem of each word that carries sense, in reading order, repetitions kept.

    Stop words and lone letters are left out; numbers stay as they are.
    """
    return tuple(_stem(word) for word in fold(text).split() if _carries_sense(word))


def _carries_sense(word: str) -> bool:
    """Tell whether the folded word says something on its own."""
    return word.isdigit() or (len(word) > 1 and word not in STOP_WORDS)


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    """Stem one folded word; a stemmer keeps a state, so that threads never share one."""
    stem: str = snowballstemmer.stemmer("french").stemWord(_singular(word))
    return stem


def _singular(word: str) -> str:
    """Take the mark of the plural off, which the stemmer leaves after a, i, o and u."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < _SHORTEST_PLURAL:
        return word
    if word.endswith("s") or word.endswith(_PLAIN_PLURALS):
        return word[:-1]
    if word.endswith("aux") and len(word) > len("chaux"):
        return word[:-2] + "l"
    return word
