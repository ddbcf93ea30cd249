"""Periods, steps and what a number of the page « Activité » opens."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from circular.domain.activity import ActivityFilters, ActivityRows, Charge, Deed, Step

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@given(DAYS, st.integers(0, 2000), st.sampled_from(Step))
def test_the_period_before_ends_the_day_before_and_steps_cover_the_period(
    since: date, length: int, step: Step
) -> None:
    filters = ActivityFilters(since, since + timedelta(days=length), step)
    first, last = filters.before

    assert last == since - timedelta(days=1)
    assert first <= last
    assert abs((last - first).days - length) <= 3
    assert filters.steps[0] <= since
    assert filters.steps[-1] == step.first_day(filters.as_of)


def test_whole_months_are_compared_with_whole_months() -> None:
    quarter = ActivityFilters(date(2026, 4, 1), date(2026, 6, 30))
    days = ActivityFilters(date(2026, 4, 2), date(2026, 4, 11))

    assert quarter.before == (date(2026, 1, 1), date(2026, 3, 31))
    assert days.before == (date(2026, 3, 23), date(2026, 4, 1))


def test_a_step_is_called_as_people_say_it() -> None:
    day = date(2026, 11, 22)

    assert [step.called(step.first_day(day)) for step in Step] == [
        "novembre 2026",
        "T4\u00a02026",
        "2026",
    ]


@given(st.sampled_from(Deed), st.none() | DAYS)
def test_what_an_address_writes_is_what_it_reads(deed: Deed, day: date | None) -> None:
    for asked in (
        ActivityRows(deed, "call", "from_person", day),
        ActivityRows(deed, is_before=True),
        ActivityRows(charge=Charge.PROJECTS, account_id=3, stage="support"),
    ):
        assert ActivityRows.read(asked.code) == asked


@given(st.text())
def test_an_odd_address_opens_nothing(text: str) -> None:
    assert ActivityRows.read(text) is None


def test_a_number_is_a_deed_or_a_charge_and_not_both() -> None:
    assert ActivityRows.read("exchange....projects.1.") is None
    assert ActivityRows.read("......") is None
    assert ActivityRows.read("exchange...31/12/2026...") is None
