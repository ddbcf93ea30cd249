"""Deadlines: the days that conventions bring, whatever they come from, and how near each one is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from circular.domain.commitments import CommitmentLight, soon_until
from circular.domain.dates import add_months
from circular.domain.labels import Labelled

LONGEST_PAST = date(1900, 1, 1)
LAST_DAY = date(9999, 12, 31)


class DeadlineKind(Labelled):
    """What comes on a day."""

    END = "end", "Fin de convention"
    RENEWAL = "renewal", "Fin, ou renouvellement à décider"
    NOTICE = "notice", "Préavis à donner au plus tard"
    REPORT = "report", "Bilan ou rapport à remettre"
    COMMITMENT = "commitment", "Engagement à tenir"

    @property
    def icon(self) -> str:
        """The name of the icon that stands beside the word."""
        return _ICONS[self]


_ICONS: Mapping[DeadlineKind, str] = {
    DeadlineKind.END: "flag",
    DeadlineKind.RENEWAL: "autorenew",
    DeadlineKind.NOTICE: "campaign",
    DeadlineKind.REPORT: "description",
    DeadlineKind.COMMITMENT: "task_alt",
}


class DeadlinePeriod(Labelled):
    """How far one looks."""

    LATE = "late", "En retard"
    MONTH = "month", "30\u00a0jours"
    QUARTER = "quarter", "90\u00a0jours"
    YEAR = "year", "12\u00a0mois"

    def days(self, today: date) -> tuple[date, date]:
        """Return the first and the last day of the period, both included; late ones come first."""
        if self is DeadlinePeriod.LATE:
            return LONGEST_PAST, today - timedelta(days=1)
        if self is DeadlinePeriod.YEAR:
            return LONGEST_PAST, add_months(today, 12)
        return LONGEST_PAST, today + timedelta(days=30 if self is DeadlinePeriod.MONTH else 90)


@dataclass(frozen=True, slots=True)
class DeadlineFilters:
    """What is asked of the list: a kind, a period; None: all of them."""

    kind: DeadlineKind | None = None
    period: DeadlinePeriod | None = None

    def days(self, today: date) -> tuple[date, date]:
        """Return the first and the last day that are asked for."""
        return (LONGEST_PAST, LAST_DAY) if self.period is None else self.period.days(today)


def nearness(day: date, *, today: date) -> CommitmentLight:
    """Return how near a deadline is, in the words of the commitments."""
    if day < today:
        return CommitmentLight.LATE
    return CommitmentLight.SOON if day <= soon_until(today) else CommitmentLight.ON_TIME
