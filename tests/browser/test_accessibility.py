"""The drawers and tabs of a project, a list that opens, and the keyboard alone."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from circular.domain.permissions import Role
from tests.browser.conftest import Site, visit_as
from tests.browser.driving import open_page, open_tab, press, settled
from tests.browser.examining import STICKS_OUT, english, faults, sticking_out

pytestmark = pytest.mark.browser

NAME_OF_FOCUS = """() => {
    const one = document.activeElement;
    const labels = (one.getAttribute("aria-labelledby") ?? "").split(" ").filter(Boolean);
    return [one.ariaLabel, one.innerText, ...[...(one.labels ?? [])].map(each => each.innerText),
        ...labels.map(id => document.getElementById(id)?.innerText)].filter(Boolean).join(" | ");
}"""
FOCUS_SHOWS = """(ring) => {
    const one = document.activeElement;
    const isField = ["INPUT", "TEXTAREA"].includes(one.tagName);
    return [one, one.parentElement, one.parentElement?.parentElement].filter(Boolean).some(each => {
        const style = getComputedStyle(each);
        return style.boxShadow !== "none" ||
            (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1) ||
            (isField && style.borderTopColor === ring);
    });
}"""
"""A button in focus has a ring; a field takes the colour of acts for its border."""
RING = "rgb(14, 103, 83)"


def test_every_tab_and_drawer_of_a_project_can_be_seen_and_heard(
    chromium: Browser, site: Site, tmp_path: Path
) -> None:
    page = visit_as(chromium, site.address, Role.STAFF).new_page()
    open_page(page, f"{site.address}/projet?id=5")
    words = [tab.split("\u00a0·")[0] for tab in page.get_by_role("tab").all_inner_texts()]
    assert len(words) == 11
    wrong: list[str] = []
    for word in words:
        open_tab(page, word)
        wrong += [f"{word}: {each}" for each in (*faults(page), *english(page))]
        wrong += sticking_out(page, word, tmp_path)
    for name in ("Noter un échange", "Noter un contact", "Prévoir une autre action"):
        press(page, page, name)
        expect(page.get_by_role("dialog")).to_be_visible()
        page.wait_for_timeout(400)
        wrong += [f"{name}: {each}" for each in (*faults(page), *english(page))]
        wrong += sticking_out(page, name, tmp_path)
        page.keyboard.press("Escape")
        settled(page)
    assert wrong == [], "\n".join(wrong)


def test_a_list_that_opens_speaks_french(chromium: Browser, site: Site) -> None:
    page = visit_as(chromium, site.address, Role.STAFF, height=1100).new_page()
    open_page(page, f"{site.address}/projet?id=5")
    open_tab(page, "Fiche")
    press(page, page, "Modifier la fiche")
    for label in ("Piliers", "Commune", "Suivi par"):
        page.get_by_role("combobox", name=re.compile(rf"^{label}")).first.click()
        page.keyboard.type("zzzz")
        page.wait_for_timeout(700)
        assert english(page) == []
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")
        settled(page)


def test_a_contact_is_noted_with_the_keyboard_alone(chromium: Browser, site: Site) -> None:
    page = visit_as(chromium, site.address, Role.STAFF, height=1100).new_page()
    open_page(page, f"{site.address}/ma-journee")
    reach(page, "Noter un contact")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    settled(page)
    reach(page, "Qui est-ce")
    page.keyboard.type("Colette Sabourin")
    reach(page, "Comment le joindre")
    page.keyboard.type("06 39 98 20 01")
    reach(page, "Commune")
    page.keyboard.type("Coutras")
    page.get_by_role("option", name=re.compile("^Coutras")).first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    settled(page)
    reach(page, "Appel ou courriel")
    page.keyboard.press("Space")
    settled(page)
    reach(page, "L’idée en une phrase")
    page.keyboard.type("Rempailler des chaises")
    reach(page, "Enregistrer le contact")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stToastText")).to_contain_text("Contact enregistré.")

    with closing(sqlite3.connect(site.store)) as db:
        found = db.execute(
            "SELECT p.title, p.commune_code, p.origin FROM project p"
            " WHERE p.title = 'Rempailler des chaises'"
        ).fetchall()
    assert len(found) == 1
    assert found[0][1] == "33138"
    assert found[0][2] is not None


def reach(page: Page, name: str) -> None:
    """Press Tab until the focus is on what bears this name, and see that the focus shows."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if name in page.evaluate(NAME_OF_FOCUS):
            page.wait_for_function(FOCUS_SHOWS, arg=RING, timeout=2_000)
            return
    raise AssertionError(f"the keyboard does not reach {name}")


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
