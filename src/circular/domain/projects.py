"""Projects: what a person submits of them, and how a list of them is filtered and ordered."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from circular.domain.dates import FrenchDate
from circular.domain.drafts import Draft
from circular.domain.errors import Problem
from circular.domain.labels import Labelled
from circular.domain.problems import RefusedFieldsError
from circular.domain.quantities import Euros, FullTimeEquivalent, Measure, measured
from circular.domain.stages import Health
from circular.domain.texts import SIREN_LENGTH, Line, Paragraph, Siren, Siret
from circular.domain.words import fold

NAF_VERSION = "rev2"
AREA = Measure("la surface", Decimal(1), Decimal(1_000_000), 1, ("m²", "m2"))

SquareMetres = Annotated[float, BeforeValidator(lambda value: float(measured(value, AREA)))]
"""An area in square metres, to a tenth."""


class ProjectDraft(Draft):
    """A project as the form of its record submits it; it may exist before any company."""

    title: Line = Field(title="Titre")
    summary: Paragraph | None = Field(default=None, title="Résumé")
    origin: str = Field(title="Origine du contact")
    origin_note: Line | None = Field(default=None, title="Précision sur l’origine")
    commune_code: str | None = Field(default=None, title="Commune")
    epci_siren: str | None = Field(default=None, title="Intercommunalité")
    is_priority_district: bool | None = Field(
        default=None, title="Quartier prioritaire de la ville (QPV)"
    )
    adviser_id: int | None = Field(default=None, title="Suivi par")
    pillars: tuple[str, ...] = Field(default=(), title="Piliers de l’économie circulaire")
    sector: str | None = Field(default=None, title="Secteur")
    naf_code: str | None = Field(default=None, title="Activité (NAF)")
    naf_version: str | None = Field(default=None, title="Version de la NAF")
    legal_form_now: str | None = Field(default=None, title="Forme juridique actuelle")
    legal_form_planned: str | None = Field(default=None, title="Forme juridique envisagée")
    siren: Siren | None = Field(default=None, title="SIREN")
    siret: Siret | None = Field(default=None, title="SIRET")
    creation_under_way: bool = Field(default=False, title="Création de l’entreprise en cours")
    funding_sought: Euros | None = Field(default=None, title="Financement recherché (€)")
    funding_found: Euros | None = Field(default=None, title="Financement trouvé (€)")
    premises_wanted: Line | None = Field(default=None, title="Local recherché")
    premises_area_m2: SquareMetres | None = Field(default=None, title="Surface recherchée (m²)")
    no_need: bool = Field(default=False, title="Aucun besoin exprimé")
    jobs_planned: FullTimeEquivalent | None = Field(default=None, title="Emplois prévus (ETP)")

    @model_validator(mode="after")
    def _hangs_together(self) -> "ProjectDraft":
        found: list[Problem] = []
        if self.siren and self.siret and self.siret[:SIREN_LENGTH] != self.siren:
            found.append(Problem("siret", "Ce SIRET n’est pas celui de ce SIREN."))
        if self.no_need and (self.premises_wanted or self.premises_area_m2):
            found.append(
                Problem("no_need", "Un local est recherché\u00a0: il y a donc un besoin exprimé.")
            )
        if found:
            raise RefusedFieldsError(*found)
        return self


class StartDraft(Draft):
    """A new project, for a person already known or without anybody yet."""

    title: Line = Field(title="Titre")
    origin: str = Field(title="Origine du contact")
    detected_on: FrenchDate = Field(title="Détecté le")
    commune_code: str | None = Field(default=None, title="Commune")
    summary: Paragraph | None = Field(default=None, title="Résumé")
    holder_id: int | None = Field(default=None, title="Personne")


class PersonDraft(Draft):
    """A person's part in a project."""

    holder_id: int = Field(title="Personne")
    role: str = Field(title="Rôle")
    is_first: bool = Field(default=False, title="La première personne à appeler")


class BlockDraft(Draft):
    """Why a project cannot go on for now."""

    reason: Line = Field(title="Ce qui bloque")


class HandOverDraft(Draft):
    """Who follows the project from now on."""

    adviser_id: int = Field(title="Suivi par")


class Scope(Labelled):
    """Which projects a list looks at; trials are in theirs alone."""

    CURRENT = "current", "En cours"
    EXITED = "exited", "Sortis"
    ARCHIVED = "archived", "Archivés"
    ALL = "all", "Tous"
    TRIALS = "trials", "Fiches d’essai"


class Order(Labelled):
    """How a list of projects is sorted; the first one is how the board is."""

    URGENCY = "urgency", "Urgence"
    TITLE = "title", "Projet"
    STAGE = "stage", "Étape"
    HEALTH = "health", "Santé"
    COMMUNE = "commune", "Commune"
    JOBS = "jobs", "Emplois"
    DUE = "due", "Échéance"


@dataclass(frozen=True, slots=True)
class ProjectFilters:
    """What a person asked to see; nothing asked shows every project of the scope."""

    text: str = ""
    epci_siren: str | None = None
    healths: tuple[Health, ...] = ()
    adviser_id: int | None = None
    scope: Scope = Scope.CURRENT

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words that must all be found."""
        return tuple(fold(self.text).split())

    @property
    def without_choices(self) -> "ProjectFilters":
        """The same scope with nothing filtered out: the N of « n sur N »."""
        return replace(self, text="", epci_siren=None, healths=(), adviser_id=None)


def folded_title(title: str) -> str:
    """Return a title as searches compare it; a title without letters stays itself."""
    return fold(title) or title.casefold()
