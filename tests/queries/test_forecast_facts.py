"""What a forecast starts from, and the days that it looks ahead to."""

from datetime import date

import numpy as np
import pytest

from circular.domain.errors import NotAllowedError
from circular.domain.indicators import Perimeter
from circular.domain.stages import Stage
from circular.domain.visitors import Visitor
from circular.queries.forecast_facts import (
    Range,
    last_day,
    projects_behind,
    quarter_ends,
    ranges,
    read_facts,
)
from circular.queries.targets import Target
from circular.store.connection import Database
from tests.builders.pasts import a_past
from tests.builders.territory import CUBZAGUAIS, LIBOURNAIS, LIBOURNE, a_territory

NOW = date(2026, 11, 22)


def target(due_on: date) -> Target:
    """Return a target due on a day."""
    start = date(2020, 1, 1)
    return Target(1, "jobs_net", None, None, 100, start, due_on, "Source", start, None, None, 1)


def test_one_looks_ahead_to_the_due_day_within_ten_years_else_to_three_years() -> None:
    assert last_day(NOW, target(date(2029, 6, 30))) == date(2029, 6, 30)
    assert last_day(NOW, target(date(2099, 6, 30))) == date(2036, 11, 22)
    assert last_day(NOW, target(NOW)) == last_day(NOW, None) == date(2029, 11, 22)


def test_quarters_end_on_their_last_day_and_then_comes_the_last_day() -> None:
    assert quarter_ends(NOW, date(2027, 8, 15)) == (
        date(2026, 12, 31),
        date(2027, 3, 31),
        date(2027, 6, 30),
        date(2027, 8, 15),
    )
    assert quarter_ends(date(2026, 12, 31), date(2027, 3, 31)) == (date(2027, 3, 31),)
    assert quarter_ends(NOW, date(2026, 11, 23)) == (date(2026, 11, 23),)


def test_a_range_is_given_to_one_decimal() -> None:
    assert ranges(np.linspace(0, 100, 1001)[:, None]) == [Range(10.0, 50.0, 90.0)]


def test_moves_are_those_of_the_association_projects_those_of_the_territory(
    db: Database, staff: Visitor
) -> None:
    a_territory(db, staff)
    days = ("2025-01-01", "2025-03-01", "2025-06-01")
    a_past(db, "Ici", *days, commune=LIBOURNE, jobs=[(2, "2026-01-01", None)])
    a_past(db, "Sans lieu", *days, jobs=[(3, "2026-01-01", None)])

    whole = read_facts(db, Perimeter(NOW))
    here = read_facts(db, Perimeter(NOW, LIBOURNAIS))
    there = read_facts(db, Perimeter(NOW, CUBZAGUAIS))

    assert whole.history.stages == here.history.stages == there.history.stages
    assert [each.standing.net_fte for each in (whole, here, there)] == [5, 2, 0]
    assert [each.history.arrivals for each in (whole, here, there)] == [2, 1, 0]
    assert (whole.history.arrival_share, here.history.arrival_share) == (1, 0.5)
    assert there.standing.groups == ()
    assert there.first_day == date(2025, 1, 1)


def test_before_the_first_fact_there_is_no_first_day(db: Database) -> None:
    a_past(db, "Plus tard", "2025-01-01")

    found = read_facts(db, Perimeter(date(2024, 1, 1)))
    assert found.first_day is None
    assert found.history.years == 0


def test_projects_behind_are_shown_without_a_name_and_to_whoever_may(
    db: Database, staff: Visitor
) -> None:
    a_territory(db, staff)
    a_past(db, "Palettes", "2025-01-01", "2025-03-01", promised=3, commune=LIBOURNE)

    (found,) = projects_behind(db, Perimeter(NOW, LIBOURNAIS), only=(LIBOURNAIS,))
    assert (found.title, found.stage, found.promised) == ("Palettes", Stage.QUALIFICATION, 3)
    with pytest.raises(NotAllowedError):
        projects_behind(db, Perimeter(NOW), only=(LIBOURNAIS,))
