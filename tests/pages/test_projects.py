"""The board and the list of projects, and the drawer that notes a contact."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from circular.actions.projects import archive_project
from circular.domain.permissions import Role
from circular.domain.projects import ProjectFilters, Scope
from circular.domain.stages import Stage
from circular.domain.visitors import Visitor
from circular.queries.projects import project_list
from circular.store.connection import Database
from circular.store.rows import value
from circular.ui import session
from tests.builders.holders import VAYRES_87, a_contact
from tests.builders.next_actions import an_action
from tests.builders.projects import changed, in_support, left, read
from tests.pages.record_forms import buttons, fill, submit, widget, words
from tests.pages_runner import open_page

FORM = "quick_capture"


@pytest.fixture(autouse=True)
def the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    """Hold the clock of the pages on the day of the tests."""
    monkeypatch.setattr(session, "today", lambda: today)


def the_page(monkeypatch: pytest.MonkeyPatch, **parameters: str) -> AppTest:
    return open_page(monkeypatch, Role.STAFF, "projects.py", **parameters)


def the_drawer(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    app = the_page(monkeypatch)
    return app.button(key="quick_capture_projects").click().run()


def type_commune(app: AppTest, text: str) -> AppTest:
    """Type a text that is not one of the choices, which AppTest only knows how to pick."""
    box = widget(app, FORM, "commune_code")
    box.options.append(text)
    return box.set_value(text).run()  # type: ignore[no-any-return]


def titles(db: Database, staff: Visitor, today: date) -> list[str]:
    found = project_list(db, staff, ProjectFilters(scope=Scope.ALL), today=today, page=None)
    return [row.title for row in found.rows]


def test_an_empty_board_says_what_to_do(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    app = the_page(monkeypatch)

    assert "Aucun projet pour l’instant" in words(app)
    assert app.button(key="quick_capture_first_project").label == "Noter un contact"


def test_the_board_shows_every_stage_with_its_counts_and_cards(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_id = a_contact(db, staff, "Hugo Duroc", idea="Vélos remis en route")
    changed(db, staff, project_id, jobs_planned="2,5")
    an_action(db, staff, project_id, label="Rappeler <b>Hugo</b>")
    in_support(db, staff)

    app = the_page(monkeypatch)
    shown = words(app)

    for stage in Stage:
        assert stage.label in shown
    assert "1\u00a0projet\u00a0· 2,5\u00a0emplois" in shown
    assert "Libourne\u00a0· 2,5\u00a0emplois" in shown
    assert "Rappeler \\<b\\>Hugo\\</b\\>" in shown
    assert "Dormant" in shown
    assert "<b>2</b> sur 2 projets en cours" in shown
    assert {link.proto.label for link in app.get("page_link")} >= {
        "Vélos remis en route",
        "Composter les couches",
    }


def test_filters_say_n_of_n_and_are_put_back_in_one_click(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_contact(db, staff, "Hugo Duroc", idea="Vélos", commune_code=VAYRES_87)
    a_contact(db, staff, idea="Couches")

    app = the_page(monkeypatch)
    app.text_input(key="chercher").set_value("duroc").run()
    assert "<b>1</b> sur 2 projets en cours" in words(app)
    app.button(key="reset_projets en cours").click().run()
    assert "<b>2</b> sur 2 projets en cours" in words(app)
    app.selectbox(key="intercommunalite").set_value("200070092").run()
    assert "<b>1</b> sur 2 projets en cours" in words(app)
    app.pills[0].set_value(["blocked"]).run()
    assert "Aucun projet ne correspond" in words(app)
    assert "Tout afficher" in buttons(app)


def test_what_left_or_is_archived_is_counted_and_can_be_shown(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_contact(db, staff, "A")
    left(db, staff, a_contact(db, staff, "B"), "22/11/2026")
    archive_project(db, staff, a_contact(db, staff, "C"))

    app = the_page(monkeypatch)
    assert "<b>1</b> sur 1 projet en cours" in words(app)
    assert app.button(key="show_all_projects").label == ("Voir aussi 2\u00a0sortis ou archivés")
    app.button(key="show_all_projects").click().run()
    assert "<b>3</b> sur 3 projets" in words(app)
    assert "Sorti\u00a0: abandon" in words(app)
    app.button(key="show_current_projects").click().run()
    assert "<b>1</b> sur 1 projet en cours" in words(app)


def test_the_rest_of_a_column_is_one_click_away(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(23):
        a_contact(db, staff, f"Personne {number}")

    app = the_page(monkeypatch)
    links = len(app.get("page_link"))
    more = app.button(key="more_detection")
    assert more.label == "Voir la suite (3)"
    more.click().run()

    assert len(app.get("page_link")) == links + 3
    assert "Voir la suite (3)" not in buttons(app)


def test_the_list_shows_the_same_projects_in_its_columns(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_id = a_contact(db, staff, idea="=cmd|' /C calc'!A0")
    an_action(db, staff, project_id, label="Rappeler")

    app = the_page(monkeypatch, vue="Liste")
    grid = app.dataframe[0].value

    assert list(grid.columns) == [
        "Projet",
        "Étape",
        "Santé",
        "Commune",
        "Emplois",
        "Prochaine action",
        "Échéance",
    ]
    assert grid["Étape"].tolist() == ["○ Détection"]
    assert grid["Santé"].tolist() == ["● Actif"]
    assert grid["Commune"].tolist() == ["Libourne\u00a0(33)"]
    assert grid["Prochaine action"].tolist() == ["Rappeler"]
    assert [each.proto.label for each in app.get("download_button")] == ["CSV", "XLSX", "ODS"]


def test_a_contact_is_noted_with_a_name_only(
    db: Database, staff: Visitor, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = the_drawer(monkeypatch)
    fill(app, FORM, name="Naïma Terrasson")
    submit(app, FORM)

    assert titles(db, staff, today) == ["Projet de Naïma Terrasson"]
    assert [toast.value for toast in app.toast] == [
        "Contact enregistré. Vous pourrez compléter sa fiche plus tard."
    ]
    assert not [each for each in app.text_input if str(each.key).startswith(FORM)]


def test_the_five_fields_make_a_whole_first_file(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = the_drawer(monkeypatch)
    fill(
        app,
        FORM,
        name="Naïma Terrasson",
        reach="06 12 34 56 78",
        origin="salon",
        idea="Composter les couches des crèches",
    )
    type_commune(app, "oradour-sur-vayres")
    assert widget(app, FORM, "commune_code").value == "87111"
    submit(app, FORM)
    project = read(db, staff, 1)

    assert (project.title, project.commune_name, project.origin) == (
        "Composter les couches des crèches",
        "Oradour-sur-Vayres",
        "salon",
    )
    assert project.people[0].phone == "06 12 34 56 78"


def test_a_commune_with_namesakes_is_asked_again(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = the_drawer(monkeypatch)
    fill(app, FORM, name="Naïma")
    type_commune(app, "vayres")
    among = widget(app, FORM, "commune_code_among")
    assert among.label == "Laquelle\u202f?"
    among.set_value(VAYRES_87).run()
    assert widget(app, FORM, "commune_code").value == VAYRES_87
    submit(app, FORM)

    assert read(db, staff, 1).commune_code == VAYRES_87


def test_a_commune_that_does_not_exist_is_refused_and_nothing_is_lost(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = the_drawer(monkeypatch)
    fill(app, FORM, name="Naïma", idea="Composter")
    type_commune(app, "zzzz")
    submit(app, FORM)

    assert "Cette commune n’est pas dans la liste" in words(app)
    assert widget(app, FORM, "name").value == "Naïma"
    assert widget(app, FORM, "idea").value == "Composter"
    assert value(db, "SELECT COUNT(*) FROM holder") == 0


def test_a_missing_name_and_a_note_too_long_are_said_at_their_fields(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = the_drawer(monkeypatch)
    fill(app, FORM, idea="x" * 10_000)
    submit(app, FORM)

    assert "Renseignez «\u00a0Qui est-ce\u202f?\u00a0»." in words(app)
    assert "10\u202f000\u00a0caractères" in words(app)
    assert len(widget(app, FORM, "idea").value) == 10_000
    assert value(db, "SELECT COUNT(*) FROM holder") == 0


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "Léa 🌱"])
def test_strange_texts_are_kept_and_never_run(
    db: Database, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    app = the_drawer(monkeypatch)
    fill(app, FORM, name=text)
    submit(app, FORM)

    assert value(db, "SELECT name FROM holder") == text
    assert "<script>alert" not in words(app)


def test_a_likely_duplicate_shows_while_typing(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_contact(db, staff, idea="Couches")

    app = the_drawer(monkeypatch)
    fill(app, FORM, name="terrasson nai")

    assert "Déjà connu\u202f? **Naïma Terrasson**" in words(app)
    assert "Ouvrir sa fiche" in [link.proto.label for link in app.get("page_link")]


def test_what_was_typed_outlives_the_drawer_and_the_page(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = the_drawer(monkeypatch)
    fill(app, FORM, name="Naïma", idea="Composter")
    token = app.session_state["_form_quick_capture"]["token"]
    app.session_state["_dialog_asked"] = ("", "", {})
    app.run()
    assert not [each for each in app.text_input if str(each.key).startswith(FORM)]
    app.button(key="quick_capture_sidebar").click().run()

    assert app.session_state["_form_quick_capture"]["token"] == token
    assert widget(app, FORM, "name").value == "Naïma"
    assert widget(app, FORM, "idea").value == "Composter"


@pytest.mark.parametrize("role", [Role.ELECTED, Role.PARTNER])
def test_elected_and_partner_see_neither_the_board_nor_the_drawer(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    a_contact(db, staff)

    app = open_page(monkeypatch, role, "projects.py")

    assert "Projets" not in [title.value for title in app.title]
    assert "Noter un contact" not in buttons(app)
    assert "Naïma" not in words(app)
