"""What axe-core, a reader of French and a ruler find wrong on a page as it stands."""

import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TooLate


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
BROKEN_POLICY = ("Content Security Policy", "Permissions-Policy")
"""What Chromium writes in its console when a page asks for what our headers forbid."""
SIZES = ((1280, 800), (390, 844))
TABLET = (820, 1180)
HIGHEST = {"tableau": 1.5}
"""The screens that a page may take on a tablet held upright, by address."""
SCREENS = "() => document.querySelector('[data-testid=stMain]').scrollHeight / innerHeight"
HOLDS = f"most => ({SCREENS})() <= most"
STICKS_OUT = """() => [document.scrollingElement, ...document.querySelectorAll(
    "[data-testid=stMain], [role=dialog], " +
    "[data-testid=stSidebar][aria-expanded=true] [data-testid=stSidebarContent]")]
    .filter(one => one.scrollWidth > one.clientWidth + 1)
    .map(one => `${one.dataset.testid ?? one.tagName}: ${one.scrollWidth} > ${one.clientWidth}`)"""
"""Streamlit scrolls inside its own frame: the document alone would never stick out."""


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


def sticking_out(page: Page, name: str, pictures: Path) -> list[str]:
    """Return what is wider than its frame, on a laptop then on a telephone; picture the faults."""
    found: list[str] = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(300)
        if wider := page.evaluate(STICKS_OUT):
            page.screenshot(path=pictures / f"{name}-{width}.png")
        found += [f"{name}, {width}: {each}" for each in wider]
    page.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})
    return found


def too_high(page: Page, name: str) -> list[str]:
    """Return what takes more screens than promised on a tablet held upright."""
    if name not in HIGHEST:
        return []
    width, height = TABLET
    page.set_viewport_size({"width": width, "height": height})
    with suppress(TooLate):
        page.wait_for_function(HOLDS, arg=HIGHEST[name])
    taken: float = page.evaluate(SCREENS)
    page.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})
    return [f"{name}: {taken:.2f} screens of a tablet"] if taken > HIGHEST[name] else []
