"""What a fresh server answers, before anybody has opened its first page."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from circular.domain.permissions import Role
from tests.browser.conftest import Site, running, visit_as
from tests.browser.driving import open_page, press
from tests.browser.examining import BROKEN_POLICY
from tests.browser.screens import addresses

pytestmark = pytest.mark.browser


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63"
    "e04b0f0600014f00c9ce35d6cd0000000049454e44ae426082"
)


def settled(page: Page) -> None:
    """Wait until the page's script has run to its end."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


def test_a_deep_link_on_a_fresh_server_never_passes_the_guard(
    chromium: Browser, store_path: Path
) -> None:
    with running(store_path) as address:
        nobody = visit_as(chromium, address, None).new_page()
        nobody.goto(f"{address}/projets")
        settled(nobody)
        expect(nobody.get_by_role("heading", name="Bienvenue dans Circular")).to_be_visible()
        expect(nobody.get_by_role("heading", name="Projets")).to_have_count(0)

    with running(store_path) as address:
        elected = visit_as(chromium, address, Role.ELECTED).new_page()
        elected.goto(f"{address}/porteurs")
        settled(elected)
        expect(elected.get_by_role("heading", name="Porteurs")).to_have_count(0)
        expect(elected.get_by_role("link", name="Porteurs")).to_have_count(0)


def test_the_page_is_french_and_asks_nothing_from_anybody_else(
    chromium: Browser, site: Site
) -> None:
    page = visit_as(chromium, site.address, None).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site.address)
    settled(page)

    assert page.locator("html").get_attribute("lang") == "fr"
    page.get_by_role("link", name="Équipe").click()
    expect(page.get_by_role("link", name="Ma journée")).to_be_visible()
    page.get_by_role("link", name="Tableau des élus").click()
    settled(page)
    foreign = [url for url in asked if not url.startswith((site.address, "data:", "blob:"))]
    assert foreign == []


def test_the_role_survives_a_reload_and_can_be_changed(chromium: Browser, site: Site) -> None:
    page = visit_as(chromium, site.address, None).new_page()
    page.goto(site.address)
    page.get_by_role("link", name="Élu·e").click()
    expect(page.get_by_role("heading", name="Où en sommes-nous ?")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Où en sommes-nous ?")).to_be_visible()
    page.get_by_role("link", name="Changer de rôle").click()
    expect(page.get_by_role("heading", name="Bienvenue dans Circular")).to_be_visible()


def test_a_host_that_is_not_this_machine_sees_no_choice_of_role(
    chromium: Browser, site: Site
) -> None:
    context = visit_as(chromium, site.address, Role.STAFF)
    context.set_extra_http_headers({"X-Forwarded-For": "192.0.2.7"})
    page = context.new_page()
    page.goto(f"{site.address}/projets")
    settled(page)
    expect(page.get_by_text("n’est pas une démonstration ouverte depuis ce poste")).to_be_visible()
    expect(page.get_by_role("link", name="Équipe")).to_have_count(0)


def give_logo(page: Page) -> None:
    """Choose a logo, once more if the page was still connecting and let the file go."""
    logo = {"name": "logo.png", "mimeType": "image/png", "buffer": PNG}
    for _ in range(3):
        page.locator("input[type=file]").first.set_input_files(logo)  # type: ignore[arg-type]
        try:
            page.get_by_text("logo.png").first.wait_for(timeout=10_000)
        except PlaywrightTimeoutError:
            continue
        return


def test_the_pages_of_an_administrator_keep_to_their_policy(chromium: Browser, site: Site) -> None:
    page = visit_as(chromium, site.address, Role.ADMINISTRATOR).new_page()
    page.add_init_script("window.print = () => console.log('printed')")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    common = set(addresses(Role.STAFF)) - {"tableau"}  # `test_every_page` opens those
    for address in [each for each in addresses(Role.ADMINISTRATOR) if each not in common]:
        open_page(page, f"{site.address}/{address}")
        if address == "tableau":
            charts = page.locator("[data-testid=stPlotlyChart]:has(.main-svg)")
            expect(charts).to_have_count(2, timeout=60_000)
            for _ in range(2):
                with page.expect_console_message(lambda message: message.text == "printed"):
                    press(page, page, "Imprimer")
        if address == "reglages":
            page.wait_for_load_state("networkidle")  # a file given before is lost as it connects
            give_logo(page)
            expect(page.get_by_text("Aperçu")).to_be_visible()

    assert [text for text in said if any(policy in text for policy in BROKEN_POLICY)] == []
    assert said.count("printed") == 2
    page.evaluate(
        "document.head.append(Object.assign(document.createElement('script'), "
        "{text: 'window.written = true'}))"
    )
    assert page.evaluate("window.written") is None, "a script written in a page does not run"
    assert [text for text in said if "Content Security Policy" in text] != []


def test_a_page_of_another_port_opens_no_socket(chromium: Browser, site: Site) -> None:
    page = visit_as(chromium, site.address, Role.ADMINISTRATOR).new_page()
    page.goto("about:blank")
    opened = page.evaluate(
        "address => new Promise(done => { const socket = new WebSocket(address);"
        " socket.onopen = () => done(true); socket.onerror = () => done(false) })",
        site.address.replace("http", "ws") + "/_stcore/stream",
    )

    assert opened is False
