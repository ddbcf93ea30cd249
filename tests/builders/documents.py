"""Stored documents for tests, uploaded through the product itself."""

from circular.actions.documents import add_document
from circular.config import settings
from circular.domain.documents import DocumentDraft, DocumentKind, DocumentSubject
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from tests.builders.agreements import a_draft
from tests.builders.files import pdf


def a_document(
    db: Database,
    author: Visitor,
    content: bytes | None = None,
    *,
    of: int | None = None,
    subject: DocumentSubject = DocumentSubject.AGREEMENT,
    kind: DocumentKind | None = None,
    name: str = "Convention signée.pdf",
) -> int:
    """Upload a document, of an agreement of its own unless a record is given."""
    return add_document(
        db,
        author,
        subject,
        a_draft(db, author) if of is None else of,
        DocumentDraft(kind=kind or subject.kinds[0], name=name, content=content or pdf()),
        folder=settings().documents,
        largest=settings().largest_document,
    )
