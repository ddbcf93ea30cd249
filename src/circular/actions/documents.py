"""Keeping documents: adding, replacing, removing, putting back, and the trace of each download.

The file is written before the transaction ends and taken back if it fails; a file is deleted only
once the transaction that erased it has gone through.
"""

from datetime import datetime
from pathlib import Path

from circular.actions.open_projects import open_project
from circular.actions.work import Work, work
from circular.adapters.documents import Shelf, shelf
from circular.domain import french
from circular.domain.documents import (
    KEPT_REMOVED,
    CheckedFile,
    DocumentDraft,
    DocumentSubject,
    checked,
    may_come_back,
)
from circular.domain.errors import DomainError, NotFoundError, Problem
from circular.domain.permissions import Permission
from circular.domain.personal_data import private
from circular.domain.visitors import Visitor, require
from circular.store import agreements, implantations, tracked_matches
from circular.store import documents as store
from circular.store.connection import Database
from circular.store.rows import Row

_GONE = "Ce document n\u2019existe pas, ou plus."
_UNKNOWN = {
    DocumentSubject.AGREEMENT: "Cette convention n\u2019existe pas, ou plus.",
    DocumentSubject.IMPLANTATION: "Cette implantation n\u2019existe plus.",
    DocumentSubject.MATCH: "Ce rapprochement n\u2019existe pas, ou plus.",
}


def add_document(
    db: Database,
    author: Visitor,
    subject: DocumentSubject,
    subject_id: int,
    draft: DocumentDraft,
    *,
    folder: Path,
    largest: int,
    token: str | None = None,
) -> int:
    """Store a document of a record in `folder` and return its identifier; `largest` is in bytes.

    Raises:
        NotAllowedError: the author may not store documents, or not change such a record.
        NotFoundError: there is no such record.
        DomainError: the file is refused, already there, or the project is archived.
        AlreadyDoneError: the same form was sent before.
    """
    with (
        shelf(folder) as opened,
        work(db, author, Permission.EDIT_DOCUMENTS, token=token) as unit,
    ):
        added, file = _store(unit, opened, subject, subject_id, draft, largest=largest)
        said = f"Document déposé, {draft.kind.label.lower()}\u00a0: {_named(file.name)}."
        _note(unit, subject, subject_id, "document_added", said)
        _erase_expired(unit, opened)
        return unit.produced(added)


def replace_document(
    db: Database,
    author: Visitor,
    document_id: int,
    draft: DocumentDraft,
    *,
    folder: Path,
    largest: int,
    token: str | None = None,
) -> int:
    """Store a document in the place of another, which may be put back; return its identifier.

    Raises:
        NotAllowedError: the author may not store documents, or not change such a record.
        NotFoundError: the document is not in place any more.
        DomainError: the file is refused, already there, or the project is archived.
        AlreadyDoneError: the same form was sent before.
    """
    with (
        shelf(folder) as opened,
        work(db, author, Permission.EDIT_DOCUMENTS, token=token) as unit,
    ):
        before = _found(db, document_id)
        subject = DocumentSubject(before["subject"])
        added, file = _store(unit, opened, subject, before["subject_id"], draft, largest=largest)
        _remove(unit, before)
        said = f"Document {_named(before['original_name'])} remplacé par {_named(file.name)}."
        _note(unit, subject, before["subject_id"], "document_replaced", said)
        _erase_expired(unit, opened)
        return unit.produced(added)


def remove_document(db: Database, author: Visitor, document_id: int, *, folder: Path) -> int:
    """Take a document out of its record; its file is kept 30 days, during which it may come back.

    Raises:
        NotAllowedError: the author may not store documents, or not change such a record.
        NotFoundError: the document is not in place any more.
    """
    with shelf(folder) as opened, work(db, author, Permission.EDIT_DOCUMENTS) as unit:
        before = _found(db, document_id)
        subject = DocumentSubject(before["subject"])
        require(author, subject.editing)
        _remove(unit, before)
        said = f"Document retiré\u00a0: {_named(before['original_name'])}."
        _note(unit, subject, before["subject_id"], "document_removed", said)
        _erase_expired(unit, opened)
        return document_id


def restore_document(db: Database, author: Visitor, document_id: int) -> int:
    """Put a removed document back in its record.

    Raises:
        NotAllowedError: the author may not store documents, or not change such a record.
        NotFoundError: it is in place, or its file is gone.
    """
    with work(db, author, Permission.EDIT_DOCUMENTS) as unit:
        before = _found(db, document_id)
        subject = DocumentSubject(before["subject"])
        require(author, subject.editing)
        removed_at = before["removed_at"]
        is_late = removed_at is not None and not may_come_back(
            datetime.fromisoformat(removed_at), now=unit.now
        )
        if is_late or not store.restore(db, document_id):
            raise NotFoundError("Ce document ne peut plus être remis\u00a0: rechargez la page.")
        said = f"Document remis\u00a0: {_named(before['original_name'])}."
        _note(unit, subject, before["subject_id"], "document_restored", said)
        return document_id


