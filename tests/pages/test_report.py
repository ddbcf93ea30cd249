"""The page « Bilan »: from a choice to three files, and what it says when none can be made."""

from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.exports.reports import ReportFormat
from circular.queries.reports import foreword
from circular.store.connection import Database
from circular.ui import reports
from tests.builders.agreements import a_project, signed
from tests.builders.jobs import some_jobs
from tests.builders.reports import a_report
from tests.builders.targets import a_target
from tests.builders.territory import a_territory
from tests.pages.test_matches import page_text
from tests.pages_runner import open_page

FILES = {"report_docx", "report_pdf", "report_xlsx"}


@pytest.fixture
def lived_in(db: Database, staff: Visitor) -> None:
    """Live a little: a territory, a target, a signed agreement and jobs."""
    a_territory(db, staff)
    a_target(db, staff)
    project = a_project(db, staff)
    signed(db, staff, project)
    some_jobs(db, staff, project)


def offered(app: AppTest) -> set[str]:
    return {str(each.key) for each in app.get("download_button")}


@pytest.mark.parametrize("role", [Role.STAFF, Role.ADMINISTRATOR, Role.ELECTED])
def test_one_click_makes_the_three_files_and_a_change_takes_them_back(
    db: Database, lived_in: None, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    app = open_page(monkeypatch, role, "report.py")
    assert not app.exception
    assert not offered(app)

    app.button(key="make_report").click().run()
    assert not app.exception
    assert offered(app) == FILES
    assert "Signature des données" in page_text(app)

    app.selectbox(key="periode").select(f"annee-{date.today().year}").run()
    assert not offered(app)
    assert "refaites le bilan" in page_text(app)


def test_a_file_taken_away_leaves_its_line_in_the_journal(
    db: Database, elected: Visitor, lived_in: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.ELECTED, "report.py")
    app.button(key="make_report").click().run()
    made: reports.Made = app.session_state["_report_files"]
    _, content = made.contents[ReportFormat.PDF]
    taken = reports.taking(elected, a_report(db, date.today()), ReportFormat.PDF, content)()

    assert taken == content
    assert content.startswith(b"%PDF")
    (line,) = db.conn.execute("SELECT sentence FROM journal WHERE entity = 'export'").fetchall()
    assert "Bilan" in line[0]
    assert "PDF" in line[0]


def test_a_partner_does_not_reach_it(monkeypatch: pytest.MonkeyPatch, db: Database) -> None:
    app = open_page(monkeypatch, Role.PARTNER, "report.py")

    assert "Faire le bilan" not in str(app.button)


def test_nothing_chosen_and_days_in_disorder_are_said_and_make_nothing(
    db: Database, lived_in: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "report.py")
    app.multiselect(key="report_sections").set_value([]).run()
    assert "choisissez-en 1 au moins" in app.error[0].value
    assert [each.key for each in app.button if each.key == "make_report"] == []

    app = open_page(monkeypatch, Role.STAFF, "report.py", periode="Dates libres")
    app.date_input(key="du").set_value(date(2026, 5, 2))
    app.date_input(key="au").set_value(date(2026, 5, 1)).run()
    assert "La fin (01/05/2026) précède le début (02/05/2026)" in app.error[0].value

    app.date_input(key="au").set_value(date.today() + timedelta(days=1)).run()
    assert "est à venir" in app.error[0].value
    assert not app.exception


def test_an_empty_store_makes_an_honest_page(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(monkeypatch, Role.STAFF, "report.py")

    assert "Rien n’est noté avant la fin de cette période" in page_text(app)
    app.button(key="make_report").click().run()
    assert offered(app) == FILES
    assert not app.exception


def test_the_foreword_of_the_team_is_kept_for_the_next_report(
    db: Database, lived_in: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "report.py")
    app.text_area(key="report_foreword").set_value("Une belle année.").run()
    assert foreword(db) == "Une belle année."

    seen = open_page(monkeypatch, Role.ELECTED, "report.py")
    assert seen.text_area(key="report_foreword").value == "Une belle année."
    seen.text_area(key="report_foreword").set_value("La mienne.").run()
    assert foreword(db) == "Une belle année."


def test_a_signature_is_checked_again(
    db: Database, staff: Visitor, lived_in: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "report.py")
    app.button(key="make_report").click().run()
    told = next(each.value for each in app.caption if "Signature des données" in each.value)
    code = told.split()[-1].strip("`")

    app.text_input(key="report_signature").set_value(code).run()
    assert "mêmes chiffres" in app.success[0].value

    some_jobs(db, staff, 1, starts_on="01/06/2025")
    app.run()
    assert "les chiffres ont changé" in app.warning[0].value

    app.text_input(key="report_signature").set_value("n’importe quoi").run()
    assert "n’est pas complète" in app.error[0].value
