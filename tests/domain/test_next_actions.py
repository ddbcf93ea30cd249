"""Next actions: what they ask for and the days that they may bear."""

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from circular.domain.errors import DomainError
from circular.domain.exchanges import ExchangeKind
from circular.domain.next_actions import (
    ActionKind,
    NextActionDraft,
    PostponementDraft,
    check_due_day,
    end_of_week,
)
from circular.domain.problems import problems_of


def test_every_means_of_exchange_can_be_planned_under_the_same_word() -> None:
    for kind in ExchangeKind:
        assert ActionKind(kind.value).label == kind.label


def test_an_action_needs_words_a_nature_and_a_day() -> None:
    with pytest.raises(ValidationError) as refused:
        NextActionDraft.model_validate({"label": "  ", "kind": None, "due_on": ""})

    fields = {problem.field for problem in problems_of(refused.value, NextActionDraft)}
    assert fields == {"label", "kind", "due_on"}


def test_a_postponement_reads_a_typed_day() -> None:
    assert PostponementDraft.model_validate({"due_on": "24/11/2026"}).due_on == date(2026, 11, 24)


@pytest.mark.parametrize("days", [0, 1, 365, 1826])
def test_a_due_day_from_today_to_five_years_is_accepted(days: int, today: date) -> None:
    check_due_day(today + timedelta(days=days), today=today)


def test_a_due_day_that_is_over_is_refused_at_its_field(today: date) -> None:
    with pytest.raises(DomainError) as refused:
        check_due_day(date(2026, 11, 21), today=today)

    assert refused.value.problems[0].field == "due_on"
    assert "déjà passé" in refused.value.problems[0].sentence


def test_a_slip_of_the_keyboard_in_the_year_is_caught(today: date) -> None:
    with pytest.raises(DomainError) as refused:
        check_due_day(date(2062, 11, 24), today=today)

    assert "cinq ans" in refused.value.problems[0].sentence


def test_this_week_is_seven_days_long_today_included(today: date) -> None:
    assert end_of_week(today) == date(2026, 11, 28)
