"""The parts of a scenario read seasons as months, and pass nothing over in silence."""

import pytest
from pydantic import ValidationError

from circular.domain.scenario_parts import Part, months_between


def test_a_season_may_cross_the_new_year() -> None:
    assert months_between("3-5") == (3, 4, 5)
    assert months_between("11-2") == (1, 2, 11, 12)
    assert months_between(None) == ()


def test_a_season_is_two_months() -> None:
    with pytest.raises(ValueError, match="unpack"):
        months_between("3")


def test_what_a_part_does_not_know_is_refused() -> None:
    with pytest.raises(ValidationError):
        Part.model_validate({"colour": "blue"})
