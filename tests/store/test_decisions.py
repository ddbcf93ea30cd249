"""What waits for a decision, counted in one statement."""

from datetime import date

from circular.domain.indicators import Perimeter
from circular.domain.visitors import Visitor
from circular.store import decisions
from circular.store.connection import Database
from tests.builders.agreements import signed

DAY = date(2026, 11, 22)


def counts(db: Database, *, end_by: date) -> dict[str, int]:
    """Count with the thresholds far in the past, but for the ends."""
    long_ago = date(2000, 1, 1)
    return decisions.counts(
        db, Perimeter(DAY), sent_by=long_ago, end_by=end_by, silent_since=long_ago
    )


def test_nothing_is_counted_as_zero(db: Database) -> None:
    none = {"to_sign": 0, "ending": 0, "openings_late": 0, "silent": 0}
    assert counts(db, end_by=DAY) == none


def test_the_last_day_of_the_delay_is_in_it(db: Database, staff: Visitor) -> None:
    signed(db, staff, ends_on=date(2026, 12, 31))

    assert counts(db, end_by=date(2026, 12, 30))["ending"] == 0
    assert counts(db, end_by=date(2026, 12, 31))["ending"] == 1
