"""The families of acts: every act that the actions write is in one of them, and in one only."""

import ast
from collections import Counter

from circular.domain.agreements import AgreementMove
from circular.domain.journal import ACTS, ActKind, JournalEntity, JournalFilters, kind_of
from tests.architecture import source

CALLS = {"note", "_note", "sessions.note", "unit.note"}


def test_no_act_is_in_two_families() -> None:
    counted = Counter(act for acts in ACTS.values() for act in acts)

    assert set(ACTS) == set(ActKind)
    assert [act for act, count in counted.items() if count > 1] == []


def test_every_act_written_in_the_actions_has_its_family() -> None:
    known = frozenset().union(*ACTS.values())
    written = {each.value for each in AgreementMove} | _acts_in_the_source()

    assert len(written) > 60
    assert written - known == set()


def test_every_kind_of_record_written_in_the_actions_is_known() -> None:
    known = {entity.value for entity in JournalEntity}
    written: set[str] = set()
    for path in source.modules(source.PACKAGE / "actions"):
        constants = _constants(source.tree(path))
        for call in _calls(source.tree(path), "unit.note"):
            written |= _texts(call.args[0], constants)

    assert len(written) > 10
    assert written - known == set()


def test_an_act_of_another_time_is_a_change() -> None:
    assert kind_of("signed_in") is ActKind.SIGNED_IN
    assert kind_of("jamais vu") is ActKind.CHANGED


def test_words_are_folded_and_few() -> None:
    filters = JournalFilters(text="Élodie  L’Héritier " + "x " * 20)

    assert filters.words[:3] == ("elodie", "l", "heritier")
    assert len(filters.words) == 8


def _acts_in_the_source() -> set[str]:
    """Return the acts written as such: third argument of `unit.note`, or the argument `act`."""
    found: set[str] = set()
    for path in source.modules(source.PACKAGE / "actions"):
        tree = source.tree(path)
        constants = _constants(tree)
        for call in _calls(tree, "unit.note"):
            found |= _texts(call.args[2], constants)
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg == "act":
                found |= _texts(node.value, constants)
    return found


def _calls(tree: ast.Module, name: str) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == name and len(node.args) > 2
    ]


def _constants(tree: ast.Module) -> dict[str, set[str]]:
    """Return the texts that each name of a module is given somewhere."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, set()).update(_texts(node.value, {}))
    return found


def _texts(node: ast.expr, constants: dict[str, set[str]]) -> set[str]:
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) else set()
    if isinstance(node, ast.Name):
        return constants.get(node.id, set())
    if isinstance(node, ast.IfExp):
        return _texts(node.body, constants) | _texts(node.orelse, constants)
    return set()
