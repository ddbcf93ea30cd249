"""The tab of jobs on the record of a project: noting, correcting, verifying, ending, removing."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from circular.actions.jobs import amend_job_line
from circular.domain.jobs import Evidence
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.queries.jobs import JobFigures, JobLine, JobSum, job_line, lines_of_project
from circular.store.connection import Database
from circular.ui import session
from circular.ui.jobs import line_title, sums_sentence
from tests.builders.agreements import a_project
from tests.builders.jobs import job_draft, some_jobs, verified_jobs
from tests.pages.record_forms import buttons, fill, submit, words
from tests.pages_runner import open_page

NO_JOB = JobSum(0, 0, 0, 0, 0, 0, 0)


@pytest.fixture(autouse=True)
def the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    """Hold the clock of the pages on the day of the tests."""
    monkeypatch.setattr(session, "today", lambda: today)


@pytest.fixture
def project(db: Database, staff: Visitor) -> int:
    """Return a project in Libourne."""
    return a_project(db, staff)


def the_tab(monkeypatch: pytest.MonkeyPatch, project_id: int) -> AppTest:
    """Open the tab of jobs of a project, as the staff."""
    app = open_page(monkeypatch, Role.STAFF, "project.py", id=str(project_id))
    label = next(tab.label for tab in app.tabs if tab.label.startswith("Emplois"))
    app.session_state[f"record_tabs_{project_id}"] = label
    return app.run()


def click(app: AppTest, key: str) -> AppTest:
    """Click on a button."""
    return app.button(key=key).click().run()


def test_a_project_without_jobs_says_what_goes_here(
    project: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = the_tab(monkeypatch, project)

    assert "Aucun emploi noté" in words(app)
    assert "Noter des emplois" in buttons(app)


def test_jobs_are_noted_in_a_drawer(
    db: Database, project: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = click(the_tab(monkeypatch, project), "add_jobs")
    form = f"add_job_{project}"
    fill(
        app,
        form,
        kind="created",
        full_time_equivalent="1,5",
        heads="2",
        women="1",
        starts_on="01/03/2026",
    )
    app = submit(app, form)

    assert not app.exception
    (line,) = lines_of_project(db, project)
    assert (line.full_time_equivalent, line.women) == (1.5, 1)
    assert "1,5\u00a0ETP nets (2\u00a0personnes)" in words(app)


def test_bad_input_is_told_at_its_field_and_nothing_typed_is_lost(
    db: Database, project: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = click(the_tab(monkeypatch, project), "add_jobs")
    form = f"add_job_{project}"
    fill(app, form, full_time_equivalent="1.234", heads="-1", starts_on="31/02/2026")
    app = submit(app, form)

    told = words(app)
    assert "peut se lire de deux façons" in told
    assert "ne peut pas être négatif" in told
    assert "n\u2019existe pas dans le calendrier" in told
    assert "Renseignez «\u00a0Nature\u00a0»" in told
    assert "1.234" in {each.value for each in app.text_input}
    assert lines_of_project(db, project) == ()


def test_a_line_is_verified_with_one_click_and_back(
    db: Database, staff: Visitor, project: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    line_id = some_jobs(db, staff, project)

    app = click(the_tab(monkeypatch, project), f"verify_job_{line_id}")
    assert read(db, line_id).how_sure is Evidence.VERIFIED
    assert "Annuler la vérification" in buttons(app)

    click(app, f"verify_job_{line_id}")
    assert read(db, line_id).how_sure is Evidence.DECLARED


def read(db: Database, line_id: int) -> JobLine:
    """Read a line that must be there."""
    line = job_line(db, line_id)
    assert line is not None
    return line


def test_the_second_saver_sees_what_changed_and_may_then_replace_it(
    db: Database, staff: Visitor, project: int, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    line_id = some_jobs(db, staff, project)
    form = f"amend_job_{line_id}"
    app = click(the_tab(monkeypatch, project), f"amend_job_{line_id}")
    fill(app, form, full_time_equivalent="1")
    amend_job_line(db, staff, line_id, job_draft(full_time_equivalent="2"), version=1, today=today)

    app = submit(app, form)
    assert "voici ce qui diffère" in words(app)
    assert read(db, line_id).full_time_equivalent == 2

    submit(app, form)
    assert read(db, line_id).full_time_equivalent == 1


def test_jobs_end_on_a_day(
    db: Database, staff: Visitor, project: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    line_id = some_jobs(db, staff, project)
    form = f"end_job_{line_id}"
    app = click(the_tab(monkeypatch, project), f"end_job_{line_id}")

    app = submit(fill(app, form, ends_on="01/02/2026"), form)
    assert "précède le début" in words(app)

    app = submit(fill(app, form, ends_on="01/09/2026"), form)
    assert read(db, line_id).ends_on == date(2026, 9, 1)
    assert "0\u00a0ETP nets" in words(app)


def test_a_line_is_removed_after_a_question(
    db: Database, staff: Visitor, project: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    line_id = some_jobs(db, staff, project)
    app = click(the_tab(monkeypatch, project), f"remove_job_{line_id}")
    assert "l\u2019historique garde ce qu\u2019elle disait" in words(app)

    app = click(app, "keep_job")
    assert job_line(db, line_id) is not None

    app = click(app, f"remove_job_{line_id}")
    click(app, "confirm_remove")
    assert job_line(db, line_id) is None


def test_planned_jobs_offer_no_verification(
    db: Database, staff: Visitor, project: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    some_jobs(db, staff, project, kind="planned", starts_on="01/06/2027")

    assert "Vérifier" not in buttons(the_tab(monkeypatch, project))


def test_what_people_typed_is_shown_as_it_was_typed(
    db: Database, staff: Visitor, project: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    some_jobs(db, staff, project, evidence="*registre* <script>", note="<b>gras</b>")

    told = words(the_tab(monkeypatch, project))
    assert "\\*registre\\*" in told
    assert "<b>gras</b>" not in told


def test_sums_keep_every_kind_apart() -> None:
    net = JobSum(6.5, 2, 8, 3, 8, 3, 0)
    created = JobSum(8, 2, 10, 3, 10, 4, 0)
    kept = JobSum(3, 0, 3, 0, 0, 2, 1)
    planned = JobSum(4, 0, 0, 0, 0, 1, 1)

    assert sums_sentence(JobFigures(date(2026, 11, 22), created, net, kept, planned)) == (
        "Au 22/11/2026\u00a0: **6,5\u00a0ETP nets (8\u00a0personnes)**, dont 2 vérifiés\u202f; "
        "8\u00a0ETP créés depuis le début\u202f; "
        "3\u00a0ETP sauvegardés (3\u00a0personnes au moins), dont 0 vérifiés\u202f; "
        "4\u00a0ETP prévus (personnes\u00a0: non renseigné)."
    )


def test_nothing_net_is_said_plainly() -> None:
    nothing = JobFigures(date(2026, 11, 22), NO_JOB, NO_JOB, NO_JOB, NO_JOB)

    assert sums_sentence(nothing) == "Au 22/11/2026\u00a0: **0\u00a0ETP nets**."


def test_a_line_is_titled_with_what_it_knows(db: Database, staff: Visitor, project: int) -> None:
    full = read(db, verified_jobs(db, staff, project))
    bare = read(db, some_jobs(db, staff, project, heads="", women="", contract=None))

    assert line_title(full) == "1,5\u00a0ETP créés, 2\u00a0personnes dont 1\u00a0femme, CDI"
    assert line_title(bare) == "1,5\u00a0ETP créés"
