"""Looking after one's own account: password, second factor, recovery codes."""

from circular.actions.invitations import refuse_weak
from circular.actions.sessions import ENTITY, note
from circular.actions.sign_in import claim_attempt, code_serves, keep_factor
from circular.actions.work import work
from circular.adapters import passwords, tokens
from circular.domain.errors import DomainError, NotFoundError, Problem
from circular.domain.passwords import PasswordChange
from circular.domain.permissions import Permission
from circular.domain.sessions import EndedBy
from circular.domain.sign_in import CODE_REFUSED, AttemptKind, Caller
from circular.domain.visitors import Visitor, require
from circular.store import accounts, invitations, sessions
from circular.store import sign_in as store
from circular.store.connection import Database, write_tx
from circular.store.rows import Row

_OWN = Permission.MANAGE_OWN_ACCOUNT


def change_password(db: Database, author: Visitor, draft: PasswordChange, caller: Caller) -> int:
    """Change one's own password; every other session ends. Return how many did.

    Raises:
        DomainError: the current password is wrong, or the new one weak or common.
        TooManyAttemptsError: too many wrong passwords.
    """
    account = _prove(db, author, draft.current, caller)
    refuse_weak(draft.password, own_words=[account["name"], account["email"] or ""])
    kept = passwords.hash_password(draft.password)
    with work(db, author, _OWN) as unit:
        store.set_password(db, account["id"], kept, now=unit.now)
        invitations.withdraw(db, account["id"], now=unit.now)
        count = sessions.end_all(
            db, account["id"], now=unit.now, by=EndedBy.PERSON.value, but=author.session_id
        )
        unit.note(ENTITY, account["id"], "password_changed", "Mot de passe changé.")
        return count


def begin_second_factor(db: Database, author: Visitor, current: str, caller: Caller) -> None:
    """Prepare a second factor: its secret may then be shown, and must be confirmed by a code.

    Raises:
        DomainError: the current password is wrong, or a second factor stands already.
        TooManyAttemptsError: too many wrong passwords.
    """
    account = _prove(db, author, current, caller)
    with work(db, author, _OWN) as unit:
        if not store.begin_second_factor(db, account["id"], tokens.new_token(), now=unit.now):
            raise DomainError("Votre second facteur est déjà en place.")


def confirm_second_factor(
    db: Database, author: Visitor, code: str, *, key: bytes, caller: Caller
) -> list[str]:
    """Confirm one's own second factor by a code, and return the recovery codes, this once.

    Raises:
        NotFoundError: none was prepared.
        DomainError: the code is wrong.
        TooManyAttemptsError: too many wrong codes.
    """
    require(author, _OWN)
    account_id = author.account_id or 0
    attempt = claim_attempt(db, AttemptKind.CODE, str(account_id), caller)
    with work(db, author, _OWN) as unit:
        factor = store.second_factor(db, account_id)
        if factor is None or factor["confirmed_at"] is not None:
            raise NotFoundError("Aucun second facteur n’est en attente\u00a0: recommencez.")
        if code_serves(db, account_id, code, key=key, at=caller.at):
            store.prove_right(db, attempt)
            codes = keep_factor(db, account_id, now=unit.now)
            unit.note(ENTITY, account_id, "second_factor_set", "Second facteur mis en place.")
            return codes
        unit.note(ENTITY, account_id, "refused", "Code de mise en place du second facteur faux.")
    raise DomainError("", [Problem("code", CODE_REFUSED)])


def renew_recovery_codes(db: Database, author: Visitor, current: str, caller: Caller) -> list[str]:
    """Replace one's recovery codes, and return the new ones, this once.

    Raises:
        NotFoundError: there is no second factor.
        DomainError: the current password is wrong.
        TooManyAttemptsError: too many wrong passwords.
    """
    account = _prove(db, author, current, caller)
    with work(db, author, _OWN) as unit:
        factor = store.second_factor(db, account["id"])
        if factor is None or factor["confirmed_at"] is None:
            raise NotFoundError("Votre compte n’a pas de second facteur.")
        codes = tokens.new_recovery_codes()
        digests = [tokens.recovery_digest(code) for code in codes]
        store.set_recovery_codes(db, account["id"], digests)
        unit.note(ENTITY, account["id"], "recovery_codes", "Codes de secours renouvelés.")
        return codes


def drop_second_factor(db: Database, author: Visitor, current: str, caller: Caller) -> None:
    """Take one's own second factor away, unless one's role demands it.

    Raises:
        NotFoundError: there is none.
        DomainError: the role demands it, or the current password is wrong.
        TooManyAttemptsError: too many wrong passwords.
    """
    account = _prove(db, author, current, caller)
    with work(db, author, _OWN) as unit:
        if author.role.value in store.second_factor_roles(db):
            raise DomainError("Votre rôle demande un second facteur\u00a0: il reste en place.")
        if not store.drop_second_factor(db, account["id"]):
            raise NotFoundError("Votre compte n’a pas de second facteur.")
        unit.note(ENTITY, account["id"], "second_factor_dropped", "Second facteur retiré.")


def _prove(db: Database, author: Visitor, current: str, caller: Caller) -> Row:
    """Return the author's account when the password given is theirs."""
    require(author, _OWN)
    account_id = author.account_id or 0
    account = accounts.by_id(db, account_id)
    if account is None or account["email"] is None:
        raise NotFoundError("Ce compte n’a pas de mot de passe\u00a0: c’est une démonstration.")
    attempt = claim_attempt(db, AttemptKind.PASSWORD, account["email"].casefold(), caller)
    if not passwords.matches(store.password_hash(db, account_id), current):
        sentence = "Mot de passe actuel faux, tapé dans «\u00a0Mon compte\u00a0»."
        person = {"account_id": account_id, "name": account["name"]}
        with write_tx(db):
            note(db, caller.at, person, act="refused", sentence=sentence, recognised=False)
        raise DomainError("", [Problem("current", "Ce n’est pas votre mot de passe actuel.")])
    with write_tx(db):
        store.prove_right(db, attempt)
    return account