def erase_removed(db: Database, author: Visitor, *, folder: Path) -> int:
    """Erase for good every document removed too long ago to be put back; return how many.

    Raises:
        NotAllowedError: the author may not manage personal data.
    """
    with shelf(folder) as opened, work(db, author, Permission.MANAGE_PERSONAL_DATA) as unit:
        return _erase_expired(unit, opened)


def record_download(db: Database, author: Visitor, document_id: int) -> int:
    """Write that somebody took a document.

    Raises:
        NotAllowedError: the author may not take documents, or not read such a record.
        NotFoundError: the document is not there any more.
    """
    with work(db, author, Permission.SEE_DOCUMENTS) as unit:
        found = _found(db, document_id)
        subject = DocumentSubject(found["subject"])
        require(author, subject.reading)
        said = f"Document téléchargé\u00a0: {_named(found['original_name'])}."
        _note(unit, subject, found["subject_id"], "document_taken", said)
        return document_id


def _store(
    unit: Work,
    opened: Shelf,
    subject: DocumentSubject,
    subject_id: int,
    draft: DocumentDraft,
    *,
    largest: int,
) -> tuple[int, CheckedFile]:
    """Check a file, write it and its row; return the row's identifier and what was kept."""
    require(unit.author, subject.editing)
    _check_record(unit.db, subject, subject_id)
    if draft.kind not in subject.kinds:
        raise DomainError("", [Problem("kind", "Choisissez une nature de la liste.")])
    file = checked(draft.name, draft.content, largest=largest)
    same = store.same_content(unit.db, subject.value, subject_id, file.sha256)
    if same is not None:
        sentence = (
            f"Ce fichier est déjà là, sous le nom {french.quoted(same['original_name'])}. "
            "Choisissez-en un autre."
        )
        raise DomainError("", [Problem("content", sentence)])
    record = {
        "kind": draft.kind.value,
        "original_name": file.name,
        "stored_name": opened.put(draft.content),
        "media_type": file.type.value,
        "size": file.size,
        "sha256": file.sha256,
        "uploaded_by": unit.author.account_id,
        "uploaded_at": unit.now.isoformat(timespec="seconds"),
    }
    return store.add(unit.db, subject.value, subject_id, record), file


def _check_record(db: Database, subject: DocumentSubject, subject_id: int) -> None:
    if subject is DocumentSubject.AGREEMENT:
        if agreements.get(db, subject_id) is None:
            raise NotFoundError(_UNKNOWN[subject])
        return
    project_id = _project(db, subject, subject_id)
    if project_id is None:
        raise NotFoundError(_UNKNOWN[subject])
    open_project(db, project_id)


def _found(db: Database, document_id: int) -> Row:
    found = store.by_id(db, document_id)
    if found is None or found["erased_at"] is not None:
        raise NotFoundError(_GONE)
    return found


def _remove(unit: Work, before: Row) -> None:
    if not store.remove(unit.db, before["id"], removed_by=unit.author.account_id, now=unit.now):
        raise NotFoundError("Ce document a déjà été retiré\u00a0: rechargez la page.")


def _erase_expired(unit: Work, opened: Shelf) -> int:
    """Erase for good what was removed too long ago to be put back, whatever the record."""
    due = store.removed_before(unit.db, unit.now - KEPT_REMOVED)
    for document_id in due:
        gone = _found(unit.db, document_id)
        opened.drop(*store.erase(unit.db, [document_id], now=unit.now))
        said = "Fichier d\u2019un document retiré effacé, 30 jours après son retrait."
        subject = DocumentSubject(gone["subject"])
        _note(unit, subject, gone["subject_id"], "document_erased", said)
    return len(due)


def _note(unit: Work, subject: DocumentSubject, subject_id: int, act: str, sentence: str) -> None:
    """Write the line of the journal on the page where the document is shown."""
    if subject is DocumentSubject.AGREEMENT:
        unit.note("agreement", subject_id, act, sentence)
        return
    unit.note("project", _project(unit.db, subject, subject_id), act, sentence)


def _project(db: Database, subject: DocumentSubject, subject_id: int) -> int | None:
    """Return the project under which the record of a document is shown."""
    is_match = subject is DocumentSubject.MATCH
    known = (tracked_matches.bare if is_match else implantations.by_id)(db, subject_id)
    return None if known is None else int(known["project_id"])


def _named(name: str) -> str:
    return private(french.quoted(name))
