"""Coded values bear their French word and are found again by their code."""

import pytest

from circular.domain.agreements import AgreementState
from circular.domain.permissions import Role
from circular.domain.tracked_matches import MatchStage


def test_a_member_is_its_code_and_bears_its_word() -> None:
    assert str(Role.STAFF) == "staff"
    assert Role.STAFF.label == "Équipe"


def test_a_code_finds_its_member() -> None:
    assert Role("elected") is Role.ELECTED
    with pytest.raises(ValueError, match="unknown"):
        Role("unknown")


def test_a_badge_has_a_sign_an_icon_and_a_colour_beside_the_word() -> None:
    signed = AgreementState("signed")
    assert (signed.written, signed.icon, signed.colour) == ("● Signée", "task_alt", "green")
    for kind in (AgreementState, MatchStage):
        assert len({each.glyph for each in kind}) == len(kind), "a list tells them by the sign"
        assert all(each.icon and each.colour for each in kind)
