"""The page « Indicateurs », as each role reads it."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from circular.domain.indicators import KEPT_BACK_MEANING
from circular.domain.permissions import Role
from circular.queries.indicators import INDICATORS
from circular.store.connection import Database
from tests.builders.agreements import a_project
from tests.builders.jobs import some_jobs
from tests.builders.territory import LIBOURNAIS, LORMONT, a_territory
from tests.conftest import visitor_of
from tests.pages_runner import open_page


@pytest.fixture
def told(db: Database) -> int:
    """Note a project that bears its holder's name, with jobs, in a territory of two members."""
    team = visitor_of(db, Role.STAFF)
    a_territory(db, team)
    project = a_project(db, team, "Atelier de Naïma Fictive")
    some_jobs(db, team, project)
    return project


def html_of(app: AppTest) -> str:
    return " ".join(str(each.proto.body) for each in app.get("html"))


def test_every_figure_is_listed_for_every_role(
    monkeypatch: pytest.MonkeyPatch, db: Database, told: int
) -> None:
    for role in Role:
        app = open_page(monkeypatch, role, "indicators.py")

        assert not app.exception
        html = html_of(app)
        assert all(each.name in html for each in INDICATORS), role


def test_the_team_opens_the_projects_and_the_elected_the_territories(
    monkeypatch: pytest.MonkeyPatch, db: Database, told: int
) -> None:
    team = html_of(open_page(monkeypatch, Role.STAFF, "indicators.py", indicateur="jobs_net"))
    assert "Atelier de Naïma Fictive" in team
    assert f"projet?id={told}" in team

    elected = html_of(open_page(monkeypatch, Role.ELECTED, "indicators.py", indicateur="jobs_net"))
    assert "CA du Libournais" in elected
    assert "Naïma" not in elected

    partner = open_page(monkeypatch, Role.PARTNER, "indicators.py", indicateur="jobs_net")
    assert "CA du Libournais" not in html_of(partner)
    assert any("réservées" in each.value for each in partner.caption)


def test_a_figure_of_projects_is_cut_by_territory_down_to_the_whole(
    monkeypatch: pytest.MonkeyPatch, db: Database, told: int
) -> None:
    a_project(db, visitor_of(db, Role.STAFF), "Palettes", commune_code=LORMONT)
    asked = {"indicateur": "projects_followed"}

    for role in (Role.STAFF, Role.ELECTED):
        whole = html_of(open_page(monkeypatch, role, "indicators.py", **asked))
        assert '<td>Hors des intercommunalités membres</td><td class="num">1</td>' in whole
        assert '<td>Ensemble</td><td class="num">2</td>' in whole
    for alone in ({**asked, "territoire": LIBOURNAIS}, {"indicateur": "signature_delay"}):
        page = html_of(open_page(monkeypatch, Role.STAFF, "indicators.py", **alone))
        assert "Ensemble" not in page


def test_a_value_and_each_past_month_open_the_figure_of_that_day(
    monkeypatch: pytest.MonkeyPatch, db: Database, told: int
) -> None:
    every = html_of(open_page(monkeypatch, Role.ELECTED, "indicators.py", jour="2026-11-22"))
    assert 'indicateur=jobs_net&amp;jour=2026-11-22" target="_self">1,5' in every
    one = html_of(open_page(monkeypatch, Role.STAFF, "indicators.py", indicateur="jobs_created"))
    assert "jour=2026-10-31&amp;du=2026-10-01" in one


def test_few_people_of_an_epci_are_kept_back_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, db: Database, told: int
) -> None:
    asked = {"territoire": LIBOURNAIS, "indicateur": "jobs_net_heads"}
    elected = open_page(monkeypatch, Role.ELECTED, "indicators.py", **asked)
    assert "<b>Masqué</b>" in html_of(elected)
    assert any(each.value == KEPT_BACK_MEANING for each in elected.caption)
    team = open_page(monkeypatch, Role.STAFF, "indicators.py", **asked)
    assert "<b>2\u00a0personnes</b>" in html_of(team)


def test_two_dates_stand_side_by_side(
    monkeypatch: pytest.MonkeyPatch, db: Database, told: int
) -> None:
    app = open_page(monkeypatch, Role.ELECTED, "indicators.py")
    app.selectbox(key="face").set_value("date").run()

    assert not app.exception
    assert "Écart" in html_of(app)


def test_a_period_compared_without_a_start_is_that_of_twelve_months(
    monkeypatch: pytest.MonkeyPatch, db: Database, told: int
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "indicators.py", jour="2026-11-22")
    app.selectbox(key="face").set_value("periode").run()
    captions = " ".join(each.value for each in app.caption)
    assert "douze derniers mois, du 22/11/2025 au 22/11/2026" in captions
    assert "n’ont pas la même longueur" not in captions

    app.date_input(key="du2").set_value(date(2024, 1, 1)).run()
    assert "n’ont pas la même longueur" in " ".join(each.value for each in app.caption)


def test_a_period_that_ends_before_it_starts_is_said_and_nothing_is_counted(
    monkeypatch: pytest.MonkeyPatch, db: Database, told: int
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "indicators.py", du="2026-03-01", jour="2026-01-01")

    assert not app.exception
    assert "avant de commencer" in app.error[0].value
    assert "Emplois nets" not in html_of(app)


def test_an_indicator_that_does_not_exist_is_an_honest_sentence(
    monkeypatch: pytest.MonkeyPatch, db: Database
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "indicators.py", indicateur="bonheur")

    assert not app.exception
    assert any("n\u2019existe pas" in each.value for each in app.markdown)


def test_a_figure_before_the_first_fact_says_that_there_is_nothing(
    monkeypatch: pytest.MonkeyPatch, db: Database, told: int
) -> None:
    app = open_page(
        monkeypatch, Role.STAFF, "indicators.py", indicateur="signature_delay", jour="2001-01-01"
    )

    assert not app.exception
    assert any("Rien à compter" in each.value for each in app.markdown)
