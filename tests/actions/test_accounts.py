"""Managing accounts: by the administrator only, at once, and in the journal."""

from collections.abc import Callable

import pytest

from circular.actions import accounts, my_account, sign_in
from circular.actions.settings import change_settings
from circular.domain.accounts import AccountDraft
from circular.domain.errors import AlreadyDoneError, DomainError, NotAllowedError, NotFoundError
from circular.domain.invitations import LinkKind
from circular.domain.permissions import Role
from circular.domain.settings import AssociationSettings
from circular.domain.sign_in import SignInRules, Step
from circular.domain.visitors import Visitor
from circular.queries import accounts as queries
from circular.queries import journal
from circular.queries.accounts import Account
from circular.queries.sessions import presence
from circular.store.connection import Database
from circular.store.rows import value
from tests.builders.accounts import EMAIL, PASSWORD, add_account, caller, code_of, key, signed_in

Act = Callable[[Database, Visitor], object]
DRAFT = AccountDraft(name="Paul Marsan", email="paul@exemple.fr", role=Role.STAFF)
ACTS: dict[str, Act] = {
    "invite": lambda db, who: accounts.invite(db, who, DRAFT),
    "change": lambda db, who: accounts.change_account(db, who, 1, DRAFT),
    "close": lambda db, who: accounts.close_account(db, who, 1),
    "reopen": lambda db, who: accounts.reopen_account(db, who, 1),
    "link": lambda db, who: accounts.give_link(db, who, 1),
    "factor": lambda db, who: accounts.lift_second_factor(db, who, 1),
    "rules": lambda db, who: accounts.change_rules(db, who, SignInRules()),
}


def account(db: Database, account_id: int) -> Account:
    """Return an account as the administrator sees it."""
    return next(each for each in queries.account_list(db, now=caller().at) if each.id == account_id)


def author_of(db: Database, account_id: int) -> Visitor:
    """Return the visitor that a fresh sign-in makes."""
    found = presence(db, signed_in(db).token, now=caller().at)
    assert found is not None
    assert found.visitor.account_id == account_id
    return found.visitor


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_nobody_but_the_administrator_manages_accounts(
    db: Database, staff: Visitor, elected: Visitor, partner: Visitor, act: Act
) -> None:
    lines = value(db, "SELECT COUNT(*) FROM journal")
    for who in (staff, elected, partner):
        with pytest.raises(NotAllowedError):
            act(db, who)

    assert value(db, "SELECT COUNT(*) FROM journal") == lines


def test_an_invitation_makes_an_account_that_waits(db: Database, administrator: Visitor) -> None:
    link = accounts.invite(db, administrator, DRAFT)

    assert link.kind is LinkKind.INVITATION
    assert link.account_id is not None
    made = account(db, link.account_id)
    assert (made.name, made.email, made.role) == ("Paul Marsan", "paul@exemple.fr", Role.STAFF)
    assert not made.has_password
    assert made.link_until is not None
    assert link.token not in "\n".join(db.conn.iterdump())


def test_the_same_form_sent_twice_invites_once(db: Database, administrator: Visitor) -> None:
    link = accounts.invite(db, administrator, DRAFT, token="t")

    with pytest.raises(AlreadyDoneError) as twice:
        accounts.invite(db, administrator, DRAFT, token="t")
    assert twice.value.record_id == link.account_id


def test_an_address_is_one_account_s_whatever_its_case(
    db: Database, administrator: Visitor
) -> None:
    accounts.invite(db, administrator, DRAFT)
    same = DRAFT.model_copy(update={"email": "PAUL@exemple.fr"})

    with pytest.raises(DomainError) as refusal:
        accounts.invite(db, administrator, same)
    assert [problem.field for problem in refusal.value.problems] == ["email"]


def test_a_partner_joins_an_organisation_that_exists(
    db: Database, administrator: Visitor, partner: Visitor
) -> None:
    there = AccountDraft(
        name="P", email="p@exemple.fr", role=Role.PARTNER, organisation_id=partner.organisation_id
    )
    nowhere = there.model_copy(update={"email": "q@exemple.fr", "organisation_id": 999_999})

    link = accounts.invite(db, administrator, there)
    assert account(db, link.account_id or 0).organisation_name == "Syndicat d’essai"
    with pytest.raises(DomainError) as refusal:
        accounts.invite(db, administrator, nowhere)
    assert [problem.field for problem in refusal.value.problems] == ["organisation_id"]


def test_a_new_role_counts_at_the_next_run_and_is_journalled(
    db: Database, administrator: Visitor
) -> None:
    account_id = add_account(db, administrator)
    token = signed_in(db).token
    elected = AccountDraft(name="Claire Dubreuil", email=EMAIL, role=Role.ELECTED)

    accounts.change_account(db, administrator, account_id, elected)

    found = presence(db, token, now=caller().at)
    assert found is not None
    assert found.visitor.role is Role.ELECTED
    line = journal.history_of(db, "account", account_id, limit=1)[0]
    assert line.act == "role_changed"
    assert [(c.title, c.before, c.after) for c in line.changes] == [("Rôle", "Équipe", "Élu·e")]


