"""Forecasts made again as of past days, beside what happened."""

from datetime import date

import pytest

from circular.domain.errors import NotAllowedError
from circular.domain.indicators import Perimeter
from circular.queries.forecast_facts import Range
from circular.queries.past_forecasts import BackTest, PastForecast, back_test, past_days
from circular.store.connection import Database
from tests.builders.pasts import a_long_past, a_past
from tests.builders.territory import LIBOURNAIS

NOW = Perimeter(date(2026, 11, 22))


def test_days_are_three_months_apart_when_young_else_six_and_eight_at_most() -> None:
    young = past_days(date(2026, 1, 1), NOW.as_of)
    old = past_days(date(2015, 1, 1), NOW.as_of)

    assert young == (date(2026, 5, 22), date(2026, 8, 22))
    assert old[-1] == date(2026, 5, 22)
    assert len(old) == 8
    assert past_days(date(2026, 10, 1), NOW.as_of) == ()


def test_every_past_forecast_stands_beside_what_happened(db: Database) -> None:
    a_long_past(db)
    found = back_test(db, NOW)

    assert len(found.forecasts) == 7
    assert {each.actual for each in found.forecasts} == {found.forecasts[0].actual}
    assert found.mean_error is not None
    assert found.inside == sum(each.is_inside for each in found.forecasts)
    assert found == back_test(db, NOW)


def test_a_past_forecast_knows_nothing_of_what_came_after(db: Database) -> None:
    a_past(db, "Avant", "2025-01-01", "2025-03-01", promised=4)
    day = Perimeter(date(2026, 1, 1))
    before = [(each.made_on, each.jobs) for each in back_test(db, day).forecasts]
    a_past(db, "Après", "2025-12-31", jobs=[(40, "2025-12-31", None)])
    after = back_test(db, day)

    assert [(each.made_on, each.jobs) for each in after.forecasts] == before
    assert {each.actual for each in after.forecasts} == {40}
    assert after.inside == 0


def test_nothing_is_made_again_before_the_first_fact(db: Database) -> None:
    found = back_test(db, NOW)

    assert found == BackTest(NOW, ())
    assert (found.mean_error, found.bias) == (None, None)


def test_errors_are_told_with_and_without_their_sign() -> None:
    found = BackTest(
        NOW,
        (
            PastForecast(date(2026, 1, 1), Range(1, 4, 9), 9),
            PastForecast(date(2026, 4, 1), Range(8, 10, 12), 7),
        ),
    )

    assert (found.inside, found.mean_error, found.bias) == (1, 4, -1)


def test_whoever_is_limited_reads_no_other_territory(db: Database) -> None:
    with pytest.raises(NotAllowedError):
        back_test(db, NOW, only=(LIBOURNAIS,))
