"""Exchanges noted with the people of a project, for tests, made through the product."""

from datetime import date

from circular.actions.exchanges import note_exchange
from circular.domain.exchanges import ExchangeDraft
from circular.domain.visitors import Visitor
from circular.store.connection import Database

TODAY = date(2026, 11, 22)


def an_exchange(
    db: Database,
    author: Visitor,
    project_id: int,
    *,
    happened_on: date = date(2026, 11, 16),
    **fields: object,
) -> int:
    """Note a call from the person on 16 November 2026, unless told otherwise."""
    draft = ExchangeDraft.model_validate(
        {
            "kind": "call",
            "direction": "from_person",
            "happened_on": happened_on,
            "note": "Un essai de trois mois est possible.",
            **fields,
        }
    )
    return note_exchange(db, author, project_id, draft, today=TODAY)
