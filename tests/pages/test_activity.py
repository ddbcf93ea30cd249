"""The page « Activité », as the team uses it."""

from datetime import date

import pytest

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.ui import session
from tests.builders.activity import some_work
from tests.pages.record_forms import words
from tests.pages_runner import open_page

FILE = "activity.py"


@pytest.fixture(autouse=True)
def the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    """Hold the clock of the pages on the day of the tests."""
    monkeypatch.setattr(session, "today", lambda: today)


@pytest.mark.usefixtures("store_path")
def test_an_empty_store_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(monkeypatch, Role.STAFF, FILE)

    assert not app.exception
    assert "Rien n’a été noté pendant cette période" in words(app)


def test_the_sentence_comes_first_then_tiles_bars_and_tables(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    some_work(db, staff)
    app = open_page(monkeypatch, Role.STAFF, FILE)
    told = words(app)

    assert not app.exception
    assert "<b>3\u00a0échanges</b>, dont 1\u00a0visite" in told
    assert "lignes=exchange...2026-10-01..." in told
    assert "Qui a quoi en main au 22/11/2026" in told
    assert staff.name in told
    assert [metric.value for metric in app.metric] == ["3", "1", "1", "2", "1"]
    assert app.get("plotly_chart")


def test_steps_can_be_quarters_or_years(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    some_work(db, staff)
    app = open_page(monkeypatch, Role.STAFF, FILE)

    app.selectbox(key="pas").set_value("quarter").run()
    assert "T4\u00a02026" in words(app)
    app.selectbox(key="pas").set_value("year").run()
    assert "T4" not in words(app)


def test_a_number_opens_its_rows(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = some_work(db, staff)
    app = open_page(monkeypatch, Role.STAFF, FILE, lignes="exchange...2026-10-01...")

    assert "Échanges, octobre 2026\u00a0· 2" in words(app)
    assert f"projet?id={project}" in words(app)
    assert "export_activite_csv" in [each.key for each in app.get("download_button")]

    app = open_page(monkeypatch, Role.STAFF, FILE, lignes=f"....overdue.{staff.account_id}.")
    assert "Actions en retard au 22/11/2026\u00a0· 1" in words(app)


def test_a_filter_is_told_and_taken_away_in_one_click(
    db: Database, staff: Visitor, administrator: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    some_work(db, staff)
    app = open_page(monkeypatch, Role.STAFF, FILE)

    app.selectbox(key="personne").set_value(str(administrator.account_id)).run()
    assert "Rien n’a été noté" in words(app)
    app = app.button(key="reset_activity").click().run()
    assert "<b>3\u00a0échanges</b>" in words(app)
