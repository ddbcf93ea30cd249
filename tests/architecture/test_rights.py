"""The whole matrix: every page, action and address, for every role, against `matrix`.

What is refused is refused by a real call, on a real store, before anything else is looked at.
"""

import importlib
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from circular import web
from circular.config import ROOT
from circular.domain.demonstration import ROLE_COOKIE
from circular.domain.errors import NotAllowedError
from circular.domain.permissions import PERMISSIONS, Permission, Role
from circular.domain.visitors import Visitor
from circular.store import meta
from circular.store.connection import Database
from circular.store.rows import value
from circular.ui import gate, navigation
from tests.architecture import matrix, source
from tests.builders.limits import LIBOURNAIS, limited
from tests.builders.territory import a_territory
from tests.conftest import visitor_of
from tests.pages_runner import SECONDS, open_page

ROLES = [pytest.param(role, id=role.value) for role in Role]
PERMISSION_OF = {name: permission for permission, names in matrix.ACTIONS.items() for name in names}


class TouchedError(Exception):
    """An argument was looked at: the right to act had not been asked for, or had been given."""


class Untouchable:
    """An argument that nobody may look at before the right to act has been checked."""

    def __getattribute__(self, name: str) -> NoReturn:
        """Refuse every attribute."""
        raise TouchedError(name)

    def __bool__(self) -> NoReturn:
        """Refuse to be tested."""
        raise TouchedError

    def __iter__(self) -> NoReturn:
        """Refuse to be walked through."""
        raise TouchedError

    def __eq__(self, other: object) -> NoReturn:
        """Refuse to be compared."""
        raise TouchedError

    def __hash__(self) -> NoReturn:
        """Refuse to be looked up."""
        raise TouchedError

    def __format__(self, form: str) -> NoReturn:
        """Refuse to be written."""
        raise TouchedError


def public_functions() -> dict[str, Callable[..., Any]]:
    """Return every public function written in the actions: « module.function »."""
    found: dict[str, Callable[..., Any]] = {}
    for path in source.modules(source.PACKAGE / "actions"):
        module = importlib.import_module(f"circular.actions.{path.stem}")
        for name, each in inspect.getmembers(module, inspect.isfunction):
            if each.__module__ == module.__name__ and not name.startswith("_"):
                found[f"{path.stem}.{name}"] = each
    return found


FUNCTIONS = public_functions()


def test_the_table_of_permissions_is_the_one_written_by_hand() -> None:
    held = {
        permission: frozenset(role for role in Role if permission in PERMISSIONS[role])
        for permission in Permission
    }

    assert held == matrix.HOLDERS


def test_every_page_is_declared() -> None:
    pages = {path.name for path in source.modules(source.PAGES)}

    assert set(matrix.PAGES) | matrix.BEFORE_ANYBODY_IS_KNOWN == pages


def test_every_public_function_of_the_actions_is_declared() -> None:
    assert set(PERMISSION_OF) | set(matrix.WITHOUT_AUTHOR) == set(FUNCTIONS)
    assert not set(PERMISSION_OF) & set(matrix.WITHOUT_AUTHOR)


def test_every_act_of_a_known_person_has_an_author_and_no_other_function_has() -> None:
    with_author = {
        name for name, each in FUNCTIONS.items() if "author" in inspect.signature(each).parameters
    }

    assert with_author - {"work.work"} == set(PERMISSION_OF)


def test_every_address_is_declared() -> None:
    assert {route.path for route in web.ROUTES} == set(matrix.ROUTES)
    assert set(matrix.ROUTES_OF_ROLES) <= set(matrix.ROUTES)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", sorted(PERMISSION_OF))
def test_an_act_is_refused_to_the_roles_without_its_permission_and_to_no_other(
    db: Database, name: str, role: Role
) -> None:
    visitor = visitor_of(db, role)
    before = state(db)

    may = role in matrix.HOLDERS[PERMISSION_OF[name]]

    assert is_refused(db, visitor, FUNCTIONS[name]) is not may
    if not may:
        assert state(db) == before, "a refusal leaves nothing behind"


def is_refused(db: Database, visitor: Visitor, act: Callable[..., Any]) -> bool:
    """Say whether an act is refused for lack of right; whatever else happens is not a refusal.

    Raises TouchedError when a refused act has looked at its arguments first.
    """
    positional, named = arguments(act, db, visitor)
    try:
        act(*positional, **named)
    except NotAllowedError as refusal:
        return "Votre rôle" in refusal.sentence
    except Exception:
        if not visitor.may(PERMISSION_OF[f"{act.__module__.rpartition('.')[2]}.{act.__name__}"]):
            raise
    return False


