"""Signing in: right and wrong passwords, codes, delays."""

import statistics
import time
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from circular.actions import accounts, my_account, sign_in
from circular.domain.errors import DomainError
from circular.domain.permissions import Role
from circular.domain.sign_in import CODE_REFUSED, REFUSED, SignInRules, Step, TooManyAttemptsError
from circular.domain.visitors import Visitor
from circular.queries import journal
from circular.queries.sessions import presence
from circular.store import sign_in as credentials
from circular.store.connection import Database
from circular.store.rows import value
from tests.builders.accounts import (
    EMAIL,
    PASSWORD,
    add_account,
    caller,
    code_of,
    key,
    signed_in,
)


def refused(db: Database, *, email: str = EMAIL, password: str = "pas le bon mot de passe") -> str:
    """Try a wrong password and return the sentence."""
    with pytest.raises(DomainError) as refusal:
        sign_in.sign_in(db, email=email, password=password, caller=caller())
    return refusal.value.sentence


def with_factor(db: Database, administrator: Visitor) -> int:
    """Add an account whose second factor is set up, a minute and a half ago."""
    account_id = add_account(db, administrator)
    then = caller(after=timedelta(seconds=-90))
    author = Visitor(account_id=account_id, name="Claire Dubreuil", role=Role.STAFF)
    my_account.begin_second_factor(db, author, PASSWORD, then)
    code = code_of(db, account_id, at=then.at)
    my_account.confirm_second_factor(db, author, code, key=key(), caller=then)
    return account_id


def test_the_right_password_opens_a_session(db: Database, administrator: Visitor) -> None:
    account_id = add_account(db, administrator)

    entry = signed_in(db)

    assert entry.step is Step.OPEN
    found = presence(db, entry.token, now=caller().at)
    assert found is not None
    assert found.visitor.account_id == account_id
    assert found.visitor.role is Role.STAFF


def test_the_address_is_read_whatever_its_case(db: Database, administrator: Visitor) -> None:
    add_account(db, administrator)

    assert signed_in(db, email=f"  {EMAIL.upper()} ").step is Step.OPEN


def test_an_accent_typed_in_two_pieces_is_the_same_password(
    db: Database, administrator: Visitor
) -> None:
    add_account(db, administrator)

    decomposed = PASSWORD.replace("é", "e\u0301")

    assert sign_in.sign_in(db, email=EMAIL, password=decomposed, caller=caller())


def test_wrong_password_unknown_account_and_closed_account_read_alike(
    db: Database, administrator: Visitor
) -> None:
    add_account(db, administrator)
    other = add_account(db, administrator, email="paul@exemple.fr")
    accounts.close_account(db, administrator, other)

    assert refused(db) == REFUSED
    assert refused(db, email="personne@exemple.fr") == REFUSED
    assert refused(db, email="paul@exemple.fr", password=PASSWORD) == REFUSED


def test_an_account_without_a_password_lets_nobody_in(db: Database, administrator: Visitor) -> None:
    add_account(db, administrator, password=None)

    assert refused(db, password="") == REFUSED
    assert refused(db) == REFUSED


def test_an_unknown_account_takes_as_long_as_a_wrong_password(
    db: Database, administrator: Visitor
) -> None:
    add_account(db, administrator)
    refused(db, email="premier@exemple.fr")  # the decoy is drawn once
    spent: dict[str, list[float]] = {EMAIL: [], "personne@exemple.fr": []}

    for _ in range(4):
        for email, times in spent.items():
            start = time.perf_counter()
            refused(db, email=email)
            times.append(time.perf_counter() - start)

    known, unknown = (statistics.median(times) for times in spent.values())
    assert 0.5 < known / unknown < 2


def test_failures_slow_down_the_account_from_any_address(
    db: Database, administrator: Visitor
) -> None:
    add_account(db, administrator)
    for number in range(5):
        with pytest.raises(DomainError):
            sign_in.sign_in(
                db, email=EMAIL, password="faux", caller=caller(address=f"192.0.2.{number}")
            )

    with pytest.raises(TooManyAttemptsError):
        signed_in(db, at=caller(address="198.51.100.1"))

    assert signed_in(db, at=caller(after=timedelta(seconds=5))).step is Step.OPEN


def test_an_unknown_account_slows_down_just_the_same(db: Database) -> None:
    for _ in range(5):
        refused(db, email="personne@exemple.fr")

    with pytest.raises(TooManyAttemptsError):
        sign_in.sign_in(db, email="personne@exemple.fr", password="x", caller=caller())


