"""The whole life of a convention in one window: draft, papers, signature, renewal, archive."""

import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from circular.domain.french import day
from circular.domain.permissions import Role
from tests.browser.conftest import Site, visit_as
from tests.browser.driving import choose, download, fill, open_page, press, settled

pytestmark = pytest.mark.browser
TODAY = datetime.now().date()


def test_a_convention_goes_from_draft_to_archive(
    chromium: Browser, site: Site, tmp_path: Path
) -> None:
    page = visit_as(chromium, site.address, Role.STAFF, height=1400).new_page()

    draft(page, site.address)
    assert "Couches en compost" in text_of(page, "Télécharger le PDF", tmp_path)
    sign(page)
    amend(page)
    said = text_of(page, "PDF", tmp_path)
    assert "venant n° 1 à la convention n°" in said.replace("\xa0", " ")
    renew(page)
    archive(page)


def draft(page: Page, address: str) -> None:
    """Prepare a convention from the list of conventions, and name who signs it."""
    open_page(page, f"{address}/conventions")
    press(page, page.locator(".stMain"), "Préparer une convention")
    drawer = page.get_by_role("dialog")
    choose(page, drawer, "Projet", "Couches en compost")
    choose(page, drawer, "Type de convention", "Convention d’accompagnement")
    fill(page, drawer, "Début", day(TODAY))
    fill(page, drawer, "Fin", day(TODAY + timedelta(days=364)))
    fill(page, drawer, "Emplois promis", "2")
    press(page, drawer, "Préparer la convention")
    expect(page.get_by_role("heading", name="Convention sans numéro")).to_be_visible()
    press(page, page, "Compléter")
    fill(page, drawer, "Signataire", "Dominique Lasserre")
    press(page, drawer, "Enregistrer la partie")


def text_of(page: Page, button: str, folder: Path) -> str:
    """Take a document away and return what pdftotext reads in it."""
    path = download(page, button, folder)
    return subprocess.run(
        ["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True
    ).stdout


def sign(page: Page) -> None:
    """Take the convention to its signature."""
    drawer = page.get_by_role("dialog")
    press(page, page, "Envoyer en relecture")
    press(page, page, "Envoyer à la signature")
    press(page, page, "Enregistrer la signature")
    press(page, drawer, "Enregistrer la signature")
    expect(page.get_by_text(f"Signée le {day(TODAY)}, pour")).to_be_visible()


def more(page: Page, act: str) -> None:
    """Choose an act under « Plus »."""
    page.locator(".stMain").get_by_role("button", name="Plus").click()
    page.get_by_role("menuitem", name=act).or_(page.get_by_role("option", name=act)).click()
    settled(page)


def amend(page: Page) -> None:
    """Promise more jobs by an amendment, and sign it."""
    drawer = page.get_by_role("dialog")
    more(page, "Préparer un avenant")
    fill(page, drawer, "Objet de l’avenant", "Ouvrir un second atelier")
    fill(page, drawer, "Emplois promis", "5")
    press(page, drawer, "Enregistrer l’avenant")
    press(page, page, "Enregistrer sa signature")
    press(page, drawer, "Enregistrer la signature")
    expect(page.get_by_text("Avenant signé.")).to_be_visible()


def renew(page: Page) -> None:
    """Renew the convention for the usual period."""
    drawer = page.get_by_role("dialog")
    more(page, "Renouveler la convention")
    press(page, drawer, "Renouveler")
    expect(page.get_by_text("Convention renouvelée.")).to_be_visible()
    expect(page.get_by_text("après 1 renouvellement")).to_be_visible()


def archive(page: Page) -> None:
    """Put the convention away: what may be done is then to take it out."""
    more(page, "Archiver la convention")
    expect(page.get_by_test_id("stToastText").get_by_text("Convention archivée.")).to_be_visible()
