"""Exchanges: their words and the day they may bear."""

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from circular.domain.errors import DomainError
from circular.domain.exchanges import (
    Direction,
    ExchangeDraft,
    ExchangeKind,
    check_past_day,
    days_since,
)
from circular.domain.problems import problems_of


def test_every_means_and_direction_has_its_french_word() -> None:
    assert [kind.label for kind in ExchangeKind] == [
        "Appel",
        "Visite",
        "Courriel",
        "Réunion",
        "Courrier",
    ]
    assert [direction.label for direction in Direction] == ["De la personne", "Vers la personne"]


def test_an_empty_form_is_told_everything_that_it_lacks() -> None:
    with pytest.raises(ValidationError) as refused:
        ExchangeDraft.model_validate({"kind": None, "direction": None, "happened_on": " "})

    problems = problems_of(refused.value, ExchangeDraft)
    assert {problem.field for problem in problems} == {"kind", "direction", "happened_on"}
    assert all(problem.sentence.startswith("Renseignez") for problem in problems)


def test_a_day_that_is_not_in_the_calendar_is_refused_with_its_own_words() -> None:
    with pytest.raises(ValidationError) as refused:
        ExchangeDraft.model_validate(
            {"kind": "call", "direction": "to_person", "happened_on": "31/02/2026"}
        )

    (problem,) = problems_of(refused.value, ExchangeDraft)
    assert problem.field == "happened_on"
    assert "31/02/2026" in problem.sentence
    assert "calendrier" in problem.sentence


def test_a_note_of_ten_thousand_characters_is_refused_with_both_figures() -> None:
    with pytest.raises(ValidationError) as refused:
        ExchangeDraft.model_validate(
            {
                "kind": "call",
                "direction": "to_person",
                "happened_on": "16/11/2026",
                "note": "a" * 10_000,
            }
        )

    (problem,) = problems_of(refused.value, ExchangeDraft)
    assert problem.field == "note"
    assert "10\u202f000" in problem.sentence
    assert "4\u202f000" in problem.sentence


def test_emoji_markup_and_formulas_are_kept_as_they_were_typed() -> None:
    note = "😀 <script>alert(1)</script> =cmd|' /C calc'!A0"

    draft = ExchangeDraft.model_validate(
        {"kind": "email", "direction": "from_person", "happened_on": "2026-11-16", "note": note}
    )

    assert draft.note == note


def test_today_is_a_past_day_and_tomorrow_is_not(today: date) -> None:
    check_past_day(today, today=today, field="happened_on")

    with pytest.raises(DomainError) as refused:
        check_past_day(today + timedelta(days=1), today=today, field="happened_on")
    assert refused.value.problems[0].field == "happened_on"
    assert "23/11/2026" in refused.value.problems[0].sentence


def test_days_since_an_exchange_that_never_was_are_unknown(today: date) -> None:
    assert days_since(None, today=today) is None
    assert days_since(date(2026, 11, 16), today=today) == 6
