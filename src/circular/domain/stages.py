"""Stages of a project, its exits, and the table of what each stage requires on entry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from circular.domain.labels import Labelled

FEWEST_STAYS = 5  # below, a median stay says nothing of a stage


class Stage(Labelled):
    """Where a project stands on its way from first contact to local set-up."""

    DETECTION = "detection", "Détection"
    QUALIFICATION = "qualification", "Qualification"
    SUPPORT = "support", "Accompagnement"
    IMPLANTATION = "implantation", "Implantation"
    FOLLOW_UP = "follow_up", "Suivi"

    @property
    def rank(self) -> int:
        """Position in the journey, from 0 (détection) to 4 (suivi)."""
        return _RANKS[self]

    @property
    def next(self) -> "Stage | None":
        """The stage that follows, None after the last one."""
        stages = list(Stage)
        return stages[self.rank + 1] if self.rank + 1 < len(stages) else None

    @property
    def glyph(self) -> str:
        """The pie that stands for the stage where no drawing is possible: ○ ◔ ◑ ◕ ●."""
        return "○◔◑◕●"[self.rank]

    @property
    def written(self) -> str:
        """The stage where only text is possible: « ◑ Accompagnement »."""
        return f"{self.glyph} {self.label}"

    @property
    def reached(self) -> str:
        """The stage as the goal of a move: « en accompagnement »."""
        return _REACHED[self]


_RANKS = {stage: rank for rank, stage in enumerate(Stage)}


class ExitKind(Labelled):
    """How a project leaves the journey; its coded reason comes from the list exit_reasons."""

    ABANDONED = "abandoned", "Abandon"
    REDIRECTED = "redirected", "Réorientation"
    REFUSED = "refused", "Refus"
    CEASED = "ceased", "Cessation"


class MoveKind(Labelled):
    """What a line of the stage history did."""

    ENTRY = "entry", "Entrée"
    ADVANCE = "advance", "Passage"
    BACK = "back", "Retour en arrière"
    EXIT = "exit", "Sortie"
    RETURN = "return", "Reprise"


class Health(Labelled):
    """State of a file, apart from its stage; the first that applies, from top to bottom."""

    BLOCKED = "blocked", "Bloqué"
    DORMANT = "dormant", "Dormant"
    LATE = "late", "En retard"
    ACTIVE = "active", "Actif"

    @property
    def written(self) -> str:
        """The health where only text is possible: « ▲ En retard »."""
        return f"{_HEALTH_SIGNS[self]} {self.label}"


class Place(Labelled):
    """The part of a project's record where a thing is given; its code is the key of a tab."""

    FILE = "file", "Fiche"
    PEOPLE = "people", "Personnes"
    EXCHANGES = "exchanges", "Échanges"
    SERVICES = "services", "Prestations"
    NEEDS = "needs", "Besoins"
    AGREEMENTS = "agreements", "Convention"
    IMPLANTATION = "implantation", "Local"
    JOBS = "jobs", "Emplois"


@dataclass(frozen=True, slots=True)
class StageFacts:
    """What is known of a project at the effective day of a move, as the table below reads it."""

    has_name: bool
    has_origin: bool
    has_detection_day: bool
    has_detector: bool
    has_reachable_person: bool
    has_informed_person: bool
    has_summary: bool
    has_pillar: bool
    has_place: bool
    has_adviser: bool
    has_agreement_in_force: bool
    has_stated_needs: bool
    has_jobs_planned: bool
    has_legal_form_planned: bool
    has_site: bool
    has_opening_planned: bool
    has_company_or_under_way: bool
    has_opened: bool
    has_address: bool
    has_proof: bool
    has_siret: bool
    has_job_line: bool

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> "StageFacts":
        """Read the facts from a row of 0 and 1 by name."""
        return cls(**{name: bool(value) for name, value in row.items()})


