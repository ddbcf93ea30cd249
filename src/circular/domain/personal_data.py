"""What is personal in the journal, and how a person's traces are taken out of a text.

The journal is never rewritten. What it says of people is therefore held apart from its lines:
an act writes `private(name)` in its sentence, and the fields listed here are held apart by
themselves. Once erased, these places read « effacé »; the line itself does not move.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
_EMAIL = re.compile(r"[^\s@<>\"(),:;\[\]\\]+@[\w.-]*\w")
_NUMBER = re.compile(r"\+?\d(?:[\s.\-/()]*\d){5,}")
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
            "Qualité attendue",
            "Remarque",
            "Résumé",
            "SIREN",
            "SIRET",
            "Suite à donner",
            "Suivi par",
            "Texte de la note",
            "Titre",
        }
    ),
    "account": frozenset({"Adresse électronique", "Nom et prénom"}),
    "job": frozenset({"Justificatif", "Remarque"}),
    "need": frozenset({"Note", "Qualité attendue"}),
    "facility": frozenset(
        {
            "Ce qui a été fait",
            "Conditions d’accès ou de bail",
            "Motif de l’annulation",
            "Note",
            "Objet de la réservation",
        }
    ),
    "agreement": frozenset(
        {
            "Engagement",
            "Annexes",
            "Clauses",
            "Engagements",
            "Motif",
            "Note",
            "Note interne",
            "Objet",
            "Objet de l’avenant",
            "Parties",
            "Preuve en une phrase",
            "Projet",
        }
    ),
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


class Eraser:
    """Takes the traces of some people out of texts; built once for all of them, however many."""

    def __init__(self, identities: Sequence[Identity]) -> None:
        """Prepare the names and the ways to reach people."""
        names = [fold(each.name).split() for each in identities if not each.has_namesake]
        self._words = frozenset(word for each in identities for word in fold(each.name).split())
        self._names: dict[str, list[list[str]]] = {}
        for name in filter(None, names):
            self._names.setdefault(name[0], []).append(name)
        self._emails = frozenset(each.email.lower() for each in identities if each.email)
        self._phones = frozenset(_national(each.phone) for each in identities if each.phone) - {""}
        self._lengths = frozenset(map(len, self._phones))
        others = sorted({each.other_contact for each in identities if each.other_contact})
        pattern = "|".join(map(re.escape, others))
        self._others = re.compile(pattern, re.IGNORECASE) if pattern else None

    def redacted(self, text: str | None) -> str | None:
        """Return a text without the names and contacts; words of a name go where they are names.

        A word of a name goes when it begins with a capital letter or stands beside another word of
        a name: « Rose » goes, « rose » stays. Better one word too many than one too few.
        """
        if not text:
            return text
        bare = self._others.sub(SOMEBODY, text) if self._others else text
        bare = _EMAIL.sub(self._without_email, bare)
        bare = _NUMBER.sub(self._without_phone, bare)
        words = list(_WORD.finditer(bare))
        known = [fold(word[0]) in self._words for word in words]
        parts, last = [], 0
        for position, word in enumerate(words):
            if not known[position] or not _is_a_name(word[0], position, known):
                continue
            parts += [bare[last : word.start()], SOMEBODY]
            last = word.end()
        return _SAME_PERSON.sub(SOMEBODY, "".join([*parts, bare[last:]]))

    def mentions(self, text: str | None) -> bool:
        """Tell whether a text holds somebody's whole name, or one of the ways to reach them."""
        if not text:
            return False
        return (
            self._names_somebody(fold(text).split())
            or any(found[0].lower() in self._emails for found in _EMAIL.finditer(text))
            or any(self._is_known(found[0]) for found in _NUMBER.finditer(text))
            or bool(self._others and self._others.search(text))
        )

    def _names_somebody(self, words: Sequence[str]) -> bool:
        return any(
            words[position : position + len(name)] == name
            for position, word in enumerate(words)
            for name in self._names.get(word, ())
        )

    def _without_email(self, found: re.Match[str]) -> str:
        return SOMEBODY if found[0].lower() in self._emails else found[0]

    def _without_phone(self, found: re.Match[str]) -> str:
        return SOMEBODY if self._is_known(found[0]) else found[0]

    def _is_known(self, number: str) -> bool:
        """Tell whether a run of digits holds a known number, whatever stands before it."""
        digits = re.sub(r"\D", "", number)
        return any(
            digits[start : start + length] in self._phones
            for length in self._lengths
            for start in range(len(digits) - length + 1)
        )


def _is_a_name(word: str, position: int, known: list[bool]) -> bool:
    beside = known[max(position - 1, 0) : position] + known[position + 1 : position + 2]
    return any(beside) or (len(word) >= SHORTEST_WORD and word[0].isupper())


def _national(phone: str) -> str:
    """Return the digits of a number without what one may leave out: +33, 0."""
    digits = re.sub(r"\D", "", phone)
    return re.sub(r"^(?:0033|33(?=[1-9]\d{8}$)|0)", "", digits)
