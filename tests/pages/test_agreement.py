"""The record of an agreement: from draft to termination for the staff, nobody's name for others."""

from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from circular.actions import agreement_moves as moves
from circular.actions import agreements as actions
from circular.domain.agreements import AgreementDraft, AgreementState, PartyKind
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.ui import session
from tests.builders.agreements import TODAY, a_draft, read, sign_for_all, signed, to_sign
from tests.pages_runner import open_page


@pytest.fixture(autouse=True)
def _on_the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "today", lambda: TODAY)


def button(app: AppTest, label: str) -> Button:
    """Return the last button that bears this label: the one of an open dialog."""
    return [each for each in app.button if each.label == label][-1]


def field(app: AppTest, label: str, typed: str) -> None:
    """Type into the field whose label starts so."""
    boxes = [*app.text_input, *app.text_area]
    next(box for box in boxes if box.label.startswith(label)).set_value(typed)


def texts(app: AppTest) -> str:
    """Return everything that the page says."""
    plain = [each.value for each in [*app.markdown, *app.caption, *app.title, *app.header]]
    return "\n".join([*plain, *(each.proto.body for each in app.get("html"))])


def test_an_agreement_goes_from_draft_to_signature(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = a_draft(db, staff)
    sign_for_all(db, staff, agreement)
    app = open_page(monkeypatch, Role.STAFF, "agreement.py", id=str(agreement))
    assert app.title[0].value == "Convention sans numéro"
    app.button(key="move_send_to_review").click().run()
    app.button(key="move_send_to_sign").click().run()
    assert app.title[0].value == "Convention n°\u00a02026-001"
    app.button(key="move_sign").click().run()
    field(app, "Signée le", "31/02/2026")
    button(app, "Enregistrer la signature").click().run()
    assert "n’existe pas dans le calendrier" in texts(app)
    assert read(db, staff, agreement).state is AgreementState.TO_SIGN
    field(app, "Signée le", "12/11/2026")
    button(app, "Enregistrer la signature").click().run()
    assert [each.value for each in app.toast] == ["Signature enregistrée."]
    record = read(db, staff, agreement)
    assert (record.state, record.ends_on) == (AgreementState.SIGNED, date(2027, 11, 11))
    assert "Signée le <b>12/11/2026</b>" in texts(app)


def test_a_signature_without_signatory_is_refused_and_says_what_to_do(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = a_draft(db, staff)
    moves.send_to_review(db, staff, agreement, version=1, today=TODAY)
    moves.send_to_sign(db, staff, agreement, version=2, today=TODAY)
    app = open_page(monkeypatch, Role.STAFF, "agreement.py", id=str(agreement))
    assert "Il manque 1\u00a0chose avant la signature" in texts(app)
    app.button(key="move_sign").click().run()
    field(app, "Signée le", "12/11/2026")
    button(app, "Enregistrer la signature").click().run()
    assert "indiquez qui signe" in texts(app)
    assert next(box.value for box in app.text_input if box.label.startswith("Signée le")) == (
        "12/11/2026"
    )
    assert read(db, staff, agreement).state is AgreementState.TO_SIGN


def test_what_is_missing_leads_to_the_party_that_lacks_it(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = a_draft(db, staff)
    app = open_page(monkeypatch, Role.STAFF, "agreement.py", id=str(agreement))
    button(app, "Compléter").click().run()
    field(app, "Signataire", "Camille Essai")
    field(app, "Fonction", "Présidente")
    button(app, "Enregistrer la partie").click().run()
    parties = read(db, staff, agreement).parties
    assert [party.signatory for party in parties] == ["Camille Essai", "Naïma Fictive"]
    assert "Rien ne manque avant la signature" in texts(app)


def test_a_party_is_added_and_taken_out(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = a_draft(db, staff)
    app = open_page(monkeypatch, Role.STAFF, "agreement.py", id=str(agreement))
    app.button(key="add_party").click().run()
    button(app, "Enregistrer la partie").click().run()
    assert "Renseignez «\u00a0Nature\u00a0»" in texts(app).replace("\\", "")
    field(app, "Nom de la partie", "Lycée d’essai")
    app.button_group[-1].select(PartyKind.ORGANISATION).run()
    button(app, "Enregistrer la partie").click().run()
    assert [each.name for each in read(db, staff, agreement).parties][-1] == "Lycée d’essai"
    app.button(key="edit_party_2").click().run()
    button(app, "Retirer cette partie").click().run()
    assert len(read(db, staff, agreement).parties) == 2


def test_services_are_promised_from_the_bouquet(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = a_draft(db, staff)
    app = open_page(monkeypatch, Role.STAFF, "agreement.py", id=str(agreement))
    app.button(key="edit_services").click().run()
    app.multiselect[0].select("local").run()
    field(app, "Recherche de local, précision", "300 m², avec un quai")
    button(app, "Enregistrer les prestations").click().run()
    (service,) = read(db, staff, agreement).services
    assert (service.service_type, service.note) == ("local", "300 m², avec un quai")


def test_the_second_window_sees_what_changed_and_keeps_its_text(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = a_draft(db, staff, purpose="Composter")
    app = open_page(monkeypatch, Role.STAFF, "agreement.py", id=str(agreement))
    app.session_state["_dialog_asked"] = ("agreement", "change", {"agreement_id": agreement})
    app.run()
    field(app, "Objet", "Composter des couches")
    other = AgreementDraft(
        project_id=read(db, staff, agreement).project_id,
        type_key="accompagnement",
        purpose="Composter les couches des crèches",
    )
    actions.change_unsigned_agreement(db, staff, agreement, other, version=1)
    button(app, "Enregistrer les modifications").click().run()
    said = texts(app).replace("\\", "")
    assert "a modifié cette fiche" in said
    assert "Composter les couches des crèches" in said
    assert "Composter des couches" in [box.value for box in app.text_area]
    assert read(db, staff, agreement).purpose == "Composter les couches des crèches"
    button(app, "Enregistrer les modifications").click().run()
    assert read(db, staff, agreement).purpose == "Composter des couches"


def test_bad_input_is_told_at_its_field_and_nothing_typed_is_lost(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = a_draft(db, staff)
    app = open_page(monkeypatch, Role.STAFF, "agreement.py", id=str(agreement))
    app.session_state["_dialog_asked"] = ("agreement", "change", {"agreement_id": agreement})
    app.run()
    field(app, "Début", "12/03/2026")
    field(app, "Fin", "01/02/2026")
    field(app, "Note interne", "<script>alert(1)</script>" + "a" * 10_000)
    button(app, "Enregistrer les modifications").click().run()
    assert "la limite est de 4\u202f000" in texts(app)
    field(app, "Note interne", "<script>alert(1)</script>")
    button(app, "Enregistrer les modifications").click().run()
    said = texts(app).replace("\\", "")
    assert "La fin (01/02/2026) précède le début (12/03/2026)" in said
    assert "12/03/2026" in [box.value for box in app.text_input]
    field(app, "Fin", "")
    button(app, "Enregistrer les modifications").click().run()
    record = read(db, staff, agreement)
    assert record.ends_on == date(2027, 3, 11)
    assert record.note == "<script>alert(1)</script>"
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in texts(app)


def test_a_termination_asks_why_and_keeps_the_agreement_otherwise(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = signed(db, staff)
    app = open_page(monkeypatch, Role.STAFF, "agreement.py", id=str(agreement))
    asked = ("agreement", "terminate", {"agreement_id": agreement})
    app.session_state["_dialog_asked"] = asked
    app.run()
    button(app, "Garder la convention").click().run()
    assert read(db, staff, agreement).state is AgreementState.SIGNED
    app.session_state["_dialog_asked"] = asked
    app.run()
    assert "Préavis habituel" in texts(app)
    button(app, "Résilier").click().run()
    assert "Renseignez «\u00a0Motif\u00a0»" in texts(app).replace("\\", "")
    field(app, "Motif", "Cessation de l’activité")
    button(app, "Résilier").click().run()
    assert read(db, staff, agreement).state is AgreementState.TERMINATED
    assert "résiliée" in texts(app)


def test_an_agreement_past_its_end_offers_to_be_ended(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = TODAY - timedelta(days=400)
    agreement = signed(db, staff, signed_on=start)
    app = open_page(monkeypatch, Role.STAFF, "agreement.py", id=str(agreement))
    app.button(key="move_end").click().run()
    button(app, "Terminer").click().run()
    record = read(db, staff, agreement)
    assert (record.state, record.closed_on) == (AgreementState.ENDED, record.ends_on)


def test_an_elected_official_reads_the_record_without_anybody_in_it(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = a_draft(db, staff, purpose="Aider Naïma Fictive", note="Naïma Fictive hésite")
    to_sign(db, staff, agreement)
    app = open_page(monkeypatch, Role.ELECTED, "agreement.py", id=str(agreement))
    assert not app.exception
    said = texts(app)
    assert "Couches en compost" in said
    assert "Porteur de projet" in said
    for name in ("Naïma", "Camille", "Personne Équipe"):
        assert name not in said
    keys = {each.key for each in app.button}
    assert not keys & {"move_sign", "add_party", "edit_services", "prepare_agreement"}


@pytest.mark.parametrize("asked", ["", "x", "0", "999999", "9" * 40, "-1", "1; DROP TABLE"])
def test_an_odd_address_is_answered_with_a_sentence(
    store_path: object, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "agreement.py", id=asked)
    assert not app.exception
    assert app.info[0].value == "Cette convention n’existe pas, ou plus."


def test_a_draft_without_number_is_deleted_after_a_question(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = a_draft(db, staff)
    app = open_page(monkeypatch, Role.STAFF, "agreement.py", id=str(agreement))
    app.session_state["_dialog_asked"] = ("agreement", "delete", {"agreement_id": agreement})
    app.run()
    assert "abandonnez-la plutôt" in texts(app)
    app.button(key="confirm_deletion").click().run()
    assert db.conn.execute("SELECT count(*) FROM agreement").fetchone() == (0,)
