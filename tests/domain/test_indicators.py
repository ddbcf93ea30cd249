"""Units and perimeters of figures."""

import pytest

from circular.domain.indicators import Figure, Unit


def test_a_figure_is_written_with_its_unit() -> None:
    assert Unit.FULL_TIME_EQUIVALENT.written(6.5) == "6,5\u00a0ETP"
    assert Unit.TONNES.written(1240) == "1\u202f240\u00a0t par an"


@pytest.mark.parametrize("unit", list(Unit), ids=lambda unit: unit.value)
def test_what_is_unknown_is_never_zero(unit: Unit) -> None:
    assert unit.written(None) == "–"


def test_a_figure_says_what_could_not_take_part() -> None:
    assert Figure(12, missing=3).missing == 3
    assert Figure(None).records is None
