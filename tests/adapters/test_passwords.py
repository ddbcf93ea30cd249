"""Hashing passwords for real."""

import pytest
from argon2 import PasswordHasher

from circular.adapters import passwords

PASSWORD = "tournesol vélo marmite 47"


def test_what_is_kept_is_argon2id_under_the_recommended_parameters() -> None:
    kept = passwords.hash_password(PASSWORD)
    recommended = PasswordHasher()

    assert kept.startswith(
        f"$argon2id$v=19$m={recommended.memory_cost},t={recommended.time_cost},"
        f"p={recommended.parallelism}$"
    )
    assert PASSWORD not in kept
    assert kept != passwords.hash_password(PASSWORD)
    assert not passwords.is_outdated(kept)


def test_only_the_right_password_matches() -> None:
    kept = passwords.hash_password(PASSWORD)

    assert passwords.matches(kept, PASSWORD)
    assert not passwords.matches(kept, PASSWORD + " ")
    assert not passwords.matches(kept, PASSWORD.upper())
    assert not passwords.matches(kept, "")
    assert not passwords.matches(kept, "x" * 100_000)


@pytest.mark.parametrize("kept", [None, "", "pas une empreinte", "$argon2id$v=19$m=1$x"])
def test_nothing_matches_what_is_no_hash(kept: str | None) -> None:
    assert not passwords.matches(kept, PASSWORD)


def test_older_parameters_are_seen() -> None:
    assert passwords.is_outdated(PasswordHasher(time_cost=1, memory_cost=8192).hash(PASSWORD))


@pytest.mark.parametrize(
    "password",
    ["azertyuiop123", "AZERTYUIOP123", "bonjourbonjour", "123456789012", "jetaimemonamour"],
)
def test_common_passwords_are_known_in_french_too_and_whatever_their_case(password: str) -> None:
    assert passwords.is_common(password)


@pytest.mark.parametrize("password", [PASSWORD, "quatre mots tout à fait neufs", "é" * 12])
def test_others_are_not(password: str) -> None:
    assert not passwords.is_common(password)
