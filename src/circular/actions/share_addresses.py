"""The read-only addresses of a frozen situation: giving one, revoking it, noting a reading."""

from datetime import UTC, date, datetime

from circular.actions.work import work
from circular.adapters import tokens
from circular.domain import french
from circular.domain.errors import NotFoundError
from circular.domain.permissions import Permission
from circular.domain.personal_data import private
from circular.domain.share_addresses import ShareDraft
from circular.domain.visitors import Visitor
from circular.store import moments, snapshots
from circular.store import share_addresses as store
from circular.store.connection import Database, write_tx


def give_address(
    db: Database,
    author: Visitor,
    snapshot_id: int,
    draft: ShareDraft,
    *,
    now: datetime | None = None,
) -> str:
    """Return the token of a new address of a frozen situation; it is kept nowhere.

    Raises:
        NotAllowedError: the author may not share figures.
        NotFoundError: there is no such situation, or it is withdrawn.
    """
    with work(db, author, Permission.FREEZE_FIGURES) as unit:
        found = snapshots.by_id(db, snapshot_id)
        if found is None or found["withdrawn_at"] is not None:
            raise NotFoundError("Cette situation n’existe pas, ou elle a été retirée.")
        token, moment = tokens.new_token(), now or datetime.now(UTC)
        expires_at = moment + draft.lifetime.length
        store.add(
            db,
            {
                "snapshot_id": snapshot_id,
                "token_hash": tokens.digest(token),
                "recipient": draft.recipient,
                "created_at": moments.kept(moment),
                "created_by": author.account_id,
                "expires_at": moments.kept(expires_at),
            },
        )
        until = french.day(expires_at.astimezone().date())
        said = f"Adresse de lecture créée pour {private(draft.recipient)}, jusqu’au {until}."
        unit.note("snapshot", snapshot_id, "address_given", said)
        return token


def revoke_address(db: Database, author: Visitor, address_id: int) -> int:
    """Close an address at once and for ever; return its identifier.

    Raises:
        NotAllowedError: the author may not share figures.
        NotFoundError: there is no such address, or it is revoked already.
    """
    with work(db, author, Permission.FREEZE_FIGURES) as unit:
        found = store.by_id(db, address_id)
        if found is None or not store.revoke(db, address_id, at=moments.kept(unit.now)):
            raise NotFoundError("Cette adresse n’existe pas, ou elle est déjà révoquée.")
        said = f"Adresse de lecture révoquée\u00a0: {private(found['recipient'])}."
        unit.note("snapshot", found["snapshot_id"], "address_revoked", said)
        return address_id


def note_address_reading(db: Database, address_id: int, *, on: date) -> None:
    """Count a reading and keep its day, for the team to see that the address serves."""
    with write_tx(db):
        store.note_reading(db, address_id, on=on)
