"""The people of a project, on its record."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.ui import dialogs, session
from tests.builders.holders import TODAY, a_contact, a_holder
from tests.builders.projects import a_project, read
from tests.pages.record_forms import fill, submit, words
from tests.pages_runner import open_page


@pytest.fixture(autouse=True)
def the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    """Hold the clock of the pages on the day of the tests."""
    monkeypatch.setattr(session, "today", lambda: today)


def the_people(monkeypatch: pytest.MonkeyPatch, project_id: int) -> AppTest:
    """Open the tab of the people of a project."""
    app = open_page(monkeypatch, Role.STAFF, "project.py", id=str(project_id))
    label = next(tab.label for tab in app.tabs if tab.label.startswith("Personnes"))
    app.session_state[f"record_tabs_{project_id}"] = label
    return app.run()


def the_drawer(monkeypatch: pytest.MonkeyPatch, project_id: int) -> AppTest:
    """Open the drawer that brings a person into a project."""
    app = the_people(monkeypatch, project_id)
    app.session_state[dialogs.ASKED] = ("project", "add_person", {})
    return app.run()


def test_a_project_without_anybody_says_what_to_do(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = the_people(monkeypatch, a_project(db, staff))

    assert "Personne n’est encore rattaché à ce projet" in words(app)


def test_people_show_how_to_reach_them_and_what_they_were_told(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_id = a_contact(db, staff)

    app = the_people(monkeypatch, project_id)
    assert "06 12 34 56 78" in words(app)
    assert "Information sur les données à remettre" in words(app)
    app.button(key="inform_1").click().run()

    assert read(db, staff, project_id).people[0].information_given_on == TODAY
    assert "remise le 22/11/2026" in words(app)


def test_a_person_already_known_is_brought_in_with_a_role(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_id = a_contact(db, staff)
    hugo = a_holder(db, staff, "Hugo Duroc")
    form = f"add_person_{project_id}"

    app = the_drawer(monkeypatch, project_id)
    submit(app, form)
    assert "Renseignez" in words(app)
    fill(app, form, holder_id=hugo, role="associe", is_first=True)
    submit(app, form)

    assert [(each.name, each.role) for each in read(db, staff, project_id).people] == [
        ("Hugo Duroc", "associe"),
        ("Naïma Terrasson", "porteur"),
    ]


def test_a_new_person_is_written_and_brought_in_at_once(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_id = a_contact(db, staff)
    form = f"add_new_person_{project_id}"

    app = the_drawer(monkeypatch, project_id)
    kind = next(each for each in app.segmented_control if each.label == "Cette personne est")
    kind.set_value("Nouvelle").run()
    fill(app, form, name="Terrasson Naïma")
    assert "Déjà connu\u202f? **Naïma Terrasson**" in words(app)
    fill(app, form, name="Léa Perrin", role="conseil")
    submit(app, form)

    assert [(each.name, each.role) for each in read(db, staff, project_id).people] == [
        ("Naïma Terrasson", "porteur"),
        ("Léa Perrin", "conseil"),
    ]


def test_a_person_is_taken_out_of_the_project_only(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_id = a_contact(db, staff)

    app = the_people(monkeypatch, project_id)
    app.button(key="remove_person_1").click().run()

    assert read(db, staff, project_id).people == ()
    assert [toast.value for toast in app.toast] == ["Personne retirée du projet. Sa fiche reste."]
