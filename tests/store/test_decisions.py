"""What waits for a decision, counted in one statement, by rules that the association sets."""

from datetime import UTC, date, datetime

from circular.domain.indicators import Perimeter
from circular.domain.settings import AssociationSettings
from circular.domain.visitors import Visitor
from circular.queries.settings import association_settings
from circular.store import decisions, settings
from circular.store.connection import Database
from tests.builders.agreements import signed

DAY = date(2026, 11, 22)


def test_nothing_is_counted_as_zero(db: Database) -> None:
    none = {"to_sign": 0, "ending": 0, "openings_late": 0, "silent": 0}
    assert decisions.counts(db, Perimeter(DAY), AssociationSettings()) == none


def test_the_last_day_of_the_delay_is_in_it(db: Database, staff: Visitor) -> None:
    signed(db, staff, ends_on=date(2026, 12, 31))

    for days, count in ((38, 0), (39, 1)):
        settings.save(db, "expiring_within_days", str(days), now=datetime(2026, 11, 22, tzinfo=UTC))
        kept = association_settings(db)
        assert decisions.counts(db, Perimeter(DAY), kept)["ending"] == count


def test_the_days_of_the_rules_follow_the_settings(db: Database) -> None:
    settings.save(db, "dormant_after_days", "30", now=datetime(2026, 11, 22, tzinfo=UTC))

    found = decisions.bounds(association_settings(db), DAY)
    assert (found["silent_since"], found["sent_by"]) == ("2026-10-23", "2026-10-23")
