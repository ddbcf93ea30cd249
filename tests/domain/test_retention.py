"""Terms, warnings, postponements and the reasons that keep data, to the day."""

from datetime import date, timedelta

import pytest

from circular.domain.data_requests import DataRequestKind
from circular.domain.errors import DomainError
from circular.domain.retention import (
    LOSSES,
    STARTS,
    Reasons,
    RetentionKind,
    RetentionSettings,
    RetentionState,
    check_confirmation,
    check_postponement,
    state_of,
)

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("kind", list(RetentionKind))
def test_every_kind_has_its_length_its_start_and_its_loss(kind: RetentionKind) -> None:
    assert RetentionSettings().days(kind) > 0
    assert STARTS[kind]
    assert LOSSES[kind]


def test_three_years_are_the_usual_length_of_holders() -> None:
    rules = RetentionSettings()

    assert rules.days(RetentionKind.HOLDERS) == 1095
    assert rules.due_day(RetentionKind.HOLDERS, date(2023, 11, 23)) == TODAY
    assert rules.last_day(RetentionKind.HOLDERS, TODAY) == date(2023, 11, 23)


def test_settings_are_read_under_their_own_names_and_ignore_the_others() -> None:
    stored = {"retention_holders_days": "400", "association_name": "X", "retention_controller": ""}

    rules = RetentionSettings.of_texts(stored)
    assert (rules.holders_days, rules.controller, rules.warning_days) == (400, None, 90)


@pytest.mark.parametrize("days", ["29", "3651", "trois ans", "-1", "365,5", ""])
def test_a_length_without_sense_is_refused(days: str) -> None:
    with pytest.raises(ValueError, match="holders_days"):
        RetentionSettings.model_validate({"holders_days": days, "warning_days": "x"})


@pytest.mark.parametrize(
    ("due_in", "postponed_in", "kept", "state"),
    [
        (-1, None, False, RetentionState.DUE),
        (0, None, False, RetentionState.DUE),
        (1, None, False, RetentionState.SOON),
        (90, None, False, RetentionState.SOON),
        (91, None, False, RetentionState.LATER),
        (0, 1, False, RetentionState.POSTPONED),
        (0, 0, False, RetentionState.DUE),
        (-10, -5, False, RetentionState.DUE),
        (0, None, True, RetentionState.KEPT),
        (0, 1, True, RetentionState.POSTPONED),
    ],
)
def test_a_state_follows_from_the_days(
    due_in: int, postponed_in: int | None, state: RetentionState, *, kept: bool
) -> None:
    until = None if postponed_in is None else TODAY + timedelta(days=postponed_in)
    found = state_of(
        due_on=TODAY + timedelta(days=due_in),
        postponed_until=until,
        kept=kept,
        today=TODAY,
        warning_days=90,
    )

    assert found is state


@pytest.mark.parametrize(
    ("until", "word"),
    [
        (TODAY, "à venir"),
        (date(2026, 12, 1), "Le terme est déjà le 01/12/2026"),
        (date(2032, 1, 1), "plus de 5"),
    ],
)
def test_a_postponement_that_changes_nothing_is_refused(until: date, word: str) -> None:
    with pytest.raises(DomainError) as refusal:
        check_postponement(until, due_on=date(2026, 12, 1), today=TODAY)
    assert refusal.value.problems[0].field == "until"
    assert word in refusal.value.problems[0].sentence


def test_the_last_day_allowed_is_the_end_of_the_fifth_year() -> None:
    check_postponement(date(2031, 12, 31), due_on=TODAY, today=TODAY)


@pytest.mark.parametrize("typed", ["ANONYMISER", " anonymiser "])
def test_the_word_is_read_whatever_its_case(typed: str) -> None:
    check_confirmation(typed)


def test_reasons_are_read_from_a_stored_line() -> None:
    line = {"agreements": "2026-001;2026-004", "requests": "access"}
    reasons = Reasons.of(line)

    assert reasons.agreements_in_force == ("2026-001", "2026-004")
    assert reasons.open_requests == (DataRequestKind.ACCESS,)
    assert "n°\u00a02026-001 et n°\u00a02026-004" in (reasons.sentence or "")
    assert Reasons.of({"agreements": None, "requests": None}).sentence is None
