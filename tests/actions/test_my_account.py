"""Looking after one's own account."""

import pytest

from circular.actions import my_account
from circular.domain.errors import DomainError, NotFoundError
from circular.domain.passwords import PasswordChange
from circular.domain.sign_in import TooManyAttemptsError
from circular.domain.visitors import Visitor
from circular.queries.journal import history_of
from circular.queries.sessions import presence
from circular.queries.sign_in import enrolment, own_factor
from circular.store.connection import Database
from tests.builders.accounts import PASSWORD, add_account, caller, code_of, key, signed_in

NEW = "quatre mots tout à fait neufs"


@pytest.fixture
def me(db: Database, administrator: Visitor) -> Visitor:
    """Return somebody signed in."""
    add_account(db, administrator)
    found = presence(db, signed_in(db).token, now=caller().at)
    assert found is not None
    return found.visitor


def change(current: str = PASSWORD, password: str = NEW) -> PasswordChange:
    """Return a change of password."""
    return PasswordChange(current=current, password=password, again=password)


def test_a_new_password_replaces_the_old_and_ends_the_other_sessions(
    db: Database, me: Visitor
) -> None:
    other = signed_in(db)

    assert my_account.change_password(db, me, change(), caller()) == 1

    assert presence(db, other.token, now=caller().at) is None
    with pytest.raises(DomainError):
        signed_in(db)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (change(current="ce n’est pas lui"), "current"),
        (change(password="court"), "password"),
        (change(password="azertyuiop123"), "password"),
        (change(password="clairedubreuil"), "password"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    db: Database, me: Visitor, draft: PasswordChange, field: str
) -> None:
    with pytest.raises(DomainError) as refusal:
        my_account.change_password(db, me, draft, caller())

    assert [problem.field for problem in refusal.value.problems] == [field]
    assert signed_in(db)


def test_an_open_page_left_alone_does_not_let_one_guess_the_password(
    db: Database, me: Visitor
) -> None:
    for _ in range(5):
        with pytest.raises(DomainError):
            my_account.change_password(db, me, change(current="faux"), caller())

    with pytest.raises(TooManyAttemptsError):
        my_account.change_password(db, me, change(), caller())
    refused = [line for line in history_of(db, "account", me.account_id) if line.act == "refused"]
    assert len(refused) == 5
    assert {line.account_name for line in refused} == {"Personne non reconnue"}


def test_a_second_factor_is_shown_then_proved_then_kept(db: Database, me: Visitor) -> None:
    account_id = me.account_id or 0
    assert enrolment(db, account_id, key=key(), issuer="Circular") is None
    with pytest.raises(NotFoundError):
        my_account.confirm_second_factor(db, me, "000000", key=key(), caller=caller())

    my_account.begin_second_factor(db, me, PASSWORD, caller())
    shown = enrolment(db, account_id, key=key(), issuer="Circular")
    assert shown is not None
    assert shown.secret in shown.address
    with pytest.raises(DomainError) as refusal:
        my_account.confirm_second_factor(db, me, "000000", key=key(), caller=caller())
    assert [problem.field for problem in refusal.value.problems] == ["code"]
    assert history_of(db, "account", account_id, limit=1)[0].act == "refused"

    code = code_of(db, account_id)
    codes = my_account.confirm_second_factor(db, me, code, key=key(), caller=caller())
    assert len(codes) == own_factor(db, account_id, me.role).codes_left == 10
    assert enrolment(db, account_id, key=key(), issuer="Circular") is None
    with pytest.raises(DomainError, match="déjà en place"):
        my_account.begin_second_factor(db, me, PASSWORD, caller())

    fresh = my_account.renew_recovery_codes(db, me, PASSWORD, caller())
    assert not set(fresh) & set(codes)
    my_account.drop_second_factor(db, me, PASSWORD, caller())
    assert not own_factor(db, account_id, me.role).is_set
    for act in (my_account.drop_second_factor, my_account.renew_recovery_codes):
        with pytest.raises(NotFoundError):
            act(db, me, PASSWORD, caller())


def test_the_demonstration_s_people_have_no_password(db: Database, staff: Visitor) -> None:
    with pytest.raises(NotFoundError, match="démonstration"):
        my_account.change_password(db, staff, change(), caller())
