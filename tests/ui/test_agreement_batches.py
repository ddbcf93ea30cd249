"""The documents of the filtered conventions in one file, from the list."""

import io
import zipfile

import pytest

from circular.domain.agreement_documents import DocumentForm
from circular.domain.agreement_lists import AgreementFilters
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import value
from circular.ui import agreement_batches, session
from tests.builders.agreements import TODAY, a_draft, read, signed
from tests.pages_runner import open_page


@pytest.fixture(autouse=True)
def _on_the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "today", lambda: TODAY)


def test_the_list_gives_one_file_and_each_document_leaves_its_trace(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = signed(db, staff)
    a_draft(db, staff, read(db, staff, done).project_id)
    app = open_page(monkeypatch, Role.STAFF, "agreements.py")
    app.button(key="batch_prepare").click().run()
    assert not app.exception
    assert [each.key for each in app.get("download_button") if each.key == "batch_download"]
    _, ids, content = app.session_state["_agreement_batch"]
    assert agreement_batches._taken(staff, DocumentForm.PDF, ids, content) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = sorted(archive.namelist())
        assert names == ["convention-2026-001.pdf", "convention-projet-2.pdf"]
        assert all(archive.read(name).startswith(b"%PDF") for name in names)
    assert value(db, "SELECT count(*) FROM journal WHERE act = 'text_taken'") == 2


def test_docx_too_and_progress_is_told(db: Database, staff: Visitor) -> None:
    signed(db, staff)
    told: list[tuple[int, int]] = []
    filters = AgreementFilters()
    ids, content = agreement_batches.made(
        staff, filters, DocumentForm.DOCX, lambda done, total: told.append((done, total))
    )
    assert (ids, told) == ((1,), [(1, 1)])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("convention-2026-001.docx").startswith(b"PK")


def test_the_elected_have_no_such_button_and_too_many_are_said(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed(db, staff)
    app = open_page(monkeypatch, Role.ELECTED, "agreements.py")
    assert "batch_prepare" not in [each.key for each in app.button]
    monkeypatch.setattr(agreement_batches, "MOST_IN_A_BATCH", 0)
    app = open_page(monkeypatch, Role.STAFF, "agreements.py")
    assert "batch_prepare" not in [each.key for each in app.button]
    assert any("Resserrez les filtres" in each.value for each in app.caption)
