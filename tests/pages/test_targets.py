"""The page of targets, as the staff decide and as everybody reads."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from circular.domain.permissions import Role
from circular.domain.targets import PathKind
from circular.domain.visitors import Visitor
from circular.queries.targets import history
from circular.store.connection import Database
from circular.ui import session
from tests.builders.agreements import a_project
from tests.builders.jobs import some_jobs
from tests.builders.targets import a_revision, a_target
from tests.builders.territory import LIBOURNAIS, a_territory
from tests.pages.record_forms import buttons, fill, submit, widget, words
from tests.pages_runner import open_page

NEW = "target_new"


@pytest.fixture(autouse=True)
def the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    """Hold the clock of the pages on the day of the tests."""
    monkeypatch.setattr(session, "today", lambda: today)


def the_page(
    monkeypatch: pytest.MonkeyPatch, role: Role = Role.STAFF, **parameters: str
) -> AppTest:
    """Open the page."""
    app = open_page(monkeypatch, role, "targets.py", **parameters)
    assert not app.exception
    return app


def a_new_target(app: AppTest) -> AppTest:
    """Open the form and fill in what every target says."""
    app = app.button(key="decide_target").click().run()
    return fill(
        app,
        NEW,
        value="120",
        starts_on="01/01/2025",
        due_on="31/12/2029",
        source="Article de presse",
        decided_on="02/01/2025",
    )


def test_an_empty_store_says_what_to_do(
    store_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = the_page(monkeypatch)
    assert "Aucun objectif" in words(app)
    assert "Fixer un objectif" in buttons(app)

    app = the_page(monkeypatch, Role.ELECTED)
    assert "Aucun objectif" in words(app)
    assert "Fixer un objectif" not in buttons(app)


def test_a_target_is_fixed_then_revised(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    app = submit(a_new_target(the_page(monkeypatch)), NEW)
    assert "120\u00a0ETP à atteindre d\u2019ici fin\u00a02029" in words(app)

    (first,) = history(db, "jobs_net", epci_siren=None)
    app = app.button(key=f"revise_target_{first.id}").click().run()
    form = f"target_revise_{first.id}"
    fill(app, form, value="100", source="Présentation publique", decided_on="01/06/2025")
    app = submit(app, form)

    assert "Présentation publique" in words(app)
    assert [each.value for each in history(db, "jobs_net", epci_siren=None)] == [100, 120]


def test_a_path_by_steps_is_typed_row_by_row_and_kept_when_refused(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = fill(a_new_target(the_page(monkeypatch)), NEW, path_kind="stepped")
    fill(app, NEW, step_1_on="31/02/2027", step_1_value="30")
    app = submit(fill(app, NEW, step_2_on="31/12/2029", step_2_value="120"), NEW)

    assert "Palier 1, jour" in words(app)
    assert widget(app, NEW, "step_1_on").value == "31/02/2027"
    assert history(db, "jobs_net", epci_siren=None) == ()

    app = submit(fill(app, NEW, step_1_on="28/02/2027"), NEW)
    (kept,) = history(db, "jobs_net", epci_siren=None)
    assert [point.value for point in kept.points] == [30, 120]
    assert "Trajectoire par paliers" in words(app)


def test_a_yearly_path_asks_for_each_year_of_the_period(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = the_page(monkeypatch).button(key="decide_target").click().run()
    app = fill(app, NEW, path_kind="yearly")
    assert "Écrivez d\u2019abord le début et l\u2019échéance" in words(app)

    fill(app, NEW, value="120", starts_on="01/01/2025", due_on="31/12/2026", source="Bureau")
    fill(app, NEW, **{"year_2025-12-31": "20", "year_2026-12-31": "120"})
    app = submit(app, NEW)

    (kept,) = history(db, "jobs_net", epci_siren=None)
    assert kept.path_kind is PathKind.YEARLY
    assert kept.path.at(date(2025, 12, 31)) == 20


def test_a_bad_target_is_told_at_its_fields(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    target_id = a_revision(db, staff, a_target(db, staff))
    form = f"target_revise_{target_id}"
    app = the_page(monkeypatch).button(key=f"revise_target_{target_id}").click().run()

    told = words(submit(fill(app, form, value="-5", source="", due_on="01/01/2025"), form))
    assert "est trop petit" in told
    assert "Renseignez «\u00a0Source\u00a0»" in told

    fill(app, form, value="80", source="Bureau", due_on="31/12/2029")
    app = submit(fill(app, form, decided_on="01/05/2025"), form)
    assert "La décision précédente date du 01/06/2025" in words(app)
    assert len(history(db, "jobs_net", epci_siren=None)) == 2


def test_an_objective_that_exists_is_said_before_anything_is_typed(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_territory(db, staff)
    target_id = a_target(db, staff)
    app = the_page(monkeypatch).button(key="decide_target").click().run()
    told = words(app)
    assert "Un objectif existe déjà ici\u00a0: 120\u00a0ETP d\u2019ici fin\u00a02029" in told
    assert not [each for each in app.text_input if each.label.startswith("Valeur à atteindre")]

    revising = app.button(key="revise_instead").click().run()
    assert "Objectif actuel\u00a0: 120\u00a0ETP" in words(revising)
    assert widget(revising, f"target_revise_{target_id}", "value").value == ""


def test_another_territory_lets_one_decide_and_the_new_objective_is_told_in_full(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_territory(db, staff)
    a_target(db, staff)
    app = the_page(monkeypatch).button(key="decide_target").click().run()
    app = fill(app, NEW, epci_siren=LIBOURNAIS)
    assert "Un objectif existe déjà" not in words(app)

    fill(app, NEW, value="40", starts_on="01/01/2025", due_on="31/12/2029", source="Conseil")
    app = submit(fill(app, NEW, decided_on="01/06/2026"), NEW)

    assert app.selectbox(key="objectif").value == f"jobs_net.{LIBOURNAIS}"
    assert "pour 40\u00a0ETP" in words(app)


def test_everything_to_mend_is_told_at_once_and_again_near_the_button(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = the_page(monkeypatch).button(key="decide_target").click().run()
    fill(app, NEW, value="100", baseline="120", starts_on="31/12/2029", due_on="01/01/2025")
    told = words(submit(fill(app, NEW, decided_on="01/01/2030"), NEW))

    assert "Renseignez «\u00a0Source\u00a0»" in told
    assert "doit suivre le début" in told
    assert "doit être sous la valeur visée" in told
    assert "est à venir" in told
    assert "À reprendre plus haut\u00a0: «\u00a0Source\u00a0», «\u00a0Échéance\u00a0»" in told

    told = words(fill(app, NEW, source="Bureau"))
    assert "Renseignez «\u00a0Source\u00a0»" not in told
    assert "À reprendre plus haut\u00a0: «\u00a0Échéance\u00a0»" in told


def test_a_mistaken_decision_is_corrected_once_confirmed(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    target_id = a_target(db, staff)
    form = f"target_correct_{target_id}"
    app = the_page(monkeypatch).button(key=f"correct_target_{target_id}").click().run()
    assert widget(app, form, "value").value == "120"

    app = submit(fill(app, form, value="110", why="Chiffre mal recopié"), form)
    assert "Cochez la case" in words(app)
    assert [each.value for each in history(db, "jobs_net", epci_siren=None)] == [120]

    app = submit(fill(app, form, is_confirmed=True), form)
    assert [each.value for each in history(db, "jobs_net", epci_siren=None)] == [110]
    assert "Elle corrige ce qui avait été noté" in words(app)
    assert "Chiffre mal recopié" in words(app)


def test_a_decision_never_taken_is_taken_away(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    target_id = a_target(db, staff)
    form = f"target_withdraw_{target_id}"
    app = the_page(monkeypatch).button(key=f"withdraw_target_{target_id}").click().run()

    app = submit(fill(app, form, why="Jamais votée", is_confirmed=True), form)

    assert history(db, "jobs_net", epci_siren=None) == ()
    assert "Aucun objectif" in words(app)


def test_what_was_reached_opens_the_rows_of_its_indicator(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_target(db, staff)
    some_jobs(db, staff, a_project(db, staff))
    address = 'indicateurs?indicateur=jobs_net&amp;jour=2026-11-22" target="_self">1,5'

    assert address in words(the_page(monkeypatch))
    assert address in words(the_page(monkeypatch, Role.ELECTED))
    assert "indicateurs?" not in words(the_page(monkeypatch, Role.PARTNER))


def test_the_one_asked_for_is_told_in_full_and_a_past_day_is_told_as_it_was(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_territory(db, staff)
    a_revision(db, staff, a_target(db, staff))
    a_target(db, staff, epci_siren=LIBOURNAIS, value="40", decided_on="01/06/2026")
    some_jobs(db, staff, a_project(db, staff))

    app = the_page(monkeypatch, Role.ELECTED)
    app.selectbox(key="objectif").set_value(f"jobs_net.{LIBOURNAIS}").run()
    assert "pour 40\u00a0ETP" in words(app)
    assert not [label for label in buttons(app) if label.startswith(("Corriger", "Réviser"))]

    app.date_input(key="jour").set_value(date(2025, 3, 1)).run()
    assert not app.exception
    assert "pour 120\u00a0ETP" in words(app)
    app.date_input(key="jour").set_value(date(2024, 3, 1)).run()
    assert "Aucun objectif à cette date" in words(app)
