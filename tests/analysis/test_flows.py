"""Streams and needs tidy what an outside table brings."""

import math
from typing import Any

import pytest

from circular.analysis.flows import Need, Stream, clean_code
from circular.domain.errors import DomainError


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("18 01 04", "180104"),
        ("18\u00a001\u00a004*", "180104"),
        ("180104", "180104"),
        ("18.01", "1801"),
        ("18", "18"),
        (30105, "030105"),
        ("3", "03"),
        ("n/a", ""),
        ("", ""),
        ("12345678", ""),
        (None, ""),
        (math.nan, ""),
    ],
)
def test_a_code_is_kept_as_its_digits(typed: object, kept: str) -> None:
    assert clean_code(typed) == kept


def test_an_asterisk_says_that_a_stream_is_hazardous_unless_it_is_said() -> None:
    assert Stream("s", codes=("13 02 05*",)).hazardous is True
    assert Stream("s", codes=("13 02 05*",), hazardous=False).hazardous is False
    assert Stream("s", codes=("130205",)).hazardous is None


def test_only_the_key_is_required() -> None:
    assert Stream("s").tonnes_offered is None
    assert Need("n").examples == ()


def test_one_code_or_one_example_alone_is_taken_as_one() -> None:
    loose: Any = "180104"
    assert Stream("s", codes=loose).codes == ("180104",)
    assert Need("n", examples=loose).examples == ("180104",)
    missing: Any = None
    assert Stream("s", codes=missing, text=missing).text == ""


def test_unknown_numbers_and_impossible_places_are_unknown() -> None:
    assert Stream("s", price=math.nan).price is None
    assert Stream("s", latitude=0.0, longitude=0.0).latitude is None
    assert Stream("s", latitude=44.9).latitude is None
    assert Stream("s", latitude=144.9, longitude=0.2).longitude is None
    assert Stream("s", latitude=44.9, longitude=-0.2).latitude == 44.9


def test_months_become_shares_of_a_year() -> None:
    summer = Stream("s", months=(0, 0, 0, 0, 0, 10, 10, 20, 0, 0, 0, 0))
    assert summer.months == (0, 0, 0, 0, 0, 0.25, 0.25, 0.5, 0, 0, 0, 0)
    assert Stream("s", months=(0.0,) * 12).months is None
    assert Need("n", months=()).months is None


@pytest.mark.parametrize("months", [(1.0,) * 11, (-1.0, *(1.0,) * 11)])
def test_a_year_that_is_none_is_refused(months: tuple[float, ...]) -> None:
    with pytest.raises(DomainError, match="douze mois"):
        Stream("s", months=months)


def test_a_quality_in_words_is_not_scored() -> None:
    assert Stream("s", quality="propre et trié").quality is None
    assert Stream("s", quality=0.8).quality == 0.8


def test_the_tonnes_on_offer_are_the_likely_ones_that_remain() -> None:
    assert Stream("s", tonnes_min=100, tonnes_likely=180, tonnes_max=300).tonnes_offered == 180
    assert Stream("s", tonnes_min=100, tonnes_max=300).tonnes_offered == 200
    assert Stream("s", tonnes_max=300).tonnes_offered == 300
    assert Stream("s", tonnes_likely=180, tonnes_remaining=50).tonnes_offered == 50
    assert Stream("s", tonnes_remaining=50).tonnes_offered == 50
