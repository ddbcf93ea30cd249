"""Clauses and annexes of one agreement, and which of those that its type demands are missing."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field

from circular.domain.agreement_types import AgreementType, Clause, Clauses, Titles
from circular.domain.agreements import SigningCheck
from circular.domain.drafts import Draft
from circular.domain.french import quoted
from circular.domain.labels import Labelled


class PieceKind(Labelled):
    """What completes the articles of an agreement."""

    CLAUSE = "clause", "Clause"
    ANNEX = "annex", "Annexe"


@dataclass(frozen=True, slots=True)
class Pieces:
    """The clauses of an agreement, written, and the annexes that go with it."""

    clauses: tuple[Clause, ...] = ()
    annexes: tuple[str, ...] = ()

    def limited_to(self, rules: AgreementType) -> "Pieces":
        """Return what names nobody: the titles that the type itself demands, without any text."""
        asked = {each.title for each in rules.clauses}
        clauses = tuple(Clause(title=each.title) for each in self.clauses if each.title in asked)
        return Pieces(clauses, tuple(each for each in self.annexes if each in rules.annexes))


NO_PIECES = Pieces()


class PiecesDraft(Draft):
    """The clauses and annexes that one writes, those of the type first."""

    clauses: Clauses = Field(default=(), title="Clauses")
    other_clauses: Clauses = Field(default=(), title="Autres clauses")
    annexes: Titles = Field(default=(), title="Annexes jointes")
    other_annexes: Titles = Field(default=(), title="Autres annexes")

    @property
    def pieces(self) -> Pieces:
        """Everything that is written; a clause without text is not there yet."""
        clauses: Mapping[str, Clause] = {
            each.title: each for each in (*self.other_clauses, *self.clauses) if each.text
        }
        annexes = dict.fromkeys((*self.annexes, *self.other_annexes))
        order = [each.title for each in (*self.clauses, *self.other_clauses)]
        kept = [clauses[title] for title in dict.fromkeys(order) if title in clauses]
        return Pieces(tuple(kept), tuple(annexes))


def piece_checks(rules: AgreementType, pieces: Pieces) -> tuple[SigningCheck, ...]:
    """Return what the type demands beside the parties: each clause written, each annex joined."""
    written = {each.title for each in pieces.clauses}
    return (
        *(
            SigningCheck(
                each.title in written,
                f"Clause {quoted(each.title)} écrite",
                f"Il manque la clause {quoted(each.title)}\u00a0: écrivez-la.",
            )
            for each in rules.clauses
        ),
        *(
            SigningCheck(
                each in pieces.annexes,
                f"Annexe {quoted(each)} jointe",
                f"Il manque l’annexe {quoted(each)}\u00a0: joignez-la.",
            )
            for each in rules.annexes
        ),
    )
