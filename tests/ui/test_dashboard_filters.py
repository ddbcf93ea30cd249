"""The territory and the day of the elected page: told in words, put back in one click."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.ui import navigation, session
from tests.builders.agreements import a_project, signed
from tests.builders.limits import limited
from tests.builders.territory import CUBZAGUAIS, LIBOURNAIS, a_territory
from tests.pages.record_forms import buttons, words
from tests.pages_runner import open_page

KEPT = {"territoire": LIBOURNAIS, "jour": "2026-02-01"}
RESET = "Tout le territoire, aujourd\u2019hui"
TODAY = "Revenir à aujourd\u2019hui"


@pytest.fixture(autouse=True)
def two_members(db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    """Have two member EPCI, and hold the clock of the pages on the day of the tests."""
    a_territory(db, staff)
    monkeypatch.setattr(session, "today", lambda: today)


def the_page(monkeypatch: pytest.MonkeyPatch, **asked: str) -> AppTest:
    """Open the elected page at an address."""
    app = open_page(monkeypatch, Role.ELECTED, "dashboard.py", **asked)
    assert not app.exception
    return app


def test_the_state_of_the_filters_is_said_and_put_back_in_one_click(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = the_page(monkeypatch)
    assert "Situation au **22/11/2026**, Tout le territoire." in words(app)
    assert RESET not in buttons(app)

    app.selectbox(key="territoire").set_value(LIBOURNAIS).run()
    app.date_input(key="jour").set_value(date(2025, 12, 31)).run()
    assert "Situation au **31/12/2025**, CA du Libournais." in words(app)

    app.button(key="noprint_reset").click().run()
    assert "Situation au **22/11/2026**, Tout le territoire." in words(app)
    assert RESET not in buttons(app)


def test_a_limited_reader_comes_back_to_their_own_epci(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited(db, CUBZAGUAIS)
    app = the_page(monkeypatch)
    app.date_input(key="jour").set_value(date(2025, 12, 31)).run()
    assert TODAY in buttons(app)

    app.button(key="noprint_reset").click().run()

    assert not app.exception
    assert app.selectbox(key="territoire").value == CUBZAGUAIS
    assert TODAY not in buttons(app)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"territoire": "123456789"}, "Le territoire demandé n\u2019est pas membre"),
        ({"jour": "2030-01-01"}, "La date demandée est à venir, trop ancienne ou illisible"),
        ({"jour": "hier"}, "La date demandée est à venir, trop ancienne ou illisible"),
    ],
)
def test_what_the_address_asks_in_vain_is_said(
    monkeypatch: pytest.MonkeyPatch, asked: dict[str, str], said: str
) -> None:
    app = the_page(monkeypatch, **asked)
    assert [each.value.startswith(said) for each in app.warning] == [True]

    app.date_input(key="jour").set_value(date(2026, 2, 1)).run()
    assert not app.warning, "a choice made since answers it"


def test_what_the_address_asks_rightly_needs_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    app = the_page(monkeypatch, territoire=LIBOURNAIS, jour="2026-02-01")

    assert not app.warning
    assert "Situation au **01/02/2026**, CA du Libournais." in words(app)


def test_a_link_to_a_figure_keeps_its_territory(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {"indicateur": "jobs_net", "territoire": LIBOURNAIS}
    app = open_page(monkeypatch, Role.ELECTED, "indicators.py", **asked)

    assert app.selectbox(key="territoire").value == LIBOURNAIS


def ways_on(app: AppTest) -> dict[str, str]:
    """Return the links of the page to frozen situations and to indicators, with what they ask."""
    links = [each.proto for each in app.get("page_link")]
    wanted = ("Figer", "Comparer")
    return {each.label: each.query_string for each in links if each.label.startswith(wanted)}


def test_what_is_seen_is_frozen_and_compared_from_where_it_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compare = f"jour=2026-02-01&territoire={LIBOURNAIS}&face=Avec+une+autre+date&au2=2025-12-31"
    app = open_page(monkeypatch, Role.STAFF, "dashboard.py", **KEPT)
    assert ways_on(app) == {
        "Figer cette situation": f"figer=2026-02-01&territoire={LIBOURNAIS}",
        "Comparer au 31/12/2025": compare,
    }
    assert ways_on(the_page(monkeypatch, **KEPT)) == {"Comparer au 31/12/2025": compare}


def test_a_link_to_a_comparison_opens_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked_for = {"jour": "2026-11-20", "face": "Avec une autre date", "au2": "2025-12-31"}
    app = open_page(monkeypatch, Role.ELECTED, "indicators.py", territoire=CUBZAGUAIS, **asked_for)

    assert not app.exception
    assert address(app) == {"territoire": CUBZAGUAIS, **asked_for}
    asked = (app.selectbox(key="territoire").value, app.selectbox(key="face").value)
    assert asked == (CUBZAGUAIS, "date")
    assert app.date_input(key="au2").value == date(2025, 12, 31)
    assert "face à" in words(app)


DASHBOARDS = ("dashboard.py", "indicators.py", "forecast.py", "survival.py", "targets.py")


def turned_to(app: AppTest, file: str) -> AppTest:
    """Turn to another page by its menu, whose links say neither territory nor day."""
    app.query_params.clear()
    return app.switch_page(navigation.path_of(file)).run()


def test_the_territory_and_the_day_stay_from_dashboard_to_dashboard_of_a_visit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = the_page(monkeypatch, territoire=LIBOURNAIS, jour="2026-02-01")

    for file in (*DASHBOARDS, "agreements.py", *DASHBOARDS):
        app = turned_to(app, file)
        assert not app.exception, file
        if file == "agreements.py":
            assert app.selectbox(key="epci").value is None, "the filter of a list is its own"
            continue
        assert app.date_input(key="jour").value == date(2026, 2, 1), file
        assert RESET in buttons(app), file
        if file != "targets.py":
            assert app.selectbox(key="territoire").value == LIBOURNAIS, file
            assert "Situation au **01/02/2026**" in words(app), file

    app.button(key="noprint_reset").click().run()
    app = turned_to(app, "indicators.py")
    assert app.selectbox(key="territoire").value == ""
    assert app.date_input(key="jour").value == date(2026, 11, 22)


def test_the_report_begins_with_the_territory_of_the_visit_and_hands_on_what_it_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = turned_to(the_page(monkeypatch, **KEPT), "report.py")
    assert not app.exception
    assert app.selectbox(key="territoire").value == LIBOURNAIS
    assert said(app)["territoire"] == LIBOURNAIS

    app.selectbox(key="territoire").set_value(CUBZAGUAIS).run()
    assert app.selectbox(key="territoire").value == CUBZAGUAIS
    app = turned_to(app, "dashboard.py")
    assert said(app) == {"territoire": CUBZAGUAIS, "jour": "2026-02-01"}


def test_the_figures_of_the_agreements_begin_with_the_day_of_the_visit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = turned_to(the_page(monkeypatch, **KEPT), "agreement_figures.py")
    assert not app.exception
    assert app.date_input(key="jour").value == date(2026, 2, 1)

    app.date_input(key="jour").set_value(date(2026, 3, 1)).run()
    assert "au 01/03/2026" in words(app)
    app = turned_to(app, "dashboard.py")
    assert said(app) == {"territoire": LIBOURNAIS, "jour": "2026-03-01"}


def test_the_way_to_the_agreements_carries_the_day_and_the_territory(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed(db, staff, a_project(db, staff))

    def way(**asked: str) -> tuple[str, str]:
        (link,) = [
            each.proto
            for each in the_page(monkeypatch, **asked).get("page_link")
            if each.proto.page.endswith("conventions") and "onvention" in each.proto.label
        ]
        return link.label, link.query_string

    assert way()[1] == ""
    assert way(jour="2026-11-21") == (
        "Voir les conventions au 21/11/2026",
        "situation=2026-11-21",
    )


def address(app: AppTest) -> dict[str, str]:
    """Return all that the address says."""
    return {
        name: each if isinstance(each, str) else each[-1] for name, each in app.query_params.items()
    }


def said(app: AppTest) -> dict[str, str]:
    """Return the territory and the day that the address says."""
    return {name: each for name, each in address(app).items() if name in KEPT}


def test_whoever_comes_by_the_menu_reads_in_the_address_what_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "dashboard.py", **KEPT)

    for file in (*DASHBOARDS, "agreements.py", *DASHBOARDS, "activity.py", *DASHBOARDS):
        app = turned_to(app, file)
        assert not app.exception, file
        if file in DASHBOARDS:
            assert said(app) == KEPT, file


def test_what_is_chosen_is_said_by_the_address_and_the_whole_today_leaves_it_bare(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = the_page(monkeypatch)
    assert said(app) == {}

    app.selectbox(key="territoire").set_value(LIBOURNAIS).run()
    assert said(app) == {"territoire": LIBOURNAIS}
    app.date_input(key="jour").set_value(date(2026, 2, 1)).run()
    assert said(app) == KEPT

    app.button(key="noprint_reset").click().run()
    assert said(app) == {}


def test_an_address_that_contradicts_the_visit_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    app = the_page(monkeypatch, **KEPT)

    app.query_params.clear()
    app.query_params["territoire"] = CUBZAGUAIS
    app = app.switch_page(navigation.path_of("forecast.py")).run()
    assert (app.selectbox(key="territoire").value, said(app)) == (
        CUBZAGUAIS,
        {"territoire": CUBZAGUAIS},
    )
    assert app.date_input(key="jour").value == date(2026, 11, 22)

    app.query_params.clear()
    app.query_params["jour"] = "2025-12-31"
    app.run()
    assert (app.selectbox(key="territoire").value, said(app)) == ("", {"jour": "2025-12-31"})


def test_going_back_on_a_page_undoes_a_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    app = the_page(monkeypatch, **KEPT)
    app.selectbox(key="territoire").set_value(CUBZAGUAIS).run()
    app.query_params["territoire"] = LIBOURNAIS
    app.run()

    assert (app.selectbox(key="territoire").value, said(app)) == (LIBOURNAIS, KEPT)


def test_a_name_or_an_unknown_code_of_an_address_gives_way_to_what_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert said(the_page(monkeypatch, territoire="CA du Libournais")) == {"territoire": LIBOURNAIS}
    assert said(the_page(monkeypatch, territoire="123456789", jour="hier")) == {}
    assert said(the_page(monkeypatch, jour="2026-11-22")) == {"jour": "2026-11-22"}


def test_the_address_of_a_limited_reader_names_their_epci(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited(db, CUBZAGUAIS)

    assert said(the_page(monkeypatch)) == {"territoire": CUBZAGUAIS}
    assert said(the_page(monkeypatch, territoire=LIBOURNAIS)) == {"territoire": CUBZAGUAIS}


def test_the_other_questions_of_an_address_stay_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {"indicateur": "jobs_net", "du": "2026-01-01"}
    app = open_page(monkeypatch, Role.ELECTED, "indicators.py", **asked, **KEPT)
    app.selectbox(key="territoire").set_value(CUBZAGUAIS).run()

    assert address(app) == {**asked, "territoire": CUBZAGUAIS, "jour": "2026-02-01"}
