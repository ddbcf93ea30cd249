"""Who reads which documents, and what is told of them."""

from datetime import datetime, timedelta

import pytest

from circular.actions.documents import remove_document
from circular.config import settings
from circular.domain.documents import DocumentKind, DocumentSubject
from circular.domain.errors import NotAllowedError, NotFoundError
from circular.domain.file_types import FileType
from circular.domain.visitors import Visitor
from circular.queries import documents as queries
from circular.store.connection import Database
from tests.builders.agreements import a_draft
from tests.builders.documents import a_document
from tests.builders.files import pdf
from tests.builders.tracked_matches import a_match

AGREEMENT = DocumentSubject.AGREEMENT


def test_a_document_as_its_record_shows_it(db: Database, staff: Visitor) -> None:
    agreement = a_draft(db, staff)
    document = a_document(db, staff, of=agreement)
    now = datetime.now()

    (found,) = queries.documents_of(db, staff, AGREEMENT, agreement, now=now)
    assert (found.id, found.kind, found.type) == (document, DocumentKind.SIGNED_COPY, FileType.PDF)
    assert (found.size, found.uploaded_by) == (len(pdf()), staff.name)
    assert found.is_in_place
    taken = queries.document_to_take(db, staff, document)
    assert (taken.name, taken.media_type) == ("Convention signée.pdf", "application/pdf")
    assert queries.stored_files(db) == {taken.stored_name: taken.sha256}

    remove_document(db, staff, document, folder=settings().documents)
    (removed,) = queries.documents_of(db, staff, AGREEMENT, agreement, now=now)
    assert not removed.is_in_place
    later = now + timedelta(days=31)
    assert queries.documents_of(db, staff, AGREEMENT, agreement, now=later) == ()


def test_the_documents_of_a_match_are_for_the_team_whoever_owns_the_stream(
    db: Database, staff: Visitor, elected: Visitor, partner: Visitor
) -> None:
    match_id = a_match(db, staff, organisation_id=partner.organisation_id)
    document = a_document(db, staff, of=match_id, subject=DocumentSubject.MATCH)

    (found,) = queries.documents_of(db, staff, DocumentSubject.MATCH, match_id, now=datetime.now())
    assert found.id == document == queries.document_to_take(db, staff, document).id
    for visitor in (elected, partner):
        with pytest.raises(NotAllowedError):
            queries.documents_of(db, visitor, DocumentSubject.MATCH, match_id, now=datetime.now())
        with pytest.raises(NotAllowedError):
            queries.document_to_take(db, visitor, document)


def test_an_elected_official_reads_the_day_of_the_signed_copy_and_nothing_else(
    db: Database, staff: Visitor, elected: Visitor, partner: Visitor
) -> None:
    agreement = a_draft(db, staff)
    assert queries.signed_copy_day(db, elected, agreement) is None
    document = a_document(db, staff, of=agreement)

    assert queries.signed_copy_day(db, elected, agreement) == datetime.now().date()
    for visitor in (elected, partner):
        with pytest.raises(NotAllowedError):
            queries.documents_of(db, visitor, AGREEMENT, agreement, now=datetime.now())
        with pytest.raises(NotAllowedError):
            queries.document_to_take(db, visitor, document)
    with pytest.raises(NotAllowedError):
        queries.signed_copy_day(db, partner, agreement)
    with pytest.raises(NotFoundError):
        queries.document_to_take(db, staff, 99)
