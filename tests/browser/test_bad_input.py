"""What people should not type, on the real forms: a sentence at the field, and nothing lost."""

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, expect

from circular.domain import french
from circular.domain.permissions import Role
from tests.browser.conftest import Site, visit_as
from tests.browser.driving import (
    choose,
    download,
    field,
    fill,
    open_page,
    open_tab,
    press,
    said_under,
    settled,
)

pytestmark = pytest.mark.browser
FORMULA = "=cmd|' /C calc'!A0"
SCRIPT = "<script>alert('lu')</script><img src=x onerror=alert('lu')>"
LEAF = "\N{HERB}"


@pytest.fixture
def page(chromium: Browser, site: Site) -> Iterator[Page]:
    """Open a window of the team, and fail when anything at all makes the browser speak."""
    context = visit_as(chromium, site.address, Role.STAFF, height=1100)
    spoken: list[str] = []

    def heard(dialog: Dialog) -> None:
        spoken.append(dialog.message)
        dialog.dismiss()

    window = context.new_page()
    window.on("dialog", heard)
    yield window
    context.close()
    assert spoken == []


def drawer_of_a_contact(page: Page, site: Site) -> Locator:
    """Open « Noter un contact » on the board."""
    open_page(page, f"{site.address}/projets")
    press(page, page.locator(".stMain"), "Noter un contact")
    return page.get_by_role("dialog")


def titles(site: Site, words: str) -> list[str]:
    """Return the titles of the stored projects that hold these words."""
    with closing(sqlite3.connect(site.store)) as db:
        found = db.execute("SELECT title FROM project WHERE title LIKE ?", [f"%{words}%"])
        return [title for (title,) in found]


def test_a_contact_without_a_name_is_refused_at_the_name(page: Page, site: Site) -> None:
    drawer = drawer_of_a_contact(page, site)
    idea = "Tresser des paniers de sarments"
    field(drawer, "L’idée en une phrase").fill(idea)
    press(page, drawer, "Enregistrer le contact")
    expect(said_under(drawer, "Qui est-ce")).to_contain_text("Renseignez")
    expect(field(drawer, "L’idée en une phrase")).to_have_value(idea)
    assert titles(site, idea) == []

    fill(page, drawer, "Qui est-ce", "Odette Vimeney")
    press(page, drawer, "Enregistrer le contact")
    expect(page.get_by_text("Contact enregistré.")).to_be_visible()
    assert titles(site, idea) == [idea]


def test_a_double_click_writes_a_contact_once(page: Page, site: Site) -> None:
    drawer = drawer_of_a_contact(page, site)
    idea = "Louer des gobelets aux fêtes de village"
    fill(page, drawer, "Qui est-ce", "Lucien Barsacq")
    field(drawer, "L’idée en une phrase").fill(idea)
    drawer.get_by_role("button", name="Enregistrer le contact").dblclick()
    expect(drawer).to_have_count(0)
    settled(page)
    assert titles(site, idea) == [idea]


def test_a_dot_that_may_be_read_in_two_ways_is_asked_back(page: Page, site: Site) -> None:
    open_page(page, f"{site.address}/gisement?nouveau=1")
    form = page.locator(".stMain")
    fill(page, form, "Nom du gisement", "Copeaux de bois")
    fill(page, form, "Tonnes par an", "1.234")
    press(page, form, "Enregistrer le gisement")
    expect(said_under(form, "Tonnes par an")).to_contain_text(
        f"1{french.NARROW}234 ou 1,234{french.NARROW}?"
    )
    expect(field(form, "Tonnes par an")).to_have_value("1.234")
    expect(field(form, "Nom du gisement")).to_have_value("Copeaux de bois")

    for typed, answer in (("-5", "ne peut pas être négatif"), ("9999999", "plausible")):
        fill(page, form, "Tonnes par an", typed)
        press(page, form, "Enregistrer le gisement")
        expect(said_under(form, "Tonnes par an")).to_contain_text(answer)
        expect(field(form, "Tonnes par an")).to_have_value(typed)

    fill(page, form, "Tonnes par an", "1 234,5")
    press(page, form, "Enregistrer le gisement")
    expect(page.get_by_role("heading", name="Copeaux de bois")).to_be_visible()
    expect(form).to_contain_text(f"1{french.NARROW}234,5")


