"""Keeping documents: what is written with its trace, what is refused, and what is left on disk."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from circular.actions import documents as actions
from circular.actions.matches import undo_decision
from circular.actions.projects import archive_project
from circular.config import settings
from circular.domain.documents import DocumentDraft, DocumentKind, DocumentSubject
from circular.domain.errors import AlreadyDoneError, DomainError, NotFoundError
from circular.domain.visitors import Visitor
from circular.queries.documents import documents_of
from circular.queries.journal import history_of
from circular.store import documents as store
from circular.store import journal
from circular.store.connection import Database, write_tx
from circular.store.rows import one, value
from tests.builders.agreements import a_draft, a_project
from tests.builders.documents import a_document
from tests.builders.files import image, pdf
from tests.builders.implantations import a_site
from tests.builders.tracked_matches import a_match, stored

LIMIT = 20 << 20
AGREEMENT = DocumentSubject.AGREEMENT


def on_disk() -> Sequence[str]:
    """Return the names of the files of the folder of documents."""
    folder = settings().documents
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def names(db: Database, visitor: Visitor, agreement: int) -> list[str]:
    """Return the names of the documents in place."""
    found = documents_of(db, visitor, AGREEMENT, agreement, now=datetime.now())
    return [each.name for each in found if each.is_in_place]


def said(db: Database, entity: str, record: int) -> str:
    """Return the last line of the journal of a record."""
    return history_of(db, entity, record)[0].sentence


def draft(content: bytes = b"", name: str = "bail.pdf", **fields: object) -> DocumentDraft:
    """Return a draft of a signed copy."""
    values = {"kind": DocumentKind.SIGNED_COPY, "name": name, "content": content or pdf()}
    return DocumentDraft.model_validate({**values, **fields})


def test_a_document_is_kept_with_its_seal_and_its_line(db: Database, staff: Visitor) -> None:
    agreement = a_draft(db, staff)
    document = a_document(db, staff, of=agreement, name="Convention Naïma.pdf")
    row = one(db, "SELECT * FROM document WHERE id = ?", [document])

    assert row is not None
    assert (row["original_name"], row["size"]) == ("Convention Naïma.pdf", len(pdf()))
    assert (settings().documents / row["stored_name"]).read_bytes() == pdf()
    assert said(db, "agreement", agreement) == (
        "Document déposé, copie signée\u00a0: «\u00a0Convention Naïma.pdf\u00a0»."
    )
    assert "Naïma.pdf" not in str(value(db, "SELECT max(sentence) FROM journal WHERE id = 3"))
    assert journal.count_of_record(db, "agreement", agreement) == 2


def test_what_is_refused_writes_nothing(db: Database, staff: Visitor) -> None:
    agreement = a_draft(db, staff)
    a_document(db, staff, of=agreement)
    before = (on_disk(), value(db, "SELECT count(*) FROM journal"))

    def add(content: DocumentDraft, of: int = agreement, largest: int = LIMIT) -> None:
        folder = settings().documents
        actions.add_document(db, staff, AGREEMENT, of, content, folder=folder, largest=largest)

    for refused, word in (
        (draft(b"MZ" + bytes(99)), "un programme"),
        (draft(pdf()), "déjà là, sous le nom"),
        (draft(pdf(2), kind=DocumentKind.SITE_PROOF), "nature de la liste"),
    ):
        with pytest.raises(DomainError) as refusal:
            add(refused)
        assert word in refusal.value.problems[0].sentence
    with pytest.raises(DomainError):
        add(draft(pdf(2)), largest=10)
    with pytest.raises(NotFoundError):
        add(draft(pdf(2)), of=99)
    assert (on_disk(), value(db, "SELECT count(*) FROM journal")) == before


def test_a_transaction_that_fails_leaves_no_file(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = a_draft(db, staff)
    monkeypatch.setattr(journal, "add", lambda *_, **__: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        a_document(db, staff, of=agreement)

    assert on_disk() == []
    assert value(db, "SELECT count(*) FROM document") == 0


def test_a_second_click_stores_nothing_more(db: Database, staff: Visitor) -> None:
    agreement, folder = a_draft(db, staff), settings().documents
    first = actions.add_document(
        db, staff, AGREEMENT, agreement, draft(), folder=folder, largest=LIMIT, token="once"
    )
    with pytest.raises(AlreadyDoneError) as twice:
        actions.add_document(
            db, staff, AGREEMENT, agreement, draft(), folder=folder, largest=LIMIT, token="once"
        )

    assert twice.value.record_id == first
    assert len(on_disk()) == 1


def test_a_document_is_replaced_removed_and_put_back(db: Database, staff: Visitor) -> None:
    agreement, folder = a_draft(db, staff), settings().documents
    old = a_document(db, staff, of=agreement, name="ancienne.pdf")
    new = actions.replace_document(
        db, staff, old, draft(image("PNG"), "nouvelle.pdf"), folder=folder, largest=LIMIT
    )
    assert names(db, staff, agreement) == ["nouvelle.png"]
    assert "ancienne.pdf\u00a0» remplacé par «\u00a0nouvelle.png" in said(
        db, "agreement", agreement
    )
    assert len(on_disk()) == 2
    with pytest.raises(NotFoundError, match="déjà été retiré"):
        actions.remove_document(db, staff, old, folder=folder)

    actions.remove_document(db, staff, new, folder=folder)
    actions.restore_document(db, staff, old)
    assert names(db, staff, agreement) == ["ancienne.pdf"]
    assert said(db, "agreement", agreement).startswith("Document remis")
    with pytest.raises(NotFoundError, match="ne peut plus être remis"):
        actions.restore_document(db, staff, old)
    assert len(on_disk()) == 2


def test_what_was_removed_long_ago_is_erased_for_good(db: Database, staff: Visitor) -> None:
    folder = settings().documents
    document = a_document(db, staff)
    actions.remove_document(db, staff, document, folder=folder)
    with write_tx(db):
        db.conn.execute("UPDATE document SET removed_at = '2026-01-01T00:00:00'")

    with pytest.raises(NotFoundError):
        actions.restore_document(db, staff, document)
    assert actions.erase_removed(db, staff, folder=folder) == 1
    assert actions.erase_removed(db, staff, folder=folder) == 0
    assert on_disk() == []
    row = store.by_id(db, document)
    assert row is not None
    assert row["original_name"] == store.ERASED_NAME
    with pytest.raises(NotFoundError):
        actions.record_download(db, staff, document)


def test_the_documents_of_a_site_are_on_the_history_of_its_project(
    db: Database, staff: Visitor
) -> None:
    project = a_project(db, staff)
    site = a_site(db, staff, project)
    subject = DocumentSubject.IMPLANTATION
    document = a_document(db, staff, of=site, subject=subject, name="bail.pdf")
    assert "preuve de l’ouverture" in said(db, "project", project)

    actions.record_download(db, staff, document)
    assert said(db, "project", project) == "Document téléchargé\u00a0: «\u00a0bail.pdf\u00a0»."
    archive_project(db, staff, project)
    with pytest.raises(DomainError, match="archiv"):
        a_document(db, staff, pdf(2), of=site, subject=subject)
    with pytest.raises(NotFoundError):
        a_document(db, staff, pdf(2), of=99, subject=subject)


def test_the_documents_of_a_match_are_on_the_history_of_its_project_and_keep_it(
    db: Database, staff: Visitor
) -> None:
    match_id, subject = a_match(db, staff), DocumentSubject.MATCH
    match = stored(db, match_id)
    document = a_document(db, staff, of=match_id, subject=subject, name="accord.pdf")
    assert said(db, "project", match["project_id"]) == (
        "Document déposé, copie signée\u00a0: «\u00a0accord.pdf\u00a0»."
    )
    with pytest.raises(DomainError, match="déjà une histoire"):
        undo_decision(db, staff, match["stream_id"], match["need_id"])
    replaced = actions.replace_document(
        db,
        staff,
        document,
        draft(pdf(2), "accord 2.pdf", kind=DocumentKind.WEIGHING),
        folder=settings().documents,
        largest=LIMIT,
    )
    actions.remove_document(db, staff, replaced, folder=settings().documents)
    actions.restore_document(db, staff, document)
    (found, gone) = documents_of(db, staff, subject, match_id, now=datetime.now())
    assert ((found.id, found.is_in_place), gone.id) == ((document, True), replaced)

    archive_project(db, staff, match["project_id"])
    with pytest.raises(DomainError, match="archiv"):
        a_document(db, staff, pdf(3), of=match_id, subject=subject)
    with pytest.raises(NotFoundError, match="rapprochement"):
        a_document(db, staff, pdf(3), of=99, subject=subject)


def test_the_folder_is_the_one_of_the_settings(store_path: Path) -> None:
    assert settings().documents == store_path.parent / "documents"
