"""Notes of case reviews on screen, role by role: written, opened, kept from all others."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.queries.case_notes import case_notes_of, opened_case_note
from circular.store import connection
from circular.store.connection import Database
from circular.ui import dialogs, session
from tests.architecture.crawl import sent
from tests.builders.agreements import a_project
from tests.builders.case_notes import NEXT, SAID, TODAY, a_case_note, a_colleague
from tests.pages.record_forms import buttons, fill, submit, words
from tests.pages_runner import open_page


@pytest.fixture(autouse=True)
def the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    """Hold the clock of the pages on the day of the tests."""
    monkeypatch.setattr(session, "today", lambda: today)


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return, as the pages run, every text that the database hands them."""
    found: list[str] = []
    opens = connection.open_database

    def opened(*arguments: object, **named: object) -> Database:
        db = opens(*arguments, **named)  # type: ignore[arg-type]

        def handed(content: bytes) -> str:
            found.append(content.decode())
            return found[-1]

        db.conn.text_factory = handed
        return db

    monkeypatch.setattr(connection, "open_database", opened)
    return found


def reviews(monkeypatch: pytest.MonkeyPatch, role: Role, project_id: int) -> AppTest:
    """Open the record of a project on its tab of reviews."""
    app = open_page(monkeypatch, role, "project.py", id=str(project_id))
    key = f"record_tabs_{project_id}"
    app.session_state[key] = next(tab.label for tab in app.tabs if tab.label.startswith("Revues"))
    return app.run()


def ask(app: AppTest, name: str, **details: object) -> AppTest:
    """Ask for a drawer of the record."""
    app.session_state[dialogs.ASKED] = ("project", name, details)
    return app.run()


def holds(texts: list[str]) -> bool:
    """Say whether a word of the note is among these texts."""
    return any(SAID in text or NEXT in text for text in texts)


def test_the_staff_write_correct_and_delete_a_note_of_their_own(
    db: Database, staff: Visitor, administrator: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_id = a_project(db, staff)
    app = reviews(monkeypatch, Role.STAFF, project_id)
    assert "Aucune note de revue" in words(app)

    form = f"write_case_note_{project_id}"
    app.button(key="write_case_note").click().run()
    fill(app, form, reviewed_on="31/02/2026", next_step=NEXT)
    submit(app, form)
    assert "n’existe pas dans le calendrier" in words(app)
    assert "Renseignez «\u00a0Texte de la note\u00a0»" in words(app)
    fill(app, form, reviewed_on="12/11/2026", text=SAID)
    submit(app, form)

    (line,) = case_notes_of(db, staff, project_id)
    assert "Revues\u00a0· 1" in [tab.label for tab in app.tabs]
    assert SAID not in words(app), "a note is closed until it is opened"
    app.button(key=f"open_case_note_{line.id}").click().run()
    assert SAID in words(app)
    assert "Personne d’autre ne peut la lire" in words(app)

    app.button(key=f"amend_case_note_{line.id}").click().run()
    form = f"amend_case_note_{line.id}"
    fill(app, form, text="Bail sauvé.")
    (readers,) = [each for each in app.multiselect if "Qui peut lire" in each.label]
    readers.set_value([administrator.account_id]).run()
    submit(app, form)
    assert not app.exception
    (line,) = case_notes_of(db, staff, project_id)
    assert [name for _, name in line.readers] == [administrator.name]
    assert "Bail sauvé" in words(app)

    app.button(key=f"remove_case_note_{line.id}").click().run()
    assert "sans retour" in words(app)
    app.button(key="remove_case_note_act").click().run()
    assert case_notes_of(db, staff, project_id) == ()


def test_an_administrator_who_is_not_named_sees_that_a_note_exists_and_no_word_of_it(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch, left: list[str]
) -> None:
    project_id = a_project(db, staff)
    note_id = a_case_note(db, staff, project_id, a_colleague(db))

    app = reviews(monkeypatch, Role.ADMINISTRATOR, project_id)

    assert f"Note de {staff.name}, réservée" in words(app).replace("\\", "")
    assert "Ouvrir la note" not in buttons(app)
    assert "Alix" not in words(app)
    ask(app, "amend_case_note", note_id=note_id)
    assert "n’est pas de vous" in words(app)
    app.session_state[dialogs.ASKED] = None
    for label in [tab.label for tab in app.tabs]:
        app.session_state[f"record_tabs_{project_id}"] = label
        app.run()
    open_page(monkeypatch, Role.ADMINISTRATOR, "journal.py")
    assert len(left) > 200
    assert not holds(left)


def test_a_named_reader_opens_the_note_by_a_click_that_is_told_to_its_author(
    db: Database,
    staff: Visitor,
    administrator: Visitor,
    monkeypatch: pytest.MonkeyPatch,
    left: list[str],
) -> None:
    project_id = a_project(db, staff)
    note_id = a_case_note(db, staff, project_id, administrator)
    app = reviews(monkeypatch, Role.ADMINISTRATOR, project_id)
    assert "Qui a lu\u00a0: personne encore" in words(app)
    assert not holds(left)

    app.button(key=f"open_case_note_{note_id}").click().run()

    assert SAID in words(app)
    assert "Corriger" not in "".join(buttons(app))
    assert "le 22/11/2026" in words(reviews(monkeypatch, Role.STAFF, project_id))
    app.button(key=f"close_case_note_{note_id}").click().run()
    assert SAID.encode() not in sent(app)


@pytest.mark.parametrize("role", [Role.ELECTED, Role.PARTNER])
def test_a_guest_opens_the_note_that_names_them_and_sees_nothing_else(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch, left: list[str], role: Role
) -> None:
    project_id = a_project(db, staff, "Couches en compost", holder="Naïma Fictive")
    other = a_case_note(db, staff, project_id, text="Autre affaire.")
    app = open_page(monkeypatch, role, "case_notes.py")
    assert "Aucune note ne vous est ouverte" in words(app)
    guest = db.conn.execute("SELECT id FROM account WHERE role = ?", [role.value]).fetchone()[0]
    visitor = Visitor(account_id=guest, name="", role=role)
    mine = a_case_note(db, staff, project_id, visitor)

    app.run()
    assert not holds(left)
    app.button(key=f"open_case_note_{mine}").click().run()

    assert SAID in words(app)
    assert ("Couches" in words(app)) is (role is Role.ELECTED), "a title as its other screens"
    assert staff.name not in words(app)
    assert f"open_case_note_{other}" not in [each.key for each in app.button]
    assert not any("Autre affaire" in text or "Naïma" in text for text in left)
    assert opened_case_note(db, visitor, other, today=TODAY) is None
