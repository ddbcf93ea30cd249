"""Documents in the store: their order, what is still to be in the folder, what goes with people."""

from datetime import datetime

from circular.actions.documents import remove_document, replace_document
from circular.config import settings
from circular.domain.documents import DocumentDraft, DocumentKind, DocumentSubject
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store import documents as store
from circular.store.connection import Database, write_tx
from circular.store.rows import rows, value
from tests.builders.agreements import a_draft, a_project, signed
from tests.builders.documents import a_document
from tests.builders.files import image, pdf
from tests.builders.implantations import a_site
from tests.builders.needs import a_need
from tests.builders.retention import anonymised
from tests.builders.tracked_matches import a_match
from tests.conftest import NOW, visitor_of


def test_the_signed_copy_comes_first_and_what_was_removed_last(
    db: Database, staff: Visitor
) -> None:
    agreement, folder = a_draft(db, staff), settings().documents
    copy = a_document(db, staff, pdf(1), of=agreement)
    annex = a_document(db, staff, pdf(2), of=agreement, kind=DocumentKind.ANNEX)
    gone = a_document(db, staff, pdf(3), of=agreement)
    remove_document(db, staff, gone, folder=folder)
    a_document(db, staff, pdf(4), of=a_draft(db, staff, a_project(db, staff, "Un autre")))

    assert [row["id"] for row in store.of_record(db, "agreement", agreement)] == [copy, annex, gone]
    assert store.signed_copy_at(db, agreement) is not None
    assert len(store.stored(db)) == 4
    same = store.same_content(db, "agreement", agreement, str(store.stored(db)[0]["sha256"]))
    assert same is None or same["id"] in {copy, annex}


def test_what_is_erased_keeps_its_row_and_loses_its_name(db: Database, staff: Visitor) -> None:
    document = a_document(db, staff, name="Ida Lacoste.pdf")
    with write_tx(db):
        files = store.erase(db, [document], now=NOW)
        again = store.erase(db, [document], now=NOW)

    assert len(files) == 1
    assert again == []
    row = store.by_id(db, document)
    assert row is not None
    assert (row["original_name"], row["erased_at"]) == (store.ERASED_NAME, "2026-11-22T09:00:00")
    assert store.stored(db) == []
    assert not store.restore(db, document)


def test_a_person_leaves_with_what_does_not_prove_a_signed_agreement(
    db: Database, staff: Visitor
) -> None:
    project = a_project(db, staff, "Couches en compost", holder="Naïma Fictive")
    site = a_site(db, staff, project)
    ended, folder = signed(db, staff, project), settings().documents
    kept = a_document(db, staff, pdf(1), of=ended, name="Fictive signé.pdf")
    draft = a_document(db, staff, pdf(2), of=a_draft(db, staff, project), name="projet Fictive.pdf")
    lease = a_document(
        db, staff, pdf(3), of=site, subject=DocumentSubject.IMPLANTATION, name="bail Fictive.pdf"
    )
    old = replace_document(
        db,
        staff,
        draft,
        DocumentDraft(kind=DocumentKind.OTHER, name="Fictive.png", content=image("PNG")),
        folder=folder,
        largest=1 << 20,
    )
    match_id = a_match(db, staff, need_id=a_need(db, staff, project))
    deal = a_document(
        db, staff, pdf(5), of=match_id, subject=DocumentSubject.MATCH, name="accord Fictive.pdf"
    )
    with write_tx(db):
        db.conn.execute("UPDATE agreement SET state = 'ended' WHERE id = ?", [ended])
    holder = int(value(db, "SELECT holder_id FROM project_holder"))
    assert len(list(folder.iterdir())) == 5

    anonymised(db, visitor_of(db, Role.STAFF), holder)

    found = {row["id"]: row for row in rows(db, "SELECT * FROM document")}
    assert found[kept]["original_name"] == f"Copie signée n°\u00a0{kept}.pdf"
    assert found[kept]["erased_at"] is None
    for gone in (draft, lease, old, deal):
        assert found[gone]["erased_at"] is not None
        assert found[gone]["original_name"] == store.ERASED_NAME
    assert [path.name for path in folder.iterdir()] == [found[kept]["stored_name"]]
    held = rows(db, "SELECT contents FROM journal_personal WHERE contents LIKE '%Fictive%'")
    assert held == []
    assert datetime.fromisoformat(found[lease]["erased_at"]) <= datetime.now()
