"""On a telephone and on a laptop: nothing sticks out of any page, for the team and elected."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from circular.domain.permissions import Role
from tests.browser.conftest import Site, visit_as
from tests.browser.driving import open_page, open_tab, press
from tests.browser.screens import addresses

pytestmark = pytest.mark.browser
SIZES = ((1280, 800), (390, 844))
STICKS_OUT = """() => [document.scrollingElement, ...document.querySelectorAll(
    "[data-testid=stMain], [role=dialog], " +
    "[data-testid=stSidebar][aria-expanded=true] [data-testid=stSidebarContent]")]
    .filter(one => one.scrollWidth > one.clientWidth + 1)
    .map(one => `${one.dataset.testid ?? one.tagName}: ${one.scrollWidth} > ${one.clientWidth}`)"""
"""Streamlit scrolls inside its own frame: the document alone would never stick out."""


def sticking_out(page: Page, name: str, pictures: Path) -> list[str]:
    """Return what is wider than its frame, on a laptop then on a telephone; keep both pictures."""
    found: list[str] = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(300)
        page.screenshot(path=pictures / f"{name}-{width}.png")
        found += [f"{name}, {width}: {each}" for each in page.evaluate(STICKS_OUT)]
    page.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})
    return found


@pytest.mark.parametrize("role", [Role.STAFF, Role.ELECTED])
def test_no_page_is_wider_than_its_window(
    chromium: Browser, site: Site, role: Role, tmp_path: Path
) -> None:
    page = visit_as(chromium, site.address, role).new_page()
    wrong: list[str] = []
    for address in addresses(role):
        open_page(page, f"{site.address}/{address}")
        wrong += sticking_out(page, address.split("?")[0], tmp_path)
    assert wrong == []


def test_no_tab_or_drawer_of_a_project_is_wider_than_its_window(
    chromium: Browser, site: Site, tmp_path: Path
) -> None:
    page = visit_as(chromium, site.address, Role.STAFF).new_page()
    open_page(page, f"{site.address}/projet?id=5")
    words = [tab.split("\u00a0·")[0] for tab in page.get_by_role("tab").all_inner_texts()]
    assert len(words) == 11
    wrong: list[str] = []
    for word in words:
        open_tab(page, word)
        wrong += sticking_out(page, word, tmp_path)
    press(page, page, "Noter un échange")
    expect(page.get_by_role("dialog")).to_be_visible()
    wrong += sticking_out(page, "Noter un échange", tmp_path)
    assert wrong == []


def test_the_sheet_of_a_contact_covers_a_telephone(
    chromium: Browser, site: Site, tmp_path: Path
) -> None:
    page = visit_as(chromium, site.address, Role.STAFF, width=390, height=844).new_page()
    open_page(page, f"{site.address}/ma-journee")
    press(page, page.locator(".stMain"), "Noter un contact")
    drawer = page.get_by_role("dialog")
    expect(drawer).to_be_visible()
    page.wait_for_timeout(400)
    page.screenshot(path=tmp_path / "drawer.png")
    box = drawer.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["width"] >= 360
    assert page.evaluate(STICKS_OUT) == []
