"""Reminders: their thresholds and their words; the week of a digest."""

from datetime import date

from circular.domain.reminders import THRESHOLDS, ReminderReason, week_of


def test_every_threshold_has_its_reason() -> None:
    assert [str(days) for days in THRESHOLDS] == [
        each.value for each in ReminderReason if each is not ReminderReason.CHOSEN
    ]


def test_the_week_is_the_one_of_iso() -> None:
    assert week_of(date(2026, 11, 22)) == "2026-W47"
    assert week_of(date(2026, 11, 23)) == "2026-W48"
    assert week_of(date(2027, 1, 1)) == "2026-W53"
