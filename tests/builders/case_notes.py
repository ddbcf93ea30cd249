"""Notes of case reviews for tests, made through the product, and what leaves the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from circular.actions.case_notes import write_case_note
from circular.domain.case_notes import CaseNoteDraft
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store import accounts
from circular.store.connection import Database, write_tx

TODAY = date(2026, 11, 22)
SAID = "Deux dettes de loyer, un bail menacé."
NEXT = "Voir le bailleur avant la fin du mois."


def a_colleague(db: Database, name: str = "Alix Second", role: Role = Role.STAFF) -> Visitor:
    """Open one more account, of the team unless told otherwise."""
    with write_tx(db):
        account_id = accounts.add(db, name=name, role=role.value, now=datetime(2026, 1, 5))
    return Visitor(account_id=account_id, name=name, role=role)


def a_note_draft(*readers: Visitor, **fields: object) -> CaseNoteDraft:
    """Return the draft of a note on the review of 12 November 2026, for these readers."""
    values = {"reviewed_on": "12/11/2026", "text": SAID, "next_step": NEXT, **fields}
    return CaseNoteDraft.model_validate(
        values | {"reader_ids": [reader.account_id for reader in readers]}
    )


def a_case_note(
    db: Database, author: Visitor, project_id: int, *readers: Visitor, **fields: object
) -> int:
    """Write a note on a project for these readers."""
    draft = a_note_draft(*readers, **fields)
    return write_case_note(db, author, project_id, draft, today=TODAY)


@contextmanager
def watched(db: Database) -> Iterator[list[str]]:
    """Collect every text that the database hands over, whoever asks."""
    left: list[str] = []

    def handed(content: bytes) -> str:
        left.append(content.decode())
        return left[-1]

    db.conn.text_factory = handed
    try:
        yield left
    finally:
        db.conn.text_factory = str
