"""Opening, seeing and ending sessions."""

from datetime import datetime

from circular.actions.work import work
from circular.adapters import tokens
from circular.domain import french
from circular.domain.errors import NotFoundError
from circular.domain.permissions import Permission
from circular.domain.personal_data import private
from circular.domain.sessions import ABSOLUTE, WAITING, EndedBy, SessionState
from circular.domain.sign_in import Caller, SignedIn, Step
from circular.domain.visitors import Visitor
from circular.store import accounts, journal, moments
from circular.store import sessions as store
from circular.store.connection import Database, write_tx
from circular.store.rows import Row

ENTITY = "account"


def open_session(
    db: Database,
    account_id: int,
    step: Step,
    caller: Caller,
    *,
    replacing: str | None,
    granted_until: datetime | None = None,
) -> SignedIn:
    """Open a session under a fresh token, inside the transaction of a sign-in.

    The session that the browser came with (`replacing`, its token) ends: whoever knew its cookie
    gains nothing. An identity provider grants the session `granted_until` a moment, which holds
    through the second factor.
    """
    replaced = _end_by_token(db, replacing, caller) if replacing is not None else None
    limit = granted_until or _limit_of(replaced, account_id)
    state = SessionState.OPEN if step is Step.OPEN else SessionState.WAITING
    expires = caller.at + (ABSOLUTE if step is Step.OPEN else WAITING)
    expires = min(expires, limit) if limit else expires
    if replacing is not None and not store.is_known(db, tokens.digest(replacing)):
        sentence = "Le navigateur portait un témoin de connexion inconnu\u00a0: il est remplacé."
        account = {"account_id": account_id, "name": ""}
        note(db, caller.at, account, act="cookie_refused", sentence=sentence, recognised=False)
    token = tokens.new_token()
    store.add(
        db,
        token_hash=tokens.digest(token),
        account_id=account_id,
        state=state.value,
        now=caller.at,
        expires=expires,
        address=caller.address,
        device=caller.device,
        granted_until=limit,
    )
    store.forget_old(db, now=caller.at)
    return SignedIn(token=token, expires=expires, step=step)


def see(db: Database, session_id: int, *, now: datetime) -> None:
    """Note that a session was active; it is not a change of data, so no cache is emptied."""
    with write_tx(db):
        store.see(db, session_id, now=now)


def sign_out(db: Database, token: str, caller: Caller) -> None:
    """End the session of a browser; nothing happens when it has ended already."""
    with write_tx(db):
        row = _end_by_token(db, token, caller)
        if row is not None:
            note(db, caller.at, row, act="signed_out", sentence="Déconnexion.")


def end_own_sessions(
    db: Database, author: Visitor, *, but_this_one: bool, token: str | None = None
) -> int:
    """End one's own sessions, this one included or not, and return how many ended.

    Raises:
        NotAllowedError: the author's session is over.
    """
    with work(db, author, Permission.MANAGE_OWN_ACCOUNT, token=token) as unit:
        kept = author.session_id if but_this_one else None
        account_id = author.account_id or 0
        count = store.end_all(db, account_id, now=unit.now, by=EndedBy.PERSON.value, but=kept)
        sentence = f"Déconnexion partout\u00a0: {french.plural(count, 'session', 'sessions')}."
        unit.note(ENTITY, author.account_id, "signed_out_everywhere", sentence)
        return count


def end_own_session(db: Database, author: Visitor, session_id: int) -> None:
    """End one of one's own sessions.

    Raises:
        NotFoundError: it is not one of theirs, or is over.
    """
    with work(db, author, Permission.MANAGE_OWN_ACCOUNT) as unit:
        ended = store.end(
            db,
            session_id,
            now=unit.now,
            by=EndedBy.PERSON.value,
            account_id=author.account_id or 0,
        )
        if not ended:
            raise NotFoundError("Cette session est déjà terminée.")
        unit.note(ENTITY, author.account_id, "signed_out", "Déconnexion d’un autre appareil.")


def end_sessions_of(
    db: Database, author: Visitor, account_id: int, *, token: str | None = None
) -> int:
    """End every session of somebody's account, and return how many ended.

    Raises:
        NotAllowedError: the author may not manage accounts.
        NotFoundError: there is no such account.
    """
    with work(db, author, Permission.MANAGE_ACCOUNTS, token=token) as unit:
        account = accounts.by_id(db, account_id)
        if account is None:
            raise NotFoundError("Ce compte n’existe pas.")
        count = store.end_all(db, account_id, now=unit.now, by=EndedBy.ADMINISTRATOR.value)
        unit.note(
            ENTITY,
            account_id,
            "signed_out_everywhere",
            f"{private(account['name'])} déconnecté·e partout\u00a0: "
            f"{french.plural(count, 'session', 'sessions')}.",
        )
        return count


def note(
    db: Database,
    at: datetime,
    account: Row | None,
    *,
    act: str,
    sentence: str,
    recognised: bool = True,
) -> None:
    """Journal what happens to an account while nobody is signed in yet.

    `account` has `account_id` and `name`; it is None when the address typed is nobody's. Whoever
    was not recognised signs nothing. The journal keeps the machine's own time.
    """
    author = account if recognised else None
    journal.add(
        db,
        at=at.astimezone().replace(tzinfo=None),
        account_id=author["account_id"] if author else None,
        account_name=author["name"] if author else "Personne non reconnue",
        entity=ENTITY,
        entity_id=account["account_id"] if account else None,
        act=act,
        sentence=sentence,
        changes={},
    )


def _limit_of(replaced: Row | None, account_id: int) -> datetime | None:
    """Return the limit of a session that waited for its second factor, None for all others."""
    if replaced is None or replaced["state"] != SessionState.WAITING.value:
        return None
    if replaced["account_id"] != account_id:
        return None
    return moments.read_or_none(replaced["granted_until"])


def _end_by_token(db: Database, token: str, caller: Caller) -> Row | None:
    row = store.by_token(db, tokens.digest(token))
    if row is None or not store.end(db, row["id"], now=caller.at, by=EndedBy.PERSON.value):
        return None
    return row
