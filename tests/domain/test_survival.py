"""What is known of a company, on a day and so long after its opening."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from circular.domain.survival import HORIZONS, Cohort, CompanyLife, CompanyState, too_few

DAY = date(2026, 11, 22)
OPENED = date(2024, 1, 10)


def a_life(
    *, closed_on: date | None = None, last_sign_on: date = DAY, opened_on: date = OPENED
) -> CompanyLife:
    """Return a company opened in January 2024 and heard of today, unless said otherwise."""
    return CompanyLife(opened_on, closed_on, last_sign_on, DAY)


def test_a_company_heard_of_within_the_year_is_open_and_followed_until_the_day() -> None:
    life = a_life(last_sign_on=date(2025, 11, 22))

    assert (life.state, life.followed_until) == (CompanyState.OPEN, DAY)


def test_one_silent_for_more_than_a_year_is_followed_until_its_last_sign_of_life() -> None:
    life = a_life(last_sign_on=date(2025, 11, 21))

    assert (life.state, life.followed_until) == (CompanyState.UNKNOWN, date(2025, 11, 21))


def test_a_closed_one_is_followed_until_it_closed_however_silent() -> None:
    life = a_life(closed_on=date(2024, 7, 10), last_sign_on=OPENED)

    assert (life.state, life.days) == (CompanyState.CLOSED, 182)


@pytest.mark.parametrize(
    ("life", "months", "state"),
    [
        (a_life(), 24, CompanyState.OPEN),
        (a_life(), 36, CompanyState.RECENT),
        (a_life(closed_on=date(2025, 6, 1)), 12, CompanyState.OPEN),
        (a_life(closed_on=date(2025, 6, 1)), 24, CompanyState.CLOSED),
        (a_life(last_sign_on=date(2025, 6, 1)), 12, CompanyState.OPEN),
        (a_life(last_sign_on=date(2025, 6, 1)), 24, CompanyState.UNKNOWN),
    ],
)
def test_what_is_known_so_long_after_the_opening(
    life: CompanyLife, months: int, state: CompanyState
) -> None:
    assert life.state_after(months) is state


@given(some.integers(0, 2000), some.integers(0, 2000), some.booleans())
def test_a_company_is_open_for_a_time_and_something_else_ever_after(
    opened: int,
    sign: int,
    closed: bool,  # noqa: FBT001  # drawn
) -> None:
    opened_on = DAY - timedelta(days=max(opened, sign))
    sign_on = DAY - timedelta(days=min(opened, sign))
    life = CompanyLife(opened_on, sign_on if closed else None, sign_on, DAY)
    states = [life.state_after(months) for months in HORIZONS]
    open_ones = [state is CompanyState.OPEN for state in states]

    assert open_ones == sorted(open_ones, reverse=True)
    assert len({state for state in states if state is not CompanyState.OPEN}) <= 1
    assert life.days >= 0


def test_a_company_of_unknown_district_is_among_all_of_them_only() -> None:
    held = [cohort for cohort in Cohort if cohort.holds(is_priority_district=None)]

    assert held == [Cohort.ALL]
    assert Cohort.PRIORITY.holds(is_priority_district=True)
    assert not Cohort.ELSEWHERE.holds(is_priority_district=True)


def test_every_state_has_its_word_for_one() -> None:
    assert [state.of_one for state in CompanyState] == [
        "Ouverte",
        "Fermée",
        "Sans nouvelles",
        "Trop récente",
    ]


@pytest.mark.parametrize(
    ("cohort", "companies", "at_risk", "said"),
    [
        (Cohort.ALL, 1, 1, "1\u00a0entreprise"),
        (Cohort.PRIORITY, 9, 2, "9\u00a0entreprises en QPV"),
        (Cohort.ALL, 15, 0, "aucune suivie deux ans"),
        (Cohort.ELSEWHERE, 15, 9, "9\u00a0suivies deux ans hors QPV"),
    ],
)
def test_too_few_for_a_rate_says_how_few(
    cohort: Cohort, companies: int, at_risk: int, said: str
) -> None:
    found = too_few(cohort, companies=companies, at_risk=at_risk)

    assert found == f"{said}\u00a0: trop peu pour un taux"
