"""What was presented at the door and refused: each leaves a line, but a thousand leave a few.

Anybody may present anything any number of times: without a limit, a machine would fill a journal
from which no line can be taken away.
"""

from datetime import timedelta

from circular.actions.sessions import ENTITY, note
from circular.adapters import tokens
from circular.domain.invitations import LinkKind, fault_of
from circular.domain.sign_in import Caller
from circular.store import invitations, journal, moments, sessions
from circular.store.connection import Database, write_tx
from circular.store.rows import Row

SAY_EVERY = timedelta(minutes=10)
"""The same refusal, for the same account or for nobody's, is noted once in a while."""


def note_once(
    db: Database, caller: Caller, *, act: str, sentence: str, account: Row | None = None
) -> None:
    """Journal a refusal inside a transaction, unless the same was noted a moment ago.

    `account` has `account_id` and `name`; it is None when what was presented is nobody's.
    """
    if not _was_noted(db, caller, act, account):
        note(db, caller.at, account, act=act, sentence=sentence, recognised=False)


def refuse_link(db: Database, kind: LinkKind, token: str, caller: Caller) -> None:
    """Journal that a one-time link was presented which may not be used, and why."""
    row = invitations.by_token(db, tokens.digest(token), kind.value)
    fault = "il est inconnu, ou son compte est fermé"
    if row is not None:
        fault = fault_of(
            now=caller.at,
            expires=moments.read(row["expires_at"]),
            used=row["used_at"] is not None,
            withdrawn=row["withdrawn_at"] is not None,
        )
    known = row if row is not None and row["account_id"] is not None else None
    sentence = f"Lien refusé, «\u00a0{kind.label.lower()}\u00a0»\u00a0: {fault}."
    _write(db, caller, act="link_refused", sentence=sentence, account=known)


def refuse_cookie(db: Database, token: str, caller: Caller) -> None:
    """Journal that a browser presented a session that never was; one that ended is no news."""
    if not sessions.is_known(db, tokens.digest(token)):
        sentence = "Témoin de connexion inconnu ou modifié, refusé."
        _write(db, caller, act="cookie_refused", sentence=sentence, account=None)


def _write(db: Database, caller: Caller, *, act: str, sentence: str, account: Row | None) -> None:
    """Look first: a machine that insists must not hold the door that others write through."""
    if not _was_noted(db, caller, act, account):
        with write_tx(db):
            note_once(db, caller, act=act, sentence=sentence, account=account)


def _was_noted(db: Database, caller: Caller, act: str, account: Row | None) -> bool:
    since = caller.at.astimezone().replace(tzinfo=None) - SAY_EVERY
    entity_id = account["account_id"] if account else None
    return journal.was_noted(db, ENTITY, entity_id, act, since=since)
