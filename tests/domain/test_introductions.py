"""Answers, reminders and letters."""

from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import unquote

import pytest
from pydantic import ValidationError

from circular.domain.introductions import (
    ANSWER_SIGNS,
    Answer,
    AnswerDraft,
    LetterFacts,
    MatchSide,
    answer_sentence,
    is_to_remind,
    letter,
)

TODAY = date(2026, 11, 22)
FACTS = LetterFacts(
    stream="Tontes des communes",
    quantity="180\u00a0t par an",
    stream_place="Libourne",
    material="Déchets verts",
    wanted="100 à 300\u00a0t par an",
    project_place="CA du Libournais",
    association="Nouvel\u2019R",
)


def test_what_was_answered_is_never_reminded() -> None:
    def waits(answer: Answer | None, days: int, back: date | None = None) -> bool:
        return is_to_remind(
            answer,
            last_sent_on=TODAY - timedelta(days=days),
            call_back_on=back,
            today=TODAY,
            reminder_days=10,
        )

    assert not waits(None, 9)
    assert waits(None, 10)
    assert not any(waits(each, 99) for each in (Answer.INTERESTED, Answer.NOT_INTERESTED))
    assert waits(Answer.CALL_BACK, 1, TODAY)
    assert not waits(Answer.CALL_BACK, 99, TODAY + timedelta(days=1))


def test_an_answer_is_said_with_its_day() -> None:
    assert set(ANSWER_SIGNS) == {None, *Answer}
    said = [
        answer_sentence(each, answered_on=TODAY, call_back_on=TODAY) for each in (None, *Answer)
    ]
    assert said == [
        "Pas encore de réponse",
        "Intéressé, le 22/11/2026",
        "Pas intéressé, le 22/11/2026",
        "À rappeler le 22/11/2026",
    ]


def test_calling_back_needs_a_day_after_the_answer() -> None:
    for back in (None, "21/11/2026"):
        with pytest.raises(ValidationError):
            AnswerDraft.model_validate(
                {"answer": "call_back", "answered_on": "22/11/2026", "call_back_on": back}
            )


def test_each_side_gets_its_letter_and_a_link_that_opens_it() -> None:
    to_producer, to_project = (letter(side, FACTS) for side in MatchSide)

    assert "Un projet que nous accompagnons" in to_producer.body
    assert "100 à 300\u00a0t par an" in to_producer.body
    assert "Un producteur du territoire, à Libourne" in to_project.body
    assert to_project.subject == "Mise en relation\u00a0: tontes des communes"
    link = to_project.mailto("a@exemple.fr")
    assert link.startswith("mailto:a%40exemple.fr?subject=Mise%20en%20relation")
    assert "Bonjour,\r\n" in unquote(link)


def test_a_letter_too_long_for_a_link_opens_without_its_text() -> None:
    long = letter(MatchSide.PROJECT, replace(FACTS, material="x" * 2_000))

    assert long.mailto(None).endswith("&body=")
