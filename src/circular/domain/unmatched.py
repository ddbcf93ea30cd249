"""What nobody uses and what nobody serves: why it is so, and how its lists are asked for."""

from dataclasses import dataclass

from circular.domain import french
from circular.domain.labels import Labelled
from circular.domain.matches import ExclusionReason


class UnmatchedReason(Labelled):
    """Why a stream has no project, or a need no stream; the first that explains most pairs."""

    MATERIAL = "material", "Rien de matière proche"
    TOO_FAR = "too_far", "Trop loin"
    HAZARDOUS = "hazardous", "Déchet dangereux non accepté"
    CONTAMINATION = "contamination", "Trop d\u2019indésirables"
    OPERATION = "operation", "Traitement incompatible"
    DATES = "dates", "Périodes sans jour commun"
    COMMITTED = "committed", "Déjà entièrement promis"
    SEASON = "season", "Aucun mois en commun"
    DISMISSED = "dismissed", "Tout a été écarté"
    UNDECIDED = "undecided", "Propositions à décider"


BY_FILTER = {reason: UnmatchedReason(reason.value) for reason in ExclusionReason}
"""The reason that each hard filter of the ranking gives."""


@dataclass(frozen=True, slots=True)
class Why:
    """Why one side waits: its reason, how many of the other side share its material, how near.

    `concerned` counts those among them that the reason keeps apart, None for all. `nearest_km` is
    the great circle times 1.3 to the nearest of those that are too far, None when none is.
    """

    reason: UnmatchedReason
    related: int = 0
    nearest_km: float | None = None
    concerned: int | None = None

    def sentence(self, one: str, many: str) -> str:
        """Say it: « trop loin : 2 besoins de matière proche, le plus proche à 84 km »."""
        label = self.reason.label
        if self.reason is UnmatchedReason.MATERIAL:
            return label
        counted = french.plural(self.related, one, many)
        if self.concerned is not None and self.concerned < self.related:
            counted = f"{french.number(self.concerned)} des {counted}"
        said = f"{label}\u00a0: {counted} de matière proche"
        if self.reason is UnmatchedReason.UNDECIDED:
            return f"{label}\u00a0: {french.plural(self.related, one, many)}"
        if self.reason is UnmatchedReason.TOO_FAR and self.nearest_km is not None:
            return f"{said}, le plus proche à {french.kilometres(round(self.nearest_km))}"
        return said


@dataclass(frozen=True, slots=True)
class Whys:
    """Key of a stream, and of a need, to why it waits."""

    streams: dict[str, Why]
    needs: dict[str, Why]


class UnusedOrder(Labelled):
    """How the list of streams without a project is sorted."""

    TONNES = "tonnes", "Tonnes, les plus grosses d\u2019abord"
    COST = "cost", "Coût actuel, le plus lourd d\u2019abord"
    TITLE = "title", "Nom"
    COMMUNE = "commune", "Commune"
    FAMILY = "family", "Famille de matière"


class UnservedOrder(Labelled):
    """How the lists of needs without a stream are sorted."""

    TONNES = "tonnes", "Tonnes, les plus grosses d\u2019abord"
    TITLE = "title", "Besoin"
    PROJECT = "project", "Projet"


@dataclass(frozen=True, slots=True)
class UnmatchedFilters:
    """What a person asked to see; nothing asked shows everything."""

    text: str = ""
    family: str | None = None
    epci_siren: str | None = None
