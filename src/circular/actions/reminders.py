"""Raising the reminders of the day, and saying that one has seen one."""

from datetime import date

from circular.actions.work import work
from circular.domain.errors import NotFoundError
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.store import meta
from circular.store import reminders as store
from circular.store.connection import Database, write_tx


def raise_reminders(db: Database, *, today: date) -> int:
    """Raise what is due at 90, 30 and 7 days or on a chosen day, never twice; return how many."""
    with write_tx(db):
        raised = store.raise_due(db, today=today)
        if raised:
            meta.raise_data_version(db)
    return raised


def see_reminder(
    db: Database,
    author: Visitor,
    agreement_id: int,
    *,
    commitment_id: int | None,
    day: date,
    today: date,
) -> int:
    """Put one's own reminders of a deadline away; the deadline itself stays.

    Raises:
        NotAllowedError: the author has no day of the team.
        NotFoundError: there is no such reminder any more.
    """
    with work(db, author, Permission.EDIT_PIPELINE):
        seen = store.mark_seen(
            db,
            author.account_id or 0,
            agreement_id=agreement_id,
            commitment_id=commitment_id,
            day=day,
            on=today,
        )
        if not seen:
            raise NotFoundError("Ce rappel n’est plus là\u00a0: rechargez la page.")
        return agreement_id
