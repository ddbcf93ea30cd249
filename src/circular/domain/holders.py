"""Holders: the people who carry a project, how to reach them, and who may be the same person."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from pydantic import Field

from circular.domain.dates import FrenchDate
from circular.domain.drafts import Draft
from circular.domain.labels import Labelled
from circular.domain.texts import (
    LINE_LIMIT,
    Email,
    Line,
    Paragraph,
    Phone,
    clean_line,
    parse_email,
    parse_phone,
)
from circular.domain.words import fold

NEAR = 0.86  # share of common letters above which two full names may be one person's
SHORTEST_NAME = 3

_FIRST_SENTENCE_ENDS = re.compile(r"(?<=[^\s.])[.!?\u2026](?:\s|$)|\n")
_SEPARATORS = re.compile(r"\s*[,;|]\s*|\s+(?:ou|et)\s+|\s+-\s+")


class Gender(Labelled):
    """Gender of a person, only when they said it: counts of women are asked by funders."""

    WOMAN = "woman", "Femme"
    MAN = "man", "Homme"
    OTHER = "other", "Autre"


class HolderDraft(Draft):
    """A person as the form of their record submits them."""

    name: Line = Field(title="Nom")
    email: Email | None = Field(default=None, title="Adresse électronique")
    phone: Phone | None = Field(default=None, title="Téléphone")
    other_contact: Line | None = Field(default=None, title="Autre moyen de contact")
    gender: Gender | None = Field(default=None, title="Genre")
    commune_code: str | None = Field(default=None, title="Commune")
    information_given_on: FrenchDate | None = Field(
        default=None, title="Information sur les données remise le"
    )
    note: Paragraph | None = Field(default=None, title="Note")


class CaptureDraft(Draft):
    """A contact noted in under thirty seconds: only the name is required."""

    name: Line = Field(title="Qui est-ce\u202f?")
    reach: Line | None = Field(default=None, title="Comment le joindre\u202f?")
    commune_code: str | None = Field(default=None, title="Commune")
    origin: str | None = Field(default=None, title="Origine du contact")
    idea: Paragraph | None = Field(default=None, title="L’idée en une phrase")


@dataclass(frozen=True, slots=True)
class Reach:
    """The ways to reach a person that one typed line holds."""

    email: str | None = None
    phone: str | None = None
    other: str | None = None


def recognise(typed: str | None) -> Reach:
    """Read a phone number and an e-mail address in what was typed; the rest is kept as typed.

    Nothing is ever refused: what is neither stays as another way to reach the person.
    """
    email = phone = None
    others: list[str] = []
    for piece in _pieces(typed or ""):
        as_email, as_phone = _email_in(piece), _phone_in(piece)
        if as_email and email is None:
            email = as_email
        elif as_phone and phone is None:
            phone = as_phone
        else:
            others.append(piece)
    return Reach(email=email, phone=phone, other=", ".join(others) or None)


def names_are_near(typed: str, known: str) -> bool:
    """Tell whether two names, folded, may be one person's, even while one is still being typed.

    The order of the words does not count; each word typed may be the beginning of a word known;
    two full names may also differ by a letter or two.
    """
    words, others = typed.split(), known.split()
    if len("".join(words)) < SHORTEST_NAME or not others:
        return False
    if len(words) > 1 or len(others) == 1:
        left = list(others)
        found = [_taken(word, left) for word in words]
        if all(found):
            return True
    alike = SequenceMatcher(None, " ".join(sorted(words)), " ".join(sorted(others))).ratio()
    return len(words) == len(others) and alike >= NEAR


def title_from(idea: str | None, name: str, *, limit: int = 80) -> str:
    """Give a project the title that its idea suggests, else « Projet de X ».

    The idea is cut between two words at the end of its first sentence, within the limit.
    """
    text = clean_line(_FIRST_SENTENCE_ENDS.split((idea or "").strip(), maxsplit=1)[0])
    if not text:
        return f"Projet de {name}"[:LINE_LIMIT]
    if len(text) > limit:
        text = f"{text[:limit].rsplit(' ', 1)[0].rstrip(' ,;:')}…"
    return text[0].upper() + text[1:]


def folded_name(name: str) -> str:
    """Return a name as duplicates and searches compare it; a name without letters stays itself."""
    return fold(name) or name.casefold()


def _taken(word: str, left: list[str]) -> bool:
    """Take the first word that begins so out of those left; False when there is none."""
    for other in left:
        if other.startswith(word):
            left.remove(other)
            return True
    return False


def _pieces(typed: str) -> list[str]:
    """Cut a line into what may be one way to reach somebody each."""
    pieces: list[str] = []
    for part in _SEPARATORS.split(clean_line(typed)):
        words = part.split()
        addresses = [word for word in words if _email_in(word)]
        rest = " ".join(word for word in words if word not in addresses)
        pieces += [*addresses, *([rest] if rest else [])]
    return pieces


def _email_in(piece: str) -> str | None:
    try:
        return parse_email(piece)
    except ValueError:
        return None


def _phone_in(piece: str) -> str | None:
    try:
        return parse_phone(piece)
    except ValueError:
        return None
