"""Passwords, second factors, recovery codes, attempts and rules in the store."""

from datetime import UTC, datetime, timedelta

from circular.domain.visitors import Visitor
from circular.store import sign_in
from circular.store.connection import Database

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def fail(db: Database, at: datetime, *, subject: str = "s", address: str = "a") -> int:
    """Write a failure."""
    return sign_in.add_attempt(db, kind="password", subject=subject, address=address, now=at)


def test_a_hash_is_renewed_unless_the_password_changed_meanwhile(
    db: Database, staff: Visitor
) -> None:
    account_id = staff.account_id or 0
    sign_in.set_password(db, account_id, "first", now=NOW)
    sign_in.set_password(db, account_id, "second", now=NOW)

    sign_in.renew_hash(db, account_id, was="first", now_kept="lost")
    assert sign_in.password_hash(db, account_id) == "second"
    sign_in.renew_hash(db, account_id, was="second", now_kept="third")
    assert sign_in.password_hash(db, account_id) == "third"


def test_a_counter_only_goes_up(db: Database, staff: Visitor) -> None:
    account_id = staff.account_id or 0
    assert sign_in.begin_second_factor(db, account_id, "salt", now=NOW)

    served = [sign_in.use_counter(db, account_id, step) for step in (5, 5, 4, 6)]

    assert served == [True, False, False, True]


def test_a_confirmed_factor_is_not_begun_anew(db: Database, staff: Visitor) -> None:
    account_id = staff.account_id or 0
    sign_in.begin_second_factor(db, account_id, "one", now=NOW)
    assert sign_in.begin_second_factor(db, account_id, "two", now=NOW)
    sign_in.confirm_second_factor(db, account_id, now=NOW)

    assert not sign_in.begin_second_factor(db, account_id, "three", now=NOW)
    factor = sign_in.second_factor(db, account_id)
    assert factor is not None
    assert factor["salt"] == "two"


def test_recovery_codes_are_replaced_together_and_serve_once(
    db: Database, staff: Visitor, elected: Visitor
) -> None:
    account_id = staff.account_id or 0
    sign_in.set_recovery_codes(db, account_id, ["a", "b"])
    sign_in.set_recovery_codes(db, account_id, ["b", "c"])

    assert sign_in.recovery_codes_left(db, account_id) == 2
    assert not sign_in.use_recovery_code(db, account_id, "a", now=NOW)
    assert not sign_in.use_recovery_code(db, elected.account_id or 0, "b", now=NOW)
    assert sign_in.use_recovery_code(db, account_id, "b", now=NOW)
    assert not sign_in.use_recovery_code(db, account_id, "b", now=NOW)
    assert sign_in.recovery_codes_left(db, account_id) == 1


def test_failures_count_since_the_last_success_and_within_the_window(db: Database) -> None:
    fail(db, NOW - 90 * MINUTE)
    fail(db, NOW - 3 * MINUTE)
    sign_in.prove_right(db, fail(db, NOW - 2 * MINUTE))
    fail(db, NOW - MINUTE)
    fail(db, NOW - MINUTE, subject="other")
    since = NOW - 60 * MINUTE

    of_subject = sign_in.failures_of_subject(db, "password", "s", since=since)
    assert of_subject["failures"] == 1
    assert sign_in.failures_of_subject(db, "code", "s", since=since)["failures"] == 0
    assert sign_in.failures_of_address(db, "a", since=since)["failures"] == 3
    assert sign_in.failures_of_address(db, "b", since=since) == {"failures": 0, "last": None}


def test_old_attempts_are_forgotten(db: Database) -> None:
    fail(db, NOW - timedelta(days=2))
    fail(db, NOW)

    sign_in.forget_old_attempts(db, now=NOW)

    assert db.conn.execute("SELECT COUNT(*) FROM sign_in_attempt").fetchone()[0] == 1


def test_the_rules_are_one_set(db: Database) -> None:
    sign_in.save_rules(db, hours=3, roles=["staff", "elected"], now=NOW)
    sign_in.save_rules(db, hours=4, roles=["staff"], now=NOW)

    assert (sign_in.idle_hours(db), sign_in.second_factor_roles(db)) == (4, ["staff"])
