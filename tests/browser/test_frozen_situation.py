"""A sitting's figures: frozen, mended afterwards, shared with somebody without account, closed."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from circular.domain.french import day
from circular.domain.permissions import Role
from tests.browser.conftest import Site, visit_as
from tests.browser.driving import choose, fill, open_page, open_tab, press, settled
from tests.browser.test_print import A4_POINTS, people, words_of

pytestmark = pytest.mark.browser
PATIENT = 60_000  # milliseconds: the elected page is drawn while other tests run
TODAY = datetime.now().date()
SITTING = "Conseil d’essai"
CLOSED = "Cette page n’existe pas, ou plus"


def test_a_situation_is_frozen_explained_shared_and_closed(chromium: Browser, site: Site) -> None:
    page = visit_as(chromium, site.address, Role.STAFF).new_page()
    page.set_default_timeout(PATIENT)
    before = freeze(page, site.address)
    a_late_job(page, site.address)
    read_the_reason(page, site.address, before)

    address = share(page, "Bureau du syndicat")
    visitor = visit_as(chromium, site.address, None, width=820).new_page()
    read_without_account(visitor, address, site, before)
    print_without_account(visitor, before)
    revoke(page)
    is_closed(visitor, address)

    other = share(page, "Chambre de métiers")
    assert opened(visitor, other) == 200
    with closing(sqlite3.connect(site.store, timeout=20)) as db, db:
        db.execute(
            "UPDATE share_address SET created_at = '2020-01-01T00:00:00+00:00',"
            " expires_at = '2020-02-01T00:00:00+00:00' WHERE revoked_at IS NULL"
        )
    is_closed(visitor, other)


def freeze(page: Page, address: str) -> str:
    """Freeze what the elected page shows, from that page; return the net jobs that it showed."""
    open_page(page, f"{address}/tableau")
    tile = page.get_by_test_id("stMetric").filter(has_text="Emplois nets")
    net = tile.get_by_test_id("stMetricValue").inner_text().split(" / ")[0]
    page.get_by_role("link", name="Figer cette situation").click()
    drawer = page.get_by_role("dialog")
    expect(drawer).to_be_visible()
    settled(page)
    fill(page, drawer, "Titre de la séance", SITTING)
    press(page, drawer, "Figer la situation")
    expect(page.get_by_text("aucun chiffre n’a bougé")).to_be_visible()
    return net


def a_late_job(page: Page, address: str) -> None:
    """Note two jobs that had begun a month before the sitting."""
    open_page(page, f"{address}/projet?id=1")
    open_tab(page, "Emplois")
    press(page, page, "Noter des emplois")
    drawer = page.get_by_role("dialog")
    drawer.get_by_text("Créés").first.click()
    settled(page)
    fill(page, drawer, "Emplois en ETP", "2")
    fill(page, drawer, "Nombre de personnes", "2")
    fill(page, drawer, "Début", day(TODAY - timedelta(days=30)))
    press(page, drawer, "Noter ces emplois")
    expect(drawer).to_be_hidden()


def read_the_reason(page: Page, address: str, before: str) -> None:
    """Read the frozen figure, today's, and the one row that makes the difference."""
    open_page(page, f"{address}/situations-figees")
    main = page.locator(".stMain")
    now = f"{float(before.replace(',', '.')) + 2:g}".replace(".", ",")
    row = main.get_by_role("row").filter(has=page.get_by_text("Emplois nets", exact=True))
    expect(row).to_contain_text(f"{before}\u00a0ETP")
    expect(row).to_contain_text(f"{now}\u00a0ETP")
    expect(row).to_contain_text("saisie tardive")
    choose(page, main, "Voir les lignes de", "Emplois nets")
    expect(
        main.get_by_role("row").filter(has_text="Couches en compost").filter(has_text="+2")
    ).to_have_count(1)


def share(page: Page, recipient: str) -> str:
    """Give the frozen situation an address, and return it as it is shown once."""
    press(page, page.locator(".stMain"), "Créer une adresse de lecture")
    drawer = page.get_by_role("dialog")
    fill(page, drawer, "Pour qui", recipient)
    press(page, drawer, "Créer l’adresse")
    expect(drawer).to_be_hidden()
    return page.locator(".stMain [data-testid=stCode]").inner_text().strip()


def opened(page: Page, address: str) -> int:
    """Open an address and return the status of its answer."""
    answer = page.goto(address)
    assert answer is not None
    return answer.status


def read_without_account(page: Page, address: str, site: Site, before: str) -> None:
    """Read the frozen figures: no menu, nobody's name, nothing of the late entry nor of rows."""
    assert opened(page, address) == 200
    text = page.locator("body").inner_text()
    assert SITTING in text
    assert f"{before} / 100\u00a0ETP" in text.replace("\u202f", "")
    for absent in ("Se connecter", "Piloter", "Adresses de lecture", "Couches en compost"):
        assert absent not in text
    assert page.locator("nav, script, form, [data-testid=stApp]").count() == 0
    assert [name for name in people(site) if name in text] == []
    for width in (1280, 820, 390):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def print_without_account(page: Page, before: str) -> None:
    """Print it on A4: every section is there, and the figures that are folded on screen are not."""
    page.emulate_media(media="print")
    read = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    page.emulate_media(media="screen")
    for sheet in read.pages:
        assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == A4_POINTS
    text = words_of(" ".join(sheet.extract_text() for sheet in read.pages))
    assert len(read.pages) <= 3
    parts = ("Ce qui demande une décision", "Les emplois face à la promesse", "Conventions")
    for heading in (SITTING, *parts, "Définition", f"{before}/100ETP"):
        assert words_of(heading) in text
    assert "Voirleschiffres" not in text


def revoke(page: Page) -> None:
    """Close the address, after the question."""
    press(page, page.locator(".stMain"), "Révoquer")
    press(page, page.get_by_role("dialog"), "Révoquer")
    expect(page.get_by_text("Révoquée le")).to_be_visible()


def is_closed(page: Page, address: str) -> None:
    """Read that the address opens no more: plain French, and the status of what is not there."""
    assert opened(page, address) == 404
    expect(page.get_by_role("heading", name=CLOSED)).to_be_visible()
    expect(page.get_by_text("Demandez-en une autre")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "fr"
