"""The trace that a convention leaves when its text or its sheet is taken away."""

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
