"""The elected page, as each role reads it, on an empty store and on a lived-in one."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.queries import dashboard as queries
from circular.store.connection import Database
from circular.ui import session
from tests.builders.agreements import a_draft, a_project, signed
from tests.builders.jobs import some_jobs, verified_jobs
from tests.builders.targets import a_revision, a_target
from tests.builders.territory import LIBOURNAIS, a_territory
from tests.pages.record_forms import buttons, words
from tests.pages_runner import open_page

ROLES = list(Role)


@pytest.fixture(autouse=True)
def the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    """Hold the clock of the pages on the day of the tests."""
    monkeypatch.setattr(session, "today", lambda: today)


@pytest.fixture
def lived_in(db: Database, staff: Visitor) -> None:
    """Live a little: territory, target, a signed agreement, one to come, jobs."""
    a_territory(db, staff)
    a_revision(db, staff, a_target(db, staff))
    project = a_project(db, staff, "Couches en compost", holder="Naïma Fictive")
    signed(db, staff, project)
    a_draft(db, staff, project, jobs_committed="6")
    some_jobs(db, staff, project)
    verified_jobs(db, staff, project, full_time_equivalent="2", heads="7", women="1")
    named = a_project(db, staff, "Alix Inventé", holder="Alix Inventé")
    a_draft(db, staff, named)


def the_page(monkeypatch: pytest.MonkeyPatch, role: Role = Role.ELECTED) -> AppTest:
    """Open the page."""
    app = open_page(monkeypatch, role, "dashboard.py")
    assert not app.exception
    return app


def figures(app: AppTest) -> dict[str, str]:
    """Return the tiles: label → value."""
    return {each.label: str(each.value) for each in app.metric}


def everything(app: AppTest) -> str:
    """Return all that the browser receives of the page, drawings included."""
    charts = [each.proto.spec for each in app.get("plotly_chart")]
    tiles = [f"{each.label} {each.value} {each.help}" for each in app.metric]
    return "\n".join([words(app), *charts, *tiles])


@pytest.mark.parametrize("role", ROLES)
def test_every_role_reads_it_on_an_empty_store(
    store_path: object, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    app = the_page(monkeypatch, role)

    assert "Aucun emploi net créé" in words(app)
    assert "Aucun emploi et aucun objectif à cette date" in words(app)
    assert "Aucune convention" in words(app)
    assert "pas encore d\u2019intercommunalité membre" in words(app)
    assert figures(app)["Emplois nets"] == "0"
    assert figures(app)["Délai"] == "–"


@pytest.mark.parametrize("role", ROLES)
def test_every_role_reads_the_same_figures(
    lived_in: None, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    app = the_page(monkeypatch, role)

    assert figures(app) == {
        "Emplois nets": "3,5 / 100",
        "Projets suivis": "2",
        "Conventions": "1",
        "Gisements": "–",
        "Délai": "63\u00a0j",
    }
    assert "**" not in app.get("html")[1].proto.body
    assert "dont 2\u00a0ETP vérifiés" in words(app)
    assert len(app.get("plotly_chart")) == 2


@pytest.mark.parametrize("role", ROLES)
def test_nobody_is_named_to_anybody(
    lived_in: None, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    told = everything(the_page(monkeypatch, role))

    assert "Naïma" not in told
    assert "Alix" not in told


def test_the_elected_read_agreements_one_by_one_and_partners_their_number_only(
    lived_in: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    elected = words(the_page(monkeypatch, Role.ELECTED))
    assert "Couches en compost" in elected
    assert "2026-001" in elected
    assert "Projet n° 2" in elected

    partner = everything(the_page(monkeypatch, Role.PARTNER))
    assert "Couches" not in partner
    assert "2026-001" not in partner
    assert "Signées depuis l\u2019origine" in partner


def test_every_tile_is_defined_and_dated(lived_in: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for tile in the_page(monkeypatch).metric:
        assert "Source\u00a0:" in str(tile.help)
        assert "Situation au 22/11/2026" in str(tile.help)


def test_every_chart_has_its_sentence_its_words_and_its_table(
    lived_in: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = the_page(monkeypatch)

    assert [each.label for each in app.expander][-2:] == ["Voir les chiffres"] * 2
    for chart in app.get("plotly_chart"):
        assert json.loads(chart.proto.config)["locale"] == "fr"
        assert chart.proto.alt
    told = words(app)
    assert "Emplois nets et trajectoire, mois par mois" in told
    assert "Emplois nets par intercommunalité membre" in told


def test_what_is_folded_on_screen_is_kept_for_paper(
    lived_in: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = the_page(monkeypatch)

    folded = app.expander[0]
    assert folded.label.startswith("À suivre par l’équipe")
    said = [each.value for each in folded.markdown]
    assert said
    for sentence in said:
        assert [each.value for each in app.markdown].count(sentence) == 2, "folded, then for paper"
    assert words(app).count("un mi-temps toute l\u2019année compte 0,5") >= 2


def test_only_the_team_reads_that_tonnes_are_left_out(
    full_demonstration: Path, store_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copyfile(full_demonstration, store_path)

    assert "sans 2\u00a0gisements réservés" in words(the_page(monkeypatch, Role.STAFF))
    assert "gisements réservés que" not in everything(the_page(monkeypatch))


def test_a_past_day_and_one_epci_can_be_asked_for(
    lived_in: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = the_page(monkeypatch)

    app.date_input(key="jour").set_value(date(2026, 2, 1)).run()
    assert figures(app)["Emplois nets"] == "0 / 100"
    assert "Situation au 01/02/2026" in str(app.metric[0].help)

    app.selectbox(key="territoire").set_value(LIBOURNAIS).run()
    app.date_input(key="jour").set_value(date(2026, 11, 22)).run()
    assert not app.exception
    assert figures(app)["Emplois nets"] == "3,5"
    assert "(CA du Libournais)" in words(app)


def test_a_day_before_everything_is_an_honest_page(
    lived_in: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = the_page(monkeypatch)

    app.date_input(key="jour").set_value(date(2010, 1, 1)).run()

    assert not app.exception
    told = everything(app)
    assert "nan" not in told.lower().replace("financ", "")
    assert "inf" not in [word.strip(".,") for word in told.lower().split()]
    assert "n\u2019a pas d\u2019objectif à cette date" in told


def test_figures_are_read_once_until_something_is_written(
    db: Database, staff: Visitor, lived_in: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    real = queries.dashboard

    def counted(*args: Any, **options: Any) -> queries.Dashboard:
        asked.append(args)
        return real(*args, **options)

    monkeypatch.setattr(queries, "dashboard", counted)
    app = the_page(monkeypatch)
    app.run()
    assert len(asked) == 1

    some_jobs(db, staff, 1)
    app.run()
    assert len(asked) == 2
    assert figures(app)["Emplois nets"] == "5 / 100"


def test_printing_is_one_click(lived_in: None, monkeypatch: pytest.MonkeyPatch) -> None:
    app = the_page(monkeypatch)
    assert "Imprimer" in buttons(app)

    app.button(key="print").click().run()
    first = [each.proto.body for each in app.get("html") if "print.js" in each.proto.body]
    app.button(key="print").click().run()
    second = [each.proto.body for each in app.get("html") if "print.js" in each.proto.body]

    assert len(first) == len(second) == 1
    assert first != second
