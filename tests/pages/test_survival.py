"""The page of survival, for the team, elected officials and partners."""

import re
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from circular.domain.permissions import Role
from circular.store.connection import Database
from circular.ui import session
from tests.builders.companies import a_company, a_dozen
from tests.pages.record_forms import words
from tests.pages_runner import open_page


@pytest.fixture(autouse=True)
def the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    """Hold the clock of the pages on the day of the tests."""
    monkeypatch.setattr(session, "today", lambda: today)


def the_page(monkeypatch: pytest.MonkeyPatch, role: Role = Role.STAFF) -> AppTest:
    """Open the page."""
    app = open_page(monkeypatch, role, "survival.py")
    assert not app.exception
    return app


@pytest.mark.parametrize("role", list(Role))
def test_an_empty_store_says_what_to_do(
    store_path: object, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    assert "Aucune entreprise à cette date" in words(the_page(monkeypatch, role))


def test_the_team_reads_the_rate_and_opens_its_companies(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_dozen(db)
    a_company(db, "Treizième", "2023-01-10", heard="2026-11-01")
    app = the_page(monkeypatch)
    assert "<b>77\u00a0%</b> des entreprises" in words(app)
    assert "<b>13</b> sur 13 entreprises" in words(app)

    app.selectbox(key="apres").set_value("24").run()
    app.selectbox(key="etat").set_value("closed").run()
    assert "<b>3</b> sur 13 entreprises" in words(app)
    assert "Fermée le 01/05/2024" in words(app)
    assert not app.exception

    app.selectbox(key="entreprises").set_value("priority").run()
    assert "<b>2</b> sur 6 entreprises" in words(app)


def test_each_number_opens_its_companies_but_for_partners(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_dozen(db)
    told = words(the_page(monkeypatch))
    asked = r"apres=apr%C3%A8s\+24%C2%A0mois&amp;etat=Ferm%C3%A9es&amp;lignes=entreprises"
    assert re.search(rf'{asked}"[^>]*>3</a>', told)
    app = open_page(
        monkeypatch, Role.STAFF, "survival.py", apres="après 24\u00a0mois", etat="Fermées"
    )
    assert "<b>3</b> sur 12 entreprises" in words(app)
    assert "etat=" not in words(the_page(monkeypatch, Role.PARTNER))


def test_what_a_number_opens_comes_under_the_sentence_and_closes_again(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_dozen(db)
    closed = {"apres": "après 24\u00a0mois", "etat": "Fermées", "lignes": "entreprises"}
    app = open_page(monkeypatch, Role.STAFF, "survival.py", **closed)
    assert not app.exception
    assert "<b>3</b> sur 12 entreprises" in words(app)
    assert headers(app)[:2] == ["Les entreprises, une à une", "Combien durent, mois après mois"]

    app.button(key="close_rows").click().run()
    assert not app.exception
    assert "<b>12</b> sur 12 entreprises" in words(app)
    assert headers(app)[-1] == "Les entreprises, une à une"
    assert len(app.selectbox) == len({each.label for each in app.selectbox})


def headers(app: AppTest) -> list[str]:
    """Return the headers of the page, from top to bottom."""
    return [each.value for each in app.header]


def test_an_official_reads_no_small_district(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    a_dozen(db, districts=3)

    app = the_page(monkeypatch, Role.ELECTED)

    assert "le détail n\u2019est montré qu\u2019à l\u2019équipe" in words(app)
    assert app.selectbox(key="entreprises").options == ["Toutes les entreprises"]
    assert "projet?id=" not in words(app)


def test_a_partner_reads_sums_and_no_company(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    a_dozen(db)

    app = the_page(monkeypatch, Role.PARTNER)

    assert "Combien durent" in words(app)
    assert "Société" not in words(app)


def test_a_past_day_and_one_before_the_first_opening_are_told_as_they_were(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_dozen(db)
    app = the_page(monkeypatch)

    app.date_input(key="jour").set_value(date(2024, 6, 1)).run()
    assert "Trop peu de recul" in words(app)
    app.date_input(key="jour").set_value(date(2023, 6, 1)).run()
    assert "Aucune entreprise" in words(app)
    assert not app.exception
