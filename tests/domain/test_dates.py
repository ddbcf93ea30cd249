"""Days typed in France are read, impossible ones refused, and months added as conventions count."""

import re
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from circular.domain import french
from circular.domain.dates import (
    FrenchDate,
    add_months,
    days_between,
    months_between,
    parse_day,
    period_end,
)

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        "22/11/2026",
        " 22/11/2026 ",
        "22/11/26",
        "22.11.2026",
        "22-11-2026",
        "22 / 11 / 2026",
        "2026-11-22",
        "2026-11-22T00:00:00",
        "22/11/2026 00:00",
    ],
)
def test_one_day_is_read_however_it_is_typed(typed: str) -> None:
    assert parse_day(typed) == date(2026, 11, 22)


def test_a_single_digit_is_enough_for_day_and_month() -> None:
    assert parse_day("1/2/2026") == date(2026, 2, 1)


def test_two_digit_years_turn_at_the_pivot() -> None:
    assert parse_day("01/01/68").year == 2068
    assert parse_day("01/01/69").year == 1969


@given(DAYS)
def test_what_the_product_writes_it_reads_back(day: date) -> None:
    assert parse_day(french.day(day)) == day
    assert parse_day(day.isoformat()) == day


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31/02/2026", "«\u00a031/02/2026\u00a0» n\u2019existe pas dans le calendrier."),
        ("2026-02-30", "«\u00a02026-02-30\u00a0» n\u2019existe pas dans le calendrier."),
        ("00/01/2026", "«\u00a000/01/2026\u00a0» n\u2019existe pas dans le calendrier."),
        ("12/40/2026", "«\u00a012/40/2026\u00a0» n\u2019existe pas dans le calendrier."),
        ("01/01/0000", "«\u00a001/01/0000\u00a0» n\u2019existe pas dans le calendrier."),
        (
            "11/22/2026",
            (
                "«\u00a011/22/2026\u00a0» n\u2019existe pas dans le calendrier\u00a0: "
                "écrivez le jour, puis le mois, puis l\u2019année."
            ),
        ),
        (
            "bientôt",
            (
                "«\u00a0bientôt\u00a0» n\u2019est pas une date. "
                "Écrivez la date sous la forme jj/mm/aaaa, par exemple 22/11/2026."
            ),
        ),
        ("", "Écrivez la date sous la forme jj/mm/aaaa, par exemple 22/11/2026."),
        (
            "01/01/0206",
            (
                "«\u00a001/01/0206\u00a0» paraît fausse\u00a0: une date entre le 01/01/1900 "
                "et le 31/12/2100 est attendue."
            ),
        ),
    ],
)
def test_an_impossible_day_is_refused_with_its_reason(typed: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=r"\S") as refused:
        parse_day(typed)
    assert str(refused.value) == sentence


@pytest.mark.parametrize("typed", ["22/11", "22/11/206", "22/11-2026", "=1+1", "22/11/2026 14:00"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="n\u2019est pas une date"):
        parse_day(typed)


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_a_sentence(text: str) -> None:
    try:
        outcome = french.day(parse_day(text))
    except ValueError as refused:
        outcome = str(refused)
    assert re.fullmatch(r"\d{2}/\d{2}/\d{4}|[«É].*\.", outcome)


def test_a_draft_field_takes_a_text_or_a_day() -> None:
    days = TypeAdapter[date](FrenchDate)
    assert days.validate_python("1/2/2026") == date(2026, 2, 1)
    assert days.validate_python(date(2026, 2, 1)) == date(2026, 2, 1)
    with pytest.raises(ValidationError):
        days.validate_python(datetime(2026, 2, 1, 12, 0))
    with pytest.raises(ValidationError):
        days.validate_python(None)


def test_days_are_counted_both_ways() -> None:
    assert days_between(date(2026, 1, 1), date(2026, 3, 1)) == 59
    assert days_between(date(2026, 3, 1), date(2026, 1, 1)) == -59


@pytest.mark.parametrize(
    ("day", "months", "reached"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 22), 12, date(2027, 11, 22)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_months_are_added_safely(day: date, months: int, reached: date) -> None:
    assert add_months(day, months) == reached


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 3, 12), 12, date(2027, 3, 11)),
        (date(2026, 1, 1), 12, date(2026, 12, 31)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_a_period_of_months_ends_on_the_eve(start: date, months: int, end: date) -> None:
    assert period_end(start, months) == end


@given(DAYS, st.integers(min_value=1, max_value=60))
def test_the_next_period_starts_the_day_after_the_last_one(start: date, months: int) -> None:
    following = period_end(start, months) + timedelta(days=1)
    assert following >= add_months(start, months)
    assert days_between(add_months(start, months), following) <= 1


@given(DAYS, st.integers(min_value=0, max_value=120))
def test_months_added_are_months_counted(start: date, months: int) -> None:
    assert months_between(start, add_months(start, months)) == months
    assert months_between(add_months(start, months), start) == -months


def test_an_unfinished_month_does_not_count() -> None:
    assert months_between(date(2026, 1, 15), date(2026, 2, 14)) == 0
    assert months_between(date(2026, 1, 31), date(2026, 2, 28)) == 1
