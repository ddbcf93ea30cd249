"""The documents of a record on screen: uploading, refusing, replacing, removing, putting back."""

import pytest
from streamlit.testing.v1 import AppTest

from circular.domain.documents import DocumentKind, DocumentSubject
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import value
from tests.builders.agreements import a_draft, a_project
from tests.builders.documents import a_document
from tests.builders.files import image, pdf
from tests.builders.implantations import a_site
from tests.pages_runner import open_page


def texts(app: AppTest) -> str:
    """Return everything that the page says."""
    plain = [each.value for each in [*app.markdown, *app.caption, *app.header]]
    return "\n".join([*plain, *(each.proto.body for each in app.get("html"))]).replace("\\", "")


def press(app: AppTest, label: str) -> None:
    """Press the last button that bears this label: the one of an open dialog."""
    [each for each in app.button if each.label == label][-1].click().run()


def test_a_signed_copy_is_uploaded_replaced_removed_and_put_back(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = a_draft(db, staff)
    app = open_page(monkeypatch, Role.STAFF, "agreement.py", id=str(agreement))
    assert "Aucun document n’est déposé" in texts(app)

    app.button(key="add_document_agreement").click().run()
    assert "ne cherche pas de virus" in texts(app)
    press(app, "Déposer")
    assert "Renseignez «\u00a0Fichier\u00a0»" in texts(app)
    app.file_uploader[0].set_value(("page.pdf", b"<!doctype html><html>", "application/pdf")).run()
    app.button_group[-1].select(DocumentKind.SIGNED_COPY).run()
    press(app, "Déposer")
    assert "«\u00a0page.pdf\u00a0»\u00a0: ce fichier est une page web" in texts(app)
    app.file_uploader[0].set_value(("Signée.pdf", pdf(), "application/pdf")).run()
    press(app, "Déposer")
    assert [each.value for each in app.toast] == ["Document déposé."]
    assert 'href="/documents/1"' in texts(app)
    assert "Copie signée, PDF, 1\u00a0ko, déposé le" in texts(app)

    app.button(key="replace_document_1").click().run()
    app.file_uploader[0].set_value(("scan.png", image("PNG"), "image/png")).run()
    press(app, "Déposer")
    assert 'href="/documents/2"' in texts(app)
    assert 'href="/documents/1"' not in texts(app)
    app.button(key="remove_document_2").click().run()
    press(app, "Garder")
    assert value(db, "SELECT count(*) FROM document WHERE removed_at IS NULL") == 1
    app.button(key="remove_document_2").click().run()
    app.button(key="confirm_document").click().run()
    app.button(key="restore_document_1").click().run()
    assert 'href="/documents/1"' in texts(app)
    assert value(db, "SELECT count(*) FROM document WHERE removed_at IS NULL") == 1


def test_an_elected_official_sees_that_the_copy_is_kept_and_no_name(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = a_draft(db, staff)
    a_document(db, staff, of=agreement, name="Naïma.pdf")
    app = open_page(monkeypatch, Role.ELECTED, "agreement.py", id=str(agreement))

    assert "<dt>Copie signée</dt><dd>déposée le" in texts(app)
    assert "/documents/" not in texts(app)
    assert "Naïma.pdf" not in texts(app)


def test_the_proof_of_a_site_is_on_the_set_up_of_its_project(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = a_project(db, staff)
    site = a_site(db, staff, project)
    a_document(db, staff, of=site, subject=DocumentSubject.IMPLANTATION, name="bail.pdf")
    app = open_page(monkeypatch, Role.STAFF, "project.py", id=str(project))
    app.session_state[f"record_tabs_{project}"] = "Implantation"
    app.run()

    assert "bail.pdf" in texts(app)
    assert app.button(key="add_document_implantation").label == "Déposer un document"