def test_an_address_that_tries_many_accounts_slows_down(db: Database) -> None:
    for number in range(20):
        refused(db, email=f"personne{number}@exemple.fr")

    with pytest.raises(TooManyAttemptsError):
        sign_in.sign_in(db, email="autre@exemple.fr", password="x", caller=caller())


def test_a_right_password_forgets_the_failures_of_the_account(
    db: Database, administrator: Visitor
) -> None:
    add_account(db, administrator)
    for _ in range(4):
        refused(db)
    signed_in(db)

    for _ in range(4):
        refused(db)

    assert signed_in(db).step is Step.OPEN


def test_signing_in_renews_the_session_that_the_browser_came_with(
    db: Database, administrator: Visitor
) -> None:
    add_account(db, administrator)
    first = signed_in(db)

    second = sign_in.sign_in(
        db, email=EMAIL, password=PASSWORD, caller=caller(), replacing=first.token
    )

    assert presence(db, first.token, now=caller().at) is None
    assert presence(db, second.token, now=caller().at) is not None


def test_a_token_that_an_attacker_chose_is_never_taken_over(
    db: Database, administrator: Visitor
) -> None:
    add_account(db, administrator)

    entry = sign_in.sign_in(
        db, email=EMAIL, password=PASSWORD, caller=caller(), replacing="jeton-choisi-par-un-autre"
    )

    assert entry.token != "jeton-choisi-par-un-autre"
    assert presence(db, "jeton-choisi-par-un-autre", now=caller().at) is None


def test_a_hash_of_old_parameters_is_renewed_at_the_next_sign_in(
    db: Database, administrator: Visitor
) -> None:
    account_id = add_account(db, administrator)
    old = PasswordHasher(time_cost=1, memory_cost=8192).hash(PASSWORD)
    credentials.set_password(db, account_id, old, now=caller().at)

    signed_in(db)

    renewed = credentials.password_hash(db, account_id)
    assert renewed is not None
    assert renewed != old
    assert not PasswordHasher().check_needs_rehash(renewed)
    assert signed_in(db).step is Step.OPEN


def test_a_second_factor_is_asked_for_before_the_session_opens(
    db: Database, administrator: Visitor
) -> None:
    account_id = with_factor(db, administrator)

    waiting = signed_in(db)
    assert waiting.step is Step.CODE
    assert presence(db, waiting.token, now=caller().at) is None

    entry = sign_in.give_code(
        db, waiting.token, code_of(db, account_id), key=key(), caller=caller()
    )
    assert entry.step is Step.OPEN
    assert presence(db, entry.token, now=caller().at) is not None
    assert presence(db, waiting.token, now=caller().at) is None


def test_a_code_serves_once(db: Database, administrator: Visitor) -> None:
    account_id = with_factor(db, administrator)
    code = code_of(db, account_id)
    sign_in.give_code(db, signed_in(db).token, code, key=key(), caller=caller())

    with pytest.raises(DomainError, match="Ce code ne convient pas"):
        sign_in.give_code(db, signed_in(db).token, code, key=key(), caller=caller())


@pytest.mark.parametrize("seconds", [-60, 60])
def test_a_clock_off_by_a_minute_is_forgiven(
    db: Database, administrator: Visitor, seconds: int
) -> None:
    account_id = with_factor(db, administrator)
    waiting, now = signed_in(db), caller()
    code = code_of(db, account_id, at=now.at + timedelta(seconds=seconds))

    entry = sign_in.give_code(db, waiting.token, code, key=key(), caller=now)

    assert entry.step is Step.OPEN


@pytest.mark.parametrize("seconds", [-150, 150])
def test_a_clock_off_by_more_is_not(db: Database, administrator: Visitor, seconds: int) -> None:
    account_id = with_factor(db, administrator)
    waiting, now = signed_in(db), caller()
    code = code_of(db, account_id, at=now.at + timedelta(seconds=seconds))

    with pytest.raises(DomainError):
        sign_in.give_code(db, waiting.token, code, key=key(), caller=now)


def test_wrong_codes_slow_down_and_a_right_password_does_not_forget_them(
    db: Database, administrator: Visitor
) -> None:
    with_factor(db, administrator)
    here = caller()
    for _ in range(5):
        waiting = signed_in(db)
        with pytest.raises(DomainError):
            sign_in.give_code(db, waiting.token, "000000", key=key(), caller=here)

    with pytest.raises(TooManyAttemptsError):
        sign_in.give_code(db, signed_in(db).token, "000000", key=key(), caller=here)


