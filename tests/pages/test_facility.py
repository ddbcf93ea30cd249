"""The record of a facility on screen: its month, its bookings, its closures, its form."""

import pytest
from streamlit.testing.v1 import AppTest

from circular.actions.facilities import amend_facility
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import one, value
from tests.builders.facilities import a_facility, facility_draft
from tests.builders.facility_bookings import a_booking, confirmed
from tests.builders.projects import a_project
from tests.pages_runner import open_page

FILE = "facility.py"


def said(app: AppTest) -> str:
    """Return all the words on screen."""
    html = [str(each.proto.body) for each in app.get("html")]
    links = [str(each.proto.label) for each in app.get("page_link")]
    shown = [each.value for each in (*app.title, *app.header, *app.markdown, *app.caption)]
    return " ".join([*shown, *html, *links]).replace("\\", "")


def type_in(app: AppTest, **typed: str) -> None:
    """Type in text inputs, found by the end of their key."""
    for name, text in typed.items():
        field = next(each for each in app.text_input if each.key and each.key.endswith(f"__{name}"))
        field.input(text)
    app.run()


def click(app: AppTest, label: str) -> None:
    """Click on the button that bears a label."""
    next(each for each in app.button if each.label == label).click().run()
    assert not app.exception


def test_staff_books_answers_and_notes_the_use(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    facility = a_facility(db, staff, capacity="100", capacity_unit="tonnes_year")
    project = a_project(db, staff, "Vélos")
    app = open_page(monkeypatch, Role.STAFF, FILE, id=str(facility))
    assert "Aucune réservation" in said(app)

    click(app, "Réserver une installation")
    choice = next(each for each in app.selectbox if str(each.label).startswith("Projet"))
    choice.set_value(project).run()
    type_in(app, starts_on="02/11/2026", ends_on="01/11/2026", purpose="Essai")
    click(app, "Demander la réservation")
    assert "précède le début" in said(app)
    type_in(app, ends_on="06/11/2026", share="40")
    click(app, "Demander la réservation")
    assert "Demandée" in said(app) or "Sans réponse" in said(app)
    assert "40\u00a0t par an" in said(app)

    click(app, "Confirmer")
    click(app, "Noter l\u2019utilisation")
    type_in(app, used_from="02/11/2026", used_to="04/11/2026", used_amount="12,5")
    click(app, "Enregistrer")
    row = one(db, "SELECT * FROM facility_booking")
    assert row is not None
    assert (row["state"], row["used_to"], row["used_amount"]) == ("confirmed", "2026-11-04", 12.5)
    assert "12,5\u00a0t" in said(app)


def test_a_conflict_is_told_where_one_types_and_loses_nothing(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    facility = a_facility(db, staff)
    confirmed(db, staff, facility, a_project(db, staff, "Couches"))
    a_project(db, staff, "Vélos")
    app = open_page(monkeypatch, Role.STAFF, FILE, id=str(facility))

    click(app, "Réserver une installation")
    choice = next(each for each in app.selectbox if str(each.label).startswith("Projet"))
    choice.set_value(choice.options and value(db, "SELECT MAX(id) FROM project")).run()
    type_in(app, starts_on="03/12/2026", ends_on="07/12/2026", purpose="Essai")
    click(app, "Demander la réservation")

    assert "est déjà réservé" in said(app)
    assert "«\u00a0Couches\u00a0»" in said(app)
    assert "Essai" in [each.value for each in app.text_input]
    assert value(db, "SELECT COUNT(*) FROM facility_booking") == 1


def test_a_booking_is_cancelled_with_its_reason_and_restored(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    facility = a_facility(db, staff)
    booking_id = a_booking(db, staff, facility, a_project(db, staff))
    app = open_page(monkeypatch, Role.STAFF, FILE, id=str(facility))

    app.button(key=f"cancel_booking_{booking_id}").click().run()
    app.button(key="cancel_booking").click().run()
    assert "Renseignez" in said(app)
    type_in(app, reason="Machine en panne")
    app.button(key="cancel_booking").click().run()
    assert "Annulée\u00a0: Machine en panne" in said(app)
    click(app, "Rétablir")
    assert value(db, "SELECT state FROM facility_booking") == "requested"


def test_the_month_turns_and_a_closure_is_noted_and_taken_back(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    facility = a_facility(db, staff, closed_weekdays=(7,))
    app = open_page(monkeypatch, Role.STAFF, FILE, id=str(facility))
    app.session_state["_dialog_asked"] = ("facility", "close", {})
    app.run()
    type_in(app, starts_on="24/12/2090", ends_on="02/01/2091", reason="Congés")
    click(app, "Fermer ces jours-là")
    assert "Du 24/12/2090 au 02/01/2091 (Congés)" in said(app).replace("\u00a0", " ")
    click(app, "Retirer")
    assert value(db, "SELECT COUNT(*) FROM facility_closure") == 0

    before = said(app)
    click(app, "Suivant")
    assert said(app) != before


def test_a_place_is_corrected_archived_and_brought_back(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    facility = a_facility(db, staff)
    app = open_page(monkeypatch, Role.STAFF, FILE, id=str(facility))
    app.button(key="edit_facility").click().run()
    type_in(app, name="Atelier neuf", capacity="12")
    click(app, "Enregistrer")
    assert "dans quelle unité" in said(app)
    type_in(app, capacity="")
    click(app, "Enregistrer")
    assert "Atelier neuf" in said(app)

    for label, archived in (("Archiver", True), ("Sortir des archives", False)):
        app.session_state["more_facility"] = None
        menu = next(each for each in app.get("menu_button") if each.proto.label == "Plus")
        assert label in menu.proto.options
        db.conn.execute(
            "UPDATE facility SET archived_at = ?", ["2026-11-22T09:00:00" if archived else None]
        )
        db.conn.commit()
        app.run()
    assert not app.exception


def test_two_windows_lose_nothing(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    facility = a_facility(db, staff)
    app = open_page(monkeypatch, Role.STAFF, FILE, id=str(facility))
    app.button(key="edit_facility").click().run()
    amend_facility(db, staff, facility, facility_draft(name="À eux"), version=1)
    type_in(app, name="À moi")
    click(app, "Enregistrer")
    assert "a modifié cette fiche" in said(app)
    assert value(db, "SELECT name FROM facility") == "À eux"
    click(app, "Enregistrer")
    assert value(db, "SELECT name FROM facility") == "À moi"


def test_the_owner_answers_without_knowing_the_project(
    db: Database, staff: Visitor, partner: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = a_facility(db, partner), a_facility(db, staff, name="À eux")
    a_booking(db, staff, mine, a_project(db, staff, "Couches"))

    app = open_page(monkeypatch, Role.PARTNER, FILE, id=str(mine))
    assert "Un projet accompagné" in said(app)
    assert "Couches" not in said(app)
    assert staff.name not in said(app)
    assert "Réserver une installation" not in [each.label for each in app.button]
    click(app, "Confirmer")
    assert "Couches" in said(app)
    app = open_page(monkeypatch, Role.PARTNER, FILE, id=str(theirs))
    assert "introuvable" in said(app)


def test_an_elected_official_is_not_given_the_page(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    facility = a_facility(db, staff)
    app = open_page(monkeypatch, Role.ELECTED, FILE, id=str(facility))

    assert "Atelier des Dagueys" not in said(app)
