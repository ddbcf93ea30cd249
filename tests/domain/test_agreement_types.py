"""Durations of the types of agreement."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular.domain.agreement_types import AgreementType

CAPE = AgreementType(
    key="cape",
    version=1,
    label="CAPE",
    duration_months=12,
    longest_months=12,
    renewals=2,
    notice_days=15,
)
FREE = AgreementType(key="free", version=1, label="Convention libre")


def test_twelve_months_end_on_the_eve_of_the_same_day() -> None:
    assert CAPE.usual_end(date(2026, 3, 12)) == date(2027, 3, 11)


def test_a_free_type_has_no_usual_end() -> None:
    assert FREE.usual_end(date(2026, 3, 12)) is None


def test_a_period_of_one_day_too_many_is_refused_with_the_last_day_allowed() -> None:
    problem = CAPE.too_long(date(2026, 3, 12), date(2027, 3, 12))
    assert problem is not None
    assert problem.field == "ends_on"
    assert problem.sentence == (
        "«\u00a0CAPE\u00a0» dure 12\u00a0mois au plus\u00a0: avec un début le 12/03/2026, "
        "la fin est le 11/03/2027 au plus tard."
    )


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [(None, date(2027, 1, 1)), (date(2026, 1, 1), None), (None, None)],
)
def test_an_unknown_end_of_the_period_is_no_problem(
    starts_on: date | None, ends_on: date | None
) -> None:
    assert CAPE.too_long(starts_on, ends_on) is None


def test_a_free_type_may_last_for_ever() -> None:
    assert FREE.too_long(date(2026, 1, 1), date(2099, 1, 1)) is None


@given(st.dates(date(2000, 1, 1), date(2080, 1, 1)))
def test_the_usual_end_is_always_allowed_and_never_before_the_start(start: date) -> None:
    end = CAPE.usual_end(start)
    assert end is not None
    assert end >= start
    assert CAPE.too_long(start, end) is None
    assert CAPE.too_long(start, end + timedelta(days=1)) is not None
