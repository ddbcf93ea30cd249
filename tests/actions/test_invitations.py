"""One-time links, and what they open."""

from datetime import timedelta

import pytest

from circular.actions import accounts, invitations
from circular.domain.accounts import FirstAdministratorDraft
from circular.domain.errors import DomainError, NotFoundError
from circular.domain.invitations import LinkKind
from circular.domain.permissions import Role
from circular.domain.sign_in import SignInRules, Step
from circular.domain.visitors import Visitor
from circular.queries.sessions import presence
from circular.queries.sign_in import awaits_first_administrator
from circular.store.connection import Database, write_tx
from tests.builders.accounts import EMAIL, PASSWORD, add_account, caller, signed_in

FIRST = FirstAdministratorDraft(
    name="Ada Martin", email="ada@exemple.fr", password=PASSWORD, again=PASSWORD
)
NEW = "quatre mots tout à fait neufs"


@pytest.fixture
def real(db: Database) -> Database:
    """Return a database that is not a demonstration."""
    with write_tx(db):
        db.conn.execute("UPDATE meta SET value = '0' WHERE key = 'demonstration'")
    return db


def test_a_fresh_database_has_one_first_administrator(real: Database) -> None:
    assert awaits_first_administrator(real)
    link = invitations.begin_first_run(real, caller())

    entry = invitations.create_first_administrator(real, link.token, FIRST, caller())

    found = presence(real, entry.token, now=caller().at)
    assert found is not None
    assert (found.visitor.name, found.visitor.role) == ("Ada Martin", Role.ADMINISTRATOR)
    assert not awaits_first_administrator(real)
    with pytest.raises(DomainError, match="déjà son administrateur"):
        invitations.begin_first_run(real, caller())
    with pytest.raises(NotFoundError):
        invitations.create_first_administrator(real, link.token, FIRST, caller())


def test_of_two_links_printed_one_after_the_other_the_last_counts(real: Database) -> None:
    first = invitations.begin_first_run(real, caller())
    invitations.begin_first_run(real, caller())

    with pytest.raises(NotFoundError):
        invitations.create_first_administrator(real, first.token, FIRST, caller())


def test_a_weak_password_uses_nothing_up(real: Database) -> None:
    link = invitations.begin_first_run(real, caller())
    weak = FIRST.model_copy(update={"password": "azertyuiop123"})

    with pytest.raises(DomainError) as refusal:
        invitations.create_first_administrator(real, link.token, weak, caller())
    assert [problem.field for problem in refusal.value.problems] == ["password"]
    assert invitations.create_first_administrator(real, link.token, FIRST, caller())


@pytest.mark.parametrize("late", [False, True])
def test_a_link_ends_with_its_time(db: Database, administrator: Visitor, *, late: bool) -> None:
    account_id = add_account(db, administrator)
    link = accounts.give_link(db, administrator, account_id)
    when = link.kind.lifetime + timedelta(seconds=5 if late else -60)
    at = caller(after=when)

    if late:
        with pytest.raises(NotFoundError):
            invitations.choose_password(db, link.kind, link.token, NEW, at)
    else:
        assert invitations.choose_password(db, link.kind, link.token, NEW, at)


def test_a_new_password_ends_every_session_and_every_link(
    db: Database, administrator: Visitor
) -> None:
    account_id = add_account(db, administrator)
    before = signed_in(db)
    link = accounts.give_link(db, administrator, account_id)

    entry = invitations.choose_password(db, link.kind, link.token, NEW, caller())

    assert entry.step is Step.OPEN
    assert presence(db, before.token, now=caller().at) is None
    with pytest.raises(NotFoundError):
        invitations.choose_password(db, link.kind, link.token, NEW, caller())
    with pytest.raises(DomainError):
        signed_in(db)


def test_a_link_does_not_get_round_the_second_factor(db: Database, administrator: Visitor) -> None:
    account_id = add_account(db, administrator)
    rules = SignInRules(second_factor_roles=frozenset({Role.STAFF}))
    accounts.change_rules(db, administrator, rules)
    link = accounts.give_link(db, administrator, account_id)

    entry = invitations.choose_password(db, link.kind, link.token, NEW, caller())

    assert entry.step is Step.ENROL
    assert presence(db, entry.token, now=caller().at) is None


def test_a_link_by_mail_is_for_open_accounts(db: Database, administrator: Visitor) -> None:
    account_id = add_account(db, administrator)
    made = invitations.make_reset_link(db, f" {EMAIL.upper()} ", caller())
    assert made is not None
    assert (made[0].kind, made[0].account_id) == (LinkKind.RESET, account_id)

    accounts.close_account(db, administrator, account_id)
    assert invitations.make_reset_link(db, EMAIL, caller()) is None
    assert invitations.make_reset_link(db, "personne@exemple.fr", caller()) is None


def test_one_s_own_name_is_no_password(db: Database, administrator: Visitor) -> None:
    account_id = add_account(db, administrator)
    link = accounts.give_link(db, administrator, account_id)

    with pytest.raises(DomainError) as refusal:
        invitations.choose_password(db, link.kind, link.token, "Claire-Dubreuil", caller())
    assert "votre nom" in refusal.value.problems[0].sentence
