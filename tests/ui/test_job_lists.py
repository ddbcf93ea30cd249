"""The table of jobs that leaves the product, and the cells of its sums."""

from datetime import date

import pytest

from circular.domain.jobs import Evidence, JobKind
from circular.domain.visitors import Visitor
from circular.exports.tables import to_csv
from circular.queries.jobs import JobFigures, JobFilters, JobSum
from circular.store.connection import Database
from circular.ui import session
from circular.ui.job_lists import sum_rows, table
from tests.builders.agreements import a_project
from tests.builders.jobs import some_jobs, verified_jobs
from tests.builders.territory import LIBOURNAIS, a_territory

NOW = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    """Hold the clock of the pages on the day of the tests."""
    monkeypatch.setattr(session, "today", lambda: today)


def test_the_file_holds_the_lines_of_the_screen_and_says_the_filters(
    db: Database, staff: Visitor
) -> None:
    a_territory(db, staff)
    project = a_project(db, staff)
    some_jobs(db, staff, project, evidence="=cmd|calc")
    verified_jobs(db, staff, project)
    filters = JobFilters(
        NOW,
        kind=JobKind.CREATED,
        epci_siren=LIBOURNAIS,
        how_sure=Evidence.DECLARED,
        with_ended=True,
    )

    made = table(staff, filters)

    assert made.criteria == [
        ("Situation au", "22/11/2026"),
        ("Nature", "Créés"),
        ("Intercommunalité", "CA du Libournais"),
        ("Preuve", "Déclarés"),
        ("Emplois terminés", "inclus"),
    ]
    head, line, *rest = to_csv(made).decode("utf-8-sig").splitlines()
    assert head.startswith("Projet;Nature;ETP;Personnes;Dont femmes;Contrat;Début;Fin")
    assert line.startswith("Couches en compost;Créés;1,5;2;1;CDI;01/03/2026;;Déclarés")
    assert "'=cmd|calc" in line
    assert rest == []


def test_sums_say_what_is_not_known() -> None:
    full = JobSum(6.5, 2, 8, 3, 6, 3, 0)
    partly = JobSum(8, 2, 10, 0, 0, 4, 1)
    untold = JobSum(4, 0, 0, 0, 0, 1, 1)

    rows = sum_rows(JobFigures(NOW, created=partly, net=full, safeguarded=untold, planned=untold))

    assert rows == [
        ("Nets", "6,5", "2", "8", "3 sur 6"),
        ("Créés depuis le début", "8", "2", "10 au moins", "–"),
        ("Sauvegardés", "4", "0", "–", "–"),
        ("Prévus", "4", "–", "–", "–"),
    ]