def test_days_that_do_not_exist_or_run_backwards_are_refused(page: Page, site: Site) -> None:
    open_page(page, f"{site.address}/conventions")
    press(page, page, "Préparer une convention")
    drawer = page.get_by_role("dialog")
    choose(page, drawer, "Projet", "Paillage de carton")
    choose(page, drawer, "Type de convention", "Convention d’accompagnement")
    fill(page, drawer, "Objet", "Broyer des cartons pour pailler")
    fill(page, drawer, "Début", "31/02/2026")
    press(page, drawer, "Préparer la convention")
    expect(said_under(drawer, "Début")).to_contain_text("n’existe pas dans le calendrier")
    expect(field(drawer, "Début")).to_have_value("31/02/2026")

    fill(page, drawer, "Début", "12/03/2026")
    fill(page, drawer, "Fin", "01/02/2026")
    press(page, drawer, "Préparer la convention")
    expect(said_under(drawer, "Fin")).to_contain_text(
        "La fin (01/02/2026) précède le début (12/03/2026)."
    )
    expect(said_under(drawer, "Début")).not_to_contain_text("calendrier")
    expect(field(drawer, "Fin")).to_have_value("01/02/2026")
    expect(field(drawer, "Objet")).to_have_value("Broyer des cartons pour pailler")
    with closing(sqlite3.connect(site.store)) as db:
        found = db.execute("SELECT COUNT(*) FROM agreement WHERE purpose LIKE 'Broyer%'")
        assert found.fetchone() == (0,)


def test_a_siret_with_a_digit_short_is_counted_back(page: Page, site: Site) -> None:
    open_page(page, f"{site.address}/projet?id=9")
    open_tab(page, "Fiche")
    press(page, page, "Modifier la fiche")
    form = page.locator(".stMain")
    fill(page, form, "SIRET", "999 999 113 0001")
    fill(page, form, "Emplois prévus", "6,5")
    press(page, form, "Enregistrer la fiche")
    expect(said_under(form, "SIRET")).to_contain_text("13 chiffres")
    expect(field(form, "SIRET")).to_have_value("999 999 113 0001")
    expect(field(form, "Emplois prévus")).to_have_value("6,5")
    with closing(sqlite3.connect(site.store)) as db:
        stored = db.execute("SELECT siret, jobs_planned FROM project WHERE id = 9").fetchone()
    assert stored[0] is None
    assert stored[1] != 6.5


def test_a_note_of_ten_thousand_characters_is_counted_and_kept(page: Page, site: Site) -> None:
    open_page(page, f"{site.address}/projet?id=10")
    press(page, page, "Noter un échange")
    drawer = page.get_by_role("dialog")
    note = ("Isoler avec du papier, " * 500)[:9_999] + "."
    drawer.get_by_text("Appel", exact=True).click()
    settled(page)
    drawer.get_by_text("Vers la personne").click()
    settled(page)
    fill(page, drawer, "Ce qui s’est dit", note)
    press(page, drawer, "Noter l’échange")
    expect(said_under(drawer, "Ce qui s’est dit")).to_contain_text(
        f"10{french.NARROW}000{french.NO_BREAK}caractères"
    )
    expect(field(drawer, "Ce qui s’est dit")).to_have_value(note)

    fill(page, drawer, "Ce qui s’est dit", note[:3_999] + ".")
    press(page, drawer, "Noter l’échange")
    expect(drawer).to_have_count(0)
    expect(page.get_by_text(note[:3_999] + ".")).to_be_visible()


def test_formulas_markup_and_emoji_stay_what_was_typed(
    page: Page, site: Site, tmp_path: Path
) -> None:
    drawer = drawer_of_a_contact(page, site)
    idea = f"{FORMULA} {LEAF} {SCRIPT}"
    fill(page, drawer, "Qui est-ce", f"{SCRIPT} Jeanne")
    field(drawer, "L’idée en une phrase").fill(idea)
    press(page, drawer, "Enregistrer le contact")
    expect(drawer).to_have_count(0)
    assert titles(site, "=cmd") == [idea]
    page.get_by_role("link", name=FORMULA).first.click()
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(idea)
    expect(page.get_by_text(f"{SCRIPT} Jeanne")).to_be_visible()
    _note(page, f"{SCRIPT} {LEAF}\n{FORMULA}")
    for tab in ("Historique", "Personnes"):
        open_tab(page, tab)
        expect(page.locator(".stMain")).to_contain_text(SCRIPT)

    open_page(page, f"{site.address}/projets")
    page.get_by_text("Liste", exact=True).click()
    settled(page)
    text = download(page, "CSV", tmp_path).read_bytes().decode("utf-8-sig")
    lines = list(csv.reader(StringIO(text), delimiter=";"))
    cells = [cell for line in lines for cell in line if "=cmd" in cell]
    assert cells
    assert all(cell.startswith("'=") for cell in cells)
    assert any(LEAF in cell and SCRIPT in cell for cell in cells)


def _note(page: Page, note: str) -> None:
    press(page, page, "Noter un échange")
    drawer = page.get_by_role("dialog")
    drawer.get_by_text("Visite", exact=True).click()
    settled(page)
    drawer.get_by_text("De la personne").click()
    settled(page)
    fill(page, drawer, "Ce qui s’est dit", note)
    press(page, drawer, "Noter l’échange")
    expect(drawer).to_have_count(0)
    expect(page.get_by_text(note.splitlines()[0])).to_be_visible()
    expect(page.get_by_text(FORMULA).last).to_be_visible()
