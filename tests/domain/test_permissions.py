"""The table of rights: who holds what."""

from circular.domain.permissions import PERMISSIONS, Permission, Role


def test_the_administrator_holds_everything() -> None:
    assert PERMISSIONS[Role.ADMINISTRATOR] == frozenset(Permission)


def test_everybody_reads_the_dashboard() -> None:
    assert all(Permission.SEE_DASHBOARD in PERMISSIONS[role] for role in Role)


def test_whoever_edits_may_read() -> None:
    for held in PERMISSIONS.values():
        for permission in held:
            if permission.name.startswith("EDIT_"):
                reading = permission.name.replace("EDIT_", "SEE_")
                if reading in Permission.__members__:
                    assert Permission[reading] in held


def test_elected_officials_change_nothing_of_the_association() -> None:
    assert not [p for p in PERMISSIONS[Role.ELECTED] if p.name.startswith("EDIT_")]
