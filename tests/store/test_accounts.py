"""Accounts in the store."""

import sqlite3

import pytest

from circular.store import accounts
from circular.store.connection import Database
from tests.conftest import NOW


def add(db: Database, **changes: str) -> int:
    """Add an account with what a test says."""
    told = {"name": "Ada Martin", "role": "staff", "email": "ada@exemple.fr", **changes}
    return accounts.add(db, now=NOW, **told)  # type: ignore[arg-type]


def test_an_account_is_found_by_its_address_whatever_the_case(db: Database) -> None:
    account_id = add(db)
    found = accounts.by_email(db, "ADA@EXEMPLE.FR")

    assert found is not None
    assert (found["id"], found["password_hash"], found["has_second_factor"]) == (
        account_id,
        None,
        0,
    )
    assert accounts.by_email(db, "ad_@exemple.fr") is None


def test_the_last_wall_keeps_one_account_per_address(db: Database) -> None:
    add(db)

    with pytest.raises(sqlite3.IntegrityError):
        add(db, email="Ada@Exemple.fr")


def test_the_last_wall_keeps_a_partner_with_an_organisation(db: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        add(db, role="partner")
    with pytest.raises(sqlite3.IntegrityError):
        add(db, role="king")


def test_an_administrator_without_a_password_manages_nothing(db: Database) -> None:
    add(db, role="administrator")

    assert accounts.other_administrators(db, 0) == 0
    assert not accounts.has_administrator(db)


def test_an_account_changes_and_others_do_not(db: Database) -> None:
    first, second = add(db), add(db, email="b@exemple.fr")

    accounts.change(db, first, {"name": "Autre nom", "role": "elected"})

    changed, other = accounts.by_id(db, first), accounts.by_id(db, second)
    assert changed is not None
    assert other is not None
    assert (changed["name"], changed["role"]) == ("Autre nom", "elected")
    assert (other["name"], other["role"]) == ("Ada Martin", "staff")


def test_an_organisation_that_does_not_exist_has_no_name(db: Database) -> None:
    assert accounts.organisation_name(db, 999_999) is None
    assert accounts.organisation_name(db, None) is None
    assert [row["name"] for row in accounts.partners(db)] == ["Syndicat d’essai"]
