"""The page « Parcours », as the team uses it."""

from datetime import date

import pytest

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.ui import session
from tests.builders.journeys import a_story
from tests.pages.record_forms import words
from tests.pages_runner import open_page


@pytest.fixture(autouse=True)
def the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    """Hold the clock of the pages on the day of the tests."""
    monkeypatch.setattr(session, "today", lambda: today)


@pytest.mark.usefixtures("store_path")
def test_an_empty_store_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(monkeypatch, Role.STAFF, "journeys.py")

    assert not app.exception
    assert "Aucun projet à suivre ici" in words(app)


def test_the_sentence_comes_first_then_each_table(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_story(db, staff)
    app = open_page(monkeypatch, Role.STAFF, "journeys.py")
    told = words(app)

    assert not app.exception
    assert (
        "<b>6\u00a0projets entrés</b>, 5\u00a0passages à une étape suivante, 2\u00a0sorties" in told
    )
    assert "4 sur 6 en détection" in told
    assert "1\u00a0retour en arrière et 1\u00a0reprise après une sortie" in told.lower()
    assert "lignes=arrives.qualification.left...." in told
    assert "3\u00a0projets attendent en détection." in told
    assert "2\u00a0sorties\u202f; aucun motif ne domine." in told
    assert "«\u00a0Prévision\u00a0» les laisse de côté" in told
    assert "Verre en attente" in told
    assert app.get("plotly_chart")


def test_a_number_opens_its_projects_and_closes_again(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = a_story(db, staff)
    app = open_page(monkeypatch, Role.STAFF, "journeys.py", lignes="arrives.qualification.left....")
    assert "Arrivés en qualification, sortis\u00a0· 1" in words(app)
    assert f"projet?id={story.gone}" in words(app)
    assert [each.key for each in app.get("download_button")] == [
        f"export_parcours_{form}" for form in ("csv", "xlsx", "ods")
    ]

    app = app.button(key="close_rows").click().run()
    assert "Arrivés en qualification, sortis" not in words(app)


def test_a_median_opens_the_stays_that_make_it(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_story(db, staff)
    app = open_page(monkeypatch, Role.STAFF, "journeys.py", lignes="finis.qualification.....")
    told = words(app)

    assert "Séjours terminés, en qualification" in told
    assert "Médiane\u00a0: 30\u202f;" in told
    assert '<th scope="col" class="nw">Entrée le</th>' in told
    assert 'lignes=finis.qualification....." target="_self">30</a>' in told
    share = open_page(monkeypatch, Role.STAFF, "journeys.py", lignes="arrives.detection.....")
    assert "4 sur 6 sont allés plus loin\u00a0: 67\u00a0%." in words(share)


def test_filters_are_kept_by_every_number_and_reset_in_one_click(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_story(db, staff)
    app = open_page(monkeypatch, Role.STAFF, "journeys.py", depuis="2026-02-11")
    assert "depuis=2026-02-11&amp;lignes=" in words(app)
    assert "<b>0\u00a0projet entré</b>" in words(app)

    app.selectbox(key="secteur").set_value("reemploi").run()
    assert "<b>0</b> sur 6 projets" in words(app)
    app = app.button(key="reset_projets").click().run()
    assert "<b>6</b> sur 6 projets" in words(app)


def test_a_period_without_moves_says_so(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_story(db, staff)
    app = open_page(monkeypatch, Role.STAFF, "journeys.py", depuis="2026-11-01")

    assert "<b>aucun mouvement</b>" in words(app)
    assert "Aucune sortie pendant la période" in words(app)
    assert not app.get("plotly_chart")
