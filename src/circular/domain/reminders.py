"""Reminders of deadlines: how long before, and of which week a digest is."""

from datetime import date

from circular.domain.labels import Labelled

THRESHOLDS = (90, 30, 7)
"""Days before a deadline on which the team is reminded, the farthest first."""


class ReminderReason(Labelled):
    """Why a person is reminded of a deadline."""

    DAYS_90 = "90", "dans moins de 90\u00a0jours"
    DAYS_30 = "30", "dans moins de 30\u00a0jours"
    DAYS_7 = "7", "dans moins de 7\u00a0jours"
    CHOSEN = "chosen", "rappel choisi"


def week_of(day: date) -> str:
    """Return the ISO week of a day, « 2026-W48 »: a digest is sent once in each."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"
