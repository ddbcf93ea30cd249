"""The product writes numbers, dates and counts as a French reader expects them."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular.domain import french

AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (3, "3"),
        (1234.5, "1\u202f234,5"),
        (Decimal("1234567.891"), "1\u202f234\u202f567,89"),
        (2.675, "2,68"),
        (Decimal("12.50"), "12,5"),
        (-7, "\u22127"),
        (-0.001, "0"),
        (999.999, "1\u202f000"),
        (1e21, "1\u202f000\u202f000\u202f000\u202f000\u202f000\u202f000\u202f000"),
    ],
)
def test_a_number_has_narrow_thousands_and_a_comma(value: french.Amount, written: str) -> None:
    assert french.number(value) == written


def test_decimals_can_be_imposed() -> None:
    assert french.number(12, decimals=1) == "12,0"
    assert french.number(1234.56, decimals=0) == "1\u202f235"


@given(AMOUNTS)
def test_a_written_number_keeps_its_value(value: Decimal) -> None:
    written = french.number(value)
    read = written.replace("\u202f", "").replace(",", ".").replace("\u2212", "-")
    assert Decimal(read) == value


def test_quantities_carry_their_unit_after_a_no_break_space() -> None:
    assert french.tonnes(1234.5) == "1\u202f234,5\u00a0t"
    assert french.tonnes(Decimal("0.125")) == "0,125\u00a0t"
    assert french.euros(11000) == "11\u202f000\u00a0€"
    assert french.euros(1234.5) == "1\u202f234,50\u00a0€"
    assert french.percent(0.35) == "35\u00a0%"
    assert french.percent(0.2837, decimals=1) == "28,4\u00a0%"
    assert french.full_time_equivalents(6.5) == "6,5\u00a0ETP"
    assert french.kilometres(12.34) == "12,3\u00a0km"


def test_the_unknown_is_never_zero() -> None:
    written = [
        french.number(None),
        french.tonnes(None),
        french.euros(float("nan")),
        french.percent(None),
        french.full_time_equivalents(None),
        french.kilometres(float("inf")),
        french.day(None),
        french.short_day(None),
        french.long_day(None),
        french.moment(None),
        french.hour(None),
        french.month(None),
        french.quarter(None),
        french.since_days(None),
        french.plural(None, "projet", "projets"),
        french.yes_no(None),
        french.masked_count(None),
        french.join([]),
    ]
    assert set(written) == {"–"}


def test_days_are_written_short_and_long() -> None:
    tuesday = date(2026, 11, 24)
    assert french.day(date(2026, 2, 1)) == "01/02/2026"
    assert french.short_day(tuesday) == "24/11"
    assert french.long_day(tuesday) == "mardi 24\u00a0novembre 2026"
    assert french.long_day(date(2026, 5, 1)) == "vendredi 1er\u00a0mai 2026"
    assert french.month(tuesday) == "novembre 2026"
    assert french.moment(datetime(2026, 11, 22, 14, 5)) == "22/11/2026 à 14\u00a0h\u00a005"


def test_every_month_falls_in_its_quarter() -> None:
    quarters = [french.quarter(date(2026, month, 1))[:2] for month in range(1, 13)]
    assert quarters == ["T1"] * 3 + ["T2"] * 3 + ["T3"] * 3 + ["T4"] * 3
    assert french.quarter(date(2026, 11, 22)) == "T4\u00a02026"


@pytest.mark.parametrize(
    ("days", "written"),
    [
        (0, "aujourd\u2019hui"),
        (1, "hier"),
        (-1, "demain"),
        (6, "il y a 6\u00a0jours"),
        (-2, "dans 2\u00a0jours"),
        (1200, "il y a 1\u202f200\u00a0jours"),
    ],
)
def test_time_elapsed_is_said_in_days(days: int, written: str) -> None:
    assert french.since_days(days) == written


@pytest.mark.parametrize(
    ("count", "written"),
    [(0, "0 projet"), (1, "1 projet"), (1.5, "1,5 projet"), (2, "2 projets"), (3, "3 projets")],
)
def test_french_is_singular_below_two(count: float, written: str) -> None:
    assert french.plural(count, "projet", "projets") == written.replace(" ", "\u00a0")


def test_a_list_ends_with_et() -> None:
    assert french.join(["a"]) == "a"
    assert french.join(["a", "b"]) == "a et b"
    assert french.join(["a", "b", "c"]) == "a, b et c"


def test_quotation_marks_hold_their_spaces() -> None:
    assert french.quoted("bonjour") == "«\u00a0bonjour\u00a0»"


def test_truth_is_said_in_words() -> None:
    assert (french.yes_no(True), french.yes_no(False)) == ("oui", "non")


def test_a_small_group_is_masked_and_a_larger_one_is_not() -> None:
    masked = {french.masked_count(count) for count in range(1, 5)}
    assert french.masked_count(0) == "0", "nobody is told of by zero"
    assert masked == {"moins de\u00a05"}
    assert french.masked_count(5) == "5"
    assert french.masked_count(9, threshold=10) == "moins de\u00a010"
