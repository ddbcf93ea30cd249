"""Handing a person's file over: the journal keeps that it was made, never what was in it."""

from circular.actions.work import work
from circular.domain import french
from circular.domain.errors import NotFoundError
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.store import data_requests as store
from circular.store.connection import Database


def record_person_file(db: Database, author: Visitor, holder_id: int, *, line_count: int) -> int:
    """Write that the file of a person was made, with how many lines it holds.

    Raises:
        NotAllowedError: the author may not manage personal data.
        NotFoundError: there is no such person.
    """
    with work(db, author, Permission.MANAGE_PERSONAL_DATA) as unit:
        if not store.holder_exists(db, holder_id):
            raise NotFoundError("Cette personne n’existe pas, ou plus.")
        lines = french.plural(line_count, "ligne", "lignes")
        unit.note(
            "holder", holder_id, "file_taken", f"Dossier de la personne remis\u00a0: {lines}."
        )
        return holder_id
