"""The page « Qualité des données », as the team uses it."""

from datetime import date

import pytest

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.ui import session
from tests.builders.data_quality import a_sound_base
from tests.pages.record_forms import words
from tests.pages_runner import open_page

FILE = "data_quality.py"


@pytest.fixture(autouse=True)
def the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    """Hold the clock of the pages on the day of the tests."""
    monkeypatch.setattr(session, "today", lambda: today)


def test_a_sound_base_is_told_soberly(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_sound_base(db, staff)
    app = open_page(monkeypatch, Role.STAFF, FILE)

    assert not app.exception
    assert "Rien à reprendre" in words(app)
    assert "<b>0</b> sur 0 ligne à regarder" in words(app)


def test_counts_come_first_and_open_their_rows(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = a_sound_base(db, staff)
    db.conn.execute("UPDATE job_line SET women = NULL, starts_on = '2026-10-14'")
    db.conn.commit()
    app = open_page(monkeypatch, Role.STAFF, FILE)
    told = words(app)
    assert "<b>2\u00a0lignes à regarder</b>\u00a0: 1\u00a0manque, 0\u00a0fait à rafraîchir" in told
    assert "lignes=women_unknown" in told

    app = open_page(monkeypatch, Role.STAFF, FILE, lignes="tout")
    assert f"projet?id={base.project}&amp;onglet=jobs" in words(app)
    assert "export_qualite_csv" in [each.key for each in app.get("download_button")]


def test_a_row_is_set_aside_with_a_reason_and_taken_back(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = a_sound_base(db, staff)
    db.conn.execute("UPDATE job_line SET women = NULL")
    db.conn.commit()
    app = open_page(monkeypatch, Role.STAFF, FILE, lignes="women_unknown")
    app = app.button(key=f"aside_women_unknown_{base.job}").click().run()
    app.radio(key="aside_reason").set_value("unknowable").run()
    app = app.button(key="aside_act").click().run()
    assert not app.exception
    assert "Plus rien à reprendre ici" in words(app)
    assert "1\u00a0ligne vérifiée est mise de côté" in words(app)

    app = open_page(monkeypatch, Role.STAFF, FILE, lignes="women_unknown.cote")
    assert "on ne pourra pas le savoir" in words(app)
    app = app.button(key=f"back_in_women_unknown_{base.job}").click().run()
    assert "<b>1</b> sur 1 ligne à regarder" in words(app)


def test_filters_narrow_and_come_back_in_one_click(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_sound_base(db, staff)
    db.conn.execute("UPDATE job_line SET women = NULL, starts_on = '2026-10-14'")
    db.conn.commit()
    app = open_page(monkeypatch, Role.STAFF, FILE)

    app.selectbox(key="nature").set_value("missing").run()
    assert "<b>1</b> sur 2 lignes à regarder" in words(app)
    app = app.button(key="reset_lignes à regarder").click().run()
    assert "<b>2</b> sur 2 lignes à regarder" in words(app)


@pytest.mark.parametrize(("code", "word"), [("jobs", "Emplois"), ("file", "Fiche")])
def test_a_link_opens_the_tab_where_the_repair_is(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch, code: str, word: str
) -> None:
    base = a_sound_base(db, staff)
    app = open_page(monkeypatch, Role.STAFF, "project.py", id=str(base.project), onglet=code)

    assert not app.exception
    assert str(app.session_state[f"record_tabs_{base.project}"]).startswith(word)
