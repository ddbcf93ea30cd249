"""The association's territory: its member EPCI and their communes."""

import math
import re
from dataclasses import dataclass
from datetime import date

from pydantic import Field

from circular.domain import french
from circular.domain.dates import FrenchDate
from circular.domain.drafts import Draft
from circular.domain.errors import DomainError

MAP_CLASSES = 5
WHOLE = "Tout le territoire"
ELSEWHERE, UNKNOWN_PLACE = "Hors des intercommunalités membres", "Lieu non renseigné"
"""What stands beside the members for a comparison to add up to its total."""
_KIND = re.compile(
    r"^(?:CC|CA|CU|Métropole)\s+(?:de la |du |des |de l[’']|de |d[’'])?", re.IGNORECASE
)


class MemberDraft(Draft):
    """The membership of an EPCI as its form submits it."""

    siren: str = Field(title="Intercommunalité", max_length=9)
    organisation_id: int | None = Field(default=None, title="Sa fiche dans l\u2019annuaire")
    joined_on: FrenchDate | None = Field(default=None, title="Membre depuis")


class CommuneDraft(Draft):
    """A commune to be counted under a member EPCI, or to be taken out of the territory."""

    commune_code: str = Field(title="Commune", max_length=5)
    epci_siren: str = Field(title="Avec quelle intercommunalité", max_length=9)


@dataclass(frozen=True, slots=True)
class MemberEpci:
    """A member EPCI, counted over the communes that the association gives it.

    `population` sums the communes whose population is known, None when none is.
    """

    siren: str
    name: str
    organisation_id: int | None
    organisation_name: str | None
    joined_on: date | None
    commune_count: int
    population: int | None
    unknown_population: int
    without_coordinates: int


@dataclass(frozen=True, slots=True)
class TerritoryCommune:
    """A commune of the territory, under the member EPCI that it counts for."""

    code: str
    name: str
    department_name: str
    member_siren: str
    member_name: str
    official_epci: str | None  # when it is another one than the member's
    population: int | None
    postal_codes: str
    has_coordinates: bool
    is_current: bool

    @property
    def shown_name(self) -> str:
        """Tell communes of one name apart: « Vayres (Gironde) »."""
        if self.name == self.department_name:
            return self.name
        return f"{self.name} ({self.department_name})"

    @property
    def remark(self) -> str | None:
        """Say what is out of the ordinary about the commune; None when nothing is."""
        remarks = []
        if not self.is_current:
            remarks.append("n\u2019existe plus dans la liste officielle")
        if self.official_epci is not None:
            remarks.append(f"relève officiellement de {self.official_epci}")
        if not self.has_coordinates:
            remarks.append("sans coordonnées")
        return ", ".join(remarks) or None


@dataclass(frozen=True, slots=True)
class TerritorySummary:
    """The whole territory in figures; `population` is None when no commune's is known."""

    epci_count: int
    commune_count: int
    population: int | None
    unknown_population: int
    without_coordinates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dependents:
    """What is counted under a member EPCI and would lose its place."""

    projects: int
    targets: int
    facilities: int
    streams: int

    @property
    def sentence(self) -> str | None:
        """Name what depends, « 3 projets et 1 objectif »; None when nothing does."""
        counted = [
            (self.projects, "projet", "projets"),
            (self.targets, "objectif", "objectifs"),
            (self.facilities, "local ou installation", "locaux ou installations"),
            (self.streams, "gisement", "gisements"),
        ]
        found = [french.plural(count, one, many) for count, one, many in counted if count]
        return french.join(found) if found else None


def check_removable(name: str, dependents: Dependents) -> None:
    """Refuse to take an EPCI out of the territory while something is counted under it.

    Raises:
        DomainError: the sentence names what depends on it.
    """
    if dependents.sentence is not None:
        raise DomainError(
            f"{name} ne peut pas être retirée du territoire. Ce qui en dépend\u00a0: "
            f"{dependents.sentence}."
        )


def short_name(name: str) -> str:
    """Return the name of an EPCI without its legal kind: « Libournais », « Grand Cubzaguais »."""
    bare = _KIND.sub("", name).replace("Saint-", "St-")
    return bare[:1].upper() + bare[1:]


def class_of(value: float, highest: float) -> int:
    """Return the class of a value, 0 to 4, in equal steps up to the highest; none is class 0."""
    if value <= 0 or highest <= 0:
        return 0
    return min(MAP_CLASSES - 1, math.ceil(value / highest * (MAP_CLASSES - 1)))
