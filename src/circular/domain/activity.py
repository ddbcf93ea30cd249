"""The activity of the team over a period: what is counted, step by step, and who has what in hand.

Who did it: the author of an exchange or of a move, who closed an action. A service or a signature
has no author: it counts for whoever is in charge of the project today.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from circular.domain import french
from circular.domain.dates import add_months, months_between
from circular.domain.labels import Labelled

RECENT_DAYS = 30
NOBODY = 0
"""The account that stands for « nobody is in charge »."""
BEFORE = "avant"
"""How an address says the period before."""


class Step(Labelled):
    """The length of the steps in which a period is cut."""

    MONTH = "month", "Par mois"
    QUARTER = "quarter", "Par trimestre"
    YEAR = "year", "Par année"

    @property
    def months(self) -> int:
        """How many months a step lasts."""
        return {Step.MONTH: 1, Step.QUARTER: 3, Step.YEAR: 12}[self]

    def first_day(self, day: date) -> date:
        """Return the first day of the step that holds a day."""
        return date(day.year, day.month - (day.month - 1) % self.months, 1)

    def called(self, day: date) -> str:
        """Name the step that begins on a day: « novembre 2026 », « T4 2026 », « 2026 »."""
        named: dict[Step, Callable[[date], str]] = {
            Step.MONTH: french.month,
            Step.QUARTER: french.quarter,
            Step.YEAR: lambda each: str(each.year),
        }
        return named[self](day)


class Deed(Labelled):
    """What the team does, as it is counted."""

    EXCHANGE = "exchange", "Échanges"
    VISIT = "visit", "Visites"
    SERVICE_ASKED = "asked", "Prestations demandées"
    SERVICE_GIVEN = "given", "Prestations rendues"
    MOVE = "move", "Mouvements"
    EXIT = "exit", "Sorties"
    SIGNATURE = "signature", "Conventions signées"
    ACTION = "action", "Actions faites"


class Charge(Labelled):
    """What a person has in hand on a day."""

    PROJECTS = "projects", "Projets suivis"
    LATE = "late", "Projets en retard"
    DORMANT = "dormant", "Projets dormants"
    BLOCKED = "blocked", "Projets bloqués"
    ACTIONS = "actions", "Actions ouvertes"
    OVERDUE = "overdue", "Actions en retard"
    RECENT = "recent", f"Échanges des {RECENT_DAYS} derniers jours"


@dataclass(frozen=True, slots=True)
class ActivityFilters:
    """What is asked: a period, both days included, its steps, a place and a person."""

    since: date
    as_of: date
    step: Step = Step.MONTH
    epci_siren: str | None = None
    account_id: int | None = None

    @property
    def before(self) -> tuple[date, date]:
        """The period of the same length just before: whole months stay whole months."""
        last = self.since - timedelta(days=1)
        is_whole = self.since.day == 1 and (self.as_of + timedelta(days=1)).day == 1
        if is_whole:
            months = months_between(self.since, self.as_of + timedelta(days=1))
            return add_months(self.since, -months), last
        return last - (self.as_of - self.since), last

    @property
    def steps(self) -> tuple[date, ...]:
        """The first day of each step of the period, in order."""
        found = [self.step.first_day(self.since)]
        while (after := add_months(found[-1], self.step.months)) <= self.as_of:
            found.append(after)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class ActivityRows:
    """A number to be opened: a deed (its detail, its side, its step) or the charge of a person.

    `is_before`: the deed is counted over the period before.
    """

    deed: Deed | None = None
    detail: str = ""
    side: str = ""
    step_on: date | None = None
    charge: Charge | None = None
    account_id: int | None = None
    stage: str = ""
    is_before: bool = False

    @property
    def code(self) -> str:
        """The number as the address writes it."""
        return ".".join(
            (
                self.deed.value if self.deed else "",
                self.detail,
                self.side,
                self.step_on.isoformat() if self.step_on else "",
                self.charge.value if self.charge else "",
                "" if self.account_id is None else str(self.account_id),
                self.stage,
                *([BEFORE] if self.is_before else []),
            )
        )

    @classmethod
    def read(cls, text: str) -> "ActivityRows | None":
        """Read what an address asks for; None when it asks for nothing that exists."""
        words = text.removesuffix(f".{BEFORE}").split(".")
        if len(words) != len(cls.__dataclass_fields__) - 1:
            return None
        deed, detail, side, step_on, charge, account, stage = words
        if bool(deed) == bool(charge) or len(account) > len("123456789"):
            return None
        try:
            return cls(
                Deed(deed) if deed else None,
                detail,
                side,
                date.fromisoformat(step_on) if step_on else None,
                Charge(charge) if charge else None,
                int(account) if account else None,
                stage,
                text.endswith(f".{BEFORE}"),
            )
        except ValueError:
            return None


WHO = (
    "Une personne\u00a0: qui a noté l’échange, fait le mouvement ou refermé l’action\u202f; pour "
    "une prestation ou une signature, qui suit le projet aujourd’hui."
)
WORKLOAD = (
    "Étape et santé au dernier jour de la période\u202f; qui suit le projet est celui "
    "d’aujourd’hui. Une action sans personne désignée revient à qui suit le projet. Les personnes "
    "sont dans l’ordre de leur nom."
)
