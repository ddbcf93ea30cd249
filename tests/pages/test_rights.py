"""The page « Qui peut quoi »: the same table as the guards and as docs/droits.md."""

import pytest

from circular.config import ROOT
from circular.domain.permissions import PERMISSIONS, Permission, Role
from circular.ui import navigation
from circular.ui.rights import page_lines
from tests.pages.record_forms import words
from tests.pages_runner import open_page


@pytest.mark.parametrize("role", list(Role))
def test_every_role_reads_the_whole_table(
    monkeypatch: pytest.MonkeyPatch, store_path: object, role: Role
) -> None:
    app = open_page(monkeypatch, role, "rights.py")

    assert not app.exception
    shown = words(app)
    assert f"<b>{len(PERMISSIONS[role])}\u00a0droits</b> sur {len(Permission)}" in shown
    assert all(permission.label in shown for permission in Permission)
    assert all(entry.title in shown for entry in navigation.entries())


def test_a_page_is_open_to_the_roles_that_hold_its_permission() -> None:
    roles = list(Role)
    by_title = {line[0]: line[1:] for line in page_lines()}

    assert by_title["Journal"] == ["oui" if role is Role.ADMINISTRATOR else "" for role in roles]
    assert by_title["Tableau des élus"] == ["oui"] * len(roles)


def test_the_page_of_the_handbook_says_the_same() -> None:
    text = (ROOT / "docs" / "droits.md").read_text(encoding="utf-8")

    for permission in Permission:
        held = ["oui" if permission in PERMISSIONS[role] else "" for role in Role]
        assert f"| {' | '.join([permission.label, *held])} |" in text
