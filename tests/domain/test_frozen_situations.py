"""What is frozen: one way to write it, a fingerprint that tells, and masks that hold."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular.domain.frozen_situations import (
    FrozenAgreements,
    FrozenFigure,
    FrozenSituation,
    fingerprint,
)
from circular.domain.indicators import Unit

VALUES = st.none() | st.floats(allow_nan=False, allow_infinity=False, width=32)


def a_figure(value: float | None, **changes: object) -> FrozenFigure:
    """Return the net jobs, frozen at a value."""
    fields = {
        "key": "jobs_net",
        "label": "Emplois nets",
        "unit": Unit.FULL_TIME_EQUIVALENT,
        "definition": "Ce qu’ils sont.",
        "source": "l’équipe",
        "value": value,
    }
    return FrozenFigure.model_validate({**fields, **changes})


def a_situation(*figures: FrozenFigure) -> FrozenSituation:
    """Return a situation that holds these figures and nothing else."""
    return FrozenSituation(
        association="Nouvel’R",
        as_of=date(2026, 9, 30),
        epci_siren=None,
        epci_name=None,
        tiles=("jobs_net",),
        figures=figures,
        target=None,
        months=(),
        stages=(),
        exits=(),
        agreements=FrozenAgreements(signed=0, in_force=0, to_come=0, to_sign=0, total=0),
        places=(),
    )


@given(VALUES)
def test_what_is_frozen_comes_back_as_it_was_and_is_written_in_one_way(value: float | None) -> None:
    found = a_situation(a_figure(value))

    again = FrozenSituation.model_validate_json(found.canonical)

    assert again == found
    assert again.canonical == found.canonical


def test_the_fingerprint_changes_with_a_single_figure() -> None:
    first, second = a_situation(a_figure(11.5)), a_situation(a_figure(11.6))

    assert fingerprint(first.canonical) != fingerprint(second.canonical)
    assert len(fingerprint(first.canonical)) == 64


def test_a_later_version_reads_what_an_earlier_one_froze_and_leaves_what_it_does_not_know() -> None:
    kept = a_situation(a_figure(3)).canonical.replace('"value":3', '"value":3,"sorrow":1')

    assert FrozenSituation.model_validate_json(kept).figures[0].value == 3


@pytest.mark.parametrize(
    ("unit", "value", "masked", "expected"),
    [
        (Unit.PEOPLE, 4, True, "moins de\u00a05\u00a0personnes"),
        (Unit.PEOPLE, 0, True, "0\u00a0personne"),
        (Unit.PEOPLE, 4, False, "4\u00a0personnes"),
        (Unit.PEOPLE, 5, True, "5\u00a0personnes"),
        (Unit.PROJECTS, 1, True, "1\u00a0projet"),
        (Unit.AGREEMENTS, 0, True, "0\u00a0convention"),
        (Unit.FULL_TIME_EQUIVALENT, 11.5, True, "11,5\u00a0ETP"),
        (Unit.PEOPLE, None, True, "–"),
    ],
)
def test_small_counts_of_people_are_masked_and_the_unknown_is_no_zero(
    unit: Unit, value: float | None, *, masked: bool, expected: str
) -> None:
    assert a_figure(value, unit=unit).written(masked=masked) == expected
