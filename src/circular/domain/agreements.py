"""Support agreements: states, allowed moves, what one submits and what a signature demands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from pydantic import Field, model_validator

from circular.domain.agreement_types import FEWEST_PARTIES, AgreementType
from circular.domain.dates import FrenchDate
from circular.domain.drafts import Draft
from circular.domain.errors import DomainError, Problem
from circular.domain.french import day, join, quoted
from circular.domain.labels import Badged, Labelled
from circular.domain.permissions import Permission
from circular.domain.problems import RefusedFieldsError
from circular.domain.quantities import Euros, FullTimeEquivalent
from circular.domain.texts import Line, Paragraph
from circular.domain.visitors import Visitor


class AgreementState(Badged):
    """Where an agreement stands, from its first draft to its end."""

    DRAFT = "draft", "En préparation", "○", "edit_note", "gray"
    REVIEW = "review", "En relecture", "◌", "rate_review", "blue"
    TO_SIGN = "to_sign", "À signer", "◔", "signature", "blue"
    SIGNED = "signed", "Signée", "●", "task_alt", "green"
    ENDED = "ended", "Terminée", "◼", "flag", "gray"
    TERMINATED = "terminated", "Résiliée", "✕", "cancel", "red"
    ABANDONED = "abandoned", "Abandonnée", "□", "remove_circle", "gray"

    @property
    def is_unsigned(self) -> bool:
        """Whether the text may still change: nobody has signed it and nobody gave it up."""
        return self in UNSIGNED


UNSIGNED = frozenset({AgreementState.DRAFT, AgreementState.REVIEW, AgreementState.TO_SIGN})
EVER_SIGNED = frozenset({AgreementState.SIGNED, AgreementState.ENDED, AgreementState.TERMINATED})


class AgreementMove(Labelled):
    """What a person does to bring an agreement to another state."""

    SEND_TO_REVIEW = "send_to_review", "Envoyer en relecture"
    SEND_TO_SIGN = "send_to_sign", "Envoyer à la signature"
    SIGN = "sign", "Enregistrer la signature"
    END = "end", "Terminer la convention"
    RENEW = "renew", "Renouveler la convention"
    ADD_AMENDMENT = "add_amendment", "Préparer un avenant"
    BACK_TO_DRAFT = "back_to_draft", "Reprendre la préparation"
    TERMINATE = "terminate", "Résilier la convention"
    ABANDON = "abandon", "Abandonner la convention"


@dataclass(frozen=True, slots=True)
class MoveRule:
    """One line of the table of moves: from which states, to which one, and who may do it."""

    sources: frozenset[AgreementState]
    target: AgreementState
    permission: Permission = Permission.EDIT_AGREEMENTS


MOVES: Mapping[AgreementMove, MoveRule] = {
    AgreementMove.SEND_TO_REVIEW: MoveRule(
        frozenset({AgreementState.DRAFT}), AgreementState.REVIEW
    ),
    AgreementMove.SEND_TO_SIGN: MoveRule(
        frozenset({AgreementState.REVIEW}), AgreementState.TO_SIGN
    ),
    AgreementMove.SIGN: MoveRule(frozenset({AgreementState.TO_SIGN}), AgreementState.SIGNED),
    AgreementMove.END: MoveRule(frozenset({AgreementState.SIGNED}), AgreementState.ENDED),
    AgreementMove.RENEW: MoveRule(frozenset({AgreementState.SIGNED}), AgreementState.SIGNED),
    AgreementMove.ADD_AMENDMENT: MoveRule(
        frozenset({AgreementState.SIGNED}), AgreementState.SIGNED
    ),
    AgreementMove.BACK_TO_DRAFT: MoveRule(
        frozenset({AgreementState.REVIEW, AgreementState.TO_SIGN}), AgreementState.DRAFT
    ),
    AgreementMove.TERMINATE: MoveRule(
        frozenset({AgreementState.SIGNED}), AgreementState.TERMINATED
    ),
    AgreementMove.ABANDON: MoveRule(UNSIGNED, AgreementState.ABANDONED),
}
"""The one table of allowed moves; in each state the first line that applies is the next act."""


def allowed_moves(state: AgreementState, visitor: Visitor) -> tuple[AgreementMove, ...]:
    """Return what this visitor may do to an agreement in this state, the next act first."""
    return tuple(
        move
        for move, rule in MOVES.items()
        if state in rule.sources and visitor.may(rule.permission)
    )


def check_move(state: AgreementState, move: AgreementMove) -> AgreementState:
    """Return the state that the move leads to.

    Raises:
        DomainError: the move does not start from this state.
    """
    rule = MOVES[move]
    if state in rule.sources:
        return rule.target
    if move is AgreementMove.ABANDON and state is AgreementState.SIGNED:
        raise DomainError(
            "Une convention signée ne s’abandonne pas, ni ses avenants avec elle\u00a0: "
            "résiliez-la. Rien n’a été enregistré."
        )
    expected = join([quoted(each.label) for each in AgreementState if each in rule.sources])
    raise DomainError(
        f"{quoted(move.label)} n’est pas possible\u00a0: la convention est "
        f"{quoted(state.label)}, il faut qu’elle soit {expected}. Rien n’a été enregistré."
    )


def check_unsigned(state: AgreementState) -> None:
    """Let pass an agreement whose text may still change.

    Raises:
        DomainError: it was signed or given up.
    """
    if not state.is_unsigned:
        raise DomainError(
            f"Cette convention est {quoted(state.label)}\u00a0: son texte ne change plus. "
            "Rien n’a été enregistré."
        )


def period_problem(starts_on: date | None, ends_on: date | None) -> Problem | None:
    """Say that the end comes before the start, None when it does not or is unknown."""
    if starts_on is None or ends_on is None or ends_on >= starts_on:
        return None
    return Problem(
        "ends_on",
        f"La fin ({day(ends_on)}) précède le début ({day(starts_on)}). "
        "Corrigez l’une des deux dates.",
    )


class AgreementDraft(Draft):
    """What one writes when preparing an agreement, or changes while nobody has signed it."""

    project_id: int = Field(title="Projet")
    type_key: str = Field(title="Type de convention")
    purpose: Paragraph | None = Field(default=None, title="Objet")
    signing_planned_on: FrenchDate | None = Field(default=None, title="Signature prévue le")
    starts_on: FrenchDate | None = Field(default=None, title="Début")
    ends_on: FrenchDate | None = Field(default=None, title="Fin")
    jobs_committed: FullTimeEquivalent | None = Field(default=None, title="Emplois promis (ETP)")
    yearly_amount: Euros | None = Field(default=None, title="Montant par an (€)")
    note: Paragraph | None = Field(default=None, title="Note interne")

    @model_validator(mode="after")
    def _ends_after_its_start(self) -> Self:
        problem = period_problem(self.starts_on, self.ends_on)
        if problem is not None:
            raise RefusedFieldsError(problem)
        return self

    def completed(self, agreement_type: AgreementType) -> Self:
        """Return the draft with the usual end of its type where only the start was given.

        Raises:
            DomainError: the period is longer than the type allows.
        """
        ends_on = self.ends_on
        if ends_on is None and self.starts_on is not None:
            ends_on = agreement_type.usual_end(self.starts_on)
        problem = agreement_type.too_long(self.starts_on, ends_on)
        if problem is not None:
            raise DomainError("", [problem])
        return self.model_copy(update={"ends_on": ends_on})


class PartyKind(Labelled):
    """Who a party to an agreement is."""

    ASSOCIATION = "association", "Association"
    HOLDER = "holder", "Porteur de projet"
    ORGANISATION = "organisation", "Organisme"


class PartyDraft(Draft):
    """One party: who it is, who signs for it, in which function, empowered on which day."""

    kind: PartyKind = Field(title="Nature")
    name: Line = Field(title="Nom de la partie")
    holder_id: int | None = Field(default=None, title="Porteur connu")
    organisation_id: int | None = Field(default=None, title="Organisme connu")
    signatory: Line | None = Field(default=None, title="Signataire")
    signatory_function: Line | None = Field(default=None, title="Fonction du signataire")
    deliberation_on: FrenchDate | None = Field(default=None, title="Délibération du")


class PromisedServiceDraft(Draft):
    """One service of the bouquet that the agreement promises, with its detail."""

    service_type: str = Field(title="Prestation")
    note: Line | None = Field(default=None, title="Précision")


class SigningDraft(Draft):
    """The day of the signature and the period that the agreement covers."""

    signed_on: FrenchDate = Field(title="Signée le")
    starts_on: FrenchDate | None = Field(default=None, title="Début")
    ends_on: FrenchDate | None = Field(default=None, title="Fin")

    @model_validator(mode="after")
    def _ends_after_its_start(self) -> Self:
        problem = period_problem(self.starts_on, self.ends_on)
        if problem is not None:
            raise RefusedFieldsError(problem)
        return self

    def completed(self, agreement_type: AgreementType) -> Self:
        """Return the draft with its start and end: the signature, then the type's usual end."""
        starts_on = self.starts_on or self.signed_on
        ends_on = self.ends_on or agreement_type.usual_end(starts_on)
        return self.model_copy(update={"starts_on": starts_on, "ends_on": ends_on})


