"""The list of streams, as each role sees it."""

import pytest
from streamlit.testing.v1 import AppTest

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from tests.builders.streams import HAZARDOUS, PALLETS, a_stream
from tests.pages_runner import open_page


def page_text(app: AppTest) -> str:
    """Return everything written in our own markup."""
    return " ".join(str(element.proto.body) for element in app.get("html"))


@pytest.fixture
def three(db: Database, staff: Visitor, partner: Visitor) -> None:
    """Write three streams, one of them the partner's."""
    a_stream(db, staff, title="Palettes cassées", waste_code=PALLETS, tonnes_likely="40")
    a_stream(db, staff, title="Batteries", waste_code=HAZARDOUS, tonnes_likely="5")
    a_stream(db, partner, title="Tontes du syndicat", tonnes_likely="55")


def test_an_empty_list_says_what_goes_here(
    store_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "streams.py")

    assert not app.exception
    assert "Aucun gisement" in app.markdown[0].value
    assert [button.label for button in app.button if button.key == "add_stream"]


@pytest.mark.usefixtures("three")
def test_staff_reads_every_stream_and_their_tonnes(monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(monkeypatch, Role.STAFF, "streams.py")

    assert list(app.dataframe[0].value["Gisement"]) == [
        "Batteries",
        "Palettes cassées",
        "Tontes du syndicat",
    ]
    assert "<b>100\u00a0t par an</b>" in page_text(app)
    assert "<b>3</b> sur 3 gisements" in page_text(app)
    assert "⚠" in app.dataframe[0].value["Déchet"][0]


@pytest.mark.usefixtures("three")
def test_filters_narrow_the_rows_the_counts_and_the_tonnes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "streams.py")

    app.text_input(key="gisement").input("palette").run()
    assert list(app.dataframe[0].value["Gisement"]) == ["Palettes cassées"]
    assert "<b>1</b> sur 3 gisements" in page_text(app)
    app.button(key="reset_gisements").click().run()
    assert len(app.dataframe[0].value) == 3
    app.toggle(key="dangereux").set_value(True).run()
    assert list(app.dataframe[0].value["Gisement"]) == ["Batteries"]
    app.text_input(key="gisement").input("rien de tel").run()
    assert not app.dataframe
    assert not app.exception


@pytest.mark.usefixtures("three")
def test_a_partner_reads_only_its_own_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(monkeypatch, Role.PARTNER, "streams.py")

    assert list(app.dataframe[0].value["Gisement"]) == ["Tontes du syndicat"]
    assert "<b>1</b> sur 1 gisement" in page_text(app)
    assert "Votre gisement, <b>" in page_text(app)
    assert "Producteur" not in app.dataframe[0].value.columns
    assert any("tout le territoire" in each.value for each in app.caption)
    assert "Palettes" not in page_text(app)


@pytest.mark.usefixtures("three")
def test_an_elected_official_is_not_given_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(monkeypatch, Role.ELECTED, "streams.py")

    assert [title.value for title in app.title] != ["Gisements"]
    assert "Palettes" not in page_text(app)


def test_a_list_of_several_pages_is_turned(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(55):
        a_stream(db, staff, title=f"Tontes {number:02}")

    app = open_page(monkeypatch, Role.STAFF, "streams.py", page_gisements="2")

    assert len(app.dataframe[0].value) == 5
    app = open_page(monkeypatch, Role.STAFF, "streams.py", page_gisements="9")
    assert len(app.dataframe[0].value) == 50
