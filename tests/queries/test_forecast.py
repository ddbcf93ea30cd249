"""The forecast as a page, a dashboard and a report ask for it."""

from datetime import date

import pytest

from circular.domain.errors import NotAllowedError
from circular.domain.indicators import Perimeter
from circular.domain.stages import Stage
from circular.domain.visitors import Visitor
from circular.queries.forecast import forecast, summary
from circular.store.connection import Database
from tests.builders.pasts import a_long_past, a_past
from tests.builders.targets import a_target
from tests.builders.territory import CUBZAGUAIS, LIBOURNAIS, LIBOURNE, a_territory

NOW = Perimeter(date(2026, 11, 22))


def test_nothing_is_foreseen_before_the_first_fact(db: Database) -> None:
    found = forecast(db, NOW)

    assert (found.quarters, found.last, found.needed) == ((), None, ())
    assert found.probability is None
    assert summary(db, NOW).jobs is None


def test_a_long_past_gives_a_range_a_chance_and_a_number_of_agreements(
    db: Database, staff: Visitor
) -> None:
    a_long_past(db)
    a_target(db, staff)

    found = forecast(db, NOW)
    assert not found.is_too_few
    assert found.quarters[0].day == date(2026, 12, 31)
    assert found.last is not None
    assert found.last.day == date(2029, 12, 31)
    for quarter in found.quarters:
        assert quarter.jobs.low <= quarter.jobs.middle <= quarter.jobs.high
        assert quarter.without_arrivals.middle <= quarter.jobs.middle
    assert found.probability is not None
    assert found.probability_without is not None
    assert found.probability_without <= found.probability
    assert [each.level for each in found.needed] == [0.5, 0.8]
    assert [each.stage for each in found.stages] == list(Stage)
    assert sum(each.projects for each in found.stages) == found.projects
    assert found == forecast(db, NOW)


def test_the_summary_says_the_figures_of_the_page(db: Database, staff: Visitor) -> None:
    a_long_past(db)
    a_target(db, staff)
    page, few = forecast(db, NOW), summary(db, NOW)

    assert page.last is not None
    assert (few.day, few.jobs, few.needed) == (page.last.day, page.last.jobs, page.needed)
    assert few.target == 120
    assert few.chance == "moins d’une chance sur\u00a020"


def test_a_short_past_is_told_as_too_few(db: Database) -> None:
    a_past(db, "Seul", "2026-01-01", "2026-03-01", promised=4)
    found = forecast(db, NOW)

    assert found.is_too_few
    assert (found.signed, found.outcomes) == (0, 0)
    assert found.last is not None
    assert found.last.day == date(2029, 11, 22)
    assert found.target is None
    assert (found.probability, found.needed) == (None, ())


def test_no_chance_is_told_of_a_due_day_that_is_past_or_beyond_ten_years(
    db: Database, staff: Visitor
) -> None:
    a_long_past(db)
    a_target(db, staff, due_on="31/12/2025")
    past = forecast(db, NOW)

    assert past.target is not None
    assert past.probability is None
    assert past.last is not None
    assert past.last.day == date(2029, 11, 22)


def test_a_target_far_beyond_ten_years_stops_at_ten(db: Database, staff: Visitor) -> None:
    a_long_past(db)
    a_target(db, staff, due_on="31/12/2060")
    found = forecast(db, NOW)

    assert found.last is not None
    assert found.last.day == date(2036, 11, 22)
    assert (found.probability, found.needed) == (None, ())


def test_a_target_already_met_asks_for_nothing_more(db: Database, staff: Visitor) -> None:
    a_long_past(db)
    a_target(db, staff, value="2")
    found = forecast(db, NOW)

    assert found.probability is not None
    assert found.probability > 0.95
    assert [each.more for each in found.needed] == [0, 0]


def test_a_territory_without_project_has_only_its_arrivals(db: Database, staff: Visitor) -> None:
    a_territory(db, staff)
    a_long_past(db, commune=LIBOURNE)
    found = forecast(db, Perimeter(NOW.as_of, CUBZAGUAIS))

    assert found.projects == 0
    assert found.net_fte == 0
    assert found.arrivals_fte > 0
    assert {each.expected for each in found.stages} == {0}


def test_whoever_is_limited_reads_the_same_forecast_and_no_other(
    db: Database, staff: Visitor
) -> None:
    a_territory(db, staff)
    a_long_past(db, 15, commune=LIBOURNE)
    here = Perimeter(NOW.as_of, LIBOURNAIS)

    assert forecast(db, here, only=(LIBOURNAIS,)) == forecast(db, here)
    for asked in (NOW, Perimeter(NOW.as_of, CUBZAGUAIS)):
        with pytest.raises(NotAllowedError):
            forecast(db, asked, only=(LIBOURNAIS,))


def test_what_happens_after_the_day_changes_nothing(db: Database) -> None:
    a_past(db, "Avant", "2025-01-01", "2025-03-01", promised=4)
    day = Perimeter(date(2025, 6, 1))
    before = forecast(db, day)
    a_past(db, "Après", "2025-07-01", "2025-08-01", jobs=[(9, "2025-09-01", None)])

    assert forecast(db, day) == before
