"""The record of a stream and its form: adding, correcting, duplicating, archiving."""

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from circular.actions.streams import amend_stream, archive_stream
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database, write_tx
from circular.store.rows import Row, one, value
from tests.builders.needs import a_need, a_project
from tests.builders.streams import HAZARDOUS, LIBOURNE, TODAY, a_stream, stream_draft
from tests.pages import record_forms
from tests.pages.record_forms import fill, widget, words
from tests.pages_runner import open_page


def new_form(monkeypatch: pytest.MonkeyPatch, role: Role = Role.STAFF) -> AppTest:
    """Open the form of a new stream."""
    return open_page(monkeypatch, role, "stream.py", nouveau="1")


def type_in(app: AppTest, **typed: str) -> None:
    """Type in text inputs, found by the end of their key."""
    for name, text in typed.items():
        field = next(each for each in app.text_input if each.key and each.key.endswith(f"__{name}"))
        field.input(text)
    app.run()


def submit(app: AppTest) -> None:
    """Click on the button that saves."""
    button = next(each for each in app.button if each.label == "Enregistrer le gisement")
    button.click().run()
    assert not app.exception


def choose_code(app: AppTest, words: str, code: str) -> None:
    """Search a waste code by words and choose it."""
    type_in(app, waste_code_words=words)
    app.radio[0].set_value(code).run()


def written(app: AppTest) -> str:
    """Return the sentences on screen."""
    return " ".join(each.value for each in app.markdown)


def first(db: Database) -> Row:
    """Return the only stream of the store."""
    row = one(db, "SELECT * FROM waste_stream")
    assert row is not None
    return row


