"""The chain, end to end: a contact becomes a set-up project, and the elected chart moves."""

import csv
import shutil
from collections.abc import Iterator
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from odf.opendocument import load as load_ods
from odf.table import Table, TableRow
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from circular.domain.french import day
from circular.domain.permissions import Role
from tests.browser.conftest import running, visit_as
from tests.browser.driving import choose, download, field, fill, open_tab, press, settled

pytestmark = pytest.mark.browser
IDEA = "Réparer des palettes pour les logisticiens"


@pytest.fixture(params=["empty", "full"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Run a server on the demonstration, without holders or whole."""
    path = tmp_path / "demo.sqlite3"
    shutil.copyfile(request.getfixturevalue(f"{request.param}_demonstration"), path)
    with running(path) as opened:
        yield opened


def test_a_contact_becomes_a_project_that_elected_officials_see(
    chromium: Browser, address: str, tmp_path: Path
) -> None:
    elected = visit_as(chromium, address, Role.ELECTED, height=1200).new_page()
    before = net_jobs(elected, address)
    staff = visit_as(chromium, address, Role.STAFF, height=1200).new_page()
    today = day(datetime.now().date())

    detect(staff, address)
    qualify(staff)
    sign(staff, today)
    set_up(staff, today)

    assert net_jobs(elected, address) == before + 2.5
    exported(elected, address, tmp_path)
    assert "Ida Jolivet" not in elected.content()


def detect(page: Page, address: str) -> None:
    """Note a contact in the drawer, from the board, and open its project."""
    page.goto(f"{address}/projets")
    settled(page)
    press(page, page.locator(".stMain"), "Noter un contact")
    drawer = page.get_by_role("dialog")
    fill(page, drawer, "Qui est-ce", "Ida Jolivet")
    fill(page, drawer, "Comment le joindre", "ida.jolivet@exemple.fr")
    choose(page, drawer, "Commune", "Libourne")
    drawer.get_by_text("Appel ou courriel").click()
    settled(page)
    field(drawer, "L’idée en une phrase").fill(IDEA)
    press(page, drawer, "Enregistrer le contact")
    expect(page.get_by_text("Contact enregistré.")).to_be_visible()
    page.get_by_role("textbox").first.fill("logisticiens")
    settled(page)
    page.get_by_role("link", name=IDEA).first.click()
    settled(page)


def qualify(page: Page) -> None:
    """Give what qualification asks for: what is missing leads to each place."""
    expect(page.get_by_text("Il manque 3 choses pour passer en qualification")).to_be_visible()
    press(page, page, "Noter la remise")
    press(page, page, "Information remise aujourd’hui")
    press(page, page, "Choisir un pilier")
    choose(page, page, "Piliers", "Allongement")
    choose(page, page, "Suivi par", "Camille")
    choose(page, page, "Forme juridique envisagée", "SAS")
    fill(page, page, "SIRET", "999 999 113 00015")
    fill(page, page, "Emplois prévus", "3,5")
    page.get_by_text("Aucun besoin exprimé").click()
    settled(page)
    press(page, page, "Enregistrer la fiche")
    press(page, page, "Passer en qualification")
    press(page, page.get_by_role("dialog"), "Passer en qualification")


def sign(page: Page, today: str) -> None:
    """Prepare an agreement, name who signs, and take it to its signature."""
    project = page.url
    open_tab(page, "Convention")
    press(page, page, "Préparer une convention")
    drawer = page.get_by_role("dialog")
    choose(page, drawer, "Type de convention", "Convention d’accompagnement")
    fill(page, drawer, "Début", today)
    fill(page, drawer, "Emplois promis", "3,5")
    press(page, drawer, "Préparer la convention")
    expect(page.get_by_role("heading", name="Convention sans numéro")).to_be_visible()
    press(page, page, "Compléter")
    fill(page, drawer, "Signataire", "Dominique Lasserre")
    press(page, drawer, "Enregistrer la partie")
    press(page, page, "Envoyer en relecture")
    press(page, page, "Envoyer à la signature")
    press(page, page, "Enregistrer la signature")
    press(page, drawer, "Enregistrer la signature")
    expect(page.get_by_text("Signée").first).to_be_visible()
    page.goto(project)
    settled(page)
    press(page, page, "Passer en accompagnement")
    press(page, page.get_by_role("dialog"), "Passer en accompagnement")


def set_up(page: Page, today: str) -> None:
    """Choose a site, open it with a proof, note the jobs and follow the project up."""
    drawer = page.get_by_role("dialog")
    open_tab(page, "Implantation")
    press(page, page, "Choisir le site")
    choose(page, drawer, "Commune", "Coutras")
    fill(page, drawer, "Adresse", "12 rue des Ateliers")
    fill(page, drawer, "Ouverture prévue", today)
    press(page, drawer, "Enregistrer le site")
    press(page, page, "Passer en implantation")
    press(page, drawer, "Passer en implantation")
    open_tab(page, "Implantation")
    press(page, page, "Enregistrer l’ouverture")
    fill(page, drawer, "Ouvert le", today)
    choose(page, drawer, "Preuve", "Bail")
    press(page, drawer, "Enregistrer l’ouverture")
    open_tab(page, "Emplois")
    press(page, page, "Noter des emplois")
    drawer.get_by_text("Créés").first.click()
    settled(page)
    fill(page, drawer, "Emplois en ETP", "2,5")
    fill(page, drawer, "Nombre de personnes", "3")
    fill(page, drawer, "Début", today)
    press(page, drawer, "Noter ces emplois")
    press(page, page, "Passer en suivi")
    press(page, drawer, "Passer en suivi")
    expect(page.get_by_text("Ce projet est à la dernière étape")).to_be_visible()


def net_jobs(page: Page, address: str) -> float:
    """Return the net jobs that the elected dashboard shows in their tile, drawn on its own."""
    page.goto(f"{address}/tableau")
    settled(page)
    tiles = page.get_by_test_id("stMetric")
    net = tiles.filter(has=page.get_by_text("Emplois nets", exact=True))
    tile = net.get_by_test_id("stMetricValue").inner_text()
    return float(tile.split("/")[0].strip().replace(",", "."))


def exported(page: Page, address: str, folder: Path) -> None:
    """Take the list of agreements away in each format, and read what is on screen in them."""
    page.goto(f"{address}/conventions")
    settled(page)
    text = download(page, "CSV", folder).read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(StringIO(text.decode("utf-8-sig")), delimiter=";"))
    projects = [line[lines[0].index("Projet")] for line in lines[1:]]
    assert IDEA in projects
    assert all("Jolivet" not in cell for line in lines for cell in line)

    workbook = load_workbook(download(page, "XLSX", folder))
    sheet = workbook.worksheets[0]
    assert [cell.value for cell in sheet[1]] == lines[0]
    assert [row[lines[0].index("Projet")].value for row in sheet.iter_rows(min_row=2)] == projects
    assert "Critères" in workbook.sheetnames

    book = load_ods(str(download(page, "ODS", folder)))
    table = book.spreadsheet.getElementsByType(Table)[0]
    assert len(table.getElementsByType(TableRow)) == len(lines)
