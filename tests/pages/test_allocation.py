"""The plan on screen: what staff does with it, and who is refused."""

import pytest
from streamlit.testing.v1 import AppTest

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store import matches
from circular.store.connection import Database
from circular.ui import allocation_runs
from tests.builders.needs import a_project
from tests.builders.plans import a_territory
from tests.builders.streams import a_stream
from tests.pages_runner import open_page


@pytest.fixture(autouse=True)
def _nothing_known() -> None:
    """Forget what another test worked out of the same territory."""
    allocation_runs._runs().found.clear()


@pytest.fixture
def ids(db: Database, staff: Visitor) -> dict[str, int]:
    """Return the identifiers of a small territory."""
    return a_territory(db, staff)


def page_text(app: AppTest) -> str:
    """Return everything written on the page."""
    markup = [str(element.proto.body) for element in app.get("html")]
    said = [each.value for each in (*app.header, *app.markdown, *app.caption, *app.info)]
    boxes = [each.label for each in app.checkbox]
    return " ".join([*markup, *said, *boxes]).replace("\\", "")


def press(app: AppTest, label: str) -> AppTest:
    """Press the button that begins so."""
    return next(each for each in app.button if each.label.startswith(label)).click().run()


def test_staff_reads_the_plan_and_keeps_a_line(
    db: Database, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "allocation.py")
    text = page_text(app)

    assert "<b>120\u00a0t par an</b> trouveraient preneur" in text
    assert "<b>1\u00a0besoin servi</b> sur 2, 1 reste fermé" in text
    assert "Calcul exact sur" in text
    assert "Aucun plan ne fait mieux." in text
    assert "Il lui faut 5\u202f000\u00a0t" in text
    assert len(app.get("plotly_chart")) == 2
    assert matches.decisions(db) == []

    app.checkbox(key=f"plan_line_{ids['first']}_{ids['small_need']}").check().run()
    press(app, "Retenir 1\u00a0ligne")

    assert not app.exception
    (kept,) = matches.decisions(db)
    assert (kept["decision"], kept["stream_id"]) == ("kept", ids["first"])
    assert '"material": 1.0' in kept["components"]
    assert "Déjà retenu" in page_text(app)

    press(app, "Cocher les 1")
    press(app, "Retenir 1\u00a0ligne")
    assert len(matches.decisions(db)) == 2


def test_staff_tries_without_a_stream_and_with_another_distance(
    db: Database, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "allocation.py")
    needs = next(each for each in app.selectbox if each.label.startswith("Besoin dont"))
    needs.set_value(ids["small_need"]).run()
    press(app, "Simuler")
    assert "Donnez la distance à essayer" in page_text(app)

    next(each for each in app.text_input if each.label.startswith("Nouvelle")).set_value("55").run()
    streams = next(each for each in app.multiselect if each.label.startswith("Gisements"))
    assert len(streams.options) == 3  # those that the plan does not use can be switched off too
    streams.set_value([ids["second"]]).run()
    next(each for each in app.text_input if each.label.startswith("Ce que coûte")).set_value("0,5")
    press(app, "Simuler")
    text = page_text(app)

    assert not app.exception
    assert "Vous regardez une simulation" in text
    assert "**Sans les gisements**\u00a0: Tontes aussi · Libourne" in text
    assert "**Points par kilomètre**\u00a0: 0,5 au lieu de 0,2" in text
    assert "Chaque kilomètre retire 0,5 point" in text
    assert "**120\u00a0t de moins** par an" in text
    assert "Aucun gisement connu ne peut aller" in text
    assert matches.decisions(db) == []

    press(app, "Revenir au plan")
    assert "Vous regardez une simulation" not in page_text(app)


def test_a_long_calculation_can_be_watched_stopped_and_begun_again(
    ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("circular.queries.allocation.AT_ONCE", 0)
    runs = allocation_runs._runs()
    other = allocation_runs.Run(asked=None)  # type: ignore[arg-type]  # it never works
    runs.turn.wait_for(other)  # another calculation of the server is under way
    try:
        app = open_page(monkeypatch, Role.STAFF, "allocation.py")
        assert "le meilleur plan trouvé est montré" in page_text(app)
        press(app, "Arrêter le calcul")
        app.run()
        assert "Calcul arrêté" in page_text(app)
    finally:
        other.turn = runs.turn
        other.halt()  # what is stopped lets the next one begin

    press(app, "Relancer le calcul")
    run = next(reversed(runs.found.values()))
    assert run.over.wait(timeout=30)
    app.run()
    assert not app.exception
    assert "<b>120\u00a0t par an</b>" in page_text(app)


def test_a_change_that_touches_nothing_of_the_plan_does_not_work_it_out_again(
    db: Database, staff: Visitor, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_page(monkeypatch, Role.STAFF, "allocation.py")
    runs = allocation_runs._runs().found
    first = next(reversed(runs.values()))

    a_project(db, staff, title="Sans besoin")
    open_page(monkeypatch, Role.STAFF, "allocation.py")
    assert next(reversed(runs.values())) is first

    a_stream(db, staff, title="Encore des tontes", tonnes_likely="30")
    app = open_page(monkeypatch, Role.STAFF, "allocation.py")
    assert next(reversed(runs.values())) is not first
    assert "<b>150\u00a0t par an</b>" in page_text(app)


def test_an_empty_store_says_what_to_note(
    store_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "allocation.py")

    assert not app.exception
    assert "Notez des gisements avec leur tonnage" in page_text(app)


@pytest.mark.parametrize("role", [Role.PARTNER, Role.ELECTED])
def test_partners_and_elected_officials_are_not_given_the_page(
    ids: dict[str, int], monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    app = open_page(monkeypatch, role, "allocation.py")

    assert "trouveraient preneur" not in page_text(app)
    assert not app.checkbox
