"""The trace that a convention leaves when its text or its sheet is taken away."""

from collections.abc import Sequence

from circular.actions.work import work
from circular.domain.agreement_documents import DocumentForm
from circular.domain.errors import NotFoundError
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor, require
from circular.store import agreements
from circular.store.connection import Database


def record_text_taken(
    db: Database,
    author: Visitor,
    agreement_id: int,
    form: DocumentForm,
    *,
    of: str = "la convention",
) -> int:
    """Write that somebody took the text of a convention, or `of` a paper that completes it.

    It names its parties.

    Raises:
        NotAllowedError: the author may not take documents, or not read agreements.
        NotFoundError: there is no such agreement.
    """
    with work(db, author, Permission.SEE_DOCUMENTS) as unit:
        require(author, Permission.SEE_AGREEMENTS)
        _check(db, agreement_id)
        said = f"Texte téléchargé\u00a0: {of}, {form.label}."
        unit.note("agreement", agreement_id, "text_taken", said)
        return agreement_id


def record_texts_taken(
    db: Database, author: Visitor, agreements_taken: Sequence[int], form: DocumentForm
) -> int:
    """Write, on each convention, that somebody took its text among others; return how many.

    Raises:
        NotAllowedError: the author may not take documents, or not read agreements.
        NotFoundError: one of them is no longer there.
    """
    with work(db, author, Permission.SEE_DOCUMENTS) as unit:
        require(author, Permission.SEE_AGREEMENTS)
        for agreement_id in agreements_taken:
            _check(db, agreement_id)
            said = f"Texte téléchargé\u00a0: la convention, {form.label}, dans un lot."
            unit.note("agreement", agreement_id, "text_taken", said)
        return len(agreements_taken)


def record_sheet_taken(db: Database, author: Visitor, agreement_id: int) -> int:
    """Write that somebody took the sheet of a convention.

    Raises:
        NotAllowedError: the author may not take lists, or not read agreements.
        NotFoundError: there is no such agreement.
    """
    with work(db, author, Permission.SEE_AGREEMENTS) as unit:
        require(author, Permission.EXPORT_LISTS)
        _check(db, agreement_id)
        said = "Fiche d’une page de la convention téléchargée, PDF."
        unit.note("agreement", agreement_id, "sheet_taken", said)
        return agreement_id


def _check(db: Database, agreement_id: int) -> None:
    if agreements.get(db, agreement_id) is None:
        raise NotFoundError("Cette convention n’existe pas, ou plus.")
