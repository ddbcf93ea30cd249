"""The settings page: the administrator names the association and completes its lists."""

import pytest
from streamlit.testing.v1 import AppTest

from circular.actions.settings import change_settings
from circular.domain.permissions import Role
from circular.domain.settings import AssociationSettings
from circular.domain.visitors import Visitor
from circular.queries.reference import entries
from circular.queries.settings import association_settings
from circular.store import benefit_factors
from circular.store.connection import Database
from circular.store.match_weights import current
from tests.builders.needs import a_need, a_project
from tests.builders.streams import SAINT_DENIS_DE_PILE, a_stream
from tests.domain.test_logos import SVG, png
from tests.pages.record_forms import fill, submit, widget, words
from tests.pages_runner import open_page

PAGE = "settings.py"
FORM = "settings"
LIST = "service_types"


def press(app: AppTest, label: str) -> AppTest:
    """Press the last button of this label."""
    return [button for button in app.button if button.label == label][-1].click().run()


def give(app: AppTest, content: bytes, name: str) -> AppTest:
    """Hand a file over as the logo."""
    return app.file_uploader[0].set_value((name, content, "image/any")).run()


def test_the_administrator_changes_the_name_and_the_thresholds(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.ADMINISTRATOR, PAGE)
    app = submit(fill(app, FORM, association_name="Nouvel’R", dormant_after_days="45"), FORM)
    assert not app.exception
    saved = association_settings(db)
    assert (saved.association_name, saved.dormant_after_days) == ("Nouvel’R", 45)
    assert widget(app, FORM, "association_name").value == "Nouvel’R"


def test_bad_input_is_said_and_kept(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(monkeypatch, Role.ADMINISTRATOR, PAGE)
    app = fill(app, FORM, association_name=" ", dormant_after_days="1.234")
    app = submit(fill(app, FORM, expiring_within_days="-5"), FORM)
    said = words(app)
    assert "Renseignez «\u00a0Nom de l’association\u00a0»" in said
    assert "nombre entier" in said
    assert "7 au moins" in said
    assert widget(app, FORM, "dormant_after_days").value == "1.234"
    assert association_settings(db) == AssociationSettings()


@pytest.mark.parametrize(
    ("content", "prefix"),
    [(png(), "data:image/png"), (SVG.format("<g/>").encode(), "data:image/svg+xml")],
)
def test_a_logo_is_previewed_then_saved_then_taken_off(
    db: Database, monkeypatch: pytest.MonkeyPatch, content: bytes, prefix: str
) -> None:
    app = give(open_page(monkeypatch, Role.ADMINISTRATOR, PAGE), content, "logo")
    assert "Aperçu" in words(app)
    assert association_settings(db).logo == ""
    app = submit(app, FORM)
    assert not app.exception
    assert association_settings(db).logo.startswith(prefix)
    app = submit(press(app, "Revenir au logo de Circular"), FORM)
    assert association_settings(db).logo == ""
    assert not app.exception


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (SVG.format("<script>alert(1)</script>").encode(), "Ce SVG contient"),
        (b"%PDF-1.7", "ni un SVG ni un PNG"),
        (png() + b" " * 100_000, "pèse"),
    ],
)
def test_a_file_that_is_no_logo_is_refused_and_nothing_is_saved(
    db: Database, monkeypatch: pytest.MonkeyPatch, content: bytes, sentence: str
) -> None:
    app = give(open_page(monkeypatch, Role.ADMINISTRATOR, PAGE), content, "logo.png")
    assert sentence in words(app)
    app = submit(fill(app, FORM, association_name="Nouvel’R"), FORM)
    assert sentence in words(app)
    assert association_settings(db) == AssociationSettings()
    app = give(app, png(), "logo.png")
    assert sentence not in words(app)


def test_the_second_window_sees_what_changed_then_may_replace_it(
    db: Database, administrator: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.ADMINISTRATOR, PAGE)
    change_settings(db, administrator, AssociationSettings(association_name="Première"))
    app = submit(fill(app, FORM, association_name="Seconde"), FORM)
    assert "Première" in words(app)
    assert association_settings(db).association_name == "Première"
    app = submit(app, FORM)
    assert association_settings(db).association_name == "Seconde"


