"""What may be said of an account."""

import pytest
from pydantic import ValidationError

from circular.domain.accounts import (
    AccountDraft,
    FirstAdministratorDraft,
    check_an_administrator_remains,
)
from circular.domain.errors import DomainError
from circular.domain.permissions import Role
from circular.domain.problems import problems_of


def draft(**changes: object) -> AccountDraft:
    """Return a draft with what a test says."""
    told = {"name": "Claire Dubreuil", "email": "claire@exemple.fr", "role": Role.STAFF}
    return AccountDraft.model_validate({**told, **changes})


def fields_of(refusal: ValidationError) -> list[str]:
    """Name the fields that were refused."""
    return [problem.field for problem in problems_of(refusal, AccountDraft)]


def test_a_partner_belongs_to_an_organisation() -> None:
    assert draft(role=Role.PARTNER, organisation_id=3).organisation_id == 3
    with pytest.raises(ValidationError) as refusal:
        draft(role=Role.PARTNER)
    assert fields_of(refusal.value) == ["organisation_id"]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PARTNER])
def test_nobody_else_does(role: Role) -> None:
    with pytest.raises(ValidationError) as refusal:
        draft(role=role, organisation_id=3)
    assert fields_of(refusal.value) == ["organisation_id"]


@pytest.mark.parametrize(
    "email", ["", "claire", "claire@exemple", "a@b@c.fr", "claire dubreuil@x.fr"]
)
def test_an_account_needs_an_address(email: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        draft(email=email)
    assert fields_of(refusal.value) == ["email"]


def test_the_last_administrator_stays() -> None:
    check_an_administrator_remains(others=1)
    with pytest.raises(DomainError, match="dernier compte d’administration"):
        check_an_administrator_remains(others=0)


def test_the_first_administrator_says_name_address_and_password_twice() -> None:
    told = {"name": " Claire ", "email": "claire@Exemple.FR", "password": "a b ", "again": "a b "}
    draft = FirstAdministratorDraft.model_validate(told)

    assert (draft.name, draft.email, draft.password) == ("Claire", "claire@exemple.fr", "a b ")
    assert "a b" not in repr(draft)
