"""Texts keep what people typed; addresses, phones and company numbers are checked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from circular.domain.texts import (
    Email,
    Line,
    Paragraph,
    Phone,
    Siren,
    Siret,
    clean_line,
    clean_paragraph,
    parse_email,
    parse_phone,
    parse_siren,
    parse_siret,
)

LEGAL = [
    "=cmd|'/C calc'!A0",
    "<script>alert(1)</script>",
    "\U0001f469\u200d\U0001f33e \U0001f600",
    "-1",
    "@a",
]


def refusal(kind: type[str], value: object) -> str:
    """Return the sentence with which a type refuses a value."""
    with pytest.raises(ValidationError) as refused:
        TypeAdapter[str](kind).validate_python(value)
    return str(refused.value.errors()[0]["ctx"]["error"])


@pytest.mark.parametrize("text", LEGAL)
def test_odd_texts_are_kept_as_they_are(text: str) -> None:
    assert TypeAdapter[str](Line).validate_python(text) == text
    assert TypeAdapter[str](Paragraph).validate_python(text) == text


def test_a_line_loses_line_ends_and_what_nobody_sees() -> None:
    assert clean_line("  Écocyclerie\r\nde\tVayres\x00\x1b \u202e") == "Écocyclerie de Vayres"


def test_a_paragraph_keeps_its_lines() -> None:
    assert clean_paragraph("un\r\ndeux\rtrois\n\n\x07quatre\n") == "un\ndeux\ntrois\n\nquatre"


def test_accents_typed_in_two_signs_become_one() -> None:
    assert clean_line("e\u0301cole") == "école"


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_paragraph(clean_paragraph(text)) == clean_paragraph(text)
    clean_paragraph(text).encode()


def test_the_limit_is_said_with_the_count() -> None:
    assert refusal(Paragraph, "é" * 10_000) == (
        "Ce texte compte 10\u202f000\u00a0caractères\u202f; la limite est de 4\u202f000."
    )
    assert refusal(Line, "a" * 201) == (
        "Ce texte compte 201\u00a0caractères\u202f; la limite est de 200."
    )
    assert len(TypeAdapter[str](Paragraph).validate_python("a" * 4_000)) == 4_000
    assert len(TypeAdapter[str](Line).validate_python("a" * 200)) == 200


def test_a_text_is_a_text() -> None:
    with pytest.raises(ValidationError):
        TypeAdapter[str](Line).validate_python(12)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("naima@exemple.fr", "naima@exemple.fr"),
        (" Naima.T+essai@Exemple.FR ", "Naima.T+essai@exemple.fr"),
        ("a@sous.domaine-long.asso.fr", "a@sous.domaine-long.asso.fr"),
        ("contact@forêt.fr", "contact@forêt.fr"),
    ],
)
def test_an_address_is_kept(typed: str, kept: str) -> None:
    assert parse_email(typed) == kept


def test_an_address_without_at_says_so() -> None:
    assert refusal(Email, "naima.exemple.fr") == (
        "Il manque le signe @ dans l\u2019adresse «\u00a0naima.exemple.fr\u00a0»."
    )


@pytest.mark.parametrize(
    "typed",
    [
        "a@",
        "@b.fr",
        "a@b",
        "a b@c.fr",
        "a@b..fr",
        "a@-b.fr",
        "a@@b.fr",
        "a..b@c.fr",
        ".a@c.fr",
        "a@1.2.3.4",
        "<a@b.fr>",
        "a@b.fr,c@d.fr",
        f"{'a' * 250}@b.fr",
    ],
)
def test_a_broken_address_is_refused(typed: str) -> None:
    assert "n\u2019est pas complète" in refusal(Email, typed)


@pytest.mark.parametrize(
    "typed",
    [
        "0612345678",
        "06 12 34 56 78",
        "06.12.34.56.78",
        "06-12-34-56-78",
        "06\u00a012\u202f34 56 78",
        "+33612345678",
        "+33 (0)6 12 34 56 78",
        "+33 06 12 34 56 78",
        "0033 6 12 34 56 78",
    ],
)
def test_a_french_phone_has_one_form(typed: str) -> None:
    assert parse_phone(typed) == "06 12 34 56 78"


def test_foreign_and_short_phones_are_kept() -> None:
    assert parse_phone("+32 2 555 12 12") == "+3225551212"
    assert parse_phone("0032 2 555 12 12") == "+3225551212"
    assert parse_phone("3949") == "3949"
    assert TypeAdapter[str](Phone).validate_python(3949) == "3949"


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("061234567", "Ce numéro compte 9\u00a0chiffres\u202f; il en faut 10."),
        ("1612345678", "Un numéro français commence par 0."),
        ("+12", "Ce numéro étranger compte 2\u00a0chiffres\u202f; il en faut de 7 à 15."),
        ("6 12 34 56 7B", "n\u2019est pas un numéro de téléphone"),
        ("", "n\u2019est pas un numéro de téléphone"),
    ],
)
def test_a_broken_phone_is_refused(typed: str, part: str) -> None:
    assert part in refusal(Phone, typed)


@pytest.mark.parametrize(
    "typed", ["73282932000074", "732 829 320 00074", "732\u00a0829\u202f320.00074", 73282932000074]
)
def test_a_siret_is_kept_as_fourteen_digits(typed: str | int) -> None:
    assert TypeAdapter[str](Siret).validate_python(typed) == "73282932000074"
    assert parse_siret(typed) == "73282932000074"


def test_offices_of_la_poste_follow_their_own_rule() -> None:
    assert parse_siret("35600000049837") == "35600000049837"
    assert parse_siret("35600000000048") == "35600000000048"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("7328293200007", "Ce SIRET compte 13\u00a0chiffres\u202f; il en faut 14."),
        ("73282932000075", "Ce SIRET n\u2019est pas valide\u00a0: vérifiez les chiffres."),
        ("00000000000000", "Ce SIRET n\u2019est pas valide\u00a0: vérifiez les chiffres."),
        ("35600000049838", "Ce SIRET n\u2019est pas valide\u00a0: vérifiez les chiffres."),
        ("7328293200007A", "Ce SIRET contient autre chose que des chiffres\u00a0: retirez-le."),
    ],
)
def test_a_wrong_siret_says_what_is_wrong(typed: str, sentence: str) -> None:
    assert refusal(Siret, typed) == sentence


def test_a_siren_is_checked_too() -> None:
    assert parse_siren("732 829 320") == "732829320"
    assert refusal(Siren, "73282932") == "Ce SIREN compte 8\u00a0chiffres\u202f; il en faut 9."
    assert "pas valide" in refusal(Siren, "732829321")


@given(st.integers(min_value=0, max_value=13), st.integers(min_value=1, max_value=9))
def test_one_mistyped_digit_never_passes(at: int, shift: int) -> None:
    good = "73282932000074"
    wrong = good[:at] + str((int(good[at]) + shift) % 10) + good[at + 1 :]
    with pytest.raises(ValueError, match="pas valide"):
        parse_siret(wrong)