def test_a_page_drawn_before_the_rights_changed_writes_nothing(
    db: Database, administrator: Visitor
) -> None:
    account_id = add_account(db, administrator, role=Role.ADMINISTRATOR)
    add_account(db, administrator, email="autre@exemple.fr", role=Role.ADMINISTRATOR)
    author = author_of(db, account_id)
    staff = AccountDraft(name="Claire Dubreuil", email=EMAIL, role=Role.STAFF)
    accounts.change_account(db, administrator, account_id, staff)

    with pytest.raises(NotAllowedError, match="vos droits ont changé"):
        change_settings(db, author, AssociationSettings(association_name="Pirate"))


def test_a_closed_account_is_out_at_once_and_its_open_page_writes_nothing(
    db: Database, administrator: Visitor
) -> None:
    account_id = add_account(db, administrator)
    author = author_of(db, account_id)
    token = signed_in(db).token

    accounts.close_account(db, administrator, account_id)

    assert presence(db, token, now=caller().at) is None
    with pytest.raises(NotAllowedError):
        my_account.begin_second_factor(db, author, PASSWORD, caller())
    assert account(db, account_id).is_closed
    with pytest.raises(NotFoundError):
        accounts.close_account(db, administrator, account_id)
    with pytest.raises(NotFoundError):
        accounts.give_link(db, administrator, account_id)


def test_an_account_that_is_opened_again_keeps_its_password(
    db: Database, administrator: Visitor
) -> None:
    account_id = add_account(db, administrator)
    accounts.close_account(db, administrator, account_id)
    accounts.reopen_account(db, administrator, account_id)

    assert signed_in(db).step is Step.OPEN


def test_the_last_administrator_can_be_neither_closed_nor_demoted(
    db: Database, administrator: Visitor
) -> None:
    last = add_account(db, administrator, role=Role.ADMINISTRATOR)
    staff = AccountDraft(name="Claire Dubreuil", email=EMAIL, role=Role.STAFF)

    with pytest.raises(DomainError, match="dernier compte d’administration"):
        accounts.close_account(db, administrator, last)
    with pytest.raises(DomainError, match="dernier compte d’administration"):
        accounts.change_account(db, administrator, last, staff)

    add_account(db, administrator, email="autre@exemple.fr", role=Role.ADMINISTRATOR)
    accounts.change_account(db, administrator, last, staff)
    assert account(db, last).role is Role.STAFF


def test_nobody_closes_their_own_account(db: Database, administrator: Visitor) -> None:
    with pytest.raises(DomainError, match="votre propre compte"):
        accounts.close_account(db, administrator, administrator.account_id or 0)


def test_a_link_resets_a_password_that_was_chosen_and_replaces_the_link_before(
    db: Database, administrator: Visitor
) -> None:
    account_id = add_account(db, administrator)

    first = accounts.give_link(db, administrator, account_id)
    second = accounts.give_link(db, administrator, account_id)

    assert (first.kind, second.kind) == (LinkKind.RESET, LinkKind.RESET)
    assert value(db, "SELECT COUNT(*) FROM one_time_link WHERE withdrawn_at IS NOT NULL") == 1


def test_a_link_needs_an_address(db: Database, administrator: Visitor, staff: Visitor) -> None:
    with pytest.raises(DomainError, match="adresse électronique"):
        accounts.give_link(db, administrator, staff.account_id or 0)


def test_a_lost_second_factor_is_lifted_and_the_sessions_end(
    db: Database, administrator: Visitor
) -> None:
    account_id = add_account(db, administrator)
    author = author_of(db, account_id)
    my_account.begin_second_factor(db, author, PASSWORD, caller())
    code = code_of(db, account_id)
    my_account.confirm_second_factor(db, author, code, key=key(), caller=caller())
    assert account(db, account_id).has_second_factor

    accounts.lift_second_factor(db, administrator, account_id)

    assert not account(db, account_id).has_second_factor
    assert account(db, account_id).open_sessions == 0
    assert signed_in(db).step is Step.OPEN
    with pytest.raises(NotFoundError):
        accounts.lift_second_factor(db, administrator, account_id)


def test_a_factor_newly_demanded_ends_the_sessions_that_lack_it(
    db: Database, administrator: Visitor
) -> None:
    add_account(db, administrator)
    add_account(db, administrator, email="elu@exemple.fr", role=Role.ELECTED)
    staff, elected = signed_in(db), signed_in(db, email="elu@exemple.fr")
    rules = SignInRules(second_factor_roles=frozenset({Role.STAFF}))

    ended = accounts.change_rules(db, administrator, rules)

    assert ended == 1
    assert presence(db, staff.token, now=caller().at) is None
    assert presence(db, elected.token, now=caller().at) is not None


def test_an_administrator_does_not_shut_the_door_on_themselves(
    db: Database, administrator: Visitor
) -> None:
    account_id = add_account(db, administrator, role=Role.ADMINISTRATOR)
    author = author_of(db, account_id)

    with pytest.raises(DomainError) as refusal:
        accounts.change_rules(
            db, author, SignInRules(second_factor_roles=frozenset({Role.ADMINISTRATOR}))
        )
    assert [problem.field for problem in refusal.value.problems] == ["second_factor_roles"]


def test_a_new_idle_time_counts_at_once(db: Database, administrator: Visitor) -> None:
    from datetime import timedelta

    add_account(db, administrator)
    token = sign_in.sign_in(db, email=EMAIL, password=PASSWORD, caller=caller()).token
    later = caller(after=timedelta(hours=2)).at
    assert presence(db, token, now=later) is not None

    accounts.change_rules(db, administrator, SignInRules(idle_hours=1))

    assert presence(db, token, now=later) is None
