"""Health: the first that applies."""

from datetime import date, timedelta

import pytest

from circular.domain.health import Signs, dormant_since, health
from circular.domain.stages import Health

TODAY = date(2026, 11, 22)
DAYS = 60


def of(
    *,
    blocked: bool = False,
    exchanged: int | None = None,
    due: int | None = None,
    detected: int = 10,
) -> Health:
    """Return the health of a file; figures are days before today, negative ones lie ahead."""

    def day(before: int | None) -> date | None:
        return None if before is None else TODAY - timedelta(days=before)

    signs = Signs(
        is_blocked=blocked,
        detected_on=TODAY - timedelta(days=detected),
        last_exchange_on=day(exchanged),
        earliest_due_on=day(due),
    )
    return health(signs, today=TODAY, dormant_after_days=DAYS)


def test_a_blocked_file_is_blocked_whatever_else_is_wrong() -> None:
    assert of(blocked=True, exchanged=300, due=40) is Health.BLOCKED


def test_a_dormant_file_is_dormant_even_with_an_action_overdue() -> None:
    assert of(exchanged=60, due=5) is Health.DORMANT


@pytest.mark.parametrize(
    ("exchanged", "expected"), [(59, Health.ACTIVE), (60, Health.DORMANT), (61, Health.DORMANT)]
)
def test_dormant_begins_on_the_day_of_the_threshold(exchanged: int, expected: Health) -> None:
    assert of(exchanged=exchanged, detected=400) is expected


def test_without_any_exchange_days_are_counted_from_detection() -> None:
    assert of(detected=60) is Health.DORMANT
    assert of(detected=59) is Health.ACTIVE


@pytest.mark.parametrize(
    ("due", "expected"), [(1, Health.LATE), (0, Health.ACTIVE), (-1, Health.ACTIVE)]
)
def test_an_action_due_today_is_not_late_yet(due: int, expected: Health) -> None:
    assert of(exchanged=3, due=due) is expected


def test_the_day_of_the_threshold_is_the_one_that_lists_compare_with() -> None:
    assert dormant_since(TODAY, dormant_after_days=DAYS) == date(2026, 9, 23)
