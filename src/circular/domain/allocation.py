"""The allocation of all streams to all needs at once: what it weighs, how far it is, what if."""

from dataclasses import dataclass, field
from enum import StrEnum
from math import ceil
from typing import Self

from pydantic import Field, model_validator

from circular.domain import french
from circular.domain.drafts import Draft
from circular.domain.errors import Problem
from circular.domain.labels import Labelled
from circular.domain.problems import RefusedFieldsError
from circular.domain.quantities import Kilometres, Points

PROVEN = 1e-6  # what a solver leaves of no gap at all
FULL_MATERIAL = 100.0  # points
MANY_PAIRS = 200_000
NEAR_ENOUGH = 0.001  # share of the best plan that may be lacking beyond `MANY_PAIRS`


@dataclass(frozen=True, slots=True)
class Stakes:
    """What a tonne is worth, in points: `value` at a score of 1, less `kilometre` for each one.

    Only the ratio of the two matters. The starting values are arbitrary: one kilometre weighs as
    much as a fifth of a point of the score out of 100.
    """

    value: float = 100.0
    kilometre: float = 0.2


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is tried out: streams, projects and needs switched off, maximum distances changed.

    `distances` holds (need, kilometres). `material_from` is the score of material, in points out of
    100, from which a stream may go to a need that names neither its code nor its family; a need
    always names some. The starting value is the full score: « same sub-chapter » alone is worth
    60 where materials are not known to differ, and a stray word in common adds to it.
    What is agreed with a stream, a need or a project that is switched off is undone in the trial:
    its tonnes are free again. Nothing of a scenario is stored.
    """

    without_streams: frozenset[int] = frozenset()
    without_projects: frozenset[int] = frozenset()
    without_needs: frozenset[int] = frozenset()
    distances: frozenset[tuple[int, float]] = frozenset()
    material_from: float = FULL_MATERIAL
    stakes: Stakes = field(default_factory=Stakes)

    @property
    def is_today(self) -> bool:
        """Tell whether nothing is changed."""
        return self == Scenario()


class TrialDraft(Draft):
    """What a person asks to try out: what to switch off, the distance of one need, the stakes.

    `kilometre` is in points of score a tonne, `material_from` in points of the score of material;
    empty, both are as in the plan of today.
    """

    without_projects: tuple[int, ...] = Field(default=(), title="Projets mis de côté")
    without_streams: tuple[int, ...] = Field(default=(), title="Gisements mis de côté")
    without_needs: tuple[int, ...] = Field(default=(), title="Besoins mis de côté")
    need_id: int | None = Field(default=None, title="Besoin dont la distance change")
    distance_max_km: Kilometres | None = Field(default=None, title="Nouvelle distance (km)")
    kilometre: Points | None = Field(default=None, title="Ce que coûte un kilomètre (points)")
    material_from: Points | None = Field(
        default=None, title="Note de matière exigée hors de ce que le besoin nomme (sur 100)"
    )

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.need_id is not None and not self.distance_max_km:
            sentence = "Donnez la distance à essayer, de plus de 0\u00a0km."
            raise RefusedFieldsError(Problem("distance_max_km", sentence))
        if self.need_id is None and self.distance_max_km is not None:
            sentence = "Choisissez le besoin dont la distance change."
            raise RefusedFieldsError(Problem("need_id", sentence))
        return self


class AllocationStep(Labelled):
    """How far a calculation is."""

    READING = "reading", "Lecture des gisements et des besoins"
    SCORING = "scoring", "Note de chaque paire"
    SHARING = "sharing", "Répartition des tonnes"
    MINIMUMS = "minimums", "Recherche des tonnages minimaux"
    TELLING = "telling", "Mise en forme"


class AllocationMethod(Labelled):
    """How the plan was found."""

    NOTHING = "nothing", "Aucune paire possible"
    LINEAR = "linear", "Programme linéaire"
    MIXED = "mixed", "Programme à minimums"
    NEAR = "near", "Programme linéaire, arrêté près du meilleur plan"
    MIXED_ON_SOME = "mixed_on_some", "Programme à minimums, sur les meilleures paires"


class WhyClosed(StrEnum):
    """Why a need that asks for a minimum receives nothing."""

    NOTHING_FITS = "nothing_fits"
    TOO_LITTLE = "too_little"
    BETTER_ELSEWHERE = "better_elsewhere"


def method_sentence(method: AllocationMethod, *, pairs: int, kept: int) -> str:
    """Say how the plan was found, and what was left aside to find it in time."""
    possible = french.plural(pairs, "paire possible", "paires possibles")
    sentences = {
        AllocationMethod.NOTHING: "Aucun gisement ne peut aller à un besoin.",
        AllocationMethod.LINEAR: f"Calcul exact sur {possible}.",
        AllocationMethod.NEAR: (
            f"Il y a {possible}, plus de {french.number(MANY_PAIRS)}\u00a0: "
            "le calcul s\u2019arrête "
            f"à moins de {french.percent(NEAR_ENOUGH, decimals=1)} du meilleur plan."
        ),
        AllocationMethod.MIXED: f"Calcul sur {possible}, avec les tonnages minimaux.",
        AllocationMethod.MIXED_ON_SOME: (
            f"Il y a {possible}, trop pour chercher les tonnages minimaux parmi toutes\u00a0: "
            f"seules les {french.number(kept)} plus prometteuses ont été gardées."
        ),
    }
    return sentences[method]


def rule_sentence(scenario: Scenario) -> str:
    """Say which pairs a plan may use, and what a kilometre costs in it."""
    points = french.number(scenario.stakes.kilometre)
    rule = (
        "Un gisement va à un besoin qui nomme son code, un chapitre qui le contient ou sa famille"
    )
    if scenario.material_from < FULL_MATERIAL:
        least = french.number(scenario.material_from)
        rule = f"{rule}, ou dont la note de matière atteint {least} sur 100"
    else:
        rule = f"{rule}, ou dont la note de matière est entière"
    unit = "point" if scenario.stakes.kilometre < 2 else "points"  # noqa: PLR2004  # French plural
    return f"{rule}. Chaque kilomètre retire {points} {unit} à une note sur 100."


def gap_sentence(gap: float, *, hit_limit: bool) -> str:
    """Say how far the plan may be from the best one, and whether time was too short."""
    share = french.percent(ceil(round(gap * 1000, 6)) / 1000, decimals=1)
    if hit_limit:
        return (
            "Le temps permis a été atteint avant la fin\u00a0: "
            f"il existe peut-être un plan meilleur, de {share} au plus."
        )
    if gap < PROVEN:
        return "Aucun plan ne fait mieux."
    return f"Aucun plan ne fait mieux de plus de {share}."
