"""A scenario whose matches have no two sides is refused whole."""

from datetime import date, timedelta

import pytest

from circular.actions.scenario_matches import Known, load_matches
from circular.adapters.scenario_files import read_scenario
from circular.config import ROOT
from circular.domain.errors import DomainError
from circular.domain.tracked_matches import MatchStage
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from tests.builders.streams import TODAY


def day(offset: int) -> date:
    """Return a day of the scenario."""
    return TODAY + timedelta(days=offset)


def test_a_match_without_its_two_sides_is_refused(db: Database, staff: Visitor) -> None:
    scenario = read_scenario(ROOT / "data" / "demo")

    with pytest.raises(DomainError, match="sans ses deux côtés"):
        load_matches(staff, scenario, db=db, day=day, known=Known({}, {}))


def test_the_demonstration_has_a_match_for_each_stage() -> None:
    scenario = read_scenario(ROOT / "data" / "demo")

    kinds = {move.kind.value for match in scenario.match for move in match.moves}
    assert {"try_out", "agree", "start", "amend", "end", "refuse"} <= kinds
    assert any(not match.moves and not match.sent for match in scenario.match)
    assert len(scenario.match) > len(MatchStage)
    assert any(each.then_tonnes for each in scenario.dismissal)
    assert scenario.without_holders().match == ()