class EndingDraft(Draft):
    """The last day of an agreement that came to its end."""

    effective_on: FrenchDate = Field(title="Dernier jour")
    reason: Paragraph | None = Field(default=None, title="Bilan en une phrase")


class ClosingDraft(Draft):
    """Why and from when an agreement is terminated, or given up before its signature."""

    effective_on: FrenchDate = Field(title="Date d’effet")
    reason: Paragraph = Field(title="Motif")


@dataclass(frozen=True, slots=True)
class SigningCheck:
    """One thing that a signature demands: there or not, and how to say the one and the other."""

    done: bool
    sentence: str
    missing: str


_COUNTS = {2: "Deux", 3: "Trois", 4: "Quatre", 5: "Cinq"}


def signing_checks(
    parties: Sequence[tuple[str, str | None]], *, fewest: int = FEWEST_PARTIES
) -> tuple[SigningCheck, ...]:
    """Return what a signature demands of the parties; `parties` holds each (name, signatory).

    `fewest` is how many the type demands.
    """
    count = _COUNTS.get(fewest, str(fewest))
    return (
        SigningCheck(
            len(parties) >= fewest,
            f"{count} parties au moins",
            f"Il faut {count.lower()} parties au moins\u00a0: ajoutez celle qui manque.",
        ),
        *(
            SigningCheck(
                bool(signatory),
                f"{name}\u00a0: signataire connu",
                f"{name}\u00a0: indiquez qui signe.",
            )
            for name, signatory in parties
        ),
    )


