"""The list of agreements: what is on screen is what leaves, for the staff and for the elected."""

import csv
import io
from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qs

import pytest
from odf import opendocument
from odf import table as sheets
from odf.teletype import extractText
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from circular.actions import agreements as actions
from circular.domain.agreement_lists import AgreementColumn
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.exports.tables import Format, Table, written
from circular.store.connection import Database
from circular.ui import exports, navigation, session
from tests.builders.agreements import TODAY, a_draft, a_project, read, signed, to_sign
from tests.pages_runner import open_page

USUAL = ["N°", "Projet", "État", "EPCI", "Signature", "Échéance", "Emplois"]
FORMULA = "=cmd|'/C calc'!A0"


@pytest.fixture(autouse=True)
def _on_the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "today", lambda: TODAY)


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], Table]]:
    """Return what the buttons of the last run would export, without a browser to click them."""
    builds: list[Callable[[], Table]] = []
    real = exports.exporter

    def remember(visitor: Visitor, form: Format, build: Callable[[], Table]) -> Callable[[], bytes]:
        builds.append(build)
        return real(visitor, form, build)

    monkeypatch.setattr(exports, "exporter", remember)
    return builds


@pytest.fixture
def agreements(db: Database, staff: Visitor) -> list[int]:
    """Return a signed agreement, one to sign, and one whose project bears a formula."""
    first = signed(db, staff, a_project(db, staff), jobs_committed="6,5")
    second = a_draft(
        db,
        staff,
        a_project(db, staff, "Recyclerie des Hauts", holder="Malo Fictif", commune_code="33366"),
        signing_planned_on="10/12/2026",
    )
    to_sign(db, staff, second)
    third = a_draft(db, staff, a_project(db, staff, FORMULA, holder=None), jobs_committed="0")
    return [first, second, third]


def on_screen(app: AppTest) -> list[list[str]]:
    """Return the rows of the list as the grid shows them."""
    frame = app.dataframe[0].value
    return [[_shown(cell) for cell in row] for row in frame.itertuples(index=False)]


def _shown(cell: object) -> str:
    if cell is None or cell != cell:  # noqa: PLR0124  # NaN
        return ""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        return f"{cell:g}".replace(".", ",")
    return str(cell).lstrip("○◌◔●◼✕□ ")


def of_csv(table: Table) -> list[list[str]]:
    text = written(table, Format.CSV).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def of_xlsx(table: Table) -> list[list[str]]:
    book = load_workbook(io.BytesIO(written(table, Format.XLSX)))
    return [
        [_shown(cell) for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)
    ]


def of_ods(table: Table) -> list[list[str]]:
    book = opendocument.load(io.BytesIO(written(table, Format.ODS)))
    sheet = book.spreadsheet.getElementsByType(sheets.Table)[0]
    rows = sheet.getElementsByType(sheets.TableRow)
    return [[extractText(cell) for cell in row.getElementsByType(sheets.TableCell)] for row in rows]


def test_the_list_shows_the_usual_columns_and_says_how_many(
    db: Database, agreements: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "agreements.py")
    assert not app.exception
    assert list(app.dataframe[0].value.columns) == USUAL
    assert on_screen(app) == [
        [
            *("2026-002", "Recyclerie des Hauts", "À signer", "CC du Grand Cubzaguais"),
            *("10/12/2026", "", ""),
        ],
        [
            *("2026-001", "Couches en compost", "Signée", "CA du Libournais"),
            *("12/03/2026", "11/03/2027", "6,5"),
        ],
        ["", FORMULA, "En préparation", "CA du Libournais", "", "", "0"],
    ]
    assert "<b>3</b> sur 3 conventions" in "".join(each.proto.body for each in app.get("html"))


@pytest.mark.parametrize("role", [Role.STAFF, Role.ELECTED])
def test_the_export_holds_exactly_what_is_on_screen(
    db: Database,
    agreements: list[int],
    taken: list[Callable[[], Table]],
    monkeypatch: pytest.MonkeyPatch,
    role: Role,
) -> None:
    app = open_page(monkeypatch, role, "agreements.py")
    table = taken[-1]()
    head, *rows = of_csv(table)
    assert head == USUAL
    neutral = [[cell.replace(FORMULA, f"'{FORMULA}") for cell in row] for row in on_screen(app)]
    assert rows == neutral
    assert of_xlsx(table) == [USUAL, *on_screen(app)]
    ods_head, *ods_rows = of_ods(table)
    assert ods_head == USUAL
    assert ods_rows == on_screen(app)


