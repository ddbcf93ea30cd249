"""What a visitor may do comes from their role alone."""

import pytest

from circular.domain.errors import NotAllowedError
from circular.domain.permissions import Permission, Role
from circular.domain.visitors import Visitor, require


def visitor(role: Role) -> Visitor:
    """Return a visitor of a role, in organisation 3."""
    return Visitor(account_id=1, name="Essai", role=role, organisation_id=3)


def test_a_missing_permission_is_refused_with_a_remedy() -> None:
    with pytest.raises(NotAllowedError, match="Demandez-le à l’administrateur"):
        require(visitor(Role.ELECTED), Permission.EDIT_PIPELINE)


def test_a_held_permission_lets_through() -> None:
    require(visitor(Role.STAFF), Permission.EDIT_PIPELINE)


def test_only_a_partner_is_bound_to_an_organisation() -> None:
    assert visitor(Role.PARTNER).own_organisation == 3
    assert visitor(Role.STAFF).own_organisation is None