def signing_problems(
    draft: SigningDraft,
    agreement_type: AgreementType,
    checks: Sequence[SigningCheck],
    *,
    today: date,
) -> tuple[Problem, ...]:
    """Return every reason to refuse a signature, all at once; `draft` is a completed one."""
    found: list[Problem | None] = [
        period_problem(draft.starts_on, draft.ends_on),
        agreement_type.too_long(draft.starts_on, draft.ends_on),
    ]
    if draft.signed_on > today:
        found.insert(
            0,
            Problem(
                "signed_on",
                f"La signature ({day(draft.signed_on)}) est à venir. "
                "Enregistrez-la le jour venu, ou corrigez la date.",
            ),
        )
    found += [Problem("", check.missing) for check in checks if not check.done]
    return tuple(problem for problem in found if problem is not None)


def closing_problem(
    effective_on: date, *, starts_on: date, ends_on: date | None, latest: date | None
) -> Problem | None:
    """Say why a signed agreement cannot close on that day, None when it can.

    It closes within its own period; `latest` is the last day that may be written down today.
    """
    if effective_on < starts_on:
        sentence = f"Cette date précède le début de la convention ({day(starts_on)})."
    elif ends_on is not None and effective_on > ends_on:
        sentence = f"Cette date dépasse la fin de la convention ({day(ends_on)})."
    elif latest is not None and effective_on > latest:
        sentence = "Cette date est à venir. Enregistrez la fin le jour venu, ou corrigez la date."
    else:
        return None
    return Problem("effective_on", sentence)


def deletion_obstacle(
    state: AgreementState, *, number: str | None, amendments: int, documents: int
) -> str | None:
    """Say why an agreement is not deleted, and what to do instead; None when it may be."""
    if state in EVER_SIGNED or amendments:
        reason = "Une convention signée ne se supprime pas, ni ses avenants avec elle"
        return f"{reason}\u00a0: résiliez-la plutôt. Rien n’a été supprimé."
    if number is not None:
        reason = f"Cette convention porte le n°\u00a0{number}, qui ne servira à aucune autre"
        return f"{reason}\u00a0: abandonnez-la plutôt. Rien n’a été supprimé."
    if documents:
        reason = "Des documents sont gardés avec cette convention"
        return f"{reason}\u00a0: abandonnez-la plutôt. Rien n’a été supprimé."
    return None


def number_of(year: int, sequence: int) -> str:
    """Write the number of an agreement, « 2026-003 »."""
    return f"{year}-{sequence:03d}"