@dataclass(frozen=True, slots=True)
class Requirement:
    """One line of the table: from which stage, what is asked, and where a person gives it."""

    key: str
    stage: Stage
    sentence: str
    missing: str
    remedy: str
    place: Place
    is_met: Callable[[StageFacts], bool]


REQUIREMENTS: tuple[Requirement, ...] = (
    Requirement(
        "name",
        Stage.DETECTION,
        "Un titre, ou le nom d’une personne",
        "Donnez un titre au projet, ou le nom d’une personne.",
        "Donner un titre",
        Place.FILE,
        lambda facts: facts.has_name,
    ),
    Requirement(
        "origin",
        Stage.DETECTION,
        "L’origine du contact",
        "Dites d’où vient le contact.",
        "Dire l’origine",
        Place.FILE,
        lambda facts: facts.has_origin,
    ),
    Requirement(
        "detected_on",
        Stage.DETECTION,
        "La date de détection",
        "Donnez la date de détection.",
        "Donner la date",
        Place.FILE,
        lambda facts: facts.has_detection_day,
    ),
    Requirement(
        "detected_by",
        Stage.DETECTION,
        "Qui l’a noté",
        "Dites qui a noté le projet.",
        "Dire qui",
        Place.FILE,
        lambda facts: facts.has_detector,
    ),
    Requirement(
        "contact",
        Stage.QUALIFICATION,
        "Une personne et un moyen de la joindre",
        "Ajoutez un téléphone ou une adresse électronique à l’une des personnes.",
        "Compléter la personne",
        Place.PEOPLE,
        lambda facts: facts.has_reachable_person,
    ),
    Requirement(
        "notice",
        Stage.QUALIFICATION,
        "L’information sur les données personnelles remise",
        "Remettez l’information sur les données personnelles à une personne que l’on peut joindre.",
        "Noter la remise",
        Place.PEOPLE,
        lambda facts: facts.has_informed_person,
    ),
    Requirement(
        "summary",
        Stage.QUALIFICATION,
        "Le résumé du projet",
        "Résumez le projet en un paragraphe.",
        "Écrire le résumé",
        Place.FILE,
        lambda facts: facts.has_summary,
    ),
    Requirement(
        "pillars",
        Stage.QUALIFICATION,
        "Au moins un pilier de l’économie circulaire",
        "Choisissez au moins un pilier de l’économie circulaire.",
        "Choisir un pilier",
        Place.FILE,
        lambda facts: facts.has_pillar,
    ),
    Requirement(
        "place",
        Stage.QUALIFICATION,
        "La commune ou l’intercommunalité",
        "Donnez la commune ou l’intercommunalité du projet.",
        "Donner la commune",
        Place.FILE,
        lambda facts: facts.has_place,
    ),
    Requirement(
        "adviser",
        Stage.QUALIFICATION,
        "La personne de l’équipe qui suit le projet",
        "Dites qui, dans l’équipe, suit le projet.",
        "Choisir qui suit",
        Place.FILE,
        lambda facts: facts.has_adviser,
    ),
    Requirement(
        "agreement",
        Stage.SUPPORT,
        "Une convention signée et en vigueur",
        "Faites signer une convention en vigueur à la date du passage.",
        "Voir la convention",
        Place.AGREEMENTS,
        lambda facts: facts.has_agreement_in_force,
    ),
    Requirement(
        "needs",
        Stage.SUPPORT,
        "Les besoins exprimés, ou « aucun »",
        "Notez un besoin de matière, de prestation ou de local, ou cochez « aucun besoin ».",
        "Noter les besoins",
        Place.NEEDS,
        lambda facts: facts.has_stated_needs,
    ),
    Requirement(
        "jobs_planned",
        Stage.SUPPORT,
        "Les emplois prévus",
        "Donnez le nombre d’emplois prévus (0 est une réponse).",
        "Donner les emplois",
        Place.FILE,
        lambda facts: facts.has_jobs_planned,
    ),
    Requirement(
        "legal_form_planned",
        Stage.SUPPORT,
        "La forme juridique envisagée",
        "Choisissez la forme juridique envisagée.",
        "Choisir la forme",
        Place.FILE,
        lambda facts: facts.has_legal_form_planned,
    ),
    Requirement(
        "site",
        Stage.IMPLANTATION,
        "Le lieu choisi",
        "Donnez le lieu choisi\u00a0: une adresse, une commune ou un local prêté.",
        "Choisir le lieu",
        Place.IMPLANTATION,
        lambda facts: facts.has_site,
    ),
    Requirement(
        "opening_planned",
        Stage.IMPLANTATION,
        "La date d’ouverture prévue",
        "Donnez la date d’ouverture prévue.",
        "Donner la date",
        Place.IMPLANTATION,
        lambda facts: facts.has_opening_planned,
    ),
    Requirement(
        "company",
        Stage.IMPLANTATION,
        "L’entreprise créée, ou sa création en cours",
        "Donnez le SIRET de l’entreprise, ou cochez que sa création est en cours.",
        "Compléter l’entreprise",
        Place.FILE,
        lambda facts: facts.has_company_or_under_way,
    ),
    Requirement(
        "opened",
        Stage.FOLLOW_UP,
        "L’ouverture effective",
        "Donnez la date d’ouverture effective, au plus tard à la date du passage.",
        "Noter l’ouverture",
        Place.IMPLANTATION,
        lambda facts: facts.has_opened,
    ),
    Requirement(
        "address",
        Stage.FOLLOW_UP,
        "L’adresse du lieu",
        "Donnez l’adresse du lieu.",
        "Donner l’adresse",
        Place.IMPLANTATION,
        lambda facts: facts.has_address,
    ),
    Requirement(
        "proof",
        Stage.FOLLOW_UP,
        "Une preuve de l’installation",
        "Donnez une preuve de l’installation\u00a0: bail, convention ou constat.",
        "Ajouter la preuve",
        Place.IMPLANTATION,
        lambda facts: facts.has_proof,
    ),
    Requirement(
        "siret",
        Stage.FOLLOW_UP,
        "Le SIRET de l’établissement",
        "Donnez le SIRET de l’établissement.",
        "Donner le SIRET",
        Place.FILE,
        lambda facts: facts.has_siret,
    ),
    Requirement(
        "job_line",
        Stage.FOLLOW_UP,
        "Au moins une ligne d’emploi",
        "Notez au moins une ligne d’emploi.",
        "Noter un emploi",
        Place.JOBS,
        lambda facts: facts.has_job_line,
    ),
)
"""What is required on entry in each stage. Source: the association's own rules of its pipeline."""


def requirements_for(stage: Stage, *, after: Stage | None = None) -> tuple[Requirement, ...]:
    """Return what is required to enter a stage, those of the stages passed on the way included.

    `after` is the stage one comes from; without it, everything from the first stage on counts.
    """
    lowest = -1 if after is None else after.rank
    return tuple(line for line in REQUIREMENTS if lowest < line.stage.rank <= stage.rank)


def missing_for(
    stage: Stage, facts: StageFacts, *, after: Stage | None = None
) -> tuple[Requirement, ...]:
    """Return what is still missing to enter a stage, all at once, in the order of the journey."""
    return tuple(line for line in requirements_for(stage, after=after) if not line.is_met(facts))


_REACHED = {
    Stage.DETECTION: "en détection",
    Stage.QUALIFICATION: "en qualification",
    Stage.SUPPORT: "en accompagnement",
    Stage.IMPLANTATION: "en implantation",
    Stage.FOLLOW_UP: "en suivi",
}
_HEALTH_SIGNS = {Health.BLOCKED: "■", Health.DORMANT: "◌", Health.LATE: "▲", Health.ACTIVE: "●"}
