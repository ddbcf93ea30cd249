"""Who has an account, and who can be in charge."""

from circular.actions import accounts as actions
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.queries import accounts
from circular.store.connection import Database, write_tx
from tests.builders.accounts import EMAIL, add_account, caller, signed_in


def test_each_role_is_played_on_a_demonstration_and_nowhere_else(db: Database) -> None:
    for role in Role:
        found = accounts.demonstration_visitor(db, role)
        assert found is not None
        assert found.role is role

    with write_tx(db):
        db.conn.execute("UPDATE meta SET value = '0' WHERE key = 'demonstration'")
    assert [accounts.demonstration_visitor(db, role) for role in Role] == [None] * 4
    assert not accounts.is_demonstration(db)


def test_the_team_can_be_in_charge_and_nobody_who_left(
    db: Database, administrator: Visitor
) -> None:
    account_id = add_account(db, administrator)
    assert accounts.advisers(db)[account_id] == "Claire Dubreuil"

    actions.close_account(db, administrator, account_id)

    assert account_id not in accounts.advisers(db)


def test_the_list_tells_what_each_account_lacks(db: Database, administrator: Visitor) -> None:
    account_id = add_account(db, administrator)
    waiting = add_account(db, administrator, email="paul@exemple.fr", password=None)
    signed_in(db)
    found = {each.id: each for each in accounts.account_list(db, now=caller().at)}

    assert found[account_id].email == EMAIL
    assert found[account_id].has_password
    assert found[account_id].open_sessions == 1
    assert found[account_id].last_sign_in is not None
    assert found[account_id].link_until is None
    assert not found[waiting].has_password
    assert found[waiting].link_until is not None
    assert found[administrator.account_id or 0].is_fictitious


def test_the_list_puts_the_closed_accounts_last(db: Database, administrator: Visitor) -> None:
    account_id = add_account(db, administrator)
    actions.close_account(db, administrator, account_id)
    listed = accounts.account_list(db, now=caller().at)

    assert [each.id for each in listed if each.is_closed] == [account_id]
    assert listed[-1].id == account_id
    names = [each.name for each in listed[:-1]]
    assert names == sorted(names)


def test_a_partner_account_may_belong_to_the_partners_of_the_directory(
    db: Database, partner: Visitor
) -> None:
    assert accounts.partners(db) == {partner.organisation_id: "Syndicat d’essai"}
