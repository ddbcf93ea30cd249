"""What is personal in the journal, and how a person's traces are taken out of a text.

The journal is never rewritten. What it says of people is therefore held apart from its lines:
an act writes `private(name)` in its sentence, and the fields listed here are held apart by
themselves. Once erased, these places read « effacé »; the line itself does not move.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from circular.domain.words import fold

ERASED = "effacé"
SOMEBODY = "[anonymisé]"
ANONYMISED_NAME = "Personne anonymisée"
HELD_APART = "\u27e6\u27e7"
SHORTEST_WORD = 3

_OPEN, _CLOSE = "\ue000", "\ue001"
_PRIVATE = re.compile(f"{_OPEN}(.*?){_CLOSE}", re.DOTALL)
_MARKS = re.compile(f"[{_OPEN}{_CLOSE}\u27e6\u27e7]")
_PLACE = re.compile("\u27e6(\\d+)\u27e7")
_WORD = re.compile(r"[^\W\d_]+")
_SAME_PERSON = re.compile(
    re.escape(SOMEBODY) + r"(?:(?:[\s\u00a0]|[-\u2019'])+" + re.escape(SOMEBODY) + ")+"
)

PERSONAL_TITLES: Mapping[str, frozenset[str] | None] = {
    "holder": None,
    "data_request": None,
    "project": frozenset(
        {
            "Adresse",
            "Avec qui",
            "Ce qui bloque",
            "Ce qui s’est dit",
            "Effet pour le projet",
            "Justificatif",
            "La demande en quelques mots",
            "Local recherché",
            "Note",
            "Par qui",
            "Précision sur la preuve",
            "Précision sur l’origine",
            "Remarque",
            "Résumé",
            "SIREN",
            "SIRET",
            "Titre",
        }
    ),
    "job": frozenset({"Justificatif", "Remarque"}),
    "need": frozenset({"Note"}),
    "agreement": frozenset({"Motif", "Note interne", "Objet", "Parties", "Projet"}),
    "organisation": frozenset({"Adresse électronique", "Note", "Personne référente", "Téléphone"}),
    "export": frozenset({"Filtres"}),
}
"""Entity of the journal → the titles of `changes` held apart; None: all of them."""


@dataclass(frozen=True, slots=True)
class JournalText:
    """What a line of the journal says, cut in two: what stays for ever, and what may be erased."""

    sentence: str
    changes: Mapping[str, Sequence[Any]]
    fragments: tuple[str, ...]
    values: Mapping[str, Sequence[Any]]

    @property
    def is_personal(self) -> bool:
        """Whether there is anything to hold apart."""
        return bool(self.fragments or self.values)


def private(text: str) -> str:
    """Mark, in a sentence for the journal, the words that speak of a person."""
    return f"{_OPEN}{_MARKS.sub('', text)}{_CLOSE}"


def taken_apart(entity: str, sentence: str, changes: Mapping[str, Sequence[Any]]) -> JournalText:
    """Cut a line of the journal into what stays and what is held apart."""
    fragments: list[str] = []

    def place(found: re.Match[str]) -> str:
        fragments.append(found[1])
        return f"{_OPEN}{len(fragments)}{_CLOSE}"

    marked = _PRIVATE.sub(place, sentence.translate({0x27E6: "[", 0x27E7: "]"}))
    stored = marked.replace(_OPEN, "\u27e6").replace(_CLOSE, "\u27e7")
    titles = PERSONAL_TITLES.get(entity, frozenset())
    values = {
        title: list(pair)
        for title, pair in changes.items()
        if (titles is None or title in titles) and any(each is not None for each in pair)
    }
    kept = {
        title: [None if each is None else HELD_APART for each in pair]
        if title in values
        else list(pair)
        for title, pair in changes.items()
    }
    return JournalText(stored, kept, tuple(fragments), values)


def whole_sentence(stored: str, fragments: Sequence[str] | None) -> str:
    """Put back what was held apart of a sentence; `fragments` is None once it is erased."""

    def restored(found: re.Match[str]) -> str:
        position = int(found[1]) - 1
        if fragments is None or not 0 <= position < len(fragments):
            return ERASED
        return fragments[position]

    return _PLACE.sub(restored, stored)


def whole_changes(
    kept: Mapping[str, Sequence[Any]], values: Mapping[str, Sequence[Any]] | None
) -> dict[str, list[Any]]:
    """Put back what was held apart of the changes; `values` is None once they are erased."""
    found = values or {}
    return {
        title: [
            found.get(title, (ERASED, ERASED))[side] if each == HELD_APART else each
            for side, each in enumerate(pair)
        ]
        for title, pair in kept.items()
    }


@dataclass(frozen=True, slots=True)
class Identity:
    """By what a person is recognised in a text: name, e-mail address, phone, other contact.

    Somebody else may bear the same name: it then proves nothing outside of their own projects.
    """

    name: str
    email: str | None = None
    phone: str | None = None
    other_contact: str | None = None
    has_namesake: bool = False


@dataclass(frozen=True)
class Eraser:
    """Takes the traces of some people out of texts; built once for all of them."""

    identities: tuple[Identity, ...]
    _names: frozenset[str] = field(init=False)
    _words: frozenset[str] = field(init=False)
    _contacts: re.Pattern[str] | None = field(init=False)

    def __post_init__(self) -> None:
        """Prepare the names and the ways to reach people, once."""
        words = {word for each in self.identities for word in fold(each.name).split()}
        names = {fold(each.name) for each in self.identities if not each.has_namesake} - {""}
        found = [pattern for each in self.identities for pattern in _patterns(each)]
        object.__setattr__(self, "_names", frozenset(names))
        object.__setattr__(self, "_words", frozenset(words))
        contacts = re.compile("|".join(found), re.IGNORECASE) if found else None
        object.__setattr__(self, "_contacts", contacts)

    def redacted(self, text: str | None) -> str | None:
        """Return a text without the names and contacts; words of a name go where they are names.

        A word of a name goes when it begins with a capital letter or stands beside another word of
        a name: « Rose » goes, « rose » stays. Better one word too many than one too few.
        """
        if not text:
            return text
        bare = self._contacts.sub(SOMEBODY, text) if self._contacts else text
        words = list(_WORD.finditer(bare))
        known = [fold(word[0]) in self._words for word in words]
        parts, last = [], 0
        for position, word in enumerate(words):
            if not known[position] or not self._is_a_name(word[0], position, known):
                continue
            parts += [bare[last : word.start()], SOMEBODY]
            last = word.end()
        return _SAME_PERSON.sub(SOMEBODY, "".join([*parts, bare[last:]]))

    def mentions(self, text: str | None) -> bool:
        """Tell whether a text holds somebody's whole name, or one of the ways to reach them."""
        if not text:
            return False
        if self._contacts and self._contacts.search(text):
            return True
        folded = f" {fold(text)} "
        return any(f" {name} " in folded for name in self._names)

    @staticmethod
    def _is_a_name(word: str, position: int, known: list[bool]) -> bool:
        beside = known[max(position - 1, 0) : position] + known[position + 1 : position + 2]
        return any(beside) or (len(word) >= SHORTEST_WORD and word[0].isupper())


def _patterns(identity: Identity) -> list[str]:
    found = [re.escape(text) for text in (identity.email, identity.other_contact) if text]
    digits = re.sub(r"\D", "", identity.phone or "")
    if digits:
        spaced = r"[\s.\-/]*".join(digits[1:] if digits[0] == "0" else digits)
        found.append(rf"(?<!\d)(?:\+33[\s.\-]*(?:\(0\))?|0)?[\s.\-]*{spaced}(?!\d)")
    return found
