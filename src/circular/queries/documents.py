"""Questions about documents: those of a record, one to hand over, what the folder must hold."""

from dataclasses import dataclass
from datetime import date, datetime

from circular.domain.documents import DocumentKind, DocumentSubject, may_come_back
from circular.domain.errors import NotFoundError
from circular.domain.file_types import FileType
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor, require
from circular.store import agreement_templates as templates
from circular.store import documents as store
from circular.store.connection import Database
from circular.store.rows import Row


@dataclass(frozen=True, slots=True)
class Document:
    """A stored document as its record shows it; `size` is in bytes, `sha256` its seal."""

    id: int
    kind: DocumentKind
    name: str
    type: FileType
    size: int
    sha256: str
    uploaded_at: datetime
    uploaded_by: str | None
    removed_at: datetime | None
    removed_by: str | None

    @property
    def is_in_place(self) -> bool:
        """Whether it was not removed."""
        return self.removed_at is None


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What is needed to hand a document over: its name, its type, and where its file is."""

    id: int
    name: str
    media_type: str
    stored_name: str
    sha256: str


def documents_of(
    db: Database, visitor: Visitor, subject: DocumentSubject, subject_id: int, *, now: datetime
) -> tuple[Document, ...]:
    """Return the documents of a record: those in place, then those that may be put back.

    Raises:
        NotAllowedError: the visitor may not read documents, or not such a record.
    """
    require(visitor, Permission.SEE_DOCUMENTS)
    require(visitor, subject.reading)
    found = (_document(row) for row in store.of_record(db, subject.value, subject_id))
    return tuple(
        each for each in found if each.removed_at is None or may_come_back(each.removed_at, now=now)
    )


def document_to_take(db: Database, visitor: Visitor, document_id: int) -> HandedOver:
    """Return a document that a visitor may take, removed ones that may come back included.

    Raises:
        NotAllowedError: the visitor may not take documents, or not read such a record.
        NotFoundError: there is no such document, or its file was erased.
    """
    require(visitor, Permission.SEE_DOCUMENTS)
    row = store.by_id(db, document_id)
    if row is None or row["erased_at"] is not None:
        raise NotFoundError("Ce document n\u2019existe pas, ou plus.")
    require(visitor, DocumentSubject(row["subject"]).reading)
    return HandedOver(
        id=row["id"],
        name=row["original_name"],
        media_type=row["media_type"],
        stored_name=row["stored_name"],
        sha256=row["sha256"],
    )


def signed_copy_day(db: Database, visitor: Visitor, agreement_id: int) -> date | None:
    """Return the day on which the signed copy of an agreement was stored, None while it was not.

    A day names nobody: whoever reads agreements may know that the signed copy is kept.

    Raises:
        NotAllowedError: the visitor may not read agreements.
    """
    require(visitor, Permission.SEE_AGREEMENTS)
    found = store.signed_copy_at(db, agreement_id)
    return None if found is None else datetime.fromisoformat(found).date()


def stored_files(db: Database, *, with_templates: bool = True) -> dict[str, str]:
    """Return what the folder must hold: the name of each file → its SHA-256.

    A database that was not upgraded has no table of templates: `with_templates` leaves them out.
    """
    found = [*store.stored(db), *(templates.stored(db) if with_templates else ())]
    return {row["stored_name"]: row["sha256"] for row in found}


def _document(row: Row) -> Document:
    removed_at = row["removed_at"]
    return Document(
        id=row["id"],
        kind=DocumentKind(row["kind"]),
        name=row["original_name"],
        type=FileType(row["media_type"]),
        size=row["size"],
        sha256=row["sha256"],
        uploaded_at=datetime.fromisoformat(row["uploaded_at"]),
        uploaded_by=row["uploaded_by_name"],
        removed_at=None if removed_at is None else datetime.fromisoformat(removed_at),
        removed_by=row["removed_by_name"],
    )
