"""The demonstration is loaded by the actions themselves, whole or not at all."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from circular.actions.scenario import load_scenario
from circular.adapters.scenario_files import read_scenario
from circular.cli import prepare
from circular.config import ROOT
from circular.domain.errors import DomainError
from circular.domain.scenario import Scenario
from circular.store import meta
from circular.store.connection import Database, open_for

TODAY = date(2026, 11, 22)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Database]:
    """Return a database with its reference data and nothing else."""
    path = tmp_path / "empty.sqlite3"
    prepare(path)
    with open_for(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """Return the product's own demonstration."""
    return read_scenario(ROOT / "data" / "demo")


def count(db: Database, sql: str) -> int:
    """Return the one number that a question gives."""
    return int(db.conn.execute(sql).fetchone()[0])


def test_the_whole_demonstration_stands_on_its_territory(
    empty: Database, scenario: Scenario
) -> None:
    load_scenario(empty, scenario, today=TODAY)

    assert meta.is_demonstration(empty)
    assert count(empty, "SELECT count(*) FROM territory_commune") == 109
    assert count(empty, "SELECT count(*) FROM project") == 30
    assert count(empty, "SELECT count(*) FROM agreement WHERE state = 'signed'") == 3
    assert count(empty, "SELECT count(*) FROM agreement WHERE state <> 'signed'") == 8
    assert count(empty, "SELECT count(DISTINCT stage) FROM project WHERE exit_kind IS NULL") == 5
    assert count(empty, "SELECT count(DISTINCT exit_kind) FROM project") == 4
    assert count(empty, "SELECT count(*) FROM holder WHERE is_fictitious = 0") == 0
    assert count(empty, "SELECT count(*) FROM project WHERE is_fictitious = 0") == 0
    partners = "SELECT count(*) FROM organisation WHERE partner_role IS NOT NULL"
    assert count(empty, f"{partners} AND is_fictitious = 0") == 9


def test_the_empty_demonstration_has_the_territory_and_no_holder(
    empty: Database, scenario: Scenario
) -> None:
    load_scenario(empty, scenario.without_holders(), today=TODAY)

    assert count(empty, "SELECT count(*) FROM holder") == 0
    assert count(empty, "SELECT count(*) FROM project") == 0
    assert count(empty, "SELECT count(*) FROM territory_commune") == 109
    assert count(empty, "SELECT count(*) FROM target") == 5


def test_a_database_that_holds_something_is_left_alone(empty: Database, scenario: Scenario) -> None:
    load_scenario(empty, scenario.without_holders(), today=TODAY)

    with pytest.raises(DomainError, match="n’est pas vide"):
        load_scenario(empty, scenario, today=TODAY)
    assert count(empty, "SELECT count(*) FROM project") == 0


def test_a_scenario_that_breaks_a_rule_leaves_nothing_behind(
    empty: Database, scenario: Scenario
) -> None:
    broken = scenario.project[0].model_copy(update={"siret": None})
    wrong = scenario.model_copy(update={"project": (broken,)})

    with pytest.raises(DomainError):
        load_scenario(empty, wrong, today=TODAY)
    assert count(empty, "SELECT count(*) FROM account") == 0
    assert not meta.is_demonstration(empty)
