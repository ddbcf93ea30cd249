"""The tab of the set-up on the record of a project: site, opening, correction."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from circular.actions.implantations import choose_site
from circular.domain.implantations import SiteDraft
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.queries.implantations import implantation_of
from circular.store.connection import Database
from circular.ui import session
from tests.builders.agreements import a_project
from tests.builders.implantations import LIBOURNE, a_site, an_opening
from tests.builders.territory import VAYRES, a_territory
from tests.pages.record_forms import buttons, fill, submit, words
from tests.pages_runner import open_page


@pytest.fixture(autouse=True)
def the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    """Hold the clock of the pages on the day of the tests."""
    monkeypatch.setattr(session, "today", lambda: today)


@pytest.fixture
def project(db: Database, staff: Visitor) -> int:
    """Return a project in Libourne, on a territory."""
    a_territory(db, staff)
    return a_project(db, staff)


def the_tab(monkeypatch: pytest.MonkeyPatch, project_id: int) -> AppTest:
    """Open the tab of the set-up, as the staff."""
    app = open_page(monkeypatch, Role.STAFF, "project.py", id=str(project_id))
    app.session_state[f"record_tabs_{project_id}"] = "Implantation"
    return app.run()


def click(app: AppTest, key: str) -> AppTest:
    """Click on a button."""
    return app.button(key=key).click().run()


def test_a_site_is_chosen_then_opened(
    db: Database, project: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = the_tab(monkeypatch, project)
    assert "Aucun site choisi" in words(app)

    app = click(app, "implantation_site")
    form = f"site_{project}"
    app = submit(fill(app, form, commune_code=VAYRES, opening_planned_on="01/02/2027"), form)
    assert "ouverture prévue le 01/02/2027" in words(app)

    app = click(app, "implantation_opening")
    form = f"opening_{project}"
    fill(app, form, opened_on="15/10/2026", address="12 rue des Essais", proof_kind="bail")
    app = submit(app, form)

    found = implantation_of(db, project)
    assert found is not None
    assert (found.opened_on, found.commune_name) == (date(2026, 10, 15), "Vayres")
    assert "Ouvert le 15/10/2026" in words(app)
    assert "Corriger l\u2019implantation" in buttons(app)


def test_a_site_without_any_place_is_refused_at_its_field(
    db: Database, project: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = click(the_tab(monkeypatch, project), "implantation_site")
    form = f"site_{project}"
    app = submit(fill(app, form, address="12 rue des Essais"), form)

    assert "Choisissez la commune, ou un local de la liste" in words(app)
    assert "12 rue des Essais" in {each.value for each in app.text_input}
    assert implantation_of(db, project) is None


def test_an_opening_to_come_is_refused_at_its_field(
    db: Database, staff: Visitor, project: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_site(db, staff, project)
    app = click(the_tab(monkeypatch, project), "implantation_opening")
    form = f"opening_{project}"
    fill(app, form, opened_on="01/01/2027", address="12 rue des Essais", proof_kind="bail")
    app = submit(app, form)

    assert "une ouverture se note une fois faite" in words(app)


def test_the_second_saver_sees_what_changed_and_may_then_replace_it(
    db: Database, staff: Visitor, project: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_site(db, staff, project)
    app = click(the_tab(monkeypatch, project), "implantation_site")
    form = f"site_{project}"
    fill(app, form, address="12 rue des Essais")
    choose_site(db, staff, project, SiteDraft(commune_code=LIBOURNE, address="Ici"), version=1)

    app = submit(app, form)
    assert "voici ce qui diffère" in words(app)

    submit(app, form)
    found = implantation_of(db, project)
    assert found is not None
    assert found.address == "12 rue des Essais"


def test_an_opening_is_corrected_whole(
    db: Database, staff: Visitor, project: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_opening(db, staff, project)
    app = click(the_tab(monkeypatch, project), "implantation_amend")
    form = f"amend_implantation_{project}"

    submit(fill(app, form, opened_on="01/10/2026"), form)

    found = implantation_of(db, project)
    assert found is not None
    assert found.opened_on == date(2026, 10, 1)
