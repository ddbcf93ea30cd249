"""The agreements of a project, on its record; badges and names."""

import pytest

from circular.domain.agreements import AgreementState
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.queries.agreements import count_for_project
from circular.store.connection import Database
from circular.ui.agreements import badge, name_of
from tests.builders.agreements import a_project, signed
from tests.pages_runner import open_page


def test_a_badge_always_says_its_word() -> None:
    assert badge(AgreementState.SIGNED) == ":green-badge[:material/task_alt: Signée]"
    assert all(state.label in badge(state) for state in AgreementState)


def test_an_agreement_without_number_says_so() -> None:
    assert name_of("2026-003") == "Convention n°\u00a02026-003"
    assert name_of(None) == "Convention sans numéro"


def test_the_tab_of_a_project_shows_its_agreements_and_prepares_another(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = a_project(db, staff)
    signed(db, staff, project, jobs_committed="6")
    app = open_page(monkeypatch, Role.STAFF, "project.py", id=str(project))
    app.session_state[f"record_tabs_{project}"] = "Convention\u00a0· 1"
    app.run()
    assert not app.exception
    assert any("Signée" in each.value for each in app.markdown)
    assert any("6\u00a0ETP" in each.value.replace("\\", "") for each in app.caption)
    app.button(key="prepare_agreement").click().run()
    kinds = next(each for each in app.selectbox if each.label.startswith("Type de convention"))
    kinds.set_value("cape").run()
    next(each for each in app.button if each.label == "Préparer la convention").click().run()
    assert not app.exception
    assert count_for_project(db, project) == 2
    assert app.title[0].value == "Convention sans numéro"


def test_a_project_without_agreement_says_what_one_is_for(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = a_project(db, staff)
    app = open_page(monkeypatch, Role.STAFF, "project.py", id=str(project))
    app.session_state[f"record_tabs_{project}"] = "Convention\u00a0· 0"
    app.run()
    assert any("Aucune convention" in each.value for each in app.markdown)