def test_filters_columns_order_and_sort_of_the_address_are_those_of_the_file(
    db: Database,
    agreements: list[int],
    taken: list[Callable[[], Table]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "agreements.py", tri="Emplois", croissant="true")
    chosen = [AgreementColumn.JOBS, AgreementColumn.HOLDERS, AgreementColumn.PROJECT]
    app.multiselect(key="colonnes").set_value(chosen).run()
    app.text_input(key="recherche").set_value("libourne").run()
    assert not app.exception
    table = taken[-1]()
    head, *rows = of_csv(table)
    assert head == ["Emplois", "Porteur", "Projet"]
    assert rows == [["0", "", f"'{FORMULA}"], ["6,5", "Naïma Fictive", "Couches en compost"]]
    assert list(app.dataframe[0].value.columns) == head
    assert [row[0] for row in on_screen(app)] == ["0", "6,5"]
    assert table.criteria == [
        ("Recherche", "libourne"),
        ("Tri", "Emplois, ordre croissant"),
    ]
    app.button(key="reset_conventions").click().run()
    assert len(on_screen(app)) == 3


def test_state_pills_filter_and_the_criteria_say_so(
    db: Database,
    agreements: list[int],
    taken: list[Callable[[], Table]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = open_page(monkeypatch, Role.ELECTED, "agreements.py", etat="Signée")
    assert [row[1] for row in on_screen(app)] == ["Couches en compost"]
    assert ("État", "Signée") in taken[-1]().criteria


def test_an_elected_official_is_never_offered_a_column_of_names(
    db: Database,
    agreements: list[int],
    taken: list[Callable[[], Table]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = open_page(monkeypatch, Role.ELECTED, "agreements.py", colonnes="Porteur", tri="Porteur")
    assert not app.exception
    assert "Porteur" not in app.multiselect(key="colonnes").options
    content = written(taken[-1](), Format.CSV).decode("utf-8-sig")
    page = "".join(each.proto.body for each in app.get("html")) + str(app.dataframe[0].value)
    for name in ("Naïma", "Malo", "Camille"):
        assert name not in content
        assert name not in page
    assert "prepare_agreement" not in {each.key for each in app.button}


def test_the_file_holds_all_pages_and_the_screen_one(
    db: Database,
    staff: Visitor,
    taken: list[Callable[[], Table]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    project = a_project(db, staff)
    for _ in range(53):
        a_draft(db, staff, project)
    app = open_page(monkeypatch, Role.STAFF, "agreements.py")
    assert len(on_screen(app)) == 50
    assert len(taken[-1]().rows) == 53
    app = open_page(monkeypatch, Role.STAFF, "agreements.py", page="2")
    assert len(on_screen(app)) == 3


def test_a_filter_that_keeps_nothing_says_what_to_do(
    db: Database, agreements: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "agreements.py", recherche="introuvable")
    assert not app.dataframe
    said = " ".join(each.value for each in [*app.markdown, *app.caption])
    assert "Aucune convention ne correspond" in said
    app.button(key="reset_conventions").click().run()
    assert len(on_screen(app)) == 3


def test_the_staff_prepare_an_agreement_from_the_list(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = a_project(db, staff)
    app = open_page(monkeypatch, Role.STAFF, "agreements.py")
    app.button(key="prepare_agreement").click().run()
    submit = [each for each in app.button if each.label == "Préparer la convention"][-1]
    submit.click().run()
    said = " ".join(each.value for each in app.markdown).replace("\\", "")
    assert "Renseignez «\u00a0Projet\u00a0»" in said
    assert "Renseignez «\u00a0Type de convention\u00a0»" in said
    boxes = {each.label.rstrip("*\u00a0"): each for each in app.selectbox}
    boxes["Projet"].set_value(project)
    boxes["Type de convention"].set_value("cape").run()
    submit = [each for each in app.button if each.label == "Préparer la convention"][-1]
    submit.click().run()
    assert not app.exception
    assert app.title[0].value == "Convention sans numéro"
    assert read(db, staff, 1).type.key == "cape"


def test_archived_agreements_come_back_when_asked_for(
    db: Database, staff: Visitor, agreements: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    version = read(db, staff, agreements[0]).version
    actions.archive_agreement(db, staff, agreements[0], version=version, archived=True)
    app = open_page(monkeypatch, Role.STAFF, "agreements.py")
    assert len(on_screen(app)) == 2
    app.toggle(key="archives").set_value(True).run()
    assert len(on_screen(app)) == 3


def test_the_way_back_from_a_record_finds_the_filters_again(
    db: Database, agreements: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "agreements.py", etat="Signée")
    app.query_params.clear()
    app.query_params["id"] = str(agreements[0])
    app.switch_page(navigation.path_of("agreement.py")).run()
    back = next(each.proto for each in app.get("page_link") if each.proto.label == "Conventions")
    assert parse_qs(back.query_string) == {"etat": ["Signée"]}
    app.switch_page(navigation.path_of("agreements.py")).run()
    assert not app.exception
    assert app.query_params["etat"] == "Signée"
    assert [row[1] for row in on_screen(app)] == ["Couches en compost"]
