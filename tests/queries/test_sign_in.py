"""The rules of signing in, and one's second factor."""

from circular.actions import accounts, my_account
from circular.domain.permissions import Role
from circular.domain.sign_in import SignInRules
from circular.domain.visitors import Visitor
from circular.queries import sign_in as queries
from circular.store.connection import Database, write_tx
from tests.builders.accounts import PASSWORD, add_account, caller, key


def test_the_rules_saved_are_the_rules_read(db: Database, administrator: Visitor) -> None:
    rules = SignInRules(idle_hours=3, second_factor_roles=frozenset({Role.STAFF, Role.ELECTED}))
    assert queries.rules(db) == SignInRules()

    accounts.change_rules(db, administrator, rules)

    assert queries.rules(db) == rules


def test_a_factor_stands_nowhere_then_begun(db: Database, administrator: Visitor) -> None:
    account_id = add_account(db, administrator)
    me = Visitor(account_id=account_id, name="Claire Dubreuil", role=Role.STAFF)
    before = queries.own_factor(db, account_id, Role.STAFF)
    assert (before.is_set, before.is_begun, before.is_demanded) == (False, False, False)

    my_account.begin_second_factor(db, me, PASSWORD, caller())
    accounts.change_rules(
        db, administrator, SignInRules(second_factor_roles=frozenset({Role.STAFF}))
    )

    after = queries.own_factor(db, account_id, Role.STAFF)
    assert (after.is_set, after.is_begun, after.is_demanded) == (False, True, True)


def test_the_secret_shown_is_that_of_this_installation(
    db: Database, administrator: Visitor
) -> None:
    account_id = add_account(db, administrator)
    me = Visitor(account_id=account_id, name="Claire Dubreuil", role=Role.STAFF)
    my_account.begin_second_factor(db, me, PASSWORD, caller())

    here = queries.enrolment(db, account_id, key=key(), issuer="Circular")
    elsewhere = queries.enrolment(db, account_id, key=b"o" * 32, issuer="Circular")

    assert here is not None
    assert elsewhere is not None
    assert here.secret != elsewhere.secret
    assert here.secret not in "\n".join(db.conn.iterdump())


def test_a_demonstration_awaits_nobody(db: Database, administrator: Visitor) -> None:
    assert not queries.awaits_first_administrator(db)
    with write_tx(db):
        db.conn.execute("UPDATE meta SET value = '0' WHERE key = 'demonstration'")
    assert queries.awaits_first_administrator(db)

    add_account(db, administrator, role=Role.ADMINISTRATOR)
    assert not queries.awaits_first_administrator(db)
