"""One's own calendar address: giving a new one, revoking it, noting that it is read."""

from datetime import UTC, date, datetime

from circular.actions.work import work
from circular.adapters import tokens
from circular.domain.calendar_feeds import LIFETIME
from circular.domain.errors import DomainError, NotFoundError
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.store import calendar_feeds as store
from circular.store.connection import Database, write_tx


def give_feed(db: Database, author: Visitor, *, now: datetime | None = None) -> str:
    """Return the token of a new address, which is kept nowhere; the one before serves no more.

    Raises:
        NotAllowedError: the author may not manage an account.
        DomainError: the author has no account of their own.
    """
    with work(db, author, Permission.MANAGE_OWN_ACCOUNT) as unit:
        account_id = _own(author)
        token, moment = tokens.new_token(), now or datetime.now(UTC)
        store.put(
            db,
            account_id,
            token_hash=tokens.digest(token),
            now=moment,
            expires_at=moment + LIFETIME,
        )
        sentence = "Adresse de calendrier créée\u202f; la précédente ne sert plus."
        unit.note("account", account_id, "calendar_given", sentence)
        return token


def revoke_feed(db: Database, author: Visitor) -> int:
    """Take one's calendar address away at once; return the identifier of the account.

    Raises:
        NotAllowedError: the author may not manage an account.
        NotFoundError: there is no such address.
    """
    with work(db, author, Permission.MANAGE_OWN_ACCOUNT) as unit:
        account_id = _own(author)
        if not store.drop(db, account_id):
            raise NotFoundError("Vous n’avez pas, ou plus, d’adresse de calendrier.")
        unit.note("account", account_id, "calendar_revoked", "Adresse de calendrier révoquée.")
        return account_id


def note_feed_reading(db: Database, account_id: int, *, on: date) -> None:
    """Write the day on which a calendar read an address, for its owner to see that it serves."""
    with write_tx(db):
        store.note_reading(db, account_id, on=on)


def _own(author: Visitor) -> int:
    if author.account_id is None:
        raise DomainError("Il faut un compte à soi pour avoir une adresse de calendrier.")
    return author.account_id
