"""Signing in with a real identity provider, in a real browser."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from circular.config import settings
from circular.domain.permissions import Role
from circular.store.connection import open_for, write_tx
from tests.browser import conftest
from tests.browser.conftest import free_port, visit_as
from tests.browser.driving import settled
from tests.builders.accounts import EMAIL, PASSWORD, add_account
from tests.conftest import visitor_of
from tests.provider import running as provider
from tests.provider.people import PEOPLE
from tests.provider.running import LABEL, environment

pytestmark = pytest.mark.browser

ADMINISTRATOR = "admin@exemple.fr"
BUTTON = f"Se connecter avec {LABEL}"


@dataclass(frozen=True, slots=True)
class Scene:
    """The product, the provider, and what stops the provider as a breakdown does."""

    address: str
    issuer: str
    stop_provider: Callable[[], None]


@contextmanager
def playing(template: Path, folder: Path) -> Iterator[Scene]:
    """Run the provider and the product, where two people have an account."""
    store, port = folder / "circular.sqlite3", free_port()
    shutil.copyfile(template, store)
    address = f"http://localhost:{port}"
    with pytest.MonkeyPatch.context() as patch, ExitStack() as of_provider:
        patch.setenv("CIRCULAR_DATABASE", str(store))
        settings.cache_clear()
        people(store)
        issuer = of_provider.enter_context(provider.running(address))
        for name, value in environment(issuer, address).items():
            patch.setenv(name, value)
        patch.setattr(conftest, "free_port", lambda: port)
        with conftest.running(store) as opened:
            yield Scene(opened, issuer, of_provider.close)
    settings.cache_clear()


def people(store: Path) -> None:
    """Give an account to an administrator, with a password, and to somebody without."""
    with open_for(store) as db:
        administrator = visitor_of(db, Role.ADMINISTRATOR)
        with write_tx(db):
            db.conn.execute("UPDATE meta SET value = '0' WHERE key = 'demonstration'")
        add_account(db, administrator, email=ADMINISTRATOR, role=Role.ADMINISTRATOR)
        add_account(db, administrator, password=None)


@pytest.fixture(scope="module")
def scene(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """Play one scene for the tests that break nothing."""
    with playing(template, tmp_path_factory.mktemp("scene")) as played:
        yield played


def give(page: Page, who: str) -> None:
    """Type one's name and password at the provider."""
    page.locator("input[name=login]").fill(who)
    page.locator("#loginform button[type=submit]").click()
    page.locator("input[name=password]").fill(PEOPLE[who].password)
    page.locator("#passwordform button[type=submit]").click()


def test_a_person_comes_in_by_the_provider_and_goes_out_of_both(
    chromium: Browser, scene: Scene
) -> None:
    page = visit_as(chromium, scene.address, None).new_page()
    page.goto(f"{scene.address}/projets")
    expect(page).to_have_url(f"{scene.address}/connexion?retour=%2Fprojets")
    assert Axe().run(page).violations_count == 0

    page.get_by_role("link", name=BUTTON).click()
    expect(page.locator("input[name=login]")).to_be_visible()
    assert page.url.startswith(scene.issuer)
    give(page, "claire")

    settled(page)
    expect(page).to_have_url(f"{scene.address}/projets")
    expect(page.get_by_text("Claire Dubreuil")).to_be_visible()
    page.reload()
    settled(page)
    expect(page.get_by_text("Claire Dubreuil")).to_be_visible()

    page.goto(f"{scene.address}/deconnexion")
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_text("Vous êtes déconnecté·e.")).to_be_visible()
    expect(page).to_have_url(f"{scene.address}/connexion?deconnecte")
    page.get_by_role("link", name=BUTTON).click()
    expect(page.locator("input[name=login]")).to_be_visible()


def test_whoever_has_no_account_here_is_told_so_in_one_sentence(
    chromium: Browser, scene: Scene
) -> None:
    page = visit_as(chromium, scene.address, None).new_page()
    page.goto(f"{scene.address}/connexion?retour=/projets")
    page.get_by_role("link", name=BUTTON).click()
    give(page, "paul")

    expect(page.get_by_role("heading", name="Connexion non aboutie")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text(f"La connexion avec {LABEL} n’a pas abouti.")
    assert Axe().run(page).violations_count == 0
    page.get_by_role("link", name="Revenir à la page de connexion").click()
    page.get_by_label("Adresse électronique").fill(ADMINISTRATOR)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    settled(page)
    expect(page).to_have_url(f"{scene.address}/projets")


def test_a_provider_that_breaks_down_leaves_the_password(
    chromium: Browser, template: Path, tmp_path: Path
) -> None:
    with playing(template, tmp_path) as scene:
        break_down(visit_as(chromium, scene.address, None).new_page(), scene)


def break_down(page: Page, scene: Scene) -> None:
    """Meet the breakdown, come in with a password, and go out."""
    page.goto(f"{scene.address}/connexion")
    page.get_by_role("link", name=BUTTON).click()
    expect(page.locator("input[name=login]")).to_be_visible()
    scene.stop_provider()

    page.goto(f"{scene.address}/connexion")
    page.get_by_role("link", name=BUTTON).click()
    expect(page.get_by_role("alert")).to_contain_text(f"{LABEL} ne répond pas pour le moment.")
    page.get_by_role("link", name="Revenir à la page de connexion").click()
    page.get_by_label("Adresse électronique").fill(ADMINISTRATOR)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    settled(page)
    page.goto(f"{scene.address}/deconnexion")
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_text("Vous êtes déconnecté·e.")).to_be_visible()


def test_a_forged_return_changes_nothing_for_whoever_is_signed_in(
    chromium: Browser, scene: Scene
) -> None:
    context = visit_as(chromium, scene.address, None)
    page = context.new_page()
    page.goto(f"{scene.address}/connexion")
    page.get_by_role("link", name=BUTTON).click()
    give(page, "claire")
    settled(page)

    other = context.new_page()
    other.goto(f"{scene.address}/connexion/retour?code=pirate&state={'x' * 43}")
    expect(other.get_by_role("alert")).to_contain_text("n’a pas abouti")

    page.goto(f"{scene.address}/projets")
    settled(page)
    expect(page.get_by_text("Claire Dubreuil")).to_be_visible()
    assert EMAIL not in other.content()
