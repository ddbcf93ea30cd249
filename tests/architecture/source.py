"""Reading the project's own source for the tests of the house."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from circular.config import ROOT

PACKAGE = ROOT / "src" / "circular"
PAGES = ROOT / "pages"
LAYERS_WITH_MIRRORS = (
    "domain",
    "analysis",
    "store",
    "adapters",
    "actions",
    "queries",
    "charts",
    "exports",
)


def modules(folder: Path) -> list[Path]:
    """Return the modules below a folder, packages' `__init__` left out."""
    return sorted(path for path in folder.rglob("*.py") if path.name != "__init__.py")


@cache
def tree(path: Path) -> ast.Module:
    """Return the parsed source of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function of a file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the number of lines of a function without its docstring and decorators."""
    first = node.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    doc = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (node.end_lineno or 0) - node.lineno + 1 - doc


def imported(path: Path) -> set[str]:
    """Return the names of the modules that a file imports."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found
