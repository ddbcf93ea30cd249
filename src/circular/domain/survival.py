"""The life of a company from its opening: open, closed, out of sight, and for how long.

A company is born on the day it opened and ends on the day of its « cessation ». One of which
nothing was heard for a year is neither: it is out of sight since its last sign of life.
"""

from dataclasses import dataclass
from datetime import date

from circular.domain import french
from circular.domain.dates import add_months, days_between
from circular.domain.labels import Labelled

HORIZONS = (6, 12, 24, 36)
HEADLINE = 24
SILENCE_MONTHS = 12
FEWEST_AT_RISK = 10
DAYS_A_MONTH = 365.25 / 12


class Cohort(Labelled):
    """Which companies are looked at, by where they are."""

    ALL = "all", "Toutes les entreprises"
    PRIORITY = "priority", "En quartier prioritaire (QPV)"
    ELSEWHERE = "elsewhere", "Hors quartier prioritaire"

    def holds(self, *, is_priority_district: bool | None) -> bool:
        """Say whether a company belongs to the cohort; one of unknown place is in « toutes »."""
        wanted = {Cohort.PRIORITY: True, Cohort.ELSEWHERE: False}
        return self is Cohort.ALL or is_priority_district is wanted[self]

    @property
    def short(self) -> str:
        """What its curve is called where it ends."""
        return {
            Cohort.ALL: "toutes",
            Cohort.PRIORITY: "en QPV",
            Cohort.ELSEWHERE: "hors QPV",
        }[self]


def too_few(cohort: Cohort, *, companies: int, at_risk: int) -> str:
    """Say that a cohort has too few companies, or too few followed for two years, for a rate."""
    whose = "" if cohort is Cohort.ALL else f" {cohort.short}"
    if companies < FEWEST_AT_RISK:
        counted = french.plural(companies, "entreprise", "entreprises") + whose
    else:
        followed = french.plural(at_risk, "suivie", "suivies") if at_risk else "aucune suivie"
        counted = f"{followed} deux ans{whose}"
    return f"{counted}\u00a0: trop peu pour un taux"


class CompanyState(Labelled):
    """What is known of a company, on a day or after so many months."""

    OPEN = "open", "Ouvertes"
    CLOSED = "closed", "Fermées"
    UNKNOWN = "unknown", "Sans nouvelles"
    RECENT = "recent", "Trop récentes"

    @property
    def of_one(self) -> str:
        """The word for one company."""
        return {
            CompanyState.OPEN: "Ouverte",
            CompanyState.CLOSED: "Fermée",
            CompanyState.UNKNOWN: "Sans nouvelles",
            CompanyState.RECENT: "Trop récente",
        }[self]


@dataclass(frozen=True, slots=True)
class CompanyLife:
    """The days that a company is known by, as of a day, none of them later."""

    opened_on: date
    closed_on: date | None
    last_sign_on: date
    as_of: date

    @property
    def state(self) -> CompanyState:
        """What is known of it on the day."""
        if self.closed_on is not None:
            return CompanyState.CLOSED
        heard_since = add_months(self.as_of, -SILENCE_MONTHS)
        return CompanyState.OPEN if self.last_sign_on >= heard_since else CompanyState.UNKNOWN

    @property
    def followed_until(self) -> date:
        """The last day on which its state is known."""
        if self.closed_on is not None:
            return self.closed_on
        return self.as_of if self.state is CompanyState.OPEN else self.last_sign_on

    @property
    def days(self) -> int:
        """How long it was followed, in days."""
        return max(days_between(self.opened_on, self.followed_until), 0)

    @property
    def months(self) -> float:
        """How long it was followed, in months of a twelfth of a year."""
        return self.days / DAYS_A_MONTH

    def state_after(self, months: int) -> CompanyState:
        """Return what is known of it so many months after it opened."""
        if self.months >= months:
            return CompanyState.OPEN
        return CompanyState.RECENT if self.state is CompanyState.OPEN else self.state


@dataclass(frozen=True, slots=True)
class SurvivalReference:
    """A published share still open after so many months, in [0, 1], for a cohort."""

    cohort: Cohort
    months: int
    share: float
    label: str
    source: str
