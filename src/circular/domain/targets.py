"""Targets: what was promised, by when, who decided it, and the path that leads there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from circular.domain import french
from circular.domain.dates import FrenchDate, days_between
from circular.domain.drafts import Draft
from circular.domain.errors import Problem
from circular.domain.problems import RefusedFieldsError
from circular.domain.quantities import Measure, measured
from circular.domain.texts import Line, Paragraph

DAYS_A_YEAR = 365.25
JOBS_NET = "jobs_net"
YEAR_END = (12, 31)
_VALUE = Measure("la valeur", Decimal("0.01"), Decimal(10_000_000), 2)

TargetValue = Annotated[float, BeforeValidator(lambda value: float(measured(value, _VALUE)))]
"""The figure to reach, in the unit of its indicator."""


class TargetDraft(Draft):
    """A target as decided: a value for an indicator, over a period, with its source."""

    indicator: str = Field(default=JOBS_NET, title="Indicateur")
    epci_siren: str | None = Field(default=None, title="Territoire")
    value: TargetValue = Field(title="Valeur à atteindre")
    starts_on: FrenchDate = Field(title="Début de la période")
    due_on: FrenchDate = Field(title="Échéance")
    source: Line = Field(title="Source")
    decided_on: FrenchDate = Field(title="Décidé le")
    decided_by: Line | None = Field(default=None, title="Décidé par")
    note: Paragraph | None = Field(default=None, title="Remarque")

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.due_on <= self.starts_on:
            raise RefusedFieldsError(
                Problem(
                    "due_on",
                    f"L\u2019échéance ({french.day(self.due_on)}) doit suivre le début "
                    f"({french.day(self.starts_on)}).",
                )
            )
        return self


@dataclass(frozen=True, slots=True)
class Path:
    """The straight line from nothing, at the start, to the value, at the due day."""

    value: float
    starts_on: date
    due_on: date

    def at(self, day: date) -> float:
        """Return what is promised by a day: 0 before the start, the value after the due day."""
        whole = days_between(self.starts_on, self.due_on)
        gone = min(max(days_between(self.starts_on, day), 0), whole)
        return self.value * gone / whole

    def pace_needed(self, reached: float, day: date) -> float | None:
        """Return how many a year are still needed from a day on; None once the due day is past."""
        left = days_between(day, self.due_on)
        if left <= 0:
            return None
        return max(self.value - reached, 0) * DAYS_A_YEAR / left

    def pace_so_far(self, reached: float, day: date, *, least_days: int = 180) -> float | None:
        """Return how many a year were reached since the start; None before half a year of it."""
        gone = days_between(self.starts_on, day)
        return reached * DAYS_A_YEAR / gone if gone >= least_days else None

    def year_reached(self, reached: float, day: date) -> int | None:
        """Return the year in which the present pace meets the value; None when it never does."""
        pace = self.pace_so_far(reached, day)
        if reached >= self.value or not pace or pace <= 0:
            return None
        years = (self.value - reached) / pace
        return int(day.year + (day.timetuple().tm_yday - 1) / DAYS_A_YEAR + years)


def by_when(due_on: date) -> str:
    """Write a due day the way people say it: « fin 2029 », « juin 2029 »."""
    if (due_on.month, due_on.day) == YEAR_END:
        return f"fin\u00a0{due_on.year}"
    return french.month(due_on)


def decided_out_of_order(
    decisions: Sequence[date], draft: TargetDraft, *, today: date
) -> list[Problem]:
    """Refuse a decision of the future, and one older than the decisions it would revise."""
    if draft.decided_on > today:
        return [
            Problem(
                "decided_on",
                f"Le {french.day(draft.decided_on)} est à venir\u00a0: une décision "
                "se note une fois prise.",
            )
        ]
    last = max(decisions, default=None)
    if last is not None and draft.decided_on < last:
        return [
            Problem(
                "decided_on",
                f"La décision précédente date du {french.day(last)}\u00a0: "
                "une révision vient après elle.",
            )
        ]
    return []
