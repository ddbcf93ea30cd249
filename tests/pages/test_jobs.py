"""The page of all jobs, as the staff use it."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.ui import session
from tests.builders.agreements import a_project
from tests.builders.jobs import some_jobs, verified_jobs
from tests.builders.territory import a_territory
from tests.pages.record_forms import fill, submit, words
from tests.pages_runner import open_page


@pytest.fixture(autouse=True)
def the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    """Hold the clock of the pages on the day of the tests."""
    monkeypatch.setattr(session, "today", lambda: today)


def the_page(monkeypatch: pytest.MonkeyPatch, role: Role = Role.STAFF) -> AppTest:
    """Open the page."""
    app = open_page(monkeypatch, role, "jobs.py")
    assert not app.exception
    return app


def test_an_empty_store_says_what_to_do(
    store_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = the_page(monkeypatch)

    assert "Aucun emploi à cette date" in words(app)
    assert "objectifs" in [each.proto.page for each in app.get("page_link")]


@pytest.mark.parametrize("role", [Role.ELECTED, Role.PARTNER])
def test_lines_of_jobs_are_for_the_team(
    store_path: object, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    app = open_page(monkeypatch, role, "jobs.py")

    assert "Emplois" not in [title.value for title in app.title]


def test_sums_and_lines_follow_the_filters(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_territory(db, staff)
    project = a_project(db, staff)
    some_jobs(db, staff, project)
    verified_jobs(db, staff, project, full_time_equivalent="2")
    some_jobs(db, staff, project, kind="planned", starts_on="01/06/2027")
    app = the_page(monkeypatch)
    assert "<b>3</b> sur 3 lignes d’emplois" in words(app)
    assert "3,5" in words(app)

    app.selectbox(key="preuve").set_value("verified").run()
    assert "<b>1</b> sur 3 lignes d’emplois" in words(app)

    app.button(key="reset_lignes d’emplois").click().run()
    assert "<b>3</b> sur 3" in words(app)


def test_a_past_day_shows_what_counted_then(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    some_jobs(db, staff, a_project(db, staff), ends_on="01/09/2026")
    app = the_page(monkeypatch)
    assert "Aucun emploi à cette date" in words(app)

    app.date_input(key="au").set_value(date(2026, 8, 31)).run()
    assert "<b>1</b> sur 1 ligne" in words(app)

    app.date_input(key="au").set_value(date(2026, 11, 22)).run()
    app.toggle(key="termines").set_value(True).run()
    assert "<b>1</b> sur 1 ligne" in words(app)


def test_filters_that_keep_nothing_say_so(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    some_jobs(db, staff, a_project(db, staff))
    app = the_page(monkeypatch)

    app.selectbox(key="nature").set_value("safeguarded").run()

    assert "Aucune ligne ne correspond" in words(app)


def test_jobs_are_noted_from_the_list_once_the_project_is_chosen(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_territory(db, staff)
    project = a_project(db, staff)
    app = the_page(monkeypatch).button(key="note_jobs").click().run()
    assert "Choisissez d’abord le projet" in words(app)

    app = app.selectbox(key="note_jobs_project").set_value(project).run()
    form = f"add_job_{project}"
    app = submit(
        fill(app, form, kind="created", full_time_equivalent="2", starts_on="01/03/2026"), form
    )

    assert "<b>1</b> sur 1 ligne d’emplois" in words(app)