def test_the_second_factor_is_waited_for_ten_minutes(db: Database, administrator: Visitor) -> None:
    account_id = with_factor(db, administrator)
    waiting = signed_in(db)
    late = caller(after=timedelta(minutes=10, seconds=1))

    with pytest.raises(DomainError, match="Le temps accordé est passé"):
        sign_in.give_code(
            db, waiting.token, code_of(db, account_id, at=late.at), key=key(), caller=late
        )


def test_a_recovery_code_opens_once_however_it_is_typed(
    db: Database, administrator: Visitor
) -> None:
    account_id = with_factor(db, administrator)
    author = Visitor(account_id=account_id, name="Claire Dubreuil", role=Role.STAFF)
    code = my_account.renew_recovery_codes(db, author, PASSWORD, caller())[0]
    typed = code.upper().replace("-", " ")

    entry = sign_in.give_code(db, signed_in(db).token, typed, key=key(), caller=caller())
    assert entry.step is Step.OPEN
    assert credentials.recovery_codes_left(db, account_id) == 9

    with pytest.raises(DomainError):
        sign_in.give_code(db, signed_in(db).token, code, key=key(), caller=caller())


def test_a_role_that_must_have_a_second_factor_sets_it_up_on_the_way_in(
    db: Database, administrator: Visitor
) -> None:
    account_id = add_account(db, administrator)
    rules = SignInRules(second_factor_roles=frozenset({Role.STAFF}))
    accounts.change_rules(db, administrator, rules)

    waiting = signed_in(db)
    assert waiting.step is Step.ENROL
    with pytest.raises(DomainError):
        sign_in.enrol(db, waiting.token, "000000", key=key(), caller=caller())
    last = journal.history_of(db, "account", account_id, limit=1)[0]
    assert (last.act, last.account_name) == ("refused", "Personne non reconnue")

    entry, codes = sign_in.enrol(
        db, waiting.token, code_of(db, account_id), key=key(), caller=caller()
    )
    assert entry.step is Step.OPEN
    assert len(set(codes)) == 10
    assert signed_in(db).step is Step.CODE


def test_a_factor_that_was_never_confirmed_opens_nothing(
    db: Database, administrator: Visitor
) -> None:
    account_id = add_account(db, administrator)
    rules = SignInRules(second_factor_roles=frozenset({Role.STAFF}))
    accounts.change_rules(db, administrator, rules)
    waiting = signed_in(db)

    with pytest.raises(DomainError) as refusal:
        sign_in.give_code(db, waiting.token, code_of(db, account_id), key=key(), caller=caller())

    assert refusal.value.sentence == CODE_REFUSED


def test_an_open_session_is_no_waiting_one(db: Database, administrator: Visitor) -> None:
    account_id = with_factor(db, administrator)
    waiting = signed_in(db)
    entry = sign_in.give_code(
        db, waiting.token, code_of(db, account_id), key=key(), caller=caller()
    )

    for token in (entry.token, waiting.token, "", "n’importe quoi"):
        with pytest.raises(DomainError, match="Le temps accordé est passé"):
            sign_in.waiting_session(db, token, now=caller().at)


def test_entries_and_refusals_are_journalled_without_any_secret(
    db: Database, administrator: Visitor
) -> None:
    account_id = with_factor(db, administrator)
    refused(db, password="un secret bien visible")
    refused(db, email="personne@exemple.fr", password="un secret bien visible")
    waiting = signed_in(db)
    code = code_of(db, account_id)
    entry = sign_in.give_code(db, waiting.token, code, key=key(), caller=caller())

    acts = {line.act for line in journal.history_of(db, "account", account_id, limit=50)}
    assert {"invited", "password_chosen", "second_factor_set", "refused", "signed_in"} <= acts
    everything = value(
        db, "SELECT group_concat(sentence || changes || account_name || act, '|') FROM journal"
    )
    secrets = ("un secret bien visible", PASSWORD, code, entry.token, waiting.token)
    assert [secret for secret in secrets if secret in everything] == []
    assert "personne@exemple.fr" not in everything


def test_nothing_that_opens_a_door_is_stored_as_it_is(db: Database, administrator: Visitor) -> None:
    account_id = with_factor(db, administrator)
    waiting = signed_in(db)
    entry = sign_in.give_code(
        db, waiting.token, code_of(db, account_id), key=key(), caller=caller()
    )
    dump = "\n".join(db.conn.iterdump())

    assert entry.token not in dump
    assert PASSWORD not in dump
    assert key().hex() not in dump
