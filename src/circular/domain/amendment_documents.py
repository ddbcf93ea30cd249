"""What the paper of an amendment, or of a renewal, says: its articles and the usual words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from circular.domain.agreement_documents import (
    AGREED,
    BLANK,
    DRAFT_MARK,
    Article,
    TextParty,
    in_letters,
    in_words,
)
from circular.domain.amendments import BLOCK_LABELS, BLOCKS
from circular.domain.french import UNKNOWN

REST = "Les autres dispositions de la convention demeurent inchangées."
_FEWEST_COPIES = 2


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that completes a convention, ready to be written."""

    title: str
    mark: str
    notes: tuple[str, ...]
    parties: tuple[TextParty, ...]
    preamble: tuple[str, ...]
    articles: tuple[Article, ...]
    closing: str


def change_sentences(
    touched: frozenset[str], before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[str, ...]:
    """Say each block that changes, before and after, in the order of the blocks."""
    return tuple(
        f"{BLOCK_LABELS[name]}\u00a0: {_instead_of(before[name])}lire «\u00a0{after[name]}\u00a0»."
        for name in BLOCKS
        if name in touched
    )


def _instead_of(before: str) -> str:
    """Say what stood, or that nothing did."""
    if before == UNKNOWN:
        return "rien n’était fixé\u202f; "
    return f"au lieu de «\u00a0{before}\u00a0», "


def amendment_articles(
    reason: str, sentences: Sequence[str], effective_on: date | None
) -> tuple[Article, ...]:
    """Return the articles of an amendment."""
    day = in_letters(effective_on) if effective_on else "le jour de sa signature"
    start = f"le {day}" if effective_on else day
    return (
        Article("Article 1 – Objet", tuple(reason.splitlines())),
        Article("Article 2 – Ce qui change", tuple(sentences)),
        Article("Article 3 – Effet", (f"Le présent avenant prend effet {start}.", REST)),
    )


def renewal_articles(effective_on: date, ends_on: date) -> tuple[Article, ...]:
    """Return the articles of a renewal."""
    first, last = in_letters(effective_on), in_letters(ends_on)
    period = f"La convention est renouvelée du {first} au {last} inclus."
    return (Article("Article 1 – Durée", (period,)), Article("Article 2 – Effet", (REST,)))


def preamble(number: str | None, signed_on: date | None) -> tuple[str, ...]:
    """Recall the convention that the paper completes."""
    bound = f"Les parties sont liées par la convention n°\u00a0{number or BLANK}"
    return (f"{bound}, signée le {in_letters(signed_on)}.", AGREED)


def closing(signed_on: date | None, parties: Sequence[TextParty]) -> str:
    """Write the sentence above the signatures."""
    copies = in_words(max(_FEWEST_COPIES, len(parties)))
    return f"Fait à {BLANK}, le {in_letters(signed_on)}, en {copies}\u00a0exemplaires originaux."


def amendment_mark(*, is_ready: bool, signed_on: date | None) -> str:
    """Say what the text is worth: nothing while it changes nothing, less than the signed copy."""
    if signed_on is not None:
        return (
            f"Texte de l’avenant signé le {in_letters(signed_on)}\u00a0: "
            "seule la copie signée fait foi"
        )
    return "" if is_ready else DRAFT_MARK
