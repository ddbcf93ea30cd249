"""What a person does in front of a page: wait, type, choose, open a tab, press a button."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

Place = Page | Locator


def settled(page: Page) -> None:
    """Wait until the page's script has run to its end."""
    page.wait_for_timeout(400)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.wait_for_timeout(100)


def field(place: Place, label: str) -> Locator:
    """Return the text field whose label begins with these words, required or not."""
    return place.get_by_role("textbox", name=re.compile(rf"^{re.escape(label)}")).first


def fill(page: Page, place: Place, label: str, text: str) -> None:
    """Type in a field and leave it."""
    field(place, label).fill(text)
    page.keyboard.press("Tab")
    settled(page)


def choose(page: Page, place: Place, label: str, option: str) -> None:
    """Choose an option of a list by its first words."""
    place.get_by_role("combobox", name=re.compile(rf"^{re.escape(label)}")).first.click()
    page.keyboard.type(option)
    page.get_by_role("option", name=re.compile(rf"^{re.escape(option)}")).first.click()
    page.keyboard.press("Tab")
    settled(page)


def press(page: Page, place: Place, name: str) -> None:
    """Press a button by its exact word."""
    place.get_by_role("button", name=name, exact=True).last.click()
    settled(page)


def open_tab(page: Page, word: str) -> None:
    """Open a tab of a record."""
    page.get_by_role("tab").filter(has_text=word).click()
    settled(page)


def download(page: Page, name: str, folder: Path) -> Path:
    """Press a download button and return the file that came."""
    with page.expect_download() as coming:
        page.locator(".stMain").get_by_role("button", name=name, exact=True).first.click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    settled(page)
    return path


def open_page(page: Page, address: str) -> None:
    """Open an address and wait until nothing of an earlier page is left."""
    page.goto(address)
    settled(page)
    expect(page.locator(".stMain [data-stale=true]")).to_have_count(0)


def said_under(place: Place, label: str) -> Locator:
    """Return the place just under a field where its form says what is to be mended."""
    block = field(place, label).locator("xpath=ancestor::*[@data-testid='stElementContainer'][1]")
    return block.locator("xpath=following-sibling::*[1]")
