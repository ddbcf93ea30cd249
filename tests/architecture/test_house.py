"""The rules of the house, read in the source itself."""

import ast
import subprocess
from pathlib import Path

import pytest

from circular.config import ROOT
from circular.domain.permissions import PERMISSIONS, Permission, Role
from circular.ui import navigation
from tests.architecture import source

ALL_MODULES = source.modules(source.PACKAGE)
PAGES = source.modules(source.PAGES)
SOURCES = [*ALL_MODULES, *PAGES]
SHARED_PAGES = {"welcome.py", "home.py"}


def named(path: Path) -> str:
    """Return a path as the tests' reports show it."""
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("layer", source.LAYERS_WITH_MIRRORS)
def test_every_module_has_its_mirror(layer: str) -> None:
    folder = source.PACKAGE / layer
    missing = [
        named(module)
        for module in source.modules(folder)
        if not (
            ROOT / "tests" / layer / module.relative_to(folder).parent / f"test_{module.name}"
        ).exists()
    ]

    assert missing == []


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    limit = 150 if path.parent == source.PAGES else 400

    assert len(path.read_text(encoding="utf-8").splitlines()) <= limit


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_functions_are_short(path: Path) -> None:
    long = [
        f"{node.name} ({source.length(node)})"
        for node in source.functions(path)
        if source.length(node) > 40
    ]

    assert long == []


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_every_page_opens_with_its_guard(path: Path) -> None:
    statements = [
        node
        for node in source.tree(path).body[1:]
        if not isinstance(node, ast.Import | ast.ImportFrom)
    ]
    opening = ast.unparse(statements[0])

    if path.name == "welcome.py":
        assert opening == "may_choose = gate.may_choose_a_role()"
    else:
        assert opening.startswith("visitor = gate.enter(Permission.")


@pytest.mark.parametrize("entry", navigation.entries(), ids=lambda entry: entry.file)
def test_the_guard_of_a_page_is_the_permission_of_its_menu_line(entry: navigation.Entry) -> None:
    text = (source.PAGES / entry.file).read_text(encoding="utf-8")

    assert f"gate.enter(Permission.{entry.permission.name})" in text


def test_the_menu_and_the_folder_list_the_same_pages() -> None:
    listed = {entry.file for entry in navigation.entries()} | SHARED_PAGES

    assert listed == {path.name for path in PAGES}


def test_every_role_starts_on_a_page_that_it_may_open() -> None:
    permission = {entry.file: entry.permission for entry in navigation.entries()}

    for role, home in navigation.HOME.items():
        assert permission[home] in PERMISSIONS[role]


def test_pages_speak_to_the_layers_they_may() -> None:
    forbidden = ("circular.store", "circular.analysis", "sqlite_utils", "plotly")
    wrong = {
        named(path): name
        for path in PAGES
        for name in source.imported(path)
        if name.startswith(forbidden)
    }

    assert wrong == {}


def test_the_launcher_knows_streamlit_and_web_only() -> None:
    launcher = ROOT / "app.py"
    names = {name.split(".")[0] for name in source.imported(launcher)}

    assert names <= {"streamlit", "pathlib", "circular"}
    assert {n for n in source.imported(launcher) if n.startswith("circular.")} <= {"circular.web"}
    assert len(launcher.read_text(encoding="utf-8").splitlines()) < 40


def test_no_module_hides_behind_a_vague_name() -> None:
    vague = {"utils", "helpers", "manager", "service", "common", "misc"}

    assert [named(path) for path in SOURCES if path.stem in vague] == []


def test_every_permission_is_held_by_somebody_and_every_role_holds_some() -> None:
    held = frozenset().union(*PERMISSIONS.values())

    assert held == frozenset(Permission)
    assert all(PERMISSIONS[role] for role in Role)


def test_elected_officials_hold_no_permission_that_shows_people() -> None:
    personal = {Permission.SEE_PEOPLE, Permission.SEE_PIPELINE, Permission.SEE_JOBS}

    assert not personal & PERMISSIONS[Role.ELECTED]


def test_the_main_script_does_not_stand_beside_the_pages() -> None:
    main = source.PACKAGE / "ui" / "main.py"

    assert not (main.parent / "pages").exists()
    assert "ui/main.py" in (ROOT / "app.py").read_text(encoding="utf-8").replace('" / "', "/")


def test_every_domain_class_is_in_the_glossary() -> None:
    glossary = (ROOT / "docs" / "glossaire.md").read_text(encoding="utf-8")
    classes = {
        node.name
        for path in source.modules(source.PACKAGE / "domain")
        for node in source.tree(path).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }

    assert {name for name in classes if f"`{name}`" not in glossary} == set()


def test_no_link_of_a_machine_is_kept_with_the_project() -> None:
    kept = subprocess.run(
        ["git", "ls-files", "--stage"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout

    assert [line for line in kept.splitlines() if line.startswith("120000")] == []
