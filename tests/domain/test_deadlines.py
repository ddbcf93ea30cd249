"""Deadlines: the periods, and how near a day is."""

from datetime import date, timedelta

import pytest

from circular.domain.commitments import CommitmentLight
from circular.domain.deadlines import (
    LAST_DAY,
    LONGEST_PAST,
    DeadlineFilters,
    DeadlineKind,
    DeadlinePeriod,
    nearness,
)
from tests.builders.agreements import TODAY


def test_a_period_holds_what_is_late_and_its_last_day() -> None:
    last = {period: DeadlineFilters(period=period).days(TODAY)[1] for period in DeadlinePeriod}

    assert last == {
        DeadlinePeriod.LATE: date(2026, 11, 21),
        DeadlinePeriod.MONTH: date(2026, 12, 22),
        DeadlinePeriod.QUARTER: date(2027, 2, 20),
        DeadlinePeriod.YEAR: date(2027, 11, 22),
    }
    assert DeadlineFilters().days(TODAY) == (LONGEST_PAST, LAST_DAY)


@pytest.mark.parametrize(
    ("days", "light"),
    [
        (-1, CommitmentLight.LATE),
        (30, CommitmentLight.SOON),
        (31, CommitmentLight.ON_TIME),
    ],
)
def test_how_near_a_deadline_is(days: int, light: CommitmentLight) -> None:
    assert nearness(TODAY + timedelta(days=days), today=TODAY) is light


def test_every_kind_has_its_icon() -> None:
    assert len({each.icon for each in DeadlineKind}) == len(DeadlineKind)
