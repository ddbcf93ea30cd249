"""The table of projects that leaves: the rows of the screen, all pages, its criteria."""

from datetime import date

import pytest

from circular.domain.projects import Order, ProjectFilters
from circular.domain.stages import Health
from circular.domain.visitors import Visitor
from circular.exports.tables import to_csv
from circular.store.connection import Database
from circular.ui import session
from circular.ui.project_list import table
from tests.builders.holders import a_contact
from tests.builders.next_actions import an_action
from tests.builders.projects import a_project, changed


@pytest.fixture(autouse=True)
def the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    """Hold the clock of the pages on the day of the tests."""
    monkeypatch.setattr(session, "today", lambda: today)


def test_the_file_holds_the_rows_and_columns_of_the_screen(db: Database, staff: Visitor) -> None:
    project_id = a_contact(db, staff, idea="=cmd|' /C calc'!A0")
    changed(db, staff, project_id, jobs_planned="2,5")
    an_action(db, staff, project_id, label="Rappeler")

    lines = to_csv(table(staff, ProjectFilters(), Order.URGENCY)).decode("utf-8-sig").splitlines()

    assert lines[0] == "Projet;Étape;Santé;Commune;Emplois;Prochaine action;Échéance"
    assert lines[1].startswith("'=cmd|' /C calc'!A0;Détection;Actif;Libourne")
    assert ";2,5;Rappeler;" in lines[1]


def test_every_page_is_in_the_file_in_the_order_of_the_screen(db: Database, staff: Visitor) -> None:
    for number in range(51):
        a_project(db, staff, f"P{number:02}")

    found = table(staff, ProjectFilters(), Order.TITLE)

    assert len(found.rows) == 51
    assert found.criteria[-1] == ("Tri", "Projet")


def test_criteria_say_what_was_asked_in_french(db: Database, staff: Visitor) -> None:
    a_contact(db, staff)
    filters = ProjectFilters(
        text="couches",
        epci_siren="200070092",
        healths=(Health.LATE, Health.BLOCKED),
        adviser_id=staff.account_id,
    )

    assert table(staff, filters, Order.DUE).criteria == [
        ("Projets", "En cours"),
        ("Recherche", "couches"),
        ("Intercommunalité", "CA du Libournais"),
        ("Santé", "En retard et Bloqué"),
        ("Suivi par", staff.name),
        ("Tri", "Échéance"),
    ]
