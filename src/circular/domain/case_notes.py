"""Notes of case reviews: what was said of a situation, for the people named and nobody else.

A role gives no sight of a note: only its author and the readers whom the author named have it.
"""

from collections.abc import Collection
from typing import Annotated

from pydantic import BeforeValidator, Field

from circular.domain.dates import FrenchDate
from circular.domain.drafts import Draft
from circular.domain.errors import DomainError, NotAllowedError, Problem
from circular.domain.labels import Labelled
from circular.domain.texts import Paragraph


class Sight(Labelled):
    """What an account may see of a note."""

    AUTHOR = "author", "Auteur·rice"
    READER = "reader", "Nommé·e pour lire"
    NONE = "none", "Non nommé·e"

    @property
    def may_read(self) -> bool:
        """Whether the text may leave the database for this account."""
        return self is not Sight.NONE


def _once_each(value: object) -> object:
    return tuple(dict.fromkeys(value)) if isinstance(value, list | tuple) else value


class CaseNoteDraft(Draft):
    """A note as it is written: day of the review, text, next step, and who may read it."""

    reviewed_on: FrenchDate = Field(title="Date de la revue")
    text: Paragraph = Field(title="Texte de la note")
    next_step: Paragraph | None = Field(default=None, title="Suite à donner", max_length=1000)
    reader_ids: Annotated[tuple[int, ...], BeforeValidator(_once_each)] = Field(
        default=(), title="Qui peut lire, en plus de vous"
    )


def sight_of(account_id: int | None, *, author_id: int, readers: Collection[int]) -> Sight:
    """Say what an account may see of a note, whatever its role."""
    if account_id is None:
        return Sight.NONE
    if account_id == author_id:
        return Sight.AUTHOR
    return Sight.READER if account_id in readers else Sight.NONE


def require_author(sight: Sight) -> None:
    """Refuse whoever did not write the note.

    Raises:
        NotAllowedError: somebody else wrote it.
    """
    if sight is not Sight.AUTHOR:
        raise NotAllowedError(
            "Cette note de revue ne peut être changée que par la personne qui l’a écrite."
        )


def require_sight(sight: Sight, *, author_name: str) -> None:
    """Refuse whoever neither wrote the note nor is named among its readers.

    Raises:
        NotAllowedError: the account is not named.
    """
    if not sight.may_read:
        raise NotAllowedError(
            "Cette note de revue est réservée aux personnes nommées. "
            f"Demandez à {author_name} de vous ajouter."
        )


def check_readers(asked: Collection[int], *, author_id: int, known: Collection[int]) -> None:
    """Refuse readers whose account is not open, and an author named again.

    Raises:
        DomainError: a reader has no open account, or is the author.
    """
    sentence = None
    if author_id in asked:
        sentence = "Vous lisez déjà votre propre note : retirez votre nom."
    elif not set(asked) <= set(known):
        sentence = "Une de ces personnes n’a pas de compte ouvert : retirez-la."
    if sentence is not None:
        raise DomainError("", [Problem("reader_ids", sentence)])