def arguments(
    act: Callable[..., Any], db: Database, visitor: Visitor
) -> tuple[list[Any], dict[str, Any]]:
    """Return the database, the author, and untouchable values for all that is demanded besides."""
    known = {"db": db, "author": visitor}
    positional, named = [], {}
    for name, parameter in inspect.signature(act).parameters.items():
        each = known.get(name, Untouchable())
        if parameter.kind is parameter.KEYWORD_ONLY:
            if parameter.default is parameter.empty:
                named[name] = each
        elif parameter.default is parameter.empty:
            positional.append(each)
    return positional, named


def state(db: Database) -> tuple[int, int]:
    """Return what any act raises: the version of the data, and the lines of the journal."""
    return meta.data_version(db), int(value(db, "SELECT COUNT(*) FROM journal"))


def cookies_of(monkeypatch: pytest.MonkeyPatch, role: Role | None) -> None:
    """Put the browser in a role, or in none."""
    cookies = {} if role is None else {ROLE_COOKIE: role.value}
    monkeypatch.setattr(gate, "request_cookies", lambda: cookies)
    monkeypatch.setattr(gate, "request_headers", lambda: {"Host": "localhost:8501"})


REFUSED = [
    pytest.param(file, role, id=f"{file}-{role.value if role else 'nobody'}")
    for file, roles in sorted(matrix.PAGES.items())
    for role in (None, *Role)
    if role not in roles
]
OPEN = [
    pytest.param(file, role, id=f"{file}-{role.value}")
    for file, roles in sorted(matrix.PAGES.items())
    for role in Role
    if role in roles and file != "home.py"
]


@pytest.mark.usefixtures("store_path")
@pytest.mark.parametrize(("file", "role"), REFUSED)
def test_a_page_run_by_itself_stops_at_its_guard(
    monkeypatch: pytest.MonkeyPatch, file: str, role: Role | None
) -> None:
    cookies_of(monkeypatch, role)

    app = AppTest.from_file(str(ROOT / "pages" / file), default_timeout=SECONDS).run()

    assert [type(each).__name__ for each in app.main.children.values()] == ["Info"]
    assert app.info[0].icon == ":material/lock:"


@pytest.mark.usefixtures("store_path")
@pytest.mark.parametrize(("file", "role"), OPEN)
def test_a_page_opens_for_its_roles(monkeypatch: pytest.MonkeyPatch, file: str, role: Role) -> None:
    app = open_page(monkeypatch, role, file)

    assert not app.exception
    assert not any(each.icon == ":material/lock:" for each in app.info)
    assert app.main.children


@pytest.mark.parametrize("file", sorted(matrix.PAGES))
def test_a_limited_territory_gives_no_page_and_takes_none_away(
    db: Database, monkeypatch: pytest.MonkeyPatch, administrator: Visitor, file: str
) -> None:
    a_territory(db, administrator)
    limited(db, LIBOURNAIS)
    cookies_of(monkeypatch, Role.ELECTED)

    if Role.ELECTED in matrix.PAGES[file]:
        app = open_page(monkeypatch, Role.ELECTED, file)
        assert not app.exception
        assert not any(each.icon == ":material/lock:" for each in app.info)
    else:
        app = AppTest.from_file(str(ROOT / "pages" / file), default_timeout=SECONDS).run()
        assert [each.icon for each in app.info] == [":material/lock:"]
        assert len(app.main.children) == 1


def test_the_menu_offers_a_role_the_pages_of_the_matrix() -> None:
    offered = {entry.file: entry.permission for entry in navigation.entries()}

    for file, permission in offered.items():
        assert matrix.HOLDERS[permission] == matrix.PAGES[file], file


@pytest.fixture
def client(store_path: Path) -> Iterator[TestClient]:
    """Return a browser in front of the launcher's own routes."""
    del store_path
    app = Starlette(routes=web.ROUTES, middleware=web.MIDDLEWARE)
    with TestClient(app, base_url="http://localhost:8501", follow_redirects=False) as opened:
        yield opened


@pytest.mark.parametrize("role", [pytest.param(None, id="nobody"), *ROLES])
@pytest.mark.parametrize("path", sorted(matrix.ROUTES))
def test_an_address_answers_each_role_as_declared(
    client: TestClient, path: str, role: Role | None
) -> None:
    if role is not None:
        client.cookies.set(ROLE_COOKIE, role.value)
    address = path.format(role="staff", token="x" * 43, number=1)
    special = matrix.ROUTES_OF_ROLES.get(path, {})
    expected = matrix.ROUTES[path] if role is None else special.get(role, matrix.ROUTES[path])

    answers = client.get(address).status_code, client.post(address, data={}).status_code

    assert answers == expected


def test_the_cases_are_many_and_counted(record_property: Callable[[str, object], None]) -> None:
    counted = {
        "acts": len(PERMISSION_OF) * len(Role),
        "pages": len(REFUSED) + len(OPEN) + len(matrix.PAGES),
        "addresses": len(matrix.ROUTES) * (len(Role) + 1) * 2,
        "exports": len(matrix.EXPORTS) * len(Role),
    }
    for kind, count in counted.items():
        record_property(kind, count)

    assert sum(counted.values()) > 700
