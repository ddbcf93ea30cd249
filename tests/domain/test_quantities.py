"""Numbers typed in any French way are read; what may be read in two ways is asked back."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from circular.domain import french
from circular.domain.quantities import (
    Euros,
    FullTimeEquivalent,
    Kilometres,
    Measure,
    Percentage,
    Tonnes,
    WholeNumber,
    clipped,
    measured,
    parse_decimal,
)

EXACT = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
MASSES = st.decimals(min_value=0, max_value=10**6, places=3)


def refusal(text: str) -> str:
    """Return the sentence that refuses a text."""
    with pytest.raises(ValueError, match=r"\S") as refused:
        parse_decimal(text)
    return str(refused.value)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1234,5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234,5", "1234.5"),
        ("1\u202f234,5", "1234.5"),
        ("1234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1,234", "1.234"),
        ("0.234", "0.234"),
        ("1 234.567", "1234.567"),
        ("1234.567", "1234.567"),
        (",5", "0.5"),
        ("  12 ", "12"),
        ("-3", "-3"),
        ("\u22123,5", "-3.5"),
        ("+4", "4"),
        ("000", "0"),
    ],
)
def test_usual_ways_of_typing_are_understood(typed: str, value: str) -> None:
    assert parse_decimal(typed) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "readings"),
    [("1.234", "1\u202f234 ou 1,234"), ("12.345", "12\u202f345 ou 12,345")],
)
def test_one_point_and_three_digits_ask_back(typed: str, readings: str) -> None:
    assert refusal(typed) == (
        f"«\u00a0{typed}\u00a0» peut se lire de deux façons\u00a0: {readings}\u202f?"
    )


@pytest.mark.parametrize(
    "typed",
    [
        "abc",
        "12a",
        "1e5",
        "inf",
        "nan",
        "=cmd|'/C calc'!A0",
        "\U0001f600",
        "<script>",
        "1,234,567",
        "1,234.5",
        "1 2345",
        "12 34",
        "5,",
        "--3",
        "\u0663",
        "9" * 10_000,
    ],
)
def test_what_is_no_number_is_refused_with_the_way_to_write_one(typed: str) -> None:
    sentence = refusal(typed)
    assert sentence.endswith("Écrivez le nombre avec une virgule\u00a0: 1\u202f234,5.")
    assert len(sentence) < 150


def test_an_empty_text_is_no_number() -> None:
    assert refusal(" ") == "Écrivez le nombre avec une virgule\u00a0: 1\u202f234,5."


def test_bounds_are_included_and_said() -> None:
    assert parse_decimal("0", lowest=Decimal(0), highest=Decimal(0)) == 0
    with pytest.raises(ValueError, match="ne peut pas être négatif"):
        parse_decimal("-0,01", lowest=Decimal(0))
    with pytest.raises(ValueError, match="2 est trop petit\u00a0: 3 au moins"):
        parse_decimal("2", lowest=Decimal(3))
    with pytest.raises(ValueError, match="dépasse ce qui est plausible\u00a0: 10 au plus"):
        parse_decimal("10,5", highest=Decimal(10))


@given(EXACT)
def test_what_the_product_writes_it_reads_back(value: Decimal) -> None:
    assert parse_decimal(french.number(value)) == value


@given(EXACT, st.sampled_from([" ", "\u00a0", "\u202f"]), st.sampled_from([",", "."]))
def test_any_space_and_any_decimal_sign_are_read(value: Decimal, space: str, sign: str) -> None:
    typed = french.number(value, decimals=2).replace("\u202f", space).replace(",", sign)
    assert parse_decimal(typed) == value


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_a_sentence(text: str) -> None:
    try:
        outcome = french.number(parse_decimal(text))
    except ValueError as refused:
        outcome = str(refused)
    assert re.fullmatch(r"\u2212?[0-9\u202f]+(,[0-9]+)?|[«É].*[.?]", outcome)


@given(MASSES)
def test_tonnes_are_read_from_a_text_and_from_a_number(value: Decimal) -> None:
    tonnes = TypeAdapter[float](Tonnes)
    assert tonnes.validate_python(french.tonnes(value)) == float(value)
    assert tonnes.validate_python(float(value)) == float(value)
    assert tonnes.validate_python(value) == float(value)


def test_a_unit_typed_after_the_number_is_understood() -> None:
    assert TypeAdapter[float](Tonnes).validate_python("1 200 tonnes") == 1200
    assert TypeAdapter[float](Euros).validate_python("1 234,50 €") == 1234.5
    assert TypeAdapter[float](Percentage).validate_python("35\u00a0%") == 35
    assert TypeAdapter[float](Kilometres).validate_python("12,5KM") == 12.5
    with pytest.raises(ValidationError, match="12 kg\u00a0» n\u2019est pas un nombre"):
        TypeAdapter[float](Tonnes).validate_python("12 kg")


@pytest.mark.parametrize(
    ("kind", "value", "part"),
    [
        (Tonnes, "-1", "ne peut pas être négatif"),
        (Tonnes, "99 999 999", "1\u202f000\u202f000\u00a0t au plus"),
        (Tonnes, "1,2345", "3\u00a0chiffres au plus après la virgule"),
        (FullTimeEquivalent, "6,555", "2\u00a0chiffres au plus"),
        (Percentage, 101, "100\u00a0% au plus"),
        (WholeNumber, "12,5", "Écrivez un nombre entier, sans virgule."),
        (WholeNumber, 12.5, "Écrivez un nombre entier, sans virgule."),
        (WholeNumber, True, "n\u2019est pas un nombre"),
        (Euros, float("inf"), "Écrivez le montant avec une virgule"),
        (Euros, [], "n\u2019est pas un nombre"),
        (Tonnes, "douze", "Écrivez les tonnes avec une virgule\u00a0: 1\u202f234,5."),
    ],
)
def test_absurd_quantities_are_refused(kind: type[float], value: object, part: str) -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(kind).validate_python(value)
    assert part in str(refused.value)


def test_a_binary_number_is_rounded_and_a_typed_one_is_not() -> None:
    assert TypeAdapter[float](Euros).validate_python(0.1 + 0.2) == 0.3
    assert measured("1,50", Measure(decimals=1)) == Decimal("1.5")


def test_a_whole_number_is_an_integer() -> None:
    read = TypeAdapter[int](WholeNumber).validate_python("1 200")
    assert (read, type(read)) == (1200, int)
    assert TypeAdapter[int](WholeNumber).validate_python(12.0) == 12


def test_a_long_text_is_quoted_short() -> None:
    assert clipped("a" * 50) == f"«\u00a0{'a' * 30}…\u00a0»"
    assert clipped(" a\n b ") == "«\u00a0a b\u00a0»"
