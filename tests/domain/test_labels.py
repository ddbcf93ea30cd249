"""Coded values bear their French word and are found again by their code."""

import pytest

from circular.domain.permissions import Role


def test_a_member_is_its_code_and_bears_its_word() -> None:
    assert str(Role.STAFF) == "staff"
    assert Role.STAFF.label == "Équipe"


def test_a_code_finds_its_member() -> None:
    assert Role("elected") is Role.ELECTED
    with pytest.raises(ValueError, match="unknown"):
        Role("unknown")
