"""Premises and technical facilities: what a person submits, and how their list is filtered."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field

from circular.domain.dates import FrenchDate
from circular.domain.drafts import Draft
from circular.domain.labels import Labelled
from circular.domain.quantities import Measure, measured
from circular.domain.texts import Line, Paragraph

_AREA = Measure("la surface", Decimal(1), Decimal(10_000_000), 1, ("m²", "m2"))

Area = Annotated[float, BeforeValidator(lambda value: float(measured(value, _AREA)))]
"""A surface in square metres, at least one."""


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
    note: Paragraph | None = Field(default=None, title="Note")


class FacilityScope(Labelled):
    """Which part of the list a person looks at."""

    INSTALLATION = "installation", "Installations"
    PREMISES = "local", "Locaux"
    ARCHIVED = "archived", "Archivés"


@dataclass(frozen=True, slots=True)
class FacilityFilters:
    """What a person asked to see; nothing asked shows all that is not archived."""

    text: str = ""
    scope: FacilityScope | None = None
    kind: str | None = None
    is_available: bool | None = None
    epci_siren: str | None = None
