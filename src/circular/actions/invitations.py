"""One-time links: the first administrator, an invitation, a new password."""

from circular.actions import sign_in
from circular.actions.sessions import note
from circular.adapters import passwords, tokens
from circular.domain.accounts import AccountDraft, FirstAdministratorDraft
from circular.domain.errors import DomainError, NotFoundError, Problem
from circular.domain.invitations import LinkKind, OneTimeLink, is_usable
from circular.domain.passwords import COMMON, weaknesses
from circular.domain.permissions import Role
from circular.domain.sessions import EndedBy
from circular.domain.sign_in import AttemptKind, Caller, SignedIn
from circular.store import accounts, meta, moments, sessions
from circular.store import invitations as store
from circular.store import sign_in as credentials
from circular.store.connection import Database, write_tx
from circular.store.rows import Row

__all__ = [
    "ask_reset",
    "begin_first_run",
    "choose_password",
    "create_first_administrator",
    "make_link",
    "make_reset_link",
    "refuse_weak",
    "usable_link",
]


def begin_first_run(db: Database, caller: Caller) -> OneTimeLink:
    """Make the link of the first administrator; an earlier one stops working.

    Raises:
        DomainError: the database is a demonstration, or has an administrator already.
    """
    if meta.is_demonstration(db):
        raise DomainError("Cette base est celle de la démonstration. Choisissez-en une autre.")
    if accounts.has_administrator(db):
        raise DomainError(
            "Cette base a déjà son administrateur. Pour lui rendre l’accès\u00a0: "
            "circular password ADRESSE."
        )
    with write_tx(db):
        return make_link(db, LinkKind.FIRST_ADMINISTRATOR, None, caller)


def make_link(db: Database, kind: LinkKind, account_id: int | None, caller: Caller) -> OneTimeLink:
    """Make a link inside a transaction; the account's earlier ones stop working."""
    token = tokens.new_token()
    expires = caller.at + kind.lifetime
    store.withdraw(db, account_id, now=caller.at)
    store.add(
        db,
        token_hash=tokens.digest(token),
        kind=kind.value,
        account_id=account_id,
        now=caller.at,
        expires=expires,
    )
    return OneTimeLink(account_id=account_id, kind=kind, token=token, expires=expires)


def usable_link(db: Database, kind: LinkKind, token: str, caller: Caller) -> Row:
    """Return a link that may be used, with the account it is for.

    Raises:
        NotFoundError: there is none, or it was used, withdrawn or is over; the sentence is one.
    """
    row = store.by_token(db, tokens.digest(token), kind.value)
    if row is None or not is_usable(
        now=caller.at,
        expires=moments.read(row["expires_at"]),
        used=row["used_at"] is not None,
        withdrawn=row["withdrawn_at"] is not None,
    ):
        raise NotFoundError(kind.refusal)
    return row


def create_first_administrator(
    db: Database, token: str, draft: FirstAdministratorDraft, caller: Caller
) -> SignedIn:
    """Create the first administrator from the link printed by `circular init`, and let them in.

    Raises:
        NotFoundError: the link is not usable.
        DomainError: the password is weak or common; it is a demonstration database.
    """
    link = usable_link(db, LinkKind.FIRST_ADMINISTRATOR, token, caller)
    if meta.is_demonstration(db):
        raise NotFoundError(LinkKind.FIRST_ADMINISTRATOR.refusal)
    refuse_weak(draft.password, own_words=[draft.name, draft.email])
    kept = passwords.hash_password(draft.password)
    with write_tx(db):
        if accounts.has_administrator(db) or not store.use(db, link["id"], now=caller.at):
            raise NotFoundError(LinkKind.FIRST_ADMINISTRATOR.refusal)
        account_id = _administrator(db, draft, caller)
        credentials.set_password(db, account_id, kept, now=caller.at)
        person = {"account_id": account_id, "name": draft.name}
        note(db, caller.at, person, act="first_administrator", sentence="Premier compte créé.")
        return _entered(db, draft.email, caller)


def choose_password(
    db: Database, kind: LinkKind, token: str, password: str, caller: Caller
) -> SignedIn:
    """Set the password of an invited person, or of one who had lost theirs, and let them in.

    Every session and every other link of the account ends; a second factor is still asked for.

    Raises:
        NotFoundError: the link is not usable.
        DomainError: the password is weak or common.
    """
    link = usable_link(db, kind, token, caller)
    refuse_weak(password, own_words=[link["name"], link["email"] or ""])
    kept = passwords.hash_password(password)
    with write_tx(db):
        if not store.use(db, link["id"], now=caller.at):
            raise NotFoundError(kind.refusal)
        account_id = link["account_id"]
        credentials.set_password(db, account_id, kept, now=caller.at)
        sessions.end_all(db, account_id, now=caller.at, by=EndedBy.SYSTEM.value)
        store.withdraw(db, account_id, now=caller.at)
        sentence = f"Mot de passe choisi par un lien\u00a0: {kind.label.lower()}."
        note(db, caller.at, link, act="password_chosen", sentence=sentence)
        return _entered(db, link["email"], caller)


def ask_reset(db: Database, email: str, caller: Caller) -> None:
    """Count a request for a new password, known address or not.

    Raises:
        TooManyAttemptsError: too many requests.
    """
    sign_in.claim_attempt(db, AttemptKind.LINK, email.strip().casefold(), caller)


def make_reset_link(db: Database, email: str, caller: Caller) -> tuple[OneTimeLink, Row] | None:
    """Make the link to mail to somebody who lost their password, with their account.

    None when the address is nobody's, or the account is closed.
    """
    with write_tx(db):
        account = accounts.by_email(db, email.strip())
        if account is None or account["closed_at"] is not None:
            return None
        person = {"account_id": account["id"], "name": account["name"]}
        how = "par courrier" if caller.address else "depuis la machine"
        sentence = f"Lien pour un nouveau mot de passe demandé {how}."
        note(db, caller.at, person, act="link_asked", sentence=sentence, recognised=False)
        return make_link(db, LinkKind.RESET, account["id"], caller), account


def refuse_weak(password: str, *, own_words: list[str]) -> None:
    """Refuse a new password that is short, made of one's own name, or common.

    Raises:
        DomainError: with the problem on the field `password`.
    """
    found = weaknesses(password, own_words=[*own_words, "circular"])
    if not found and passwords.is_common(password):
        found = [COMMON]
    if found:
        raise DomainError("", [Problem("password", sentence) for sentence in found])


def _administrator(db: Database, draft: FirstAdministratorDraft, caller: Caller) -> int:
    """Create the account, or take over the one that has the same address."""
    told = AccountDraft(name=draft.name, email=draft.email, role=Role.ADMINISTRATOR)
    known = accounts.by_email(db, told.email)
    if known is None:
        local = caller.at.astimezone().replace(tzinfo=None)
        return accounts.add(db, name=told.name, email=told.email, role=told.role.value, now=local)
    accounts.change(
        db,
        known["id"],
        {"name": told.name, "role": told.role.value, "organisation_id": None, "closed_at": None},
    )
    return int(known["id"])


def _entered(db: Database, email: str, caller: Caller) -> SignedIn:
    account = accounts.by_email(db, email)
    if account is None:
        raise NotFoundError(LinkKind.FIRST_ADMINISTRATOR.refusal)
    return sign_in.enter(db, account, caller)
