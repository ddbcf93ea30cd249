"""One month to answer, by the calendar, and an answer that makes sense."""

from datetime import date

import pytest

from circular.domain.data_requests import (
    HOW_TO_SERVE,
    DataRequestKind,
    RequestAnswerDraft,
    RequestUrgency,
    check_answer,
    check_reception,
    due_day,
    urgency,
)
from circular.domain.errors import DomainError

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("kind", list(DataRequestKind))
def test_every_right_says_how_it_is_served(kind: DataRequestKind) -> None:
    assert HOW_TO_SERVE[kind].endswith(".")


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 11, 22), date(2026, 12, 22)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 12, 15), date(2027, 1, 15)),
    ],
)
def test_the_month_is_one_of_the_calendar(received: date, due: date) -> None:
    assert due_day(received) == due


@pytest.mark.parametrize(
    ("due", "answered", "expected"),
    [
        (date(2026, 11, 21), None, RequestUrgency.LATE),
        (date(2026, 11, 22), None, RequestUrgency.PRESSING),
        (date(2026, 11, 29), None, RequestUrgency.PRESSING),
        (date(2026, 11, 30), None, RequestUrgency.OPEN),
        (date(2026, 1, 1), date(2026, 2, 1), RequestUrgency.ANSWERED),
    ],
)
def test_the_last_day_is_not_late(
    due: date, answered: date | None, expected: RequestUrgency
) -> None:
    assert urgency(due, answered_on=answered, today=TODAY) is expected


def test_a_request_cannot_come_from_the_future() -> None:
    check_reception(TODAY, today=TODAY)
    with pytest.raises(DomainError) as refusal:
        check_reception(date(2026, 11, 23), today=TODAY)
    assert refusal.value.problems[0].field == "received_on"


def test_every_fault_of_an_answer_is_said_at_once() -> None:
    draft = RequestAnswerDraft.model_validate({"outcome": "refused", "answered_on": "23/11/2026"})

    with pytest.raises(DomainError) as refusal:
        check_answer(draft, received_on=date(2026, 11, 24), today=TODAY)
    assert [problem.field for problem in refusal.value.problems] == [
        "answered_on",
        "answered_on",
        "answer",
    ]


def test_a_granted_request_needs_no_reason() -> None:
    draft = RequestAnswerDraft.model_validate({"outcome": "granted", "answered_on": TODAY})
    check_answer(draft, received_on=TODAY, today=TODAY)
