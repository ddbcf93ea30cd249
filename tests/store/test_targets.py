"""Which decision is in force on a day."""

from datetime import date

import pytest

from circular.domain.visitors import Visitor
from circular.store import targets
from circular.store.connection import Database
from tests.builders.targets import a_correction, a_revision, a_target, a_withdrawal
from tests.builders.territory import LIBOURNAIS


def in_force(db: Database, day: date, siren: str | None = None) -> float | None:
    """Return the value in force on a day."""
    row = targets.in_force(db, indicator="jobs_net", epci_siren=siren, as_of=day)
    return None if row is None else row["value"]


@pytest.mark.parametrize(
    ("day", "value"),
    [
        ("2025-01-01", None),
        ("2025-01-02", 120),
        ("2025-05-31", 120),
        ("2025-06-01", 100),
        ("2026-11-22", 100),
    ],
)
def test_the_last_decision_by_a_day_is_in_force(
    db: Database, staff: Visitor, day: str, value: float | None
) -> None:
    a_revision(db, staff, a_target(db, staff))

    assert in_force(db, date.fromisoformat(day)) == value


def test_of_two_decisions_of_one_day_the_one_entered_last_counts(
    db: Database, staff: Visitor
) -> None:
    revised = a_revision(db, staff, a_target(db, staff))
    a_revision(db, staff, revised, value="90")

    assert in_force(db, date(2025, 6, 1)) == 90


def test_a_territory_without_a_target_has_none(db: Database, staff: Visitor) -> None:
    a_target(db, staff)

    assert in_force(db, date(2026, 11, 22), LIBOURNAIS) is None


def test_every_decision_can_be_read_again(db: Database, staff: Visitor) -> None:
    first = a_target(db, staff)
    a_revision(db, staff, first)

    assert [row["value"] for row in targets.every(db)] == [100, 120]
    found = targets.by_id(db, first)
    assert found is not None
    assert found["decided_on"] == "2025-01-02"
    assert targets.by_id(db, 999) is None


def test_what_was_put_right_counts_no_more(db: Database, staff: Visitor) -> None:
    wrong = a_target(db, staff)
    a_correction(db, staff, wrong, value="110", decided_on="01/03/2025")

    assert in_force(db, date(2025, 2, 28)) is None
    assert in_force(db, date(2025, 3, 1)) == 110
    assert [row["value"] for row in targets.every(db)] == [110]
    row = targets.by_id(db, wrong)
    assert row is not None
    assert row["corrected_at"] is not None


def test_what_was_never_decided_is_in_force_no_day(db: Database, staff: Visitor) -> None:
    a_withdrawal(db, staff, a_target(db, staff))

    assert in_force(db, date(2026, 11, 22)) is None


def test_a_correction_takes_the_place_of_what_it_corrects(db: Database, staff: Visitor) -> None:
    first = a_target(db, staff)
    a_revision(db, staff, first, decided_on="02/01/2025")

    a_correction(db, staff, first, value="110", decided_on="02/01/2025")

    assert in_force(db, date(2025, 1, 2)) == 100


def test_the_points_of_a_path_are_read_in_time(db: Database, staff: Visitor) -> None:
    points = [("31/12/2026", "40"), ("31/12/2029", "120")]
    target_id = a_target(db, staff, path_kind="stepped", points=points)

    row = targets.by_id(db, target_id)
    assert row is not None
    assert row["points"] == '[["2026-12-31",40.0],["2029-12-31",120.0]]'
