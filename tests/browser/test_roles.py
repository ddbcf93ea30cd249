"""A partner adds a stream, the staff finds it; the administrator names the association."""

import pytest
from playwright.sync_api import Browser, expect

from circular.domain.permissions import Role
from tests.browser.conftest import Site, visit_as
from tests.browser.driving import choose, field, fill, open_page, press, settled
from tests.builders.territory import LIBOURNAIS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(site: Site) -> str:
    """Return the address of the server of this module."""
    return site.address


def test_a_partner_adds_a_stream_that_the_staff_finds(chromium: Browser, address: str) -> None:
    partner = visit_as(chromium, address, Role.PARTNER, height=1100).new_page()
    partner.goto(f"{address}/gisements?nouveau=1")
    settled(partner)
    expect(partner.get_by_text("Cave coopérative fictive")).to_have_count(0)
    press(partner, partner.locator(".stMain"), "Ajouter un gisement")
    fill(partner, partner, "Nom du gisement", "Cagettes du marché")
    field(partner, "Déchet").fill("cagettes")
    settled(partner)
    partner.locator(".stMain").get_by_text("15 01 03").first.click()
    settled(partner)
    choose(partner, partner, "Commune", "Coutras")
    fill(partner, partner, "Tonnes par an", "12,5")
    press(partner, partner, "Enregistrer le gisement")
    expect(partner.get_by_role("heading", name="Cagettes du marché")).to_be_visible()

    staff = visit_as(chromium, address, Role.STAFF).new_page()
    staff.goto(f"{address}/gisements")
    settled(staff)
    field(staff, "Chercher").fill("cagette")
    settled(staff)
    expect(staff.get_by_text("1 sur 61 gisements")).to_be_visible()


def test_the_administrator_names_the_association(chromium: Browser, address: str) -> None:
    administrator = visit_as(chromium, address, Role.ADMINISTRATOR).new_page()
    administrator.goto(f"{address}/reglages")
    settled(administrator)
    fill(administrator, administrator, "Nom de l’association", "Nouvel’R et compagnie")
    press(administrator, administrator, "Enregistrer les réglages")
    administrator.reload()
    settled(administrator)

    expect(field(administrator, "Nom de l’association")).to_have_value("Nouvel’R et compagnie")


def test_an_elected_official_is_led_home_from_what_is_not_theirs(
    chromium: Browser, address: str
) -> None:
    elected = visit_as(chromium, address, Role.ELECTED).new_page()
    for path in ("projets", "porteurs", "projet?id=1", "emplois", "reglages"):
        elected.goto(f"{address}/{path}")
        settled(elected)

        expect(elected.get_by_role("heading", name="Où en sommes-nous")).to_be_visible()
        assert "Terrasson" not in elected.content(), path


def test_the_address_says_the_territory_that_a_visit_brings_and_a_reload_keeps_it(
    chromium: Browser, address: str
) -> None:
    page = visit_as(chromium, address, Role.ELECTED).new_page()
    open_page(page, f"{address}/tableau")
    choose(page, page, "Territoire", "CA du Libournais")
    page.get_by_role("link", name="Conventions", exact=True).first.click()
    settled(page)
    page.get_by_role("link", name="Indicateurs", exact=True).first.click()

    expect(page).to_have_url(f"{address}/indicateurs?territoire={LIBOURNAIS}")
    for _ in range(2):
        settled(page)
        expect(page.locator(".st-key-foot_state")).to_contain_text("CA du Libournais")
        page.reload()
    expect(page).to_have_url(f"{address}/indicateurs?territoire={LIBOURNAIS}")
