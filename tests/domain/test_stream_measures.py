"""The measures of a stream: what is refused, and how a figure moves its bounds."""

from datetime import date
from typing import Any

import pytest

from circular.domain.errors import DomainError
from circular.domain.stream_measures import StreamMeasureDraft, check_measure, widened

TODAY = date(2026, 11, 22)


def measure(**changes: Any) -> StreamMeasureDraft:
    """Return a measure of last year, typed as people do."""
    values: dict[str, Any] = {
        "year": "2025",
        "tonnes": "182,5 t",
        "source": "Bons de pesée",
        "measured_on": "15/01/2026",
    }
    return StreamMeasureDraft.model_validate({**values, **changes})


def test_a_year_to_come_a_second_measure_and_zero_are_refused_together() -> None:
    draft = measure(year="2027", measured_on="01/01/2027", tonnes="0", updates_likely=True)
    with pytest.raises(DomainError) as refusal:
        check_measure(draft, already=(180.0, "Déclaration"), today=TODAY)
    said = {each.sentence for each in refusal.value.problems}
    assert len(said) == 4
    assert any("2027 a déjà une mesure\u00a0: 180\u00a0t (Déclaration)" in each for each in said)


def test_a_measure_may_replace_another() -> None:
    check_measure(measure(replaces=True), already=(180.0, "Déclaration"), today=TODAY)
    check_measure(measure(), already=None, today=TODAY)


def test_bounds_move_to_hold_the_figure() -> None:
    assert widened(150, 210, 230) == (150, 230)
    assert widened(150, 210, 100) == (100, 210)
    assert widened(None, None, 100) == (None, None)
