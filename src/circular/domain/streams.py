"""Waste streams (gisements): what a person submits, and how their list is filtered and sorted."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from circular.domain import french
from circular.domain.dates import FrenchDate
from circular.domain.drafts import Draft
from circular.domain.errors import DomainError, Problem
from circular.domain.labels import Labelled
from circular.domain.problems import RefusedFieldsError
from circular.domain.quantities import Measure, Percentage, Tonnes, measured
from circular.domain.reference import WASTE_CODE_LENGTH, WasteCode, typed_waste_digits
from circular.domain.seasons import MonthShares
from circular.domain.texts import Line

HAZARD_WARNING = (
    "Déchet dangereux\u00a0: traçabilité Trackdéchets et autorisations sont hors de cet outil."
)
CONFIDENTIAL_PRODUCER = "Producteur confidentiel"

_UNITS = ("€", "€/t", "€ la tonne", "euro", "euros")
_COST = Measure("le coût", Decimal(0), Decimal(10_000), 2, _UNITS)
_PRICE = Measure("le prix", Decimal(-10_000), Decimal(100_000), 2, _UNITS)

CostATonne = Annotated[float, BeforeValidator(lambda value: float(measured(value, _COST)))]
"""What a producer pays today for one tonne, in euros, to the cent."""

PriceATonne = Annotated[float, BeforeValidator(lambda value: float(measured(value, _PRICE)))]
"""What a taker pays for one tonne, in euros; negative when the producer pays the taker."""


def _six_digits(value: object) -> object:
    """Read a code as people write it; words that no choice followed are refused."""
    digits = typed_waste_digits(value) if isinstance(value, str) else None
    if digits is None or len(digits) != WASTE_CODE_LENGTH:
        raise ValueError("Choisissez un des déchets proposés, ou videz ce champ.")
    return digits


WasteDigits = Annotated[str, BeforeValidator(_six_digits)]
"""The six digits of an entry of the waste list."""


class StreamDraft(Draft):
    """A stream as the form submits it: one title and one tonnage are enough."""

    title: Line = Field(title="Nom du gisement")
    organisation_id: int | None = Field(default=None, title="Producteur")
    new_organisation: Line | None = Field(default=None, title="Nom du nouveau producteur")
    commune_code: str | None = Field(default=None, title="Commune du site")
    address: Line | None = Field(default=None, title="Adresse du site")
    waste_code: WasteDigits | None = Field(default=None, title="Déchet")
    material_family: str | None = Field(default=None, title="Famille de matière")
    is_hazardous: bool | None = Field(default=None, title="Dangereux")
    tonnes_min: Tonnes | None = Field(default=None, title="Au moins (t par an)")
    tonnes_likely: Tonnes | None = Field(default=None, title="Tonnes par an")
    tonnes_max: Tonnes | None = Field(default=None, title="Au plus (t par an)")
    months: MonthShares | None = Field(default=None, title="Saison")
    available_from: FrenchDate | None = Field(default=None, title="Disponible à partir du")
    available_to: FrenchDate | None = Field(default=None, title="Disponible jusqu\u2019au")
    contamination: Percentage | None = Field(default=None, title="Indésirables (%)")
    contaminants: Line | None = Field(default=None, title="Nature des indésirables")
    quality: Line | None = Field(default=None, title="Qualité")
    packaging: Line | None = Field(default=None, title="Conditionnement")
    outlet: Line | None = Field(default=None, title="Exutoire actuel")
    outlet_cost: CostATonne | None = Field(default=None, title="Coût actuel (€ la tonne)")
    price: PriceATonne | None = Field(default=None, title="Prix demandé (€ la tonne)")
    figure_source: Line | None = Field(default=None, title="Source du tonnage")
    figure_on: FrenchDate | None = Field(default=None, title="Tonnage relevé le")
    reliability: str | None = Field(default=None, title="Fiabilité du tonnage")
    operation: str | None = Field(default=None, title="Traitement visé")
    is_confidential: bool = Field(default=False, title="Producteur confidentiel")

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        problems = [
            *tonnage_problems(self.tonnes_min, self.tonnes_likely, self.tonnes_max),
            *period_problems(self.available_from, self.available_to, field="available_to"),
        ]
        if problems:
            raise RefusedFieldsError(*problems)
        return self


def tonnage_problems(
    least: float | None, likely: float | None, most: float | None
) -> list[Problem]:
    """Say what is wrong between the three tonnages of a stream, in tonnes a year."""
    known = [value for value in (least, likely, most) if value is not None]
    if not known:
        sentence = "Donnez au moins un tonnage, même approché."
        return [Problem("tonnes_likely", sentence)]
    if max(known) == 0:
        return [Problem("tonnes_likely", "Zéro tonne\u00a0: il n\u2019y a donc pas de gisement.")]
    problems = []
    if least is not None and likely is not None and least > likely:
        problems.append(Problem("tonnes_min", _above(least, likely, "le tonnage probable")))
    if likely is not None and most is not None and likely > most:
        problems.append(Problem("tonnes_max", _above(likely, most, "le maximum")))
    if likely is None and least is not None and most is not None and least > most:
        problems.append(Problem("tonnes_min", _above(least, most, "le maximum")))
    return problems


def _above(value: float, limit: float, name: str) -> str:
    """Say that a tonnage exceeds the one that follows it."""
    excess = f"{french.tonnes(value)} dépasse {name}, {french.tonnes(limit)}"
    return f"{excess}. Corrigez l\u2019un des deux."


def period_problems(start: date | None, end: date | None, *, field: str) -> list[Problem]:
    """Say that a period ends before it starts."""
    if start is None or end is None or end >= start:
        return []
    sentence = (
        f"La fin ({french.day(end)}) précède le début ({french.day(start)}). "
        "Corrigez l\u2019une des deux dates."
    )
    return [Problem(field, sentence)]


def check_facts(draft: StreamDraft, *, code: WasteCode | None, today: date) -> None:
    """Refuse a code that the list of today does not hold, and a figure noted in the future.

    `code` is the entry of the waste list for the draft's code, None when there is none.

    Raises:
        DomainError: with all problems at once.
    """
    problems = []
    if draft.waste_code is not None:
        if code is None:
            sentence = "Ce code n\u2019est pas dans la liste européenne des déchets."
            problems.append(Problem("waste_code", sentence))
        elif note := code.validity_note(today):
            problems.append(Problem("waste_code", note))
    if draft.figure_on is not None and draft.figure_on > today:
        sentence = (
            f"Le {french.day(draft.figure_on)} n\u2019est pas encore venu\u00a0: "
            f"écrivez le {french.day(today)} ou un jour passé."
        )
        problems.append(Problem("figure_on", sentence))
    if problems:
        raise DomainError("", problems)


def tonnes_offered(least: float | None, likely: float | None, most: float | None) -> float | None:
    """Return the one figure that stands for a stream, in tonnes a year: likely, or the middle."""
    if likely is not None:
        return likely
    known = [value for value in (least, most) if value is not None]
    return sum(known) / len(known) if known else None


def tonnes_sentence(least: float | None, likely: float | None, most: float | None) -> str:
    """Write the tonnage of a stream: « 180 t par an, 150 à 210 »."""
    figure = f"{french.tonnes(tonnes_offered(least, likely, most))} par an"
    if least is not None and most is not None and least != most:
        return f"{figure}, {french.number(least)} à {french.number(most)}"
    if least is not None and most is None and likely != least:
        return f"{figure}, {french.number(least)} au moins"
    if most is not None and least is None and likely != most:
        return f"{figure}, {french.number(most)} au plus"
    return figure


def remaining_sentence(quantity: str, *, promised: float, remaining: float | None) -> str:
    """Add to a tonnage what agreements leave of it: « 180 t par an, il en reste 60 »."""
    if not promised:
        return quantity
    if remaining is None:
        return f"{quantity}, dont {french.tonnes(round(promised, 3))} promises"
    if remaining == 0:
        return f"{quantity}, tout est promis"
    return f"{quantity}, il en reste {french.tonnes(round(remaining, 3))}"


class Availability(Labelled):
    """When a stream can be taken, seen from a day."""

    NOW = "now", "Disponibles"
    LATER = "later", "À venir"
    PAST = "past", "Terminés"
    ARCHIVED = "archived", "Archivés"
    TRIALS = "trials", "Fiches d’essai"


class StreamOrder(Labelled):
    """How a list of streams is sorted."""

    TITLE = "title", "Nom"
    TONNES = "tonnes", "Tonnes, les plus grosses d\u2019abord"
    COMMUNE = "commune", "Commune"
    FAMILY = "family", "Famille de matière"
    RECENT = "recent", "Dernière modification"


@dataclass(frozen=True, slots=True)
class StreamFilters:
    """What a person asked to see; nothing asked shows every stream that is not archived."""

    text: str = ""
    family: str | None = None
    is_hazardous: bool | None = None
    epci_siren: str | None = None
    availability: Availability | None = None
