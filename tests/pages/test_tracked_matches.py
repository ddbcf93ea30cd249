"""The list of tracked matches and the record of one, as the team uses them."""

import pytest

from circular.domain.documents import DocumentKind, DocumentSubject
from circular.domain.permissions import Role
from circular.domain.tracked_matches import MatchMove
from circular.domain.visitors import Visitor
from circular.store import tracked_matches as store
from circular.store.connection import Database
from tests.builders.documents import a_document
from tests.builders.files import pdf
from tests.builders.tracked_matches import (
    a_match,
    a_move,
    an_agreement,
    an_introduction,
    stored,
)
from tests.pages.test_matches import page_text
from tests.pages_runner import open_page


def test_the_list_counts_filters_and_has_its_empty_state(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "tracked_matches.py")
    assert "Aucun rapprochement suivi" in page_text(app)

    first, second = a_match(db, staff), a_match(db, staff, title="Autres tontes")
    an_agreement(db, staff, first, 30)
    a_move(db, staff, second, MatchMove.REFUSE, refusal_reason="distance")
    app.run()
    assert "2\u00a0rapprochements, <b>30\u00a0t par an promises</b> aujourd’hui" in page_text(app)
    [stages] = [each for each in app.button_group if each.label == "Étape"]
    assert stages.options[3] == "◕ Accord\u00a0· 1"
    app.toggle(key="vivants").set_value(True).run()
    assert "<b>1</b> sur 2 rapprochements" in page_text(app)
    app.text_input(key="suivi").input("introuvable").run()
    assert "Aucun rapprochement ne correspond" in page_text(app)
    assert not app.exception


def test_staff_agrees_beyond_what_is_left_only_knowingly_then_measures_and_corrects(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    match_id = a_match(db, staff)
    app = open_page(monkeypatch, Role.STAFF, "tracked_match.py", id=str(match_id))
    assert app.button(key="match_contact").label == "Noter le contact"
    app.session_state["_dialog_asked"] = ("tracked_match", "move_match", {"kind": MatchMove.AGREE})
    app.run()
    fields = {each.label.rstrip("\u00a0*"): each for each in app.text_input}
    fields["Tonnes par an"].input("200")
    fields["Du"].input("01/01/2026").run()
    submit(app, "Enregistrer l’accord")
    assert "Il reste 180\u00a0t\u202f; vous en promettez 200." in page_text(app)
    assert stored(db, match_id)["stage"] == "proposed"
    app.checkbox[0].check().run()
    submit(app, "Enregistrer l’accord")
    assert (stored(db, match_id)["stage"], stored(db, match_id)["agreed_tonnes"]) == ("agreed", 200)
    assert "Accord\u00a0: 200\u00a0t par an, à partir du 01/01/2026" in page_text(app)

    app.button(key="note_measure").click().run()
    fields = {each.label.rstrip("\u00a0*"): each for each in app.text_input}
    fields["Tonnes réellement échangées"].input("50,5")
    fields["Source du chiffre"].input("Bons de pesée").run()
    submit(app, "Noter ces tonnes")
    assert [row["tonnes"] for row in store.measures(db, match_id)] == [50.5]

    last = store.valid_moves(db, match_id)[-1]["id"]
    app.button(key=f"correct_match_move_{last}").click().run()
    app.radio[0].set_value("cancel").run()
    fields = {each.label.rstrip("\u00a0*"): each for each in app.text_input}
    fields["Pourquoi cette correction"].input("Jamais signé").run()
    submit(app, "Corriger")
    assert stored(db, match_id)["stage"] == "proposed"
    assert "ne compte plus" in page_text(app)
    assert not app.exception


def test_the_signed_copy_of_a_match_is_uploaded_on_its_record(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    match_id = a_match(db, staff)
    an_agreement(db, staff, match_id, 30, document="Classeur 2026, pièce 14")
    app = open_page(monkeypatch, Role.STAFF, "tracked_match.py", id=str(match_id))
    assert "<dt>Original signé</dt><dd>Classeur 2026, pièce 14" in page_text(app)
    assert "Aucun document n’est déposé pour l’instant." in page_text(app)

    app.button(key="add_document_match").click().run()
    app.file_uploader[0].set_value(("Accord.pdf", pdf(), "application/pdf")).run()
    natures = next(each for each in app.button_group if each.label.startswith("Nature"))
    assert natures.options == ["Copie signée", "Bon de pesée ou bordereau", "Annexe", "Autre pièce"]
    natures.select(DocumentKind.SIGNED_COPY).run()
    submit(app, "Déposer")
    assert 'href="/documents/1"' in page_text(app)
    assert "Copie signée, PDF, 1\u00a0ko, déposé le" in page_text(app)
    assert not app.exception


def test_a_partner_does_not_open_the_record_of_a_match_of_its_own_stream_by_its_address(
    db: Database, staff: Visitor, partner: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = a_match(db, staff, organisation_id=partner.organisation_id)
    others = a_match(db, staff, title="Tontes d’un autre")
    an_introduction(db, staff, own)
    an_introduction(db, staff, others)
    for match_id in (own, others):
        a_document(db, staff, of=match_id, subject=DocumentSubject.MATCH, name="Accord.pdf")
        app = open_page(monkeypatch, Role.PARTNER, "tracked_match.py", id=str(match_id))
        assert "Les deux côtés" not in page_text(app)
        assert "Compost" not in page_text(app)
        assert "Tontes d’un autre" not in page_text(app)
        assert "/documents/" not in page_text(app)
        listed = open_page(monkeypatch, Role.PARTNER, "introductions.py", id=str(match_id))
        assert "Tontes d’un autre" not in page_text(listed)
        assert "/documents/" not in page_text(listed)


def test_an_unknown_match_is_said(store_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(monkeypatch, Role.STAFF, "tracked_match.py", id="4242")

    assert "Rapprochement introuvable" in page_text(app)


def submit(app: object, label: str) -> None:
    """Click the button that sends the open form."""
    [button] = [
        each
        for each in app.button  # type: ignore[attr-defined]
        if each.label == label and "submit" in str(each.key)
    ]
    button.click().run()
