"""What a trial changes for each need, and who may ask."""

from dataclasses import replace

import pytest

from circular.domain.allocation import Scenario
from circular.domain.errors import NotAllowedError
from circular.domain.visitors import Visitor
from circular.queries.allocation import answer, question
from circular.queries.allocation_trials import need_changes, need_titles
from circular.store.connection import Database
from tests.builders.plans import a_territory
from tests.builders.streams import TODAY


def test_the_needs_that_gain_or_lose_are_told(db: Database, staff: Visitor) -> None:
    ids = a_territory(db, staff)
    before = answer(question(db, staff, Scenario(), today=TODAY))
    after = replace(before, open_needs={ids["large_need"]: 10.0})
    titles = {key: (each[0], each[1]) for key, each in need_titles(db, staff).items()}

    assert [
        (each.project_title, each.before, each.after)
        for each in need_changes(before, after, titles)
    ] == [("Compost de quartier", 120, 0), ("Méthaniseur", 0, 10)]
    assert need_changes(before, before, titles) == ()


def test_elected_officials_and_partners_may_not_ask(
    db: Database, elected: Visitor, partner: Visitor
) -> None:
    for visitor in (elected, partner):
        with pytest.raises(NotAllowedError):
            need_titles(db, visitor)
