"""What a trial changes for each need."""

from dataclasses import replace

from circular.domain.allocation import Scenario
from circular.domain.visitors import Visitor
from circular.queries.allocation import answer, question
from circular.queries.allocation_trials import need_changes
from circular.store.connection import Database
from tests.builders.plans import a_territory
from tests.builders.streams import TODAY


def test_the_needs_that_gain_or_lose_are_told(db: Database, staff: Visitor) -> None:
    ids = a_territory(db, staff)
    before = answer(question(db, staff, Scenario(), today=TODAY))
    after = replace(before, open_needs={ids["large_need"]: 10.0})

    assert [
        (each.project_title, each.before, each.after) for each in need_changes(before, after)
    ] == [("Compost de quartier", 120, 0), ("Méthaniseur", 0, 10)]
    assert need_changes(before, before) == ()
