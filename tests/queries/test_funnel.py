"""Questions about the way projects go."""

from datetime import date

from circular.domain.indicators import Perimeter
from circular.domain.stages import ExitKind, Stage
from circular.domain.visitors import Visitor
from circular.queries.funnel import funnel, projects_followed
from circular.store.connection import Database
from tests.builders.agreements import a_project
from tests.builders.projects import in_support, left

NOW = Perimeter(date(2026, 11, 22))


def test_every_stage_is_there_even_when_nobody_stands_in_it(db: Database) -> None:
    found = funnel(db, NOW)

    assert [each.stage for each in found.stages] == list(Stage)
    assert found.projects == 0
    assert found.slowest is None
    assert found.exits == ()
    assert all(each.median_days is None for each in found.stages)


def test_the_slowest_stage_is_the_one_where_people_stay_longest(
    db: Database, staff: Visitor
) -> None:
    for name in ("Naïma Terrasson", "Léo Fictif", "Inès Fictive"):
        in_support(db, staff, name)
    left(db, staff, a_project(db, staff, "Palettes"), "20/01/2026")
    assert funnel(db, NOW).slowest is None, "four stays say nothing of a stage"
    for name in ("Tom Fictif", "Zoé Fictive"):
        in_support(db, staff, name)

    found = funnel(db, NOW)
    assert found.projects == projects_followed(db, NOW) == 5
    assert found.exits == ((ExitKind.ABANDONED, 1),)
    assert found.slowest is not None
    assert (found.slowest.stage, found.slowest.median_days) == (Stage.DETECTION, 33)
