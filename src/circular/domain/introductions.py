"""Introductions (mises en relation): to whom, what is answered, the letter to send."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self
from urllib.parse import quote

from pydantic import Field, model_validator

from circular.domain import french
from circular.domain.dates import FrenchDate
from circular.domain.drafts import Draft
from circular.domain.errors import Problem
from circular.domain.exchanges import ExchangeKind
from circular.domain.labels import Labelled
from circular.domain.problems import RefusedFieldsError
from circular.domain.texts import Line, Paragraph

LONGEST_LINK = 1_900  # some mail programs cut what is longer


class MatchSide(Labelled):
    """One of the two sides of a match."""

    PRODUCER = "producer", "Producteur"
    PROJECT = "project", "Projet"

    @property
    def addressed(self) -> str:
        """The side as somebody to speak to: « au producteur »."""
        return {MatchSide.PRODUCER: "au producteur", MatchSide.PROJECT: "au projet"}[self]


class Answer(Labelled):
    """What one side answered to an introduction; none yet is the absence of it."""

    INTERESTED = "interested", "Intéressé"
    NOT_INTERESTED = "not_interested", "Pas intéressé"
    CALL_BACK = "call_back", "À rappeler"


NO_ANSWER = "Pas encore de réponse"
ANSWER_SIGNS: Mapping[Answer | None, tuple[str, str]] = {
    None: ("schedule", "orange"),
    Answer.INTERESTED: ("thumb_up", "green"),
    Answer.NOT_INTERESTED: ("thumb_down", "gray"),
    Answer.CALL_BACK: ("event", "blue"),
}
"""Icon and colour of the badge of each answer; the word always stands beside them."""


class IntroductionDraft(Draft):
    """An introduction as it was sent to one side of a match."""

    side: MatchSide = Field(title="À qui")
    sent_on: FrenchDate = Field(title="Envoyée le")
    means: ExchangeKind = Field(default=ExchangeKind.EMAIL, title="Moyen")


class AnswerDraft(Draft):
    """What one side answered, and when to call back when it asks for it."""

    answer: Answer = Field(title="Réponse")
    answered_on: FrenchDate = Field(title="Réponse du")
    call_back_on: FrenchDate | None = Field(default=None, title="À rappeler le")
    answer_note: Paragraph | None = Field(default=None, title="Précisions")

    @model_validator(mode="after")
    def _says_when(self) -> Self:
        if self.answer is Answer.CALL_BACK and self.call_back_on is None:
            raise RefusedFieldsError(Problem("call_back_on", "Dites quel jour rappeler."))
        if self.answer is Answer.CALL_BACK and (self.call_back_on or date.min) < self.answered_on:
            sentence = "Ce jour précède la réponse\u00a0: choisissez un jour qui la suit."
            raise RefusedFieldsError(Problem("call_back_on", sentence))
        return self


class MatchQuestionDraft(Draft):
    """What is still missing to judge a pair, whom to ask, and by when."""

    side: MatchSide = Field(title="À qui le demander")
    question: Line = Field(title="Ce qui manque")
    due_on: FrenchDate = Field(title="À demander avant le")


def is_to_remind(
    answer: Answer | None,
    *,
    last_sent_on: date,
    call_back_on: date | None,
    today: date,
    reminder_days: int,
) -> bool:
    """Tell whether an introduction waits for us: unanswered for too long, or to call back.

    What was answered is never reminded.
    """
    if answer is None:
        return last_sent_on <= today - timedelta(days=reminder_days)
    return answer is Answer.CALL_BACK and call_back_on is not None and call_back_on <= today


def answer_sentence(
    answer: Answer | None, *, answered_on: date | None, call_back_on: date | None
) -> str:
    """Write an answer: « Intéressé, le 12/03/2026 », « À rappeler le 20/03/2026 »."""
    if answer is None:
        return NO_ANSWER
    if answer is Answer.CALL_BACK:
        return f"À rappeler le {french.day(call_back_on)}"
    return f"{answer.label}, le {french.day(answered_on)}"


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a letter says of the pair: nobody is named, a confidential producer even less."""

    stream: str
    quantity: str
    stream_place: str | None
    material: str
    wanted: str | None
    project_place: str | None
    association: str


@dataclass(frozen=True, slots=True)
class Letter:
    """An introduction ready to send: subject and body, plain text."""

    subject: str
    body: str

    def mailto(self, address: str | None) -> str:
        """Return the link that opens the letter in a mail program."""
        head = f"mailto:{quote(address or '')}?subject={quote(self.subject)}&body="
        room = max(0, LONGEST_LINK - len(head))
        written = quote(self.body.replace("\n", "\r\n"))
        return head + (written if len(written) <= room else "")


def letter(side: MatchSide, facts: LetterFacts) -> Letter:
    """Return the letter to one side of a match."""
    ours = facts.stream[:1].lower() + facts.stream[1:]
    if side is MatchSide.PRODUCER:
        place = f" ({facts.project_place})" if facts.project_place else ""
        wanted = f" ({facts.wanted})" if facts.wanted else ""
        heart = (
            f"Un projet que nous accompagnons{place} cherche\u00a0: {facts.material}{wanted}.\n"
            f"Votre gisement «\u00a0{facts.stream}\u00a0» ({facts.quantity}) pourrait lui convenir."
        )
    else:
        place = f", à {facts.stream_place}" if facts.stream_place else ""
        heart = (
            f"Un producteur du territoire{place} dispose de la matière suivante\u00a0: {ours} "
            f"({facts.quantity}).\n"
            f"Elle pourrait répondre à votre besoin\u00a0: {facts.material}."
        )
    return Letter(
        subject=f"Mise en relation\u00a0: {ours}",
        body=(
            f"Bonjour,\n\n{heart}\n\n"
            "Souhaitez-vous que nous vous mettions en relation\u202f? Dites-nous simplement si "
            "cela vous intéresse, si ce n\u2019est pas le cas, ou quel jour vous rappeler.\n\n"
            f"Bien à vous,\n{facts.association}"
        ),
    )
