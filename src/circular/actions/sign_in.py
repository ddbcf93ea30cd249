"""Signing in: the password first, then the code of the second factor."""

from datetime import datetime, timedelta

from circular.actions import refusals, sessions
from circular.adapters import passwords, tokens, totp
from circular.domain.errors import DomainError
from circular.domain.sessions import SessionState, is_alive
from circular.domain.sign_in import (
    CODE_REFUSED,
    PER_ADDRESS,
    PER_SUBJECT,
    REFUSED,
    WINDOW,
    AttemptKind,
    Caller,
    Patience,
    SignedIn,
    Step,
    TooManyAttemptsError,
)
from circular.store import accounts, moments
from circular.store import sessions as session_store
from circular.store import sign_in as store
from circular.store.connection import Database, write_tx
from circular.store.rows import Row

TOO_LATE = DomainError("Le temps accordé est passé. Recommencez avec votre mot de passe.")


def sign_in(
    db: Database, *, email: str, password: str, caller: Caller, replacing: str | None = None
) -> SignedIn:
    """Check an address and a password; open a session, or one that waits for the second factor.

    An unknown address, a closed account and a wrong password take the same time and give the same
    sentence. `replacing` is the token of the session that the browser came with.

    Raises:
        DomainError: the address or the password does not fit.
        TooManyAttemptsError: too many failures, for this address typed or this network address.
    """
    attempt = claim_attempt(db, AttemptKind.PASSWORD, email.strip().casefold(), caller)
    found = accounts.by_email(db, email.strip())
    known = found if found is not None and found["closed_at"] is None else None
    kept = known["password_hash"] if known else None
    is_right = passwords.matches(kept, password)
    renewed = passwords.hash_password(password) if _must_renew(kept, is_right=is_right) else None
    with write_tx(db):
        unchanged = known is not None and store.password_hash(db, known["id"]) == kept
        if known is not None and is_right and unchanged:
            store.prove_right(db, attempt)
            if renewed and kept:
                store.renew_hash(db, known["id"], was=kept, now_kept=renewed)
            return enter(db, known, caller, replacing=replacing)
        person = {"account_id": known["id"], "name": known["name"]} if known else None
        _note_failure(db, caller, person, "Connexion refusée\u00a0: adresse ou mot de passe faux.")
    raise DomainError(REFUSED)


def enter(
    db: Database,
    account: Row,
    caller: Caller,
    *,
    replacing: str | None = None,
    granted_until: datetime | None = None,
) -> SignedIn:
    """Let in, inside a transaction, somebody who proved to hold the account's password.

    `account` is a row of `accounts.by_email`. Says what still has to be done. An identity provider
    that stands for the password limits the session (`granted_until`).
    """
    step = Step.OPEN
    if account["has_second_factor"]:
        step = Step.CODE
    elif account["must_have_one"]:
        step = Step.ENROL
        store.begin_second_factor(db, account["id"], tokens.new_token(), now=caller.at)
    if step is Step.OPEN:
        _note_entry(db, caller, {"account_id": account["id"], "name": account["name"]})
    return sessions.open_session(
        db, account["id"], step, caller, replacing=replacing, granted_until=granted_until
    )


def give_code(db: Database, token: str, code: str, *, key: bytes, caller: Caller) -> SignedIn:
    """Check the code of the application, or a recovery code, and open the session.

    `token` is that of the waiting session; it is replaced.

    Raises:
        DomainError: the code is wrong or has served, or the time to give it is over.
        TooManyAttemptsError: too many wrong codes.
    """
    waiting = waiting_session(db, token, now=caller.at)
    account_id = waiting["account_id"]
    attempt = claim_attempt(db, AttemptKind.CODE, str(account_id), caller)
    with write_tx(db):
        factor = store.second_factor(db, account_id)
        stands = factor is not None and factor["confirmed_at"] is not None
        by_code = stands and code_serves(db, account_id, code, key=key, at=caller.at)
        by_recovery = not by_code and store.use_recovery_code(
            db, account_id, tokens.recovery_digest(code), now=caller.at
        )
        if by_code or by_recovery:
            store.prove_right(db, attempt)
            if by_recovery:
                sentence = "Code de secours utilisé."
                sessions.note(db, caller.at, waiting, act="recovery_code", sentence=sentence)
            _note_entry(db, caller, waiting)
            return sessions.open_session(db, account_id, Step.OPEN, caller, replacing=token)
        _note_failure(db, caller, waiting, "Connexion refusée\u00a0: code faux ou déjà utilisé.")
    raise DomainError(CODE_REFUSED)


