"""The list of people."""

from datetime import date

import pytest

from circular.actions.holders import archive_holder
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.queries.holders import holder_list
from circular.store.connection import Database
from circular.ui import session
from circular.ui.holder_list import table
from tests.builders.holders import a_contact, a_holder
from tests.pages.record_forms import buttons, fill, submit, words
from tests.pages_runner import open_page

FORM = "register_holder"


@pytest.fixture(autouse=True)
def the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    """Hold the clock of the pages on the day of the tests."""
    monkeypatch.setattr(session, "today", lambda: today)


def test_an_empty_list_says_what_to_do(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(monkeypatch, Role.STAFF, "holders.py")

    assert "Personne pour l’instant" in words(app)
    assert app.button(key="quick_capture_first_holder").label == "Noter un contact"


def test_the_list_is_searched_by_name_and_phone(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_contact(db, staff)
    a_holder(db, staff, "Hugo Duroc")

    app = open_page(monkeypatch, Role.STAFF, "holders.py")
    assert app.dataframe[0].value["Nom"].tolist() == ["Hugo Duroc", "Naïma Terrasson"]
    app.text_input(key="chercher_porteur").set_value("06 12 34 56 78").run()

    assert app.dataframe[0].value["Projets"].tolist() == [1]
    assert "<b>1</b> sur 2 personnes" in words(app)
    app.text_input(key="chercher_porteur").set_value("personne").run()
    assert "Personne ne correspond" in words(app)
    app.button(key="reset_personnes").click().run()
    assert len(app.dataframe[0].value) == 2


def test_the_archives_are_a_list_apart(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive_holder(db, staff, a_holder(db, staff))

    app = open_page(monkeypatch, Role.STAFF, "holders.py")
    assert "Personne pour l’instant" in words(app)
    app.toggle(key="porteurs_archives").set_value(True).run()

    assert app.dataframe[0].value["Nom"].tolist() == ["Naïma Terrasson"]
    assert "<b>1</b> sur 1 personne archivée" in words(app)


def test_a_person_is_written_without_any_project_after_a_look_at_duplicates(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_contact(db, staff)

    app = open_page(monkeypatch, Role.STAFF, "holders.py")
    app.button(key="register_holder").click().run()
    fill(app, FORM, name="Hugo Duroc", phone="0612345678", email="hugo@")
    assert "(même téléphone)" in words(app)
    submit(app, FORM)
    assert "n’est pas complète" in words(app)
    fill(app, FORM, email="hugo@exemple.fr", gender="man")
    submit(app, FORM)

    hugo = holder_list(db, staff, text="duroc").rows[0]
    assert (hugo.email, hugo.project_count) == ("hugo@exemple.fr", 0)
    assert [toast.value for toast in app.toast] == ["Personne enregistrée."]


def test_the_export_holds_the_rows_of_the_screen(db: Database, staff: Visitor) -> None:
    a_contact(db, staff)
    a_holder(db, staff, "Hugo Duroc")

    found = table(staff, "duroc", archived=False)

    assert [[column.plain(row) for column in found.columns] for row in found.rows] == [
        ["Hugo Duroc", None, None, 0, None, None]
    ]
    assert found.criteria == [("Recherche", "duroc"), ("Archives", "non")]


@pytest.mark.parametrize("role", [Role.ELECTED, Role.PARTNER])
def test_elected_and_partner_see_nobody(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    a_contact(db, staff)

    app = open_page(monkeypatch, role, "holders.py")

    assert "Porteurs" not in [title.value for title in app.title]
    assert "Naïma" not in words(app)
    assert "Ajouter une personne" not in buttons(app)
