"""What a figure is about: its unit, the day and the territory that it is asked for."""

from dataclasses import dataclass
from datetime import date

from circular.domain import french
from circular.domain.labels import Labelled


class Unit(Labelled):
    """The unit of an indicator, with its French word."""

    FULL_TIME_EQUIVALENT = "full_time_equivalent", "ETP"
    PEOPLE = "people", "personnes"
    PROJECTS = "projects", "projets"
    AGREEMENTS = "agreements", "conventions"
    TONNES = "tonnes", "t par an"
    DAYS = "days", "jours"
    PERCENT = "percent", "%"

    def written(self, value: float | None) -> str:
        """Write a figure with its unit; what is unknown is « – »."""
        if value is None:
            return french.UNKNOWN
        return f"{french.number(value)}\u00a0{self.label}"


@dataclass(frozen=True, slots=True)
class Perimeter:
    """What a figure is asked for: a day, and one EPCI or (None) everything the association does."""

    as_of: date
    epci_siren: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured indicator; None is unknown, never zero.

    `records` counts what was looked at, where that says something; `missing` those among them that
    could not take part (without tonnes, without heads…).
    """

    value: float | None
    missing: int = 0
    records: int | None = None