def enrol(
    db: Database, token: str, code: str, *, key: bytes, caller: Caller
) -> tuple[SignedIn, list[str]]:
    """Confirm the second factor that a role demands; open the session and give recovery codes.

    Raises:
        DomainError: the code is wrong, or the time to give it is over.
        TooManyAttemptsError: too many wrong codes.
    """
    waiting = waiting_session(db, token, now=caller.at)
    account_id = waiting["account_id"]
    attempt = claim_attempt(db, AttemptKind.CODE, str(account_id), caller)
    with write_tx(db):
        factor = store.second_factor(db, account_id)
        fresh = factor is not None and factor["confirmed_at"] is None
        if fresh and code_serves(db, account_id, code, key=key, at=caller.at):
            store.prove_right(db, attempt)
            codes = keep_factor(db, account_id, now=caller.at)
            sentence = "Second facteur mis en place."
            sessions.note(db, caller.at, waiting, act="second_factor_set", sentence=sentence)
            _note_entry(db, caller, waiting)
            opened = sessions.open_session(db, account_id, Step.OPEN, caller, replacing=token)
            return opened, codes
        _note_failure(db, caller, waiting, "Connexion refusée\u00a0: code de mise en place faux.")
    raise DomainError(CODE_REFUSED)


def keep_factor(db: Database, account_id: int, *, now: datetime) -> list[str]:
    """Confirm a second factor inside a transaction, and return its recovery codes."""
    codes = tokens.new_recovery_codes()
    store.confirm_second_factor(db, account_id, now=now)
    store.set_recovery_codes(db, account_id, [tokens.recovery_digest(code) for code in codes])
    return codes


def waiting_session(db: Database, token: str, *, now: datetime) -> Row:
    """Return the session that waits for a second factor.

    Raises:
        DomainError: there is none, or its ten minutes are over.
    """
    row = session_store.by_token(db, tokens.digest(token)) if token else None
    if row is None or row["state"] != SessionState.WAITING.value:
        raise TOO_LATE
    expires, seen = moments.read(row["expires_at"]), moments.read(row["seen_at"])
    idle = timedelta(hours=row["idle_hours"])
    if not is_alive(
        now=now, seen=seen, expires=expires, idle=idle, ended=row["ended_at"] is not None
    ):
        raise TOO_LATE
    return row


def claim_attempt(db: Database, kind: AttemptKind, subject: str, caller: Caller) -> int:
    """Write an attempt down before it is examined, unless it must wait; return its identifier.

    Written first, so that a hundred attempts at the same instant count as a hundred.

    Raises:
        TooManyAttemptsError: too many failures, for this subject or this network address.
    """
    hidden = tokens.digest(subject)
    since = caller.at - WINDOW
    with write_tx(db):
        store.forget_old_attempts(db, now=caller.at)
        of_subject = store.failures_of_subject(db, kind.value, hidden, since=since)
        of_address = store.failures_of_address(db, caller.address, since=since)
        wait = max(
            _wait(of_subject, PER_SUBJECT, caller.at), _wait(of_address, PER_ADDRESS, caller.at)
        )
        if wait <= timedelta(0):
            return store.add_attempt(
                db, kind=kind.value, subject=hidden, address=caller.address, now=caller.at
            )
        sentence = "Trop d’essais manqués\u00a0: les suivants attendent sans être examinés."
        refusals.note_once(db, caller, act="slowed_down", sentence=sentence)
    raise TooManyAttemptsError(wait)


def _wait(failures: Row, patience: Patience, now: datetime) -> timedelta:
    last = moments.read_or_none(failures["last"])
    if last is None:
        return timedelta(0)
    return last + patience.delay(failures["failures"]) - now


def code_serves(db: Database, account_id: int, code: str, *, key: bytes, at: datetime) -> bool:
    """Say whether a code of the application is right, and note that it has served."""
    factor = store.second_factor(db, account_id)
    if factor is None:
        return False
    counter = totp.counter_of(
        totp.secret(key, factor["salt"]), code, at=at, after=factor["last_counter"]
    )
    return counter is not None and store.use_counter(db, account_id, counter)


def _must_renew(kept: str | None, *, is_right: bool) -> bool:
    return is_right and kept is not None and passwords.is_outdated(kept)


def _note_entry(db: Database, caller: Caller, person: Row) -> None:
    sentence = f"Connexion depuis {caller.device}."
    sessions.note(db, caller.at, person, act="signed_in", sentence=sentence)


def _note_failure(db: Database, caller: Caller, person: Row | None, sentence: str) -> None:
    sessions.note(db, caller.at, person, act="refused", sentence=sentence, recognised=False)
