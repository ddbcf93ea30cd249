"""The life of a match: stages, the one table of allowed moves, agreed terms, measured tonnes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from pydantic import Field, model_validator

from circular.domain import french
from circular.domain.dates import FrenchDate
from circular.domain.drafts import Draft, Record
from circular.domain.errors import DomainError, Problem
from circular.domain.labels import Badged, Labelled
from circular.domain.problems import RefusedFieldsError
from circular.domain.quantities import Tonnes
from circular.domain.streams import PriceATonne
from circular.domain.texts import Line, Paragraph

FIRST_YEAR = 1990


class MatchStage(Badged):
    """Where a match that was kept stands, from the proposal to the end of the exchange."""

    PROPOSED = "proposed", "Proposé", "○", "join_inner", "gray"
    CONTACTED = "contacted", "Contact pris", "◔", "call", "blue"
    TRIAL = "trial", "Essai", "◑", "science", "blue"
    AGREED = "agreed", "Accord", "◕", "handshake", "green"
    RUNNING = "running", "En cours", "●", "sync_alt", "green"
    ENDED = "ended", "Terminé", "◼", "flag", "gray"
    REFUSED = "refused", "Refusé", "✕", "block", "red"

    @property
    def is_live(self) -> bool:
        """Whether the two sides are still to meet, or exchange."""
        return self in LIVE


LIVE = frozenset(
    {
        MatchStage.PROPOSED,
        MatchStage.CONTACTED,
        MatchStage.TRIAL,
        MatchStage.AGREED,
        MatchStage.RUNNING,
    }
)


class MatchMove(Labelled):
    """What a line of the history of a match did."""

    ENTER = "enter", "Retenu"
    CONTACT = "contact", "Contact pris"
    TRY_OUT = "try_out", "Essai commencé"
    AGREE = "agree", "Accord trouvé"
    START = "start", "Échange commencé"
    AMEND = "amend", "Accord modifié"
    END = "end", "Échange terminé"
    REFUSE = "refuse", "Refusé"
    REOPEN = "reopen", "Repris"

    @property
    def act(self) -> str:
        """The words of the button that does it."""
        return _ACTS[self]

    @property
    def gives_terms(self) -> bool:
        """Whether tonnes, price and period come with it."""
        return self in {MatchMove.AGREE, MatchMove.AMEND}


_ACTS: Mapping[MatchMove, str] = {
    MatchMove.ENTER: "Retenir",
    MatchMove.CONTACT: "Noter le contact",
    MatchMove.TRY_OUT: "Commencer un essai",
    MatchMove.AGREE: "Enregistrer l\u2019accord",
    MatchMove.START: "Commencer l\u2019échange",
    MatchMove.AMEND: "Modifier l\u2019accord",
    MatchMove.END: "Terminer l\u2019échange",
    MatchMove.REFUSE: "Noter un refus",
    MatchMove.REOPEN: "Reprendre",
}


@dataclass(frozen=True, slots=True)
class MatchMoveRule:
    """One line of the table: from which stages a move starts, and to which it leads.

    `target` None: the match stays where it is.
    """

    sources: frozenset[MatchStage]
    target: MatchStage | None


_BEFORE_AGREEMENT = frozenset({MatchStage.PROPOSED, MatchStage.CONTACTED, MatchStage.TRIAL})
MATCH_MOVES: Mapping[MatchMove, MatchMoveRule] = {
    MatchMove.ENTER: MatchMoveRule(frozenset(), MatchStage.PROPOSED),
    MatchMove.CONTACT: MatchMoveRule(frozenset({MatchStage.PROPOSED}), MatchStage.CONTACTED),
    MatchMove.TRY_OUT: MatchMoveRule(
        frozenset({MatchStage.PROPOSED, MatchStage.CONTACTED}), MatchStage.TRIAL
    ),
    MatchMove.AGREE: MatchMoveRule(_BEFORE_AGREEMENT, MatchStage.AGREED),
    MatchMove.START: MatchMoveRule(frozenset({MatchStage.AGREED}), MatchStage.RUNNING),
    MatchMove.AMEND: MatchMoveRule(frozenset({MatchStage.AGREED, MatchStage.RUNNING}), None),
    MatchMove.END: MatchMoveRule(
        frozenset({MatchStage.AGREED, MatchStage.RUNNING}), MatchStage.ENDED
    ),
    MatchMove.REFUSE: MatchMoveRule(_BEFORE_AGREEMENT, MatchStage.REFUSED),
    MatchMove.REOPEN: MatchMoveRule(
        frozenset({MatchStage.ENDED, MatchStage.REFUSED}), MatchStage.PROPOSED
    ),
}
"""The one table of allowed moves; in each stage the first line that applies is the next act."""


def moves_from(stage: MatchStage) -> tuple[MatchMove, ...]:
    """Return what may happen to a match that stands at a stage, the next act first."""
    return tuple(move for move, rule in MATCH_MOVES.items() if stage in rule.sources)


def target_of(stage: MatchStage, move: MatchMove) -> MatchStage:
    """Return the stage that a move leads to.

    Raises:
        DomainError: the move does not start from this stage.
    """
    rule = MATCH_MOVES[move]
    if stage in rule.sources:
        return rule.target or stage
    raise DomainError(
        f"{french.quoted(move.act)} n\u2019est pas possible\u00a0: ce rapprochement est à "
        f"l\u2019étape {french.quoted(stage.label)}. Rien n\u2019a été enregistré."
    )


class MatchMoveDraft(Draft):
    """A move that a person asks for, at its effective day; tonnes are a year's.

    `price` is what the project pays for a tonne, in euros, negative when it is paid.
    """

    kind: MatchMove = Field(title="Ce qui se passe")
    effective_on: FrenchDate = Field(title="Date d\u2019effet")
    refusal_reason: str | None = Field(default=None, title="Raison du refus")
    tonnes: Tonnes | None = Field(default=None, title="Tonnes par an")
    price: PriceATonne | None = Field(default=None, title="Prix (€ la tonne)")
    starts_on: FrenchDate | None = Field(default=None, title="Du")
    ends_on: FrenchDate | None = Field(default=None, title="Au")
    document: Line | None = Field(default=None, title="Où est l\u2019original signé")
    note: Paragraph | None = Field(default=None, title="Précisions")
    over_promise: bool = Field(default=False, title="Promettre plus que ce qui reste")

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        found: list[Problem] = []
        if self.kind is MatchMove.REFUSE and self.refusal_reason is None:
            found.append(Problem("refusal_reason", "Choisissez la raison du refus."))
        if self.kind.gives_terms:
            found += self._missing_terms()
        if found:
            raise RefusedFieldsError(*found)
        return self

    def _missing_terms(self) -> list[Problem]:
        found = []
        if not self.tonnes:
            sentence = "Écrivez les tonnes par an promises, par exemple 20."
            found.append(Problem("tonnes", sentence))
        if self.starts_on is None:
            found.append(Problem("starts_on", "Dites à partir de quel jour."))
        elif self.ends_on is not None and self.ends_on < self.starts_on:
            sentence = (
                f"La fin ({french.day(self.ends_on)}) précède le début "
                f"({french.day(self.starts_on)}). Corrigez l\u2019une des deux dates."
            )
            found.append(Problem("ends_on", sentence))
        return found


class MatchCorrectionDraft(Draft):
    """What is put right in the history: another move instead, or none when it never happened."""

    why: Line = Field(title="Pourquoi cette correction")
    replacement: MatchMoveDraft | None = Field(default=None, title="Passage exact")


class MeasureDraft(Draft):
    """What really moved in a year of a match, in tonnes, with its source."""

    year: int = Field(ge=FIRST_YEAR, le=2200, title="Année")
    tonnes: Tonnes = Field(title="Tonnes réellement échangées")
    source: Line = Field(title="Source du chiffre")
    measured_on: FrenchDate = Field(title="Relevé le")


class PastMatchMove(Record):
    """A line of the history of a match, as far as the rules look at it."""

    id: int
    kind: MatchMove
    from_stage: MatchStage | None
    to_stage: MatchStage
    effective_on: date
    refusal_reason: str | None = None
    tonnes: float | None = None
    price: float | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class MatchStanding:
    """Where a match stands: stage, since when, why it was refused, and the agreement that holds."""

    stage: MatchStage
    since: date
    refusal_reason: str | None = None
    agreement: PastMatchMove | None = None


def standing_of(moves: Sequence[PastMatchMove]) -> MatchStanding:
    """Return where a match stands after its valid moves, given in their order.

    Raises ValueError when there is none: the entry is always there.
    """
    if not moves:
        raise ValueError("A match has at least its entry.")
    agreement: PastMatchMove | None = None
    since = moves[0].effective_on
    for move in moves:
        if move.kind.gives_terms:
            agreement = move
        elif move.kind in {MatchMove.ENTER, MatchMove.REOPEN, MatchMove.REFUSE}:
            agreement = None
        if move.from_stage is not move.to_stage:
            since = move.effective_on
    last = moves[-1]
    return MatchStanding(last.to_stage, since, last.refusal_reason, agreement)


def agreed_in(moves: Sequence[PastMatchMove], year: int) -> float | None:
    """Return the tonnes a year of the last agreement that ran in a year; None when none did."""
    found: float | None = None
    for move in moves:
        is_over = move.ends_on is not None and move.ends_on.year < year
        if move.starts_on is not None and move.starts_on.year <= year and not is_over:
            found = move.tonnes
    return found


def day_problems(day: date, *, earliest: date, latest: date) -> tuple[Problem, ...]:
    """Say that an effective day lies before the move that precedes it, or is yet to come."""
    if day > latest:
        sentence = (
            f"Le {french.day(day)} est trop tard\u00a0: la date d\u2019effet va "
            f"jusqu\u2019au {french.day(latest)}."
        )
        return (Problem("effective_on", sentence),)
    if day < earliest:
        sentence = (
            f"Le {french.day(day)} précède le passage d\u2019avant, du {french.day(earliest)}."
        )
        return (Problem("effective_on", sentence),)
    return ()


def match_correction_problems(
    wrong: PastMatchMove,
    draft: MatchCorrectionDraft,
    moves: Sequence[PastMatchMove],
    *,
    today: date,
) -> tuple[Problem, ...]:
    """Return what speaks against a correction; `moves` are the valid lines, in their order.

    Only the last line may be taken away; an earlier one keeps what it did, between its neighbours.
    """
    at = [move.id for move in moves].index(wrong.id)
    is_last = at == len(moves) - 1
    exact = draft.replacement
    if exact is None:
        if wrong.kind is MatchMove.ENTER:
            return (Problem("", "L\u2019entrée ne s\u2019annule pas\u00a0: notez un refus."),)
        if not is_last:
            return (
                Problem(
                    "", "D\u2019autres passages suivent\u00a0: annulez d\u2019abord le dernier."
                ),
            )
        return ()
    found: list[Problem] = []
    if exact.kind is not wrong.kind:
        found.append(Problem("kind", "Annulez ce passage, puis notez le bon."))
    earliest = moves[at - 1].effective_on if at else date.min
    latest = today if is_last else min(today, moves[at + 1].effective_on)
    return (*found, *day_problems(exact.effective_on, earliest=earliest, latest=latest))


def terms_sentence(
    tonnes: float | None, price: float | None, starts_on: date | None, ends_on: date | None
) -> str:
    """Write agreed terms: « 20 t par an à 5 € la tonne, du 01/01/2026 au 31/12/2026 »."""
    if tonnes is None:
        return french.UNKNOWN
    cost = "" if price is None else f" à {french.euros(price)} la tonne"
    if price == 0:
        cost = ", sans prix"
    period = f", à partir du {french.day(starts_on)}"
    if ends_on is not None:
        period = f", du {french.day(starts_on)} au {french.day(ends_on)}"
    return f"{french.tonnes(tonnes)} par an{cost}{period}"


class MatchOrder(Labelled):
    """How the list of tracked matches is sorted."""

    STAGE = "stage", "Étape"
    RECENT = "recent", "Dernier passage"
    TONNES = "tonnes", "Tonnes promises"
    STREAM = "stream", "Gisement"
    PROJECT = "project", "Projet"


@dataclass(frozen=True, slots=True)
class MatchFilters:
    """What a person asked to see of the tracked matches; nothing asked leaves out trials."""

    text: str = ""
    stage: MatchStage | None = None
    family: str | None = None
    only_live: bool = False
    with_trials: bool = False
