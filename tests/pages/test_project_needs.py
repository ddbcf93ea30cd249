"""The « Gisements » tab of a project: stating needs, saying that there is none."""

import pytest
from streamlit.testing.v1 import AppTest

from circular.actions.needs import amend_need
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store import needs
from circular.store.connection import Database
from tests.builders.needs import a_need, a_project, need_draft
from tests.builders.streams import a_stream
from tests.pages_runner import open_page


@pytest.fixture
def project_id(db: Database, staff: Visitor) -> int:
    """Return a project without needs."""
    return a_project(db, staff)


def record(monkeypatch: pytest.MonkeyPatch, project_id: int) -> AppTest:
    """Open the tab of a project's record."""
    app = open_page(monkeypatch, Role.STAFF, "project.py", id=str(project_id))
    app.session_state[f"record_tabs_{project_id}"] = "Besoins"
    app.run()
    assert not app.exception
    return app


def type_in(app: AppTest, **typed: str) -> None:
    """Type in text inputs of the need's form, found by the end of their key."""
    for name, text in typed.items():
        field = next(
            each
            for each in app.text_input
            if str(each.key).startswith("need_") and str(each.key).endswith(f"__{name}")
        )
        field.input(text)
    app.run()


def click(app: AppTest, label: str) -> None:
    """Click on the button whose label starts so."""
    next(each for each in app.button if each.label.replace("*", "").startswith(label)).click()
    app.run()
    assert not app.exception


def written(app: AppTest) -> str:
    """Return the sentences on screen, without the marks that protect them."""
    return " ".join(each.value for each in (*app.markdown, *app.caption)).replace("\\", "")


def test_staff_states_a_need_by_everyday_words(
    db: Database, staff: Visitor, project_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_stream(db, staff)
    app = record(monkeypatch, project_id)
    click(app, "Ajouter un besoin")
    type_in(app, title="Tontes", tonnes_min="100", tonnes_max="300", codes_words="tontes")
    click(app, "20 02 01")
    click(app, "Enregistrer le besoin")

    (row,) = needs.of_project(db, project_id)
    assert (row["title"], row["codes"], row["tonnes_max"]) == ("Tontes", '["200201"]', 300)
    assert "Accepte : 20 02 01 Déchets verts".replace(" :", "\u00a0:") in written(app)
    assert "peut convenir" in written(app)
    assert any(each.label == "Retenir" for each in app.button)


def test_a_whole_chapter_may_be_accepted(
    db: Database, project_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = record(monkeypatch, project_id)
    click(app, "Ajouter un besoin")
    type_in(app, title="Tout le verre", codes_words="20")
    click(app, "Tout 20")
    type_in(app, codes_words="verre d’emballage")
    click(app, "15 01 07")
    click(app, "20 ")
    click(app, "Enregistrer le besoin")

    (row,) = needs.of_project(db, project_id)
    assert row["codes"] == '["150107"]'


def test_bad_input_is_said_and_nothing_is_lost(
    db: Database, project_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = record(monkeypatch, project_id)
    click(app, "Ajouter un besoin")
    type_in(app, tonnes_max="1.234", distance_max_km="-4", codes_words="bois")
    click(app, "Enregistrer le besoin")

    said = written(app)
    for sentence in ("Renseignez", "deux façons", "négatif"):
        assert sentence in said
    assert "1.234" in [each.value for each in app.text_input]
    type_in(app, title="Bois", tonnes_max="12", distance_max_km="")
    click(app, "Enregistrer le besoin")
    assert "au moins un déchet accepté" in written(app)
    assert needs.count_of_project(db, project_id) == 0


def test_hazardous_waste_accepted_warns(project_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
    app = record(monkeypatch, project_id)
    click(app, "Ajouter un besoin")
    tick = next(each for each in app.checkbox if each.label == "Accepte des déchets dangereux")
    tick.check().run()

    assert "Trackdéchets" in app.warning[0].value


def test_staff_says_that_there_is_no_need(
    db: Database, project_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = record(monkeypatch, project_id)
    next(each for each in app.checkbox if each.label == "Aucun besoin matière").check().run()

    project = needs.project(db, project_id)
    assert project is not None
    assert project["no_need"] == 1
    assert not app.exception


def test_two_windows_lose_nothing(
    db: Database, staff: Visitor, project_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    need_id = a_need(db, staff, project_id)
    app = record(monkeypatch, project_id)
    app.button(key=f"edit_need_{need_id}").click().run()
    amend_need(db, staff, need_id, need_draft(title="À eux"), version=1)
    type_in(app, title="À moi")
    click(app, "Enregistrer le besoin")

    assert "a modifié cette fiche" in written(app)
    click(app, "Enregistrer le besoin")
    (row,) = needs.of_project(db, project_id)
    assert row["title"] == "À moi"


def test_a_need_is_archived_and_brought_back(
    db: Database, staff: Visitor, project_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    need_id = a_need(db, staff, project_id)
    app = record(monkeypatch, project_id)
    app.button(key=f"edit_need_{need_id}").click().run()
    app.button(key=f"archive_need_{need_id}").click().run()
    assert needs.count_of_project(db, project_id) == 0

    app.button(key="undo_archive_need").click().run()

    assert needs.count_of_project(db, project_id) == 1
