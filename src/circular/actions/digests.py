"""The weekly digest: wanting it or not, and taking it once a week before it leaves."""

from datetime import datetime

from circular.actions.work import work
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.store import digests as store
from circular.store.connection import Database, write_tx


def choose_digest(db: Database, author: Visitor, *, wanted: bool) -> int:
    """Write whether one wants the weekly digest; return the identifier of the account.

    Raises:
        NotAllowedError: the author may not manage an account.
    """
    with work(db, author, Permission.MANAGE_OWN_ACCOUNT) as unit:
        account_id = author.account_id or 0
        if wanted:
            store.accept(db, account_id)
        else:
            store.refuse(db, account_id, now=unit.now)
        word = "demandé" if wanted else "refusé"
        unit.note("account", account_id, "digest_chosen", f"Courriel hebdomadaire {word}.")
        return account_id


def claim_digest(db: Database, account_id: int, week: str, *, now: datetime) -> bool:
    """Take the digest of a week for a person before it is sent; False when it was taken before."""
    with write_tx(db):
        return store.claim(db, account_id, week, now=now)


def release_digest(db: Database, account_id: int, week: str) -> None:
    """Give the digest of a week back, since it did not leave: the next run sends it."""
    with write_tx(db):
        store.release(db, account_id, week)
