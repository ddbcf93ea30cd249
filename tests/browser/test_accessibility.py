"""What axe-core, a keyboard and a reader of French find on every page, in light and in dark."""

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from circular.domain.permissions import Role
from circular.ui.navigation import entries
from tests.browser.conftest import Site, visit_as
from tests.browser.driving import open_page, open_tab, press, settled
from tests.browser.screens import addresses

pytestmark = pytest.mark.browser


@dataclass(frozen=True, slots=True)
class Known:
    """A rule that the markup of Streamlit breaks by itself: where, and why it cannot be mended."""

    rule: str
    selector: str
    reason: str


KNOWN = (
    Known(
        "list",
        "[data-testid=stSidebarNavItems]",
        "Streamlit puts a <header> and a <div> by section between the <ul> and the <li> of its "
        "menu; the links themselves are read, in order, with their names.",
    ),
    Known(
        "listitem",
        "[data-testid=stSidebarNavItems] li",
        "The same markup, seen from the <li>.",
    ),
)
ENGLISH = re.compile(
    r"\b(Add|No results|No options|Press Enter|Running|Select all|Open|Close|Choose options|"
    r"Choose an option|Loading|Search|Clear|Dismiss|Previous|Next|Page not found|Browse files|"
    r"Upload|Download|Show|Hide|Please|Error|Warning|Required|Main menu|Sidebar|Remove)\b"
)
AXE_RUN = "options => axe.run(document, options).then(results => results.violations)"
SPOKEN = """() => {
    const heard = [document.title, document.body.innerText];
    for (const name of ["aria-label", "title", "placeholder", "alt"])
        for (const one of document.body.querySelectorAll(`[${name}]`))
            if (one.checkVisibility()) heard.push(one.getAttribute(name));
    return heard;
}"""
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


def faults(page: Page) -> list[str]:
    """Return the serious and critical faults of axe-core that are not known, light then dark."""
    found = found_by_axe(page, {})
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(400)
    found += found_by_axe(page, {"runOnly": ["color-contrast"]})
    page.emulate_media(color_scheme="light")
    return found


def found_by_axe(page: Page, options: dict[str, Any]) -> list[str]:
    """Return what axe-core finds on the page as it is."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    asked = {"resultTypes": ["violations"], **options}
    violations: list[dict[str, Any]] = page.evaluate(AXE_RUN, asked)
    return [
        f"{fault['id']} {node['target']} {node['html'][:160]}"
        for fault in violations
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"]
        if not is_known(page, fault["id"], node["target"])
    ]


def is_known(page: Page, rule: str, target: list[str]) -> bool:
    """Tell whether a fault is one of those declared above, at the very place declared."""
    matches = "([target, selector]) => document.querySelector(target)?.matches(selector) ?? false"
    return any(
        known.rule == rule and page.evaluate(matches, [target[-1], known.selector])
        for known in KNOWN
    )


def english(page: Page) -> list[str]:
    """Return what a person sees or hears that holds an English word."""
    heard: list[str] = page.evaluate(SPOKEN)
    return [
        text[max(0, match.start() - 30) : match.end() + 30]
        for text in heard
        for match in ENGLISH.finditer(text)
    ]


@pytest.mark.parametrize("role", [Role.STAFF, Role.ELECTED])
def test_every_page_can_be_seen_heard_and_read_in_french(
    chromium: Browser, site: Site, role: Role
) -> None:
    page = visit_as(chromium, site.address, role).new_page()
    titles = {entry.address: entry.title for entry in entries()}
    wrong: list[str] = []
    for address in addresses(role):
        open_page(page, f"{site.address}/{address}")
        expect(page).to_have_title(f"{titles[address.split('?')[0]]} – Circular")
        assert page.locator("html").get_attribute("lang") == "fr"
        wrong += [f"{address}: {each}" for each in (*faults(page), *english(page))]
    assert wrong == [], "\n".join(wrong)


def test_every_tab_and_drawer_of_a_project_can_be_seen_and_heard(
    chromium: Browser, site: Site
) -> None:
    page = visit_as(chromium, site.address, Role.STAFF, height=1100).new_page()
    open_page(page, f"{site.address}/projet?id=5")
    wrong: list[str] = []
    for word in [tab.split("\u00a0·")[0] for tab in page.get_by_role("tab").all_inner_texts()]:
        open_tab(page, word)
        wrong += [f"{word}: {each}" for each in (*faults(page), *english(page))]
    for name in ("Noter un échange", "Noter un contact", "Prévoir une autre action"):
        press(page, page, name)
        expect(page.get_by_role("dialog")).to_be_visible()
        page.wait_for_timeout(400)
        wrong += [f"{name}: {each}" for each in (*faults(page), *english(page))]
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
