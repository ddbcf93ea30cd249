"""Commitments of the parties to an agreement: who does what by when, and the proof that it is done.

The light is always a word: the colour only repeats it.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Self

from pydantic import Field, model_validator

from circular.domain.agreements import UNSIGNED, AgreementState
from circular.domain.dates import FrenchDate
from circular.domain.drafts import Draft
from circular.domain.errors import DomainError, Problem
from circular.domain.french import day, quoted
from circular.domain.labels import Labelled
from circular.domain.problems import RefusedFieldsError
from circular.domain.texts import Line

SOON_DAYS = 30

RUNNING = frozenset({AgreementState.SIGNED, AgreementState.ENDED})
"""The states of an agreement whose commitments are awaited; a last report follows the end."""

EDITABLE = UNSIGNED | RUNNING


class CommitmentKind(Labelled):
    """What is promised, in a word that everybody may read."""

    REPORT = "report", "Bilan ou rapport"
    DOCUMENT = "document", "Pièce à fournir"
    MEETING = "meeting", "Rencontre ou point d’étape"
    SERVICE = "service", "Prestation"
    PLACE = "place", "Mise à disposition"
    PAYMENT = "payment", "Versement"
    JOBS = "jobs", "Emplois"
    OTHER = "other", "Autre engagement"


class CommitmentLight(Labelled):
    """Where a commitment stands on a day."""

    LATE = "late", "en retard"
    SOON = "soon", f"à faire sous {SOON_DAYS}\u00a0jours"
    ON_TIME = "on_time", "à venir"
    DONE = "done", "fait"
    PLANNED = "planned", "prévu"
    DROPPED = "dropped", "sans suite"

    @property
    def icon(self) -> str:
        """The name of the icon that stands beside the word."""
        return _SIGNS[self][0]

    @property
    def colour(self) -> str:
        """The colour that repeats the word."""
        return _SIGNS[self][1]


_SIGNS: Mapping[CommitmentLight, tuple[str, str]] = {
    CommitmentLight.LATE: ("schedule", "orange"),
    CommitmentLight.SOON: ("hourglass_top", "yellow"),
    CommitmentLight.ON_TIME: ("event_available", "blue"),
    CommitmentLight.DONE: ("check_circle", "green"),
    CommitmentLight.PLANNED: ("event", "gray"),
    CommitmentLight.DROPPED: ("do_not_disturb_on", "gray"),
}


def light_of(
    due_on: date, done_on: date | None, state: AgreementState, *, today: date
) -> CommitmentLight:
    """Return where a commitment stands; it is awaited only once its agreement is signed."""
    if done_on is not None:
        return CommitmentLight.DONE
    if state in UNSIGNED:
        return CommitmentLight.PLANNED
    if state not in RUNNING:
        return CommitmentLight.DROPPED
    if due_on < today:
        return CommitmentLight.LATE
    return CommitmentLight.SOON if due_on <= soon_until(today) else CommitmentLight.ON_TIME


def soon_until(today: date) -> date:
    """Return the last day that is called « sous 30 jours »."""
    return today + timedelta(days=SOON_DAYS)


class CommitmentDraft(Draft):
    """What one writes of a commitment; `party` is the rank of a party to the agreement, from 0."""

    party: int = Field(title="Qui s’engage")
    kind: CommitmentKind = Field(title="Nature")
    label: Line = Field(title="Engagement")
    due_on: FrenchDate = Field(title="Échéance")
    remind_on: FrenchDate | None = Field(default=None, title="Rappel le")

    @model_validator(mode="after")
    def _reminds_before(self) -> Self:
        if self.remind_on is not None and self.remind_on > self.due_on:
            sentence = (
                f"Le rappel ({day(self.remind_on)}) suit l’échéance ({day(self.due_on)}). "
                "Corrigez l’une des deux dates."
            )
            raise RefusedFieldsError(Problem("remind_on", sentence))
        return self


class FulfilmentDraft(Draft):
    """The day on which a commitment was kept, and its proof: a stored document or a sentence."""

    done_on: FrenchDate = Field(title="Fait le")
    proof: Line | None = Field(default=None, title="Preuve en une phrase")
    document_id: int | None = Field(default=None, title="Document déposé")

    @model_validator(mode="after")
    def _has_a_proof(self) -> Self:
        if self.proof is None and self.document_id is None:
            sentence = "Donnez une preuve\u00a0: une phrase, ou un document déposé."
            raise RefusedFieldsError(Problem("proof", sentence))
        return self


def check_editable(state: AgreementState) -> None:
    """Let pass an agreement whose commitments may still change.

    Raises:
        DomainError: it was given up or terminated.
    """
    if state not in EDITABLE:
        raise DomainError(
            f"Cette convention est {quoted(state.label)}\u00a0: ses engagements ne changent plus. "
            "Rien n’a été enregistré."
        )


def check_fulfilment(done_on: date, state: AgreementState, *, today: date) -> None:
    """Refuse a commitment that is kept before the signature, or on a day to come.

    Raises:
        DomainError: the agreement does not run, or the day is to come.
    """
    if state not in RUNNING:
        raise DomainError(
            f"Cette convention est {quoted(state.label)}\u00a0: un engagement se dit fait une fois "
            "la convention signée. Rien n’a été enregistré."
        )
    if done_on > today:
        sentence = f"Le {day(done_on)} est à venir. Notez l’engagement le jour où il est tenu."
        raise DomainError("", [Problem("done_on", sentence)])
