"""The forecast, for the team, for elected officials, and for those limited to one EPCI."""

from datetime import date

import pytest

from circular.domain.indicators import Perimeter
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.queries.forecast import forecast
from circular.store.connection import Database
from circular.ui.forecast import table
from tests.builders.limits import CUBZAGUAIS, LIBOURNAIS, limited
from tests.builders.pasts import a_long_past
from tests.builders.targets import a_target
from tests.builders.territory import LIBOURNE, a_territory
from tests.pages.record_forms import words
from tests.pages_runner import open_page


@pytest.fixture
def _past(db: Database, staff: Visitor) -> None:
    a_territory(db, staff)
    a_long_past(db, commune=LIBOURNE)
    a_target(db, staff)


@pytest.mark.usefixtures("_past")
def test_the_team_reads_everything_and_opens_the_projects(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "forecast.py", jour="2026-11-22")
    text = words(app)

    assert not app.exception
    assert "Trop peu de conventions" not in text
    assert "d’atteindre l’objectif de 120" in text
    assert "projet?id=" in text
    assert "Observé" in text
    assert "prévisions passées" in text
    assert "À comparer au rythme de toute l’association" in text
    assert "«\u00a0Parcours\u00a0» compte aussi ceux qui y attendent" in text
    assert "Gamma(" in text


@pytest.mark.usefixtures("_past")
def test_elected_officials_open_no_project_and_partners_see_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    elected = words(open_page(monkeypatch, Role.ELECTED, "forecast.py", jour="2026-11-22"))
    partner = words(open_page(monkeypatch, Role.PARTNER, "forecast.py", jour="2026-11-22"))

    assert "projet?id=" not in elected
    assert "Projet 39" in elected
    assert "Projet 39" not in partner
    assert "d’atteindre l’objectif de 120" in partner


@pytest.mark.usefixtures("_past")
def test_whoever_is_limited_reads_their_epci_and_no_observation_of_the_others(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited(db, CUBZAGUAIS)
    for asked in ({}, {"territoire": LIBOURNAIS}):
        app = open_page(monkeypatch, Role.ELECTED, "forecast.py", jour="2026-11-22", **asked)
        text = words(app)

        assert not app.exception
        assert "Aucun projet n’est en cours dans ce territoire" in text
        assert "Observé" not in text
        assert "Projet 39" not in text


@pytest.mark.usefixtures("store_path")
def test_before_the_first_fact_the_page_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(monkeypatch, Role.ELECTED, "forecast.py")

    assert not app.exception
    assert "Rien à prévoir à cette date" in words(app)


@pytest.mark.usefixtures("_past")
def test_the_files_hold_the_figures_of_the_screen(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = forecast(db, Perimeter(date(2026, 11, 22)))
    found = table(staff, page)

    assert [row["middle"] for row in found.rows if isinstance(row, dict)] == [
        each.jobs.middle for each in page.quarters
    ]
    shown = words(open_page(monkeypatch, Role.STAFF, "forecast.py", jour="2026-11-22"))
    assert page.last is not None
    assert f"entre {page.last.jobs.low:.0f} et {page.last.jobs.high:.0f}" in shown
