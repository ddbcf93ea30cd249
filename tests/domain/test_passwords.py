"""Which passwords may be kept."""

import pytest
from pydantic import ValidationError

from circular.domain.passwords import NewPassword, canonical, weaknesses

OWN = ["Claire Dubreuil", "claire.dubreuil@exemple.fr", "circular"]


@pytest.mark.parametrize("length", [0, 1, 11])
def test_a_short_password_is_refused_with_both_figures(length: int) -> None:
    found = weaknesses("x" * length, own_words=[])

    assert found == [f"Ce mot de passe compte {length} caractères\u202f; il en faut 12."]


@pytest.mark.parametrize(
    "password",
    ["tournesol vélo 47", "!!!!????----", "motdepasse sans majuscule", "ÉÈÀÇÙ éèàçùô", "1" * 12],
)
def test_no_sign_is_demanded_and_none_is_forbidden(password: str) -> None:
    assert weaknesses(password, own_words=OWN) == []


def test_a_password_may_be_very_long_but_not_endless() -> None:
    assert weaknesses("x" * 256, own_words=OWN) == []
    assert weaknesses("x" * 257, own_words=OWN) != []


@pytest.mark.parametrize(
    "password", ["clairedubreuil", "Claire.Dubreuil1", "DUBREUILclaire!", "circularClaire12"]
)
def test_one_s_own_name_is_no_password(password: str) -> None:
    assert "votre nom" in weaknesses(password, own_words=OWN)[0]


def test_a_name_inside_a_long_password_is_no_harm() -> None:
    assert weaknesses("Claire plante des tournesols", own_words=OWN) == []


def test_two_encodings_of_an_accent_are_one_password() -> None:
    assert canonical("ve\u0301lo") == canonical("vélo")


def test_the_password_is_typed_twice_and_its_spaces_belong_to_it() -> None:
    assert NewPassword(password=" a ", again=" a ").password == " a "
    with pytest.raises(ValidationError):
        NewPassword(password=" a ", again="a")
