"""The page « Matières », as each role sees it."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from circular.domain.permissions import Role
from circular.domain.streams import CONFIDENTIAL_PRODUCER, StreamFilters, StreamOrder
from circular.domain.visitors import Visitor
from circular.exports.tables import Format
from circular.store.connection import Database
from circular.ui import material_tables, streams
from circular.ui.exports import exporter
from tests.builders.needs import a_need, a_project
from tests.builders.streams import PALLETS, TODAY, a_stream
from tests.builders.tracked_matches import a_match, an_agreement
from tests.pages.signed_in import words
from tests.pages_runner import open_page


def html(app: AppTest) -> str:
    """Return everything written in our own markup."""
    return " ".join(str(element.proto.body) for element in app.get("html"))


@pytest.fixture
def some(db: Database, staff: Visitor, partner: Visitor) -> None:
    """Write two streams, one the partner's, the other partly promised to a project."""
    a_stream(db, partner, title="Tontes du syndicat", tonnes_likely="55", is_confidential=True)
    kept = a_stream(
        db, staff, title="Palettes cassées", waste_code=PALLETS, material_family="bois",
        tonnes_likely="40", months=(0.5, 0.5, *(0.0,) * 10),
    )  # fmt: skip
    need_id = a_need(db, staff, a_project(db, staff), months=(0.0,) * 11 + (1.0,))
    an_agreement(db, staff, a_match(db, staff, stream_id=kept, need_id=need_id), 10)


def test_an_empty_store_says_what_goes_here(
    store_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "materials.py")

    assert not app.exception
    assert "Aucun gisement" in app.markdown[0].value


@pytest.mark.usefixtures("some")
def test_staff_reads_families_months_flows_and_places(monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(monkeypatch, Role.STAFF, "materials.py")

    assert not app.exception
    assert "<b>95\u00a0t par an</b>\u202f; il en reste 85\u00a0t" in html(app)
    assert [header.value for header in app.header] == [
        "Quelles matières",
        "À quelle saison",
        "Vers quels projets",
        "Où",
    ]
    said = words(app)
    assert "on cherche plus que le disponible en décembre" in said
    assert "compté à part\u00a0: 1\u00a0gisement (55\u00a0t par an)" in said
    assert "**10\u00a0t par an convenues** et 0\u00a0t envisagées" in said
    assert "Compost de quartier" in html(app)
    assert len(app.get("plotly_chart")) == 3  # no member has an outline here: no map

    app.selectbox(key="famille_matieres").select("bois").run()
    assert "<b>1</b> sur 2 gisements" in html(app)
    app.button(key="reset_gisements").click().run()
    assert "<b>2</b> sur 2 gisements" in html(app)


@pytest.mark.usefixtures("some")
def test_a_partner_reads_its_own_sums(monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(monkeypatch, Role.PARTNER, "materials.py")

    assert "<b>1\u00a0gisement</b> fait <b>55\u00a0t par an</b>" in html(app)
    assert "Vers quels projets" not in [header.value for header in app.header]
    assert "Palettes" not in html(app)
    assert "Compost" not in html(app)


@pytest.mark.usefixtures("some")
def test_elected_officials_read_families_and_epci(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = open_page(monkeypatch, Role.ELECTED, "materials.py")
    for tonnes in ("5", "30"):
        a_stream(db, staff, tonnes_likely=tonnes, is_confidential=True)
    app = open_page(monkeypatch, Role.ELECTED, "materials.py")

    assert "<b>40\u00a0t par an</b>\u202f; il en reste 30\u00a0t" in html(few)
    assert "1\u00a0gisement réservé n’est dans aucun tonnage montré ici" in words(few)
    assert "55\u00a0t" not in html(few) + words(few)
    assert "<b>130\u00a0t par an</b>" in html(app)
    assert "Gisements réservés (3)\u00a0: 90\u00a0t par an" in words(app)
    assert [box.key for box in app.selectbox] == ["epci_matieres"]
    for hidden in ("Palettes", "Compost", "Libourne", "20 02 01", "Syndicat", "Déchets verts"):
        assert hidden not in html(app) + words(app)
    assert {str(each.key) for each in app.get("download_button")} == {
        f"export_matieres-{name}_{form}"
        for name in ("familles", "mois", "epci")
        for form in ("csv", "xlsx", "ods")
    }


@pytest.mark.usefixtures("some")
def test_a_geojson_file_masks_and_leaves_a_trace(
    db: Database, elected: Visitor, staff: Visitor
) -> None:
    def build() -> object:
        return streams.stream_table(outsider, StreamFilters(), StreamOrder.TITLE)

    outsider = staff.model_copy(update={"role": Role.PARTNER, "organisation_id": None})
    masked = json.loads(exporter(staff, Format.GEOJSON, build)())  # type: ignore[arg-type]
    projects = material_tables.table(staff, StreamFilters(), TODAY, material_tables.PROJECTS)
    read = json.loads(exporter(staff, Format.GEOJSON, lambda: projects)())

    assert [each["properties"]["Producteur"] for each in masked["features"]] == [
        None,
        CONFIDENTIAL_PRODUCER,
    ]
    assert read["features"][0]["properties"]["Projet"] == "Compost de quartier"
    assert read["features"][0]["geometry"]["type"] == "Point"
    told = db.conn.execute("SELECT sentence FROM journal ORDER BY id DESC LIMIT 1").fetchone()[0]
    assert told == "Export «\u00a0Projets en cours\u00a0» en GeoJSON\u00a0: 1\u00a0ligne."
