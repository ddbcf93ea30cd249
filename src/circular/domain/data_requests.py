"""Requests that people make about their data: six kinds, and one month to answer.

Source: articles 12 to 21 of the RGPD; article 12, paragraph 3, gives the month.
"""

from datetime import date

from pydantic import Field

from circular.domain import french
from circular.domain.dates import FrenchDate, add_months, days_between
from circular.domain.drafts import Draft
from circular.domain.errors import DomainError, Problem
from circular.domain.labels import Labelled
from circular.domain.texts import Line, Paragraph

MONTHS_TO_ANSWER = 1
PRESSING_DAYS = 7


class DataRequestKind(Labelled):
    """A right that a person exercises."""

    ACCESS = "access", "Accès"
    RECTIFICATION = "rectification", "Rectification"
    ERASURE = "erasure", "Effacement"
    OBJECTION = "objection", "Opposition"
    RESTRICTION = "restriction", "Limitation"
    PORTABILITY = "portability", "Portabilité"


HOW_TO_SERVE: dict[DataRequestKind, str] = {
    DataRequestKind.ACCESS: "Remettez le dossier de la personne (bouton de sa fiche).",
    DataRequestKind.RECTIFICATION: "Corrigez sa fiche\u00a0: l’historique garde l’ancienne valeur.",
    DataRequestKind.ERASURE: "Anonymisez sa fiche, ou refusez en disant la raison légale.",
    DataRequestKind.OBJECTION: "Cessez de la solliciter. Anonymisez si rien ne s’y oppose.",
    DataRequestKind.RESTRICTION: "Gardez les données sans vous en servir\u00a0: archivez la fiche.",
    DataRequestKind.PORTABILITY: "Remettez le dossier\u00a0: il contient aussi un fichier JSON.",
}


class RequestOutcome(Labelled):
    """What was answered."""

    GRANTED = "granted", "Satisfaite"
    PARTLY = "partly", "Satisfaite en partie"
    REFUSED = "refused", "Refusée"


class RequestUrgency(Labelled):
    """How near the deadline is."""

    LATE = "late", "En retard"
    PRESSING = "pressing", "À répondre vite"
    OPEN = "open", "En cours"
    ANSWERED = "answered", "Répondue"


class DataRequestDraft(Draft):
    """A request as it is written into the register."""

    kind: DataRequestKind = Field(title="Droit exercé")
    received_on: FrenchDate = Field(title="Reçue le")
    requester: Line = Field(title="De qui")
    contact: Line | None = Field(default=None, title="Comment lui répondre")
    holder_id: int | None = Field(default=None, title="Fiche concernée")
    request: Paragraph | None = Field(default=None, title="Ce qui est demandé")


class RequestAnswerDraft(Draft):
    """The answer given to a request."""

    outcome: RequestOutcome = Field(title="Suite donnée")
    answered_on: FrenchDate = Field(title="Répondue le")
    answer: Paragraph | None = Field(default=None, title="Ce qui a été répondu")


def due_day(received_on: date) -> date:
    """Return the last day to answer: the same day of the next month, or the last of that month."""
    return add_months(received_on, MONTHS_TO_ANSWER)


def urgency(due_on: date, *, answered_on: date | None, today: date) -> RequestUrgency:
    """Say how near the deadline of a request is; the last day itself is not late."""
    if answered_on is not None:
        return RequestUrgency.ANSWERED
    if due_on < today:
        return RequestUrgency.LATE
    if days_between(today, due_on) <= PRESSING_DAYS:
        return RequestUrgency.PRESSING
    return RequestUrgency.OPEN


def check_reception(received_on: date, *, today: date) -> None:
    """Refuse a request from the future.

    Raises:
        DomainError: the day is yet to come.
    """
    if received_on > today:
        sentence = f"Le {french.day(received_on)} est à venir\u00a0: donnez le jour de réception."
        raise DomainError("", [Problem("received_on", sentence)])


def check_answer(draft: RequestAnswerDraft, *, received_on: date, today: date) -> None:
    """Refuse an answer from another time, or a refusal that gives no reason.

    Raises:
        DomainError: with every problem at once.
    """
    problems = []
    if draft.answered_on > today:
        sentence = f"Le {french.day(draft.answered_on)} est à venir\u00a0: donnez le jour d’envoi."
        problems.append(Problem("answered_on", sentence))
    if draft.answered_on < received_on:
        sentence = f"La réponse précède la demande, reçue le {french.day(received_on)}."
        problems.append(Problem("answered_on", sentence))
    if draft.outcome is not RequestOutcome.GRANTED and draft.answer is None:
        sentence = "Dites pourquoi\u00a0: un refus, même en partie, se motive."
        problems.append(Problem("answer", sentence))
    if problems:
        raise DomainError("", problems)
