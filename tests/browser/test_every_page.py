"""Every page, for the team and elected officials: seen, heard, read in French, in its window."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from circular.domain.permissions import Role
from circular.ui.navigation import entries
from tests.browser.conftest import Site, visit_as
from tests.browser.driving import open_page
from tests.browser.examining import BROKEN_POLICY, english, faults, sticking_out, too_high
from tests.browser.screens import addresses

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("role", [Role.STAFF, Role.ELECTED])
def test_every_page_can_be_seen_heard_and_read_in_french(
    chromium: Browser, site: Site, role: Role, tmp_path: Path
) -> None:
    page = visit_as(chromium, site.address, role).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    titles = {entry.address: entry.title for entry in entries()}
    wrong: list[str] = []
    for address in addresses(role):
        name = address.split("?")[0]
        open_page(page, f"{site.address}/{address}")
        expect(page).to_have_title(f"{titles[name]} – Circular")
        assert page.locator("html").get_attribute("lang") == "fr"
        wrong += [f"{address}: {each}" for each in (*faults(page), *english(page))]
        wrong += sticking_out(page, name, tmp_path)
        wrong += too_high(page, name)
    wrong += [text for text in said if any(policy in text for policy in BROKEN_POLICY)]
    assert wrong == [], "\n".join(wrong)
