"""Handing a person's file over: the journal keeps that it was made, never what was in it."""

from collections.abc import Collection
from datetime import date

from circular.actions.case_notes import note_reading
from circular.actions.work import work
from circular.domain import french
from circular.domain.errors import NotFoundError
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.store import case_notes
from circular.store import data_requests as store
from circular.store.connection import Database


def record_person_file(
    db: Database,
    author: Visitor,
    holder_id: int,
    *,
    line_count: int,
    today: date,
    case_notes_told: Collection[int] = (),
    case_notes_kept_back: int = 0,
) -> int:
    """Write that the file of a person was made, with how many lines it holds.

    Each note of a case review that it told is a reading of that note; how many it kept back is said
    as well.

    Raises:
        NotAllowedError: the author may not manage personal data.
        NotFoundError: there is no such person.
    """
    with work(db, author, Permission.MANAGE_PERSONAL_DATA) as unit:
        if not store.holder_exists(db, holder_id):
            raise NotFoundError("Cette personne n’existe pas, ou plus.")
        lines = french.plural(line_count, "ligne", "lignes")
        back = french.plural(case_notes_kept_back, "note de revue", "notes de revue")
        without = f", sans le texte de {back}" if case_notes_kept_back else ""
        sentence = f"Dossier de la personne remis\u00a0: {lines}{without}."
        unit.note("holder", holder_id, "file_taken", sentence)
        for note_id in case_notes_told:
            note = case_notes.standing(db, note_id)
            if note is not None:
                note_reading(unit, note, today=today)
        return holder_id
