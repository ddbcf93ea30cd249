"""Units and perimeters of figures."""

from datetime import date

import pytest

from circular.domain.indicators import Figure, Perimeter, Unit


def test_a_figure_is_written_with_its_unit() -> None:
    assert Unit.FULL_TIME_EQUIVALENT.written(6.5) == "6,5\u00a0ETP"
    assert Unit.TONNES.written(1240) == "1\u202f240\u00a0t par an"


@pytest.mark.parametrize("unit", list(Unit), ids=lambda unit: unit.value)
def test_what_is_unknown_is_never_zero(unit: Unit) -> None:
    assert unit.written(None) == "–"


def test_a_figure_says_what_could_not_take_part() -> None:
    assert Figure(12, missing=3).missing == 3
    assert Figure(None).records is None


def test_a_year_is_over_on_its_last_day() -> None:
    assert Perimeter(date(2025, 12, 30)).last_full_year == 2024
    assert Perimeter(date(2025, 12, 31)).last_full_year == 2025
    assert Perimeter(date(2026, 11, 22)).last_full_year == 2025
