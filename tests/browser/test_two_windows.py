"""The same record saved from two windows: the second one sees what changed, and loses nothing."""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from circular.domain.permissions import Role
from tests.browser.conftest import Site, visit_as
from tests.browser.driving import field, fill, open_page, open_tab, press

pytestmark = pytest.mark.browser
STALE = "Rien n’a été enregistré"
KNOWINGLY = "enregistrez de nouveau"


def two_windows(chromium: Browser, site: Site) -> tuple[Page, Page]:
    """Open a window of the team and one of an administrator."""
    team = visit_as(chromium, site.address, Role.STAFF, height=1100).new_page()
    other = visit_as(chromium, site.address, Role.ADMINISTRATOR, height=1100).new_page()
    return team, other


def toast(window: Page) -> Locator:
    """Return the short message that says that an act went through."""
    return window.get_by_test_id("stToastText")


def opened(window: Page, title: str) -> Locator:
    """Return what an expander holds."""
    expander = window.get_by_test_id("stExpander").filter(has_text=title)
    return expander.get_by_test_id("stExpanderDetails")


def stored(site: Site, question: str) -> tuple[object, ...]:
    """Return the one row that a question finds in the store."""
    with closing(sqlite3.connect(site.store)) as db:
        row: tuple[object, ...] = db.execute(question).fetchone()
        return row


def test_the_second_saver_of_a_sheet_sees_who_changed_what(chromium: Browser, site: Site) -> None:
    team, other = two_windows(chromium, site)
    for window in (team, other):
        open_page(window, f"{site.address}/projet?id=12")
        open_tab(window, "Fiche")
        press(window, window, "Modifier la fiche")
    summary = "Trier, nettoyer et revendre la pierre de démolition"
    fill(team, team, "Résumé", summary)
    press(team, team, "Enregistrer la fiche")
    expect(toast(team)).to_have_text("Fiche enregistrée.")

    fill(other, other, "Emplois prévus", "4,5")
    fill(other, other, "Local recherché", "Une cour de 300 m²")
    press(other, other, "Enregistrer la fiche")
    main = other.locator(".stMain")
    expect(main).to_contain_text("Camille Darrieu a modifié cette fiche à")
    expect(main).to_contain_text(STALE)
    expect(main).to_contain_text(f"Résumé\u00a0: «\u00a0{summary}\u00a0» est enregistré")
    expect(main).to_contain_text(KNOWINGLY)
    expect(field(other, "Emplois prévus")).to_have_value("4,5")
    expect(field(other, "Local recherché")).to_have_value("Une cour de 300 m²")
    asked = "SELECT summary, jobs_planned FROM project WHERE id = 12"
    assert stored(site, asked) == (summary, 2.0)

    both = f"{summary}, avec une cour"
    fill(other, other, "Résumé", both)
    press(other, other, "Enregistrer la fiche")
    expect(toast(other)).to_have_text("Fiche enregistrée.")
    assert stored(site, asked) == (both, 4.5)


def test_the_second_saver_of_an_agreement_sees_who_changed_what(
    chromium: Browser, site: Site
) -> None:
    team, other = two_windows(chromium, site)
    for window in (team, other):
        open_page(window, f"{site.address}/convention?id=8")
        press(window, window, "Plus")
        window.get_by_role("menuitem", name="Modifier").click()
        expect(window.get_by_role("dialog")).to_be_visible()
    drawer = team.get_by_role("dialog")
    fill(team, drawer, "Objet", "Laver et remettre en rayon des bocaux")
    press(team, drawer, "Enregistrer les modifications")
    expect(toast(team)).to_have_text("Convention modifiée.")

    drawer = other.get_by_role("dialog")
    fill(other, drawer, "Emplois promis", "7,5")
    fill(other, drawer, "Note interne", "Revoir la surface avec la mairie")
    press(other, drawer, "Enregistrer les modifications")
    expect(drawer).to_contain_text("Camille Darrieu a modifié cette fiche à")
    expect(drawer).to_contain_text(STALE)
    expect(drawer).to_contain_text("Laver et remettre en rayon des bocaux")
    expect(drawer).to_contain_text(KNOWINGLY)
    expect(field(drawer, "Emplois promis")).to_have_value("7,5")
    expect(field(drawer, "Note interne")).to_have_value("Revoir la surface avec la mairie")
    asked = "SELECT jobs_committed, note FROM agreement WHERE id = 8"
    assert stored(site, asked) != (7.5, "Revoir la surface avec la mairie")

    press(other, drawer, "Enregistrer les modifications")
    expect(toast(other)).to_have_text("Convention modifiée.")
    assert stored(site, asked) == (7.5, "Revoir la surface avec la mairie")
    kept = "SELECT COUNT(*) FROM journal WHERE entity = 'agreement' AND entity_id = 8"
    assert stored(site, f"{kept} AND act = 'amended'") == (2,)
    other.get_by_text("Toutes les modifications").click()
    replaced = "Laver et remettre en rayon des bocaux"
    expect(opened(other, "Toutes les modifications")).to_contain_text(replaced)
