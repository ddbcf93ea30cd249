"""Types of agreement: their durations, renewals and notice are parameters, never code."""

from datetime import date, timedelta

from circular.domain.dates import period_end
from circular.domain.drafts import Record
from circular.domain.errors import Problem
from circular.domain.french import day, quoted


class AgreementType(Record):
    """One version of a type; an agreement keeps for ever the version that it was drafted under.

    Durations are in whole months and notices in days; None: free.
    """

    key: str
    version: int
    label: str
    duration_months: int | None = None
    longest_months: int | None = None
    renewals: int = 0
    notice_days: int = 0

    def usual_end(self, starts_on: date) -> date | None:
        """Return the last day of the usual duration, None when the type has none."""
        return None if self.duration_months is None else period_end(starts_on, self.duration_months)

    def notice_before(self, ends_on: date | None) -> date | None:
        """Return the last day to give notice before an end, None without notice or without end."""
        if ends_on is None or not self.notice_days:
            return None
        return ends_on - timedelta(days=self.notice_days)

    def too_long(self, starts_on: date | None, ends_on: date | None) -> Problem | None:
        """Say that the period is longer than the type allows, and the last day that it allows."""
        if starts_on is None or ends_on is None or self.longest_months is None:
            return None
        latest = period_end(starts_on, self.longest_months)
        if ends_on <= latest:
            return None
        return Problem(
            "ends_on",
            f"{quoted(self.label)} dure {self.longest_months}\u00a0mois au plus\u00a0: "
            f"avec un début le {day(starts_on)}, la fin est le {day(latest)} au plus tard.",
        )
