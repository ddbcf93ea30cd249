"""The elected dashboard on paper: two A4 pages that say the same as the screen, and name nobody."""

import sqlite3
from contextlib import closing
from io import BytesIO

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from circular.domain.permissions import Role
from tests.browser.conftest import Site, visit_as
from tests.browser.driving import open_page

pytestmark = pytest.mark.browser
A4_POINTS = (595, 842)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_dashboard_holds_on_two_a4_pages(chromium: Browser, site: Site, scheme: str) -> None:
    page = visit_as(chromium, site.address, Role.ELECTED).new_page()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    open_page(page, f"{site.address}/tableau")
    charts = page.locator("[data-testid=stPlotlyChart]:has(.main-svg)")
    expect(charts).to_have_count(2)
    lead = page.locator(".nr-lead").first.inner_text()
    read = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))

    assert len(read.pages) == 2
    for sheet in read.pages:
        assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == A4_POINTS
    text = words_of(" ".join(sheet.extract_text() for sheet in read.pages))
    assert words_of(lead) in text
    assert words_of("objectif 100") in text, "the chart is drawn"
    assert words_of("Libournais 11,5") in text, "the map is drawn"
    for heading in ("Les emplois face à la promesse", "Conventions", "Où sont les emplois"):
        assert words_of(heading) in text
    assert [name for name in people(site) if words_of(name) in text] == []
    for leftover in ("Imprimer", "Changer de rôle", "Voir les chiffres"):
        assert words_of(leftover) not in text


def people(site: Site) -> list[str]:
    """Return the family names of the stored holders."""
    with closing(sqlite3.connect(site.store)) as db:
        names = [name for (name,) in db.execute("SELECT name FROM holder WHERE name LIKE '% %'")]
    assert len(names) > 20
    return names


def words_of(text: str) -> str:
    """Return a text without any space: a reader of PDF does not find them all."""
    return "".join(text.split())
