"""The history of a record: shown to those who read projects, and to nobody else."""

import re
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from circular.actions.projects import update_project
from circular.domain.journal import JournalEntity
from circular.domain.permissions import Role
from circular.domain.projects import ProjectDraft
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.ui import markup
from tests.architecture import source
from tests.builders.agreements import a_project
from tests.builders.facilities import a_facility
from tests.builders.journal import write_lines
from tests.builders.noted_exchanges import an_exchange
from tests.builders.territory import a_territory
from tests.pages.record_forms import words
from tests.pages_runner import open_page

PAGE = """
import streamlit as st

from circular.ui.history import history

history(st.session_state.visitor, "project", st.session_state.project_id)
"""


def a_page_with_the_history_of(project_id: int, visitor: Visitor) -> AppTest:
    """Draw the history of a project, and nothing else."""
    app = AppTest.from_string(PAGE, default_timeout=20)
    app.session_state["visitor"] = visitor
    app.session_state["project_id"] = project_id
    return app.run()


def test_the_newest_act_comes_first_and_the_rest_on_demand(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    for _ in range(22):
        an_exchange(db, staff, project_id)
    app = a_page_with_the_history_of(project_id, staff)
    assert words(app).count("Échange noté") == 20

    app.button[0].click().run()

    assert words(app).count("Échange noté") == 22
    assert staff.name in words(app)
    assert not app.button


def test_those_who_do_not_read_projects_see_no_line_of_the_journal(
    db: Database, staff: Visitor, partner: Visitor, elected: Visitor
) -> None:
    project_id = a_project(db, staff)

    for visitor in (partner, elected):
        app = a_page_with_the_history_of(project_id, visitor)
        assert not app.exception
        assert words(app) == ""


def test_what_changed_is_said_in_words(db: Database, staff: Visitor, today: date) -> None:
    project_id = a_project(db, staff, "Couches")
    draft = ProjectDraft(title="Couches en compost", summary="Composter.", origin="autre")

    update_project(db, staff, project_id, draft, version=1)

    shown = words(a_page_with_the_history_of(project_id, staff))
    assert "Titre\u00a0: «\u00a0Couches\u00a0» devient «\u00a0Couches en compost\u00a0»" in shown
    assert "Résumé, nouveau\u00a0: Composter." in shown
    assert "Commune, retiré\u00a0: Libourne" in shown


def test_a_record_without_acts_says_so(db: Database, staff: Visitor) -> None:
    app = a_page_with_the_history_of(99, staff)

    assert "Rien n’a encore été noté ici." in words(app)


@pytest.mark.parametrize("text", ["*gras*", "[lien](https://exemple.fr)", "<b>balise</b>"])
def test_a_text_of_people_s_own_is_shown_as_it_was_typed(text: str) -> None:
    shown = markup.plain(text)

    assert shown.replace("\\", "") == text
    assert "\\" in shown


@pytest.mark.parametrize(
    ("file", "entity", "record"),
    [
        ("facility.py", "facility", True),
        ("accounts.py", "account", True),
        ("territory.py", "territory", False),
        ("settings.py", "settings", False),
        ("settings.py", "list_entry", False),
    ],
)
def test_pages_without_tabs_keep_the_history_at_hand(
    db: Database,
    monkeypatch: pytest.MonkeyPatch,
    administrator: Visitor,
    *,
    file: str,
    entity: str,
    record: bool,
) -> None:
    a_territory(db, administrator)
    record_id = a_facility(db, administrator) if entity == "facility" else administrator.account_id
    write_lines(db, administrator, 1, entity=entity, record=record_id)

    parameters = {"id": str(record_id)} if record else {}
    app = open_page(monkeypatch, Role.ADMINISTRATOR, file, **parameters)

    assert not app.exception
    assert "Acte 0." in words(app)


def test_every_kind_of_record_that_the_journal_speaks_of_shows_its_history() -> None:
    """A need and a job write on their project as well; an export is no record."""
    scripts = [*source.modules(source.PACKAGE / "ui"), *source.modules(source.PAGES)]
    calls = re.findall(
        r'history\(visitor, "([a-z_]+)"', "".join(path.read_text("utf-8") for path in scripts)
    )

    told = {JournalEntity.NEED, JournalEntity.JOB, JournalEntity.EXPORT}
    assert set(calls) == {each.value for each in JournalEntity if each not in told}