def test_the_administrator_completes_a_list(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    adding = f"add_{LIST}"
    app = open_page(monkeypatch, Role.ADMINISTRATOR, PAGE)
    app = submit(app, adding)
    assert "Renseignez «\u00a0Intitulé\u00a0»" in words(app)
    app = submit(fill(app, adding, label="Prêt de vélos"), adding)
    own = entries(db, LIST)[-1]
    assert (own.label, own.is_own) == ("Prêt de vélos", True)
    app = submit(fill(app, adding, label="prêt de vélos"), adding)
    assert "La liste a déjà" in words(app)
    app = app.button(key=f"rename_{own.key}").click().run()
    renaming = f"rename_{LIST}_{own.key}"
    app = submit(fill(app, renaming, label="Prêt de vélos cargos"), renaming)
    assert "Prêt de vélos cargos" in [each.label for each in entries(db, LIST)]
    app = app.button(key=f"switch_{own.key}").click().run()
    assert own.key not in [each.key for each in entries(db, LIST)]
    assert "Masqué" in words(app)
    app = app.button(key=f"switch_{own.key}").click().run()
    assert own.key in [each.key for each in entries(db, LIST)]
    assert not app.exception


def test_an_entry_of_a_list_with_headings_goes_under_one(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.ADMINISTRATOR, PAGE)
    app = app.selectbox(key="liste").set_value("exit_reasons").run()
    app = submit(fill(app, "add_exit_reasons", label="Déménagement lointain"), "add_exit_reasons")
    assert "Choisissez sous quoi ranger" in words(app)
    app = submit(fill(app, "add_exit_reasons", parent="abandoned"), "add_exit_reasons")
    added = [each for each in entries(db, "exit_reasons") if each.is_own]
    assert [(each.label, each.parent) for each in added] == [("Déménagement lointain", "abandoned")]
    assert not app.exception


def test_the_product_says_what_it_is_and_not_where_it_lies(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = words(open_page(monkeypatch, Role.ADMINISTRATOR, PAGE))
    assert "Circular" in said
    assert "34\u202f969" in said
    assert ".sqlite3" not in said


@pytest.mark.parametrize("role", [Role.STAFF, Role.ELECTED, Role.PARTNER])
def test_the_others_do_not_enter(db: Database, monkeypatch: pytest.MonkeyPatch, role: Role) -> None:
    app = open_page(monkeypatch, role, PAGE)
    assert "Réglages" not in [title.value for title in app.title]


def test_the_administrator_changes_the_weights_sees_what_moves_and_comes_back(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_need(db, staff, a_project(db, staff))
    a_stream(db, staff, title="Ici", tonnes_likely="50")
    a_stream(db, staff, title="Plus loin", commune_code=SAINT_DENIS_DE_PILE)
    app = open_page(monkeypatch, Role.ADMINISTRATOR, PAGE)
    assert "En vigueur\u00a0: version 1, matière 45, distance 25" in words(app)

    app = submit(fill(app, "match_weights", material="0", distance="10"), "match_weights")
    assert "Les six poids font 40 sur 100\u00a0: il manque 60." in words(app)
    assert "Renseignez «\u00a0Pourquoi ces poids\u00a0»" in words(app)
    assert current(db).version == 1

    app = fill(app, "match_weights", distance="0", quantity="80", reason="Peu de camions")
    assert "1\u00a0projet comparé\u00a0: un seul change de premier gisement." in words(app)
    app = submit(app, "match_weights")
    assert not app.exception
    assert current(db).quantity == 0.8
    assert "Peu de camions" in words(app)
    assert widget(app, "match_weights", "quantity").value == "80"

    app.button(key="restore_weights_1").click().run()
    assert not app.exception
    assert (current(db).version, current(db).material) == (3, 0.45)
    assert widget(app, "match_weights", "quantity").value == "10"


def test_an_administrator_adds_a_factor_with_its_source_and_stops_using_one(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.ADMINISTRATOR, "settings.py")
    app.button(key="add_factor").click().run()
    fields = {each.label.rstrip("\u00a0*"): each for each in app.text_input}
    fields["Intitulé"].input("Bois")
    fields["Codes déchets"].input("15 01 03")
    fields["Au moins"].input("0,1")
    fields["Au plus"].input("0,4").run()
    [wanted] = [each for each in app.button if each.label == "Enregistrer le facteur"]
    wanted.click().run()
    assert any("Renseignez «\u00a0Source" in each.value for each in app.markdown)
    fields = {each.label.rstrip("\u00a0*"): each for each in app.text_input}
    fields["Source"].input("Étude locale")
    fields["Année de la source"].input("2024").run()
    [wanted] = [each for each in app.button if each.label == "Enregistrer le facteur"]
    wanted.click().run()
    own = [row for row in benefit_factors.factors(db) if row["origin"] == "association"]
    assert [(row["label"], row["codes"]) for row in own] == [("Bois", '["150103"]')]
    app.button(key=f"switch_factor_{own[0]['id']}").click().run()
    assert benefit_factors.factors(db)[-1]["label"] == "Bois"
    assert not app.exception
