"""The chain of the journal: each line seals the one before it, so that none goes unseen.

The seal of a line is the SHA-256 of its content and of the seal before it. Names of people are not
in it: what a line says of them is held apart, and stands in the seal as a salted digest; its author
is the number of an account. Anonymising somebody therefore breaks nothing.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime

from circular.domain import french
from circular.domain.errors import DomainError
from circular.domain.labels import Labelled

GENESIS = "0" * 64
SEALED = (
    "id",
    "at",
    "account_id",
    "account_name",
    "entity",
    "entity_id",
    "act",
    "sentence",
    "changes",
    "personal_digest",
)
"""The columns of a line that its seal covers, in this order, as they are stored."""

_HEAD = re.compile(r"(?:n°\s*)?(\d{1,18})\s*:\s*([0-9a-f]{64})")


def seal(previous: str, *content: str | int | None) -> str:
    """Return the seal of a line: SHA-256 of its content and of the seal of the line before."""
    canonical = json.dumps([previous, *content], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Head:
    """The last line of the journal on some day and its seal, kept outside of the database."""

    line: int
    seal: str

    @property
    def written(self) -> str:
        """The head as it is kept: « 1234:9f86d0… »."""
        return f"{self.line}:{self.seal}"


def parse_head(text: str) -> Head:
    """Read a head as it was kept.

    Raises:
        DomainError: the text is not one.
    """
    found = _HEAD.fullmatch(text.strip().lower())
    if found is None:
        raise DomainError(
            "Une tête de journal s’écrit avec le numéro de la ligne, deux points, puis les "
            "64\u00a0signes de son empreinte."
        )
    return Head(int(found[1]), found[2])


class FaultKind(Labelled):
    """What is wrong with a line of the journal."""

    CHANGED = "changed", "a été modifiée après coup"
    DETACHED = "detached", "ne suit plus celle qui la précédait\u00a0: des lignes ont été retirées"
    UNSEALED = "unsealed", "a été ajoutée sans passer par l’application"
    FALSIFIED = "falsified", "ne dit plus ce qu’elle disait d’une personne"
    CUT = "cut", "manque\u00a0: la fin du journal a été retirée"
    REWRITTEN = "rewritten", "ne porte plus l’empreinte conservée\u00a0: le journal a été réécrit"


@dataclass(frozen=True, slots=True)
class Fault:
    """The first line of the journal that does not hold; `at` is None when it is not there."""

    kind: FaultKind
    line: int
    at: datetime | None = None

    @property
    def sentence(self) -> str:
        """Say in French which line does not hold, and why."""
        day = f" du {french.moment(self.at)}" if self.at else ""
        return f"La ligne n°\u00a0{self.line}{day} {self.kind.label}."


@dataclass(frozen=True, slots=True)
class ChainState:
    """What a check of the whole journal found: how many lines, its head, its first fault."""

    lines: int
    head: Head | None
    fault: Fault | None
    heads_compared: int = 0

    @property
    def sentence(self) -> str:
        """Say in French whether the journal is whole."""
        if self.fault is not None:
            return f"Le journal n’est pas entier. {self.fault.sentence}"
        lines = french.plural(self.lines, "ligne", "lignes")
        heads = french.plural(self.heads_compared, "tête conservée", "têtes conservées")
        compared = f", comparé à {heads}" if self.heads_compared else ""
        return f"Le journal est entier\u00a0: {lines}{compared}."
