"""Every page, for every role, on an empty store and on the demonstration: it renders or refuses."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from circular.config import settings
from circular.domain.permissions import PERMISSIONS, Role
from circular.ui import navigation
from tests.pages_runner import open_page

ENTRIES = [entry for entry in navigation.entries() if not entry.hidden]
_homes: dict[Role, list[str]] = {}
RECORDS = [entry for entry in navigation.entries() if entry.hidden]


@pytest.fixture(scope="module", params=["empty", "full"])
def territory(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the demonstration's database, without holders or whole."""
    path = tmp_path_factory.mktemp("territory") / "copy.sqlite3"
    shutil.copyfile(request.getfixturevalue(f"{request.param}_demonstration"), path)
    return path


@pytest.fixture
def on_territory(territory: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Point the product at that copy: pages are only looked at, so that all may share it."""
    monkeypatch.setenv("CIRCULAR_DATABASE", str(territory))
    settings.cache_clear()
    yield territory
    settings.cache_clear()


def titles(app: AppTest) -> list[str]:
    """Return what stands as the page's title."""
    return [title.value for title in app.title]


def home(monkeypatch: pytest.MonkeyPatch, role: Role) -> list[str]:
    """Return the title of the screen on which a role starts: where a refused page leads."""
    if role not in _homes:
        _homes[role] = titles(open_page(monkeypatch, role, navigation.HOME[role]))
    return _homes[role]


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.file)
def test_a_page_of_the_menu_renders_for_whom_it_is_open(
    on_territory: Path, monkeypatch: pytest.MonkeyPatch, entry: navigation.Entry, role: Role
) -> None:
    if entry.permission not in PERMISSIONS[role]:
        assert titles(open_page(monkeypatch, role, entry.file)) == home(monkeypatch, role)
        return
    app = open_page(monkeypatch, role, entry.file)

    assert not app.exception
    assert app.title, "a page says what it is"


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
@pytest.mark.parametrize("entry", RECORDS, ids=lambda entry: entry.file)
@pytest.mark.parametrize(
    ("territory", "record"),
    [("full", "1"), ("empty", "999999"), ("empty", "9" * 40), ("empty", "²"), ("empty", "")],
    ids=["known", "unknown", "huge", "odd", "none"],
    indirect=["territory"],
)
def test_a_record_page_renders_whatever_its_address_says(
    on_territory: Path,
    monkeypatch: pytest.MonkeyPatch,
    entry: navigation.Entry,
    role: Role,
    record: str,
) -> None:
    if entry.permission not in PERMISSIONS[role]:
        refused = open_page(monkeypatch, role, entry.file, id=record)
        assert titles(refused) == home(monkeypatch, role)
        return
    app = open_page(monkeypatch, role, entry.file, id=record)

    assert not app.exception
    assert app.main.children, "a page is never blank"


@pytest.mark.parametrize("entry", navigation.entries(), ids=lambda entry: entry.file)
def test_nobody_opens_a_page_without_saying_who_they_are(
    store_path: Path, monkeypatch: pytest.MonkeyPatch, entry: navigation.Entry
) -> None:
    assert titles(open_page(monkeypatch, None, entry.file)) == ["Bienvenue dans Circular"]
