"""From a fresh installation to a team at work: what a person does, in a real browser."""

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pyotp import TOTP

from circular.config import ROOT
from circular.domain.sessions import COOKIE
from tests.browser.conftest import running, visit_as

pytestmark = pytest.mark.browser

PASSWORD = "tournesol vélo marmite 47"
OTHER = "quatre mots tout à fait neufs"


def settled(page: Page) -> None:
    """Wait until the page's script has run to its end."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


def prepare(store: Path) -> str:
    """Run `circular init` and return the path that it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "circular.cli", "init"],
        cwd=ROOT,
        env={"CIRCULAR_DATABASE": str(store), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    found = re.search(r"/premiere-connexion/\S+", done.stdout)
    assert found, done.stdout
    return found[0]


def sign_in(page: Page, email: str, password: str) -> None:
    """Fill in the sign-in form."""
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_label("Mot de passe").fill(password)
    page.get_by_role("button", name="Se connecter").click()


def check_accessible(page: Page) -> None:
    """Assert that axe-core finds nothing in one of our own documents."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def become_administrator(page: Page, address: str, link: str) -> None:
    """Go from a fresh address to the first steps, and choose the territory."""
    page.goto(address)
    expect(page.get_by_text("attend son premier administrateur")).to_be_visible()
    page.goto(f"{address}{link}")
    check_accessible(page)
    page.get_by_label("Vos nom et prénom").fill("Ada Martin")
    page.get_by_label("Votre adresse électronique").fill("ada@exemple.fr")
    page.get_by_label("Mot de passe", exact=True).fill("azertyuiop123")
    page.get_by_label("Le même, une seconde fois").fill("azertyuiop123")
    page.get_by_role("button", name="Créer mon compte").click()
    expect(page.get_by_text("listes de mots de passe courants")).to_be_visible()
    check_accessible(page)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_label("Le même, une seconde fois").fill(PASSWORD)
    page.get_by_role("button", name="Créer mon compte").click()
    expect(page.get_by_role("heading", name="Premiers pas")).to_be_visible()
    page.get_by_label("Chercher une intercommunalité").fill("libournais")
    page.get_by_role("button", name="Ajouter").first.click()
    expect(page.get_by_text("CA du Libournais, 45 communes")).to_be_visible()


def invite(page: Page, address: str) -> str:
    """Demand a second factor of the team, invite somebody into it and return the link."""
    page.goto(f"{address}/comptes")
    page.get_by_role("tab", name="Règles").click()
    page.get_by_label("Rôles qui doivent avoir un second facteur").click()
    page.get_by_role("option", name="Équipe").click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Enregistrer les règles").click()
    expect(page.get_by_text("Règles enregistrées.")).to_be_visible()
    page.get_by_role("tab", name="Inviter quelqu’un").click()
    page.get_by_label("Nom et prénom").fill("Paul Marsan")
    page.get_by_label("Adresse électronique").fill("paul@exemple.fr")
    page.get_by_role("combobox", name=re.compile("Rôle")).last.click()
    page.get_by_role("option", name="Équipe").click()
    page.get_by_role("button", name="Créer le compte et son lien").click()
    link = page.get_by_test_id("stCode")
    expect(link).to_contain_text("/invitation/")
    return link.inner_text().strip()


def enrol(page: Page, link: str) -> str:
    """Choose a password by a link, set up the second factor, and return its secret."""
    page.goto(link)
    page.get_by_label("Mot de passe", exact=True).fill(OTHER)
    page.get_by_label("Le même, une seconde fois").fill(OTHER)
    page.get_by_role("button", name="Enregistrer et entrer").click()
    expect(page.get_by_alt_text("Code QR du second facteur")).to_be_visible()
    check_accessible(page)
    page.get_by_text("Taper la clé à la main").click()
    secret = page.locator(".secret").inner_text()
    page.get_by_label("Code à six chiffres").fill(TOTP(secret).now())
    page.get_by_role("button", name="Mettre en place").click()
    expect(page.locator(".codes li")).to_have_count(10)
    check_accessible(page)
    page.get_by_role("link", name="C’est noté, continuer").click()
    expect(page.get_by_role("link", name="Ma journée")).to_be_visible()
    return secret


def test_a_team_comes_in_stays_in_and_is_put_out(chromium: Browser, tmp_path: Path) -> None:
    store = tmp_path / "real.sqlite3"
    link = prepare(store)
    with running(store) as address:
        first = visit_as(chromium, address, None)
        administrator = first.new_page()
        become_administrator(administrator, address, link)
        administrator.goto(f"{address}{link}")
        expect(administrator.get_by_text("Ce lien a déjà servi")).to_be_visible()
        invitation = invite(administrator, address)

        second = visit_as(chromium, address, None)
        staff = second.new_page()
        secret = enrol(staff, invitation)
        staff.goto(invitation)
        expect(staff.get_by_text("Ce lien a déjà servi")).to_be_visible()

        staff.goto(f"{address}/comptes")
        settled(staff)
        expect(staff.get_by_role("heading", name="Comptes")).to_have_count(0)
        staff.goto(f"{address}/projets")
        staff.reload()
        expect(staff.get_by_role("heading", name="Projets", exact=True)).to_be_visible()
        cookie = next(each for each in second.cookies() if each["name"] == COOKIE)
        assert cookie["httpOnly"]
        assert cookie["sameSite"] == "Lax"

        # Signing out, then in again: the address asked for is where one arrives.
        staff.get_by_role("button", name="Se déconnecter").click()
        expect(staff.get_by_text("Vous êtes déconnecté·e")).to_be_visible()
        staff.goto(f"{address}/gisements")
        check_accessible(staff)
        sign_in(staff, "paul@exemple.fr", "ce n’est pas lui")
        expect(staff.get_by_text("ne convient pas")).to_be_visible()
        sign_in(staff, "paul@exemple.fr", OTHER)
        staff.get_by_label("Code à six chiffres").fill(TOTP(secret).at(time.time() + 30))
        staff.get_by_role("button", name="Continuer").click()
        expect(staff.get_by_role("heading", name="Gisements", exact=True)).to_be_visible()

    with running(store) as restarted:
        moved = [{**each, "domain": "localhost"} for each in second.cookies()]
        back = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="fr-FR")
        back.add_cookies(moved)  # type: ignore[arg-type]
        one, two = back.new_page(), back.new_page()
        for page in (one, two):
            page.goto(f"{restarted}/projets")
            expect(page.get_by_role("heading", name="Projets", exact=True)).to_be_visible()

        one.get_by_role("link", name="Mon compte").click()
        one.get_by_role("button", name="Me déconnecter partout").click()
        expect(one.get_by_role("heading", name="Bienvenue dans Circular")).to_be_visible()
        expect(one.get_by_role("link", name="Se connecter")).to_be_visible()

        # The other tab, left open, is out at its next move, and may sign out all the same.
        two.get_by_role("button", name="Se déconnecter").click()
        expect(two.get_by_role("heading", name="Se connecter")).to_be_visible()
        two.goto(f"{restarted}/projets")
        expect(two.get_by_role("heading", name="Se connecter")).to_be_visible()


def test_the_sign_in_fits_any_screen(chromium: Browser, tmp_path: Path) -> None:
    store = tmp_path / "real.sqlite3"
    link = prepare(store)
    with running(store) as address:
        page = visit_as(chromium, address, None).new_page()
        for path in ("/connexion", link, "/mot-de-passe-oublie", "/deconnexion", "/invitation/x"):
            page.goto(f"{address}{path}")
            for width in (1280, 390, 320):
                page.set_viewport_size({"width": width, "height": 844})
                assert page.evaluate("document.documentElement.scrollWidth") <= width, path
                check_accessible(page)