def test_staff_adds_a_stream_in_a_few_words(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with write_tx(db):
        db.conn.execute("INSERT INTO territory_epci (epci_siren) VALUES ('200070092')")
        db.conn.execute("INSERT INTO territory_commune VALUES (?, '200070092')", [LIBOURNE])
    app = new_form(monkeypatch)
    type_in(app, title="Palettes du magasin", tonnes_likely="1 234,5")
    choose_code(app, "palettes", "150103")
    next(each for each in app.selectbox if each.label == "Commune du site").set_value(
        LIBOURNE
    ).run()
    submit(app)

    row = first(db)
    assert (row["title"], row["waste_code"], row["tonnes_likely"]) == (
        "Palettes du magasin",
        "150103",
        1234.5,
    )
    assert (row["material_family"], row["commune_code"]) == ("bois", LIBOURNE)
    assert app.title[0].value == "Palettes du magasin"


def name_producer(app: AppTest, name: str) -> None:
    """Type a name in the list of producers, which then offers it as the browser's does."""
    producer_list(app).options.append(name)
    producer_list(app).set_value(name).run()
    producer_list(app).options.append(name)


def producer_list(app: AppTest) -> Selectbox[object]:
    """Return the list of producers."""
    return next(each for each in app.selectbox if each.label == "Producteur")


def test_a_new_producer_is_typed_on_the_spot(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    app = new_form(monkeypatch)
    type_in(app, title="Palettes", tonnes_likely="3")
    name_producer(app, "!!")
    submit(app)
    assert "Écrivez un nom avec des lettres" in written(app)
    assert value(db, "SELECT COUNT(*) FROM waste_stream") == 0

    name_producer(app, "Magasin du Pont")
    assert any("sa fiche sera créée" in each.value for each in app.caption)
    submit(app)
    owner = first(db)["organisation_id"]
    assert value(db, "SELECT name FROM organisation WHERE id = ?", [owner]) == "Magasin du Pont"


def test_a_producer_typed_without_its_accents_is_the_one_that_is_known(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_stream(db, staff, organisation_id=None, new_organisation="Élan du Pont")
    known = value(db, "SELECT id FROM organisation WHERE name = 'Élan du Pont'")
    app = new_form(monkeypatch)
    type_in(app, title="Palettes", tonnes_likely="3")
    name_producer(app, "elan du pont")
    submit(app)

    assert value(db, "SELECT organisation_id FROM waste_stream ORDER BY id DESC LIMIT 1") == known


def test_a_hazardous_code_warns(store_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    app = new_form(monkeypatch)
    choose_code(app, "batterie de voiture", HAZARDOUS)

    assert "Trackdéchets" in app.warning[0].value


def test_everything_wrong_is_said_at_once_and_nothing_is_lost(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = new_form(monkeypatch)
    type_in(
        app,
        waste_code_words="palettes",
        tonnes_likely="1.234",
        tonnes_max="-3",
        available_from="31/02/2026",
        price="=cmd|x",
    )
    submit(app)

    said = written(app)
    for sentence in (
        "Renseignez",
        "Choisissez un des déchets proposés",
        "deux façons",
        "négatif",
        "n’existe pas dans le calendrier",
        "n’est pas un nombre",
    ):
        assert sentence in said
    typed = [each.value for each in app.text_input]
    assert "1.234" in typed
    assert "palettes" in typed
    assert value(db, "SELECT COUNT(*) FROM waste_stream") == 0


def test_words_that_mean_no_waste_are_told(
    store_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = new_form(monkeypatch)
    type_in(app, waste_code_words="xyzzy")

    assert any("Aucun déchet ne répond" in each.value for each in app.caption)


def test_the_season_is_all_year_or_some_months(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = new_form(monkeypatch)
    type_in(app, title="Marc de raisin", tonnes_likely="420")
    season = next(each for each in app.button_group if each.label == "Saison")
    season.set_value("some").run()
    submit(app)
    assert "au moins un mois" in written(app)

    months = next(each for each in app.button_group if each.label == "Les mois")
    months.set_value([9, 10]).run()
    submit(app)
    assert first(db)["months"].count("0.5") == 2


def test_a_stream_is_corrected_and_its_code_kept(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream_id = a_stream(db, staff)
    app = open_page(monkeypatch, Role.STAFF, "stream.py", id=str(stream_id))
    app.button(key="edit_stream").click().run()
    type_in(app, tonnes_likely="200")
    submit(app)

    row = first(db)
    assert (row["tonnes_likely"], row["waste_code"], row["commune_code"]) == (
        200,
        "200201",
        LIBOURNE,
    )
    assert row["version"] == 2


def test_two_windows_lose_nothing(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream_id = a_stream(db, staff)
    app = open_page(monkeypatch, Role.STAFF, "stream.py", id=str(stream_id))
    app.button(key="edit_stream").click().run()
    amend_stream(db, staff, stream_id, stream_draft(tonnes_likely="300"), version=1, today=TODAY)
    type_in(app, tonnes_likely="200")
    submit(app)

    assert "a modifié cette fiche" in written(app)
    assert "300" in written(app)
    assert first(db)["tonnes_likely"] == 300
    assert "200" in [each.value for each in app.text_input]
    submit(app)
    assert first(db)["tonnes_likely"] == 200


def test_a_record_shows_its_best_projects(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_need(db, staff, a_project(db, staff))
    stream_id = a_stream(db, staff)

    app = open_page(monkeypatch, Role.STAFF, "stream.py", id=str(stream_id))

    assert "**1\u00a0projet** pourrait prendre ses 180\u00a0t par an." in written(app)
    assert any(each.label == "Retenir" for each in app.button)


def test_a_partner_adds_for_itself_and_sees_no_project(
    db: Database, staff: Visitor, partner: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_need(db, staff, a_project(db, staff))
    app = new_form(monkeypatch, Role.PARTNER)
    type_in(app, title="Tontes", tonnes_likely="12")
    assert not [each for each in app.selectbox if each.label == "Producteur"]
    submit(app)

    assert first(db)["organisation_id"] == partner.organisation_id
    assert app.title[0].value == "Tontes"
    assert "Compost de quartier" not in written(app)
    assert not [each for each in app.button if each.label == "Retenir"]


def test_a_partner_does_not_open_another_stream(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream_id = a_stream(db, staff, title="Secret")
    app = open_page(monkeypatch, Role.PARTNER, "stream.py", id=str(stream_id))

    assert "introuvable" in written(app)
    assert "Secret" not in written(app)


def test_an_archived_stream_says_so_and_finds_no_project(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream_id = a_stream(db, staff)
    archive_stream(db, staff, stream_id)

    app = open_page(monkeypatch, Role.STAFF, "stream.py", id=str(stream_id))

    assert "Aux archives" in written(app)
    assert not [each for each in app.button if each.label == "Retenir"]


def test_a_title_that_looks_like_code_is_shown_as_text(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream_id = a_stream(db, staff, title="<script>alert(1)</script> **gras**")
    app = open_page(monkeypatch, Role.STAFF, "stream.py", id=str(stream_id))

    assert not app.exception
    assert all("<script>alert" not in str(each.proto.body) for each in app.get("html"))
    assert app.title[0].value.replace("\\", "") == "<script>alert(1)</script> **gras**"
    assert "\\*\\*gras" in app.title[0].value


def test_years_are_measured_on_the_record_and_become_the_figure(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream_id = a_stream(db, staff)
    app = open_page(monkeypatch, Role.STAFF, "stream.py", id=str(stream_id))
    assert "Aucune année mesurée" in words(app)
    form = f"stream_measure_{stream_id}"

    app.button(key="note_stream_measure").click().run()
    app = record_forms.submit(fill(app, form, year="2025", tonnes="-3"), form)
    assert "ne peut pas être négatif" in words(app)
    assert "Renseignez «\u00a0Source de la mesure\u00a0»" in words(app)
    assert widget(app, form, "tonnes").value == "-3"

    widget(app, form, "updates_likely").set_value(True)
    app = record_forms.submit(fill(app, form, tonnes="212,5", source="Bons de pesée"), form)
    assert not app.exception
    assert "**212,5\u00a0t** en 2025" in words(app)
    assert value(db, "SELECT tonnes_likely FROM waste_stream") == 212.5

    app.button(key="remove_stream_measure").click().run()
    app.button(key="confirm_remove").click().run()
    assert not app.exception
    assert "Aucune année mesurée" in words(app)
    assert value(db, "SELECT COUNT(*) FROM stream_measure") == 0


def test_a_profile_is_typed_month_by_month_and_a_mirror_code_is_told(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = new_form(monkeypatch)
    type_in(app, title="Bois de la déchèterie", tonnes_likely="40")
    choose_code(app, "20 01 38", "200138")
    assert any("relève de 20 01 37*" in each.value for each in app.info)
    next(each for each in app.button_group if each.label == "Saison").set_value("profile").run()
    for label, share in (("mars", "60"), ("avril", "30")):
        next(each for each in app.text_input if each.label == label).set_value(share).run()

    submit(app)
    assert "Les douze mois font 90\u00a0% au lieu de 100\u00a0: il manque 10." in words(app)
    assert next(each for each in app.text_input if each.label == "mars").value == "60"
    assert value(db, "SELECT COUNT(*) FROM waste_stream") == 0

    next(each for each in app.text_input if each.label == "avril").set_value("40").run()
    submit(app)
    assert not app.exception
    assert value(db, "SELECT months FROM waste_stream").startswith("[0.0, 0.0, 0.6, 0.4, 0.0")
