"""Premises and technical facilities: what a person submits, and how their list is filtered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from circular.domain import french
from circular.domain.dates import FrenchDate
from circular.domain.drafts import Draft
from circular.domain.errors import Problem
from circular.domain.labels import Labelled
from circular.domain.problems import RefusedFieldsError
from circular.domain.quantities import Measure, measured
from circular.domain.texts import Line, Paragraph

_AREA = Measure("la surface", Decimal(1), Decimal(10_000_000), 1, ("m²", "m2"))

Area = Annotated[float, BeforeValidator(lambda value: float(measured(value, _AREA)))]
"""A surface in square metres, at least one."""

_CAPACITY = Measure("la capacité", Decimal("0.1"), Decimal(10_000_000), 1)
_AT_ONCE = Measure("le nombre de projets", Decimal(1), Decimal(1_000), 0)

Capacity = Annotated[float, BeforeValidator(lambda value: float(measured(value, _CAPACITY)))]
"""What a facility can take, in its own unit."""

AtOnce = Annotated[int, BeforeValidator(lambda value: int(measured(value, _AT_ONCE)))]
"""How many projects a facility takes at the same time, at least one."""

Weekday = Annotated[int, Field(ge=1, le=7)]
"""A day of the week, from 1 (Monday) to 7 (Sunday), as ISO 8601 counts them."""

WEEKDAYS: Mapping[int, str] = dict(enumerate(french.WEEKDAYS, 1))


class CapacityUnit(Labelled):
    """The unit in which the capacity of a facility is counted; `amount` is that of a use."""

    TONNES_YEAR = "tonnes_year", "t par an"
    TONNES_DAY = "tonnes_day", "t par jour"
    PLACES = "places", "places"
    SQUARE_METRES = "square_metres", "m² partagés"
    CUBIC_METRES = "cubic_metres", "m³"

    @property
    def amount(self) -> str:
        """The unit of what was used in all: tonnes, places, square or cubic metres."""
        words = {"tonnes_year": "t", "tonnes_day": "t", "square_metres": "m²"}
        return words.get(self.value, self.label)

    def written(self, value: float | None) -> str:
        """Write a capacity or a share of it, « 12 places »; what is unknown is « – »."""
        return french.UNKNOWN if value is None else f"{french.number(value)}\u00a0{self.label}"


class FacilityDraft(Draft):
    """A facility or premises as the form submits it: a name and a kind are enough."""

    name: Line = Field(title="Nom")
    kind: str = Field(title="Genre")
    organisation_id: int | None = Field(default=None, title="Propriétaire ou gestionnaire")
    new_organisation: Line | None = Field(default=None, title="Nom du nouvel organisme")
    commune_code: str | None = Field(default=None, title="Commune")
    address: Line | None = Field(default=None, title="Adresse")
    area_m2: Area | None = Field(default=None, title="Surface (m²)")
    conditions: Paragraph | None = Field(default=None, title="Conditions d\u2019accès ou de bail")
    is_available: bool | None = Field(default=None, title="Disponible")
    available_from: FrenchDate | None = Field(default=None, title="Disponible à partir du")
    capacity: Capacity | None = Field(default=None, title="Capacité")
    capacity_unit: CapacityUnit | None = Field(default=None, title="Unité de la capacité")
    projects_at_once: AtOnce | None = Field(default=1, title="Projets en même temps")
    opening_hours: Paragraph | None = Field(default=None, title="Horaires d\u2019ouverture")
    closed_weekdays: tuple[Weekday, ...] = Field(default=(), title="Jours de fermeture")
    families: tuple[str, ...] = Field(default=(), title="Matières acceptées")
    note: Paragraph | None = Field(default=None, title="Note")

    @model_validator(mode="after")
    def _capacity_with_its_unit(self) -> Self:
        if self.capacity is not None and self.capacity_unit is None:
            sentence = "Dites dans quelle unité la capacité est comptée."
            raise RefusedFieldsError(Problem("capacity_unit", sentence))
        if self.capacity is None and self.capacity_unit is not None:
            sentence = "Écrivez la capacité, ou videz son unité."
            raise RefusedFieldsError(Problem("capacity", sentence))
        if len(set(self.closed_weekdays)) == len(WEEKDAYS):
            sentence = "Laissez au moins un jour d\u2019ouverture dans la semaine."
            raise RefusedFieldsError(Problem("closed_weekdays", sentence))
        return self


class FacilityClosureDraft(Draft):
    """A period during which a facility is closed, both days included."""

    starts_on: FrenchDate = Field(title="Fermé du")
    ends_on: FrenchDate = Field(title="Au")
    reason: Line | None = Field(default=None, title="Motif de la fermeture")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        refuse_reversed(self.starts_on, self.ends_on, field="ends_on")
        return self


@dataclass(frozen=True, slots=True)
class FacilityClosure:
    """A closed period of a facility, both days included."""

    starts_on: date
    ends_on: date
    reason: str | None = None
    id: int = 0

    @property
    def words(self) -> str:
        """The period and its reason, « du 24/12/2026 au 02/01/2027 (congés) »."""
        reason = f" ({self.reason})" if self.reason else ""
        return f"{period(self.starts_on, self.ends_on)}{reason}"


@dataclass(frozen=True, slots=True)
class FacilityOpening:
    """On which days a facility is open: all but its closed weekdays and its closed periods."""

    closed_weekdays: frozenset[int] = frozenset()
    closures: tuple[FacilityClosure, ...] = ()

    def is_open(self, day: date) -> bool:
        """Tell whether the facility is open on a day."""
        return day.isoweekday() not in self.closed_weekdays and self.closure_on(day) is None

    def closure_on(self, day: date) -> FacilityClosure | None:
        """Return the closed period in which a day falls, if any."""
        return next((each for each in self.closures if each.starts_on <= day <= each.ends_on), None)

    def open_days(self, start: date, end: date) -> list[date]:
        """Return the open days from one day to another, both included."""
        return [day for day in days_from(start, end) if self.is_open(day)]

    @property
    def closed_words(self) -> str | None:
        """The closed weekdays in words, « samedi et dimanche »; None when there is none."""
        if not self.closed_weekdays:
            return None
        return french.join([WEEKDAYS[number] for number in sorted(self.closed_weekdays)])


def days_from(start: date, end: date) -> list[date]:
    """Return every day from one to another, both included."""
    return [start + timedelta(days=after) for after in range((end - start).days + 1)]


def period(start: date, end: date) -> str:
    """Write a period, « le 24/12/2026 » or « du 24/12/2026 au 02/01/2027 »."""
    if start == end:
        return f"le\u00a0{french.day(start)}"
    return f"du\u00a0{french.day(start)} au\u00a0{french.day(end)}"


def periods(days: Sequence[date], among: Sequence[date], *, most: int = 3) -> str:
    """Write some days, grouped when they follow each other `among` the days that count."""
    rank = {day: position for position, day in enumerate(among)}
    groups: list[list[date]] = []
    for day in days:
        if groups and rank[day] == rank[groups[-1][-1]] + 1:
            groups[-1].append(day)
        else:
            groups.append([day])
    written = [period(group[0], group[-1]) for group in groups[:most]]
    more = len(groups) - most
    if more > 0:
        written.append(french.plural(more, "autre période", "autres périodes"))
    return french.join(written)


def refuse_reversed(start: date, end: date, *, field: str) -> None:
    """Refuse a period that ends before it starts, at `field`.

    Raises:
        RefusedFieldsError: it does.
    """
    if end < start:
        sentence = (
            f"La fin ({french.day(end)}) précède le début ({french.day(start)})\u00a0: "
            "corrigez l\u2019une des deux dates."
        )
        raise RefusedFieldsError(Problem(field, sentence))


class FacilityScope(Labelled):
    """Which part of the list a person looks at."""

    INSTALLATION = "installation", "Installations"
    PREMISES = "local", "Locaux"
    ARCHIVED = "archived", "Archivés"
    TRIALS = "trials", "Fiches d’essai"


@dataclass(frozen=True, slots=True)
class FacilityFilters:
    """What a person asked to see; nothing asked shows all that is not archived."""

    text: str = ""
    scope: FacilityScope | None = None
    kind: str | None = None
    is_available: bool | None = None
    epci_siren: str | None = None
