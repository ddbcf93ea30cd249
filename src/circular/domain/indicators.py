"""What a figure is about: its unit, the day and the territory that it is asked for."""

from dataclasses import dataclass, replace
from datetime import date

from circular.domain import french
from circular.domain.french import MASK_BELOW
from circular.domain.labels import Labelled

KEPT_BACK = "masqué"
"""What is written in the place of few people, and of others that would tell them, of a place."""
KEPT_BACK_MEANING = (
    "Masqué\u00a0: moins de cinq personnes, ou un nombre qui, retranché du total, en dirait "
    "si peu d\u2019un autre territoire."
)
RESERVED = "réservé"
"""What is written in the place of tonnes that would tell what one producer has."""


class Unit(Labelled):
    """The unit of an indicator, with its French word."""

    FULL_TIME_EQUIVALENT = "full_time_equivalent", "ETP"
    PEOPLE = "people", "personnes"
    PROJECTS = "projects", "projets"
    AGREEMENTS = "agreements", "conventions"
    SERVICES = "services", "prestations"
    TONNES = "tonnes", "t par an"
    DAYS = "days", "jours"
    PERCENT = "percent", "%"

    def written(self, value: float | None) -> str:
        """Write a figure with its unit; what is unknown is « – »."""
        if value is None:
            return french.UNKNOWN
        return f"{french.number(value)}\u00a0{self.named(value)}"

    @property
    def few(self) -> str:
        """What is written in the place of a figure that could single somebody out."""
        if self is Unit.PEOPLE:
            return f"{french.masked_count(1)}\u00a0{self.label}"
        return "trop peu de personnes"

    def named(self, value: float) -> str:
        """Return the word of the unit after a number: French keeps the singular below two."""
        return self.label.removesuffix("s") if abs(value) < french.PLURAL_FROM else self.label


class Theme(Labelled):
    """What a figure speaks of: the headings under which figures are listed."""

    JOBS = "jobs", "Emplois"
    PROJECTS = "projects", "Projets"
    AGREEMENTS = "agreements", "Conventions et prestations"
    MATERIALS = "materials", "Matières"
    FACILITIES = "facilities", "Lieux"


class Span(Labelled):
    """Whether a figure tells how things stand on a day, or what happened during a period."""

    DAY = "day", "à une date"
    PERIOD = "period", "sur une période"


class Combination(Labelled):
    """How the rows behind a figure make it, so that anybody can do the sum again."""

    SUM = "sum", "La somme des valeurs"
    COUNT = "count", "Le nombre de lignes"
    MEDIAN = "median", "La médiane des valeurs"
    SHARE = "share", "La somme des valeurs, divisée par celle des bases"


@dataclass(frozen=True, slots=True)
class Perimeter:
    """What a figure is asked for: a day, and one EPCI or (None) everything the association does.

    `since` is the first day of a period that ends on that day; None: since the origin. Only
    figures of `Span.PERIOD` look at it.
    """

    as_of: date
    epci_siren: str | None = None
    since: date | None = None

    @property
    def last_full_year(self) -> int:
        """The last calendar year that was over at the end of the day."""
        return self.as_of.year - ((self.as_of.month, self.as_of.day) != (12, 31))


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured indicator; None is unknown, never zero.

    `records` counts what was looked at, where that says something; `missing` those among them that
    could not take part (without tonnes, without heads…). `smallest` is the size, in people or in
    jobs, of the smallest group that the value tells apart: the smaller side of a share, or the
    people that it counts. `kept_back`: in a part of the territory, it is small or would tell one
    that is (see `domain.secrecy`). `withheld` counts the records
    of confidential producers that the value leaves out, because it would tell what they have.
    """

    value: float | None
    missing: int = 0
    records: int | None = None
    smallest: float | None = None
    withheld: int = 0
    kept_back: bool = False

    @property
    def of_people(self) -> "Figure":
        """The figure, when it counts people: a few of them could be singled out, none could not."""
        return replace(self, smallest=self.value or None)

    @property
    def is_masked(self) -> bool:
        """Whether the value was taken away because it could single somebody out."""
        return self.value is None and self.smallest is not None

    def written(self, unit: Unit) -> str:
        """Write the figure with its unit, alike on every page and file; the unknown is « – »."""
        if self.is_masked:
            return self.masked_words(unit)
        if self.value is None and self.withheld:
            return RESERVED
        return unit.written(self.value)

    def masked_words(self, unit: Unit) -> str:
        """Return what is written in the place of a value that was taken away."""
        return KEPT_BACK if self.kept_back else unit.few

    @property
    def is_telling(self) -> bool:
        """Whether the figure could single somebody out, so that no shared view may show it."""
        if self.value is None or self.smallest is None:
            return False
        return self.kept_back or self.smallest < MASK_BELOW

    @property
    def shared(self) -> "Figure":
        """The figure as the elected and shared views may show it: unknown when it is telling."""
        return replace(self, value=None) if self.is_telling else self
