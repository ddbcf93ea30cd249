"""Passwords: long, not common, not made of one's own name; no rule on the signs they hold."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Self

from pydantic import ConfigDict, Field, model_validator

from circular.domain.drafts import Draft
from circular.domain.errors import Problem
from circular.domain.problems import RefusedFieldsError

MIN_LENGTH = 12
"""Characters. Source: ANSSI and CNIL, recommendations on passwords (2021 and 2022)."""

MAX_LENGTH = 256
"""Characters: enough for any sentence, and no door to exhausting the machine."""

RULE = (
    f"{MIN_LENGTH} caractères au moins. Une suite de quelques mots sans lien entre eux est facile "
    "à retenir et difficile à deviner."
)
COMMON = (
    "Ce mot de passe figure dans les listes de mots de passe courants. Choisissez-en un autre, "
    "par exemple quatre mots sans lien entre eux."
)
_LEAST_OF_ITS_OWN = 6
_LONG_ENOUGH_TO_COUNT = 3


class NewPassword(Draft):
    """A password as a person chooses it, typed twice."""

    password: str = Field(title="Mot de passe", repr=False)
    again: str = Field(title="Mot de passe, une seconde fois", repr=False)

    # A space at the end of a password belongs to it.
    model_config = ConfigDict(str_strip_whitespace=False)

    @model_validator(mode="after")
    def _twice_the_same(self) -> Self:
        if self.password != self.again:
            raise RefusedFieldsError(
                Problem(
                    "again", "Les deux saisies diffèrent. Tapez deux fois le même mot de passe."
                )
            )
        return self


class PasswordProof(Draft):
    """One's own password, given again before a grave act."""

    current: str = Field(title="Votre mot de passe", repr=False)

    model_config = ConfigDict(str_strip_whitespace=False)


class PasswordChange(NewPassword):
    """A new password, and the one that it replaces."""

    current: str = Field(title="Mot de passe actuel", repr=False)
    password: str = Field(title="Nouveau mot de passe", repr=False)
    again: str = Field(title="Le nouveau, une seconde fois", repr=False)


def canonical(password: str) -> str:
    """Return the password as every keyboard gives it (NFKC): an accent has two encodings."""
    return unicodedata.normalize("NFKC", password)


def weaknesses(password: str, *, own_words: Iterable[str]) -> list[str]:
    """Return what is wrong with a new password, in sentences; empty when it may be kept.

    `own_words` are the name, the address and what else anybody knows of the person. Whether the
    password is common is asked elsewhere, of a list.
    """
    length = len(canonical(password))
    if length < MIN_LENGTH:
        return [f"Ce mot de passe compte {length} caractères\u202f; il en faut {MIN_LENGTH}."]
    if length > MAX_LENGTH:
        return [f"Ce mot de passe dépasse {MAX_LENGTH} caractères."]
    if _own_part(password, own_words) < _LEAST_OF_ITS_OWN:
        return ["Ce mot de passe tient surtout de votre nom ou de votre adresse. Changez-en."]
    return []


def _own_part(password: str, own_words: Iterable[str]) -> int:
    """Count the signs that remain without the words that anybody knows."""
    rest = _bare(password)
    for word in sorted(_pieces(own_words), key=len, reverse=True):
        rest = rest.replace(word, "")
    return len(rest)


def _pieces(own_words: Iterable[str]) -> set[str]:
    pieces = {piece for text in own_words for piece in re.split(r"[\W_]+", _bare(text))}
    return {piece for piece in pieces if len(piece) >= _LONG_ENOUGH_TO_COUNT}


def _bare(text: str) -> str:
    """Return a text without case nor accents."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()
