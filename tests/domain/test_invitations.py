"""What makes a one-time link usable."""

from datetime import UTC, datetime, timedelta

import pytest

from circular.domain.invitations import LinkKind, OneTimeLink, fault_of, is_usable

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("kind", list(LinkKind))
def test_each_kind_has_an_address_of_its_own_and_an_end(kind: LinkKind) -> None:
    link = OneTimeLink(account_id=1, kind=kind, token="abc", expires=NOW)

    assert link.path == f"/{kind.address}/abc"
    assert timedelta(0) < kind.lifetime <= timedelta(days=7)
    assert [other for other in LinkKind if other.address == kind.address] == [kind]


def test_a_link_is_usable_once_and_in_time() -> None:
    later = NOW + timedelta(seconds=1)

    assert is_usable(now=NOW, expires=later, used=False, withdrawn=False)
    assert not is_usable(now=NOW, expires=NOW, used=False, withdrawn=False)
    assert not is_usable(now=NOW, expires=later, used=True, withdrawn=False)
    assert not is_usable(now=NOW, expires=later, used=False, withdrawn=True)
    assert fault_of(now=NOW, expires=NOW, used=True, withdrawn=False) == "il a déjà servi"


def test_a_refused_link_says_whom_to_ask_for_another() -> None:
    assert "circular init" in LinkKind.FIRST_ADMINISTRATOR.refusal
    assert LinkKind.INVITATION.refusal == LinkKind.RESET.refusal
    assert "la personne qui administre" in LinkKind.RESET.refusal
