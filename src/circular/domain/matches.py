"""What a match is made of: components, exclusions, weights, and their French sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from circular.domain import french
from circular.domain.labels import Labelled


class Component(Labelled):
    """One side of a match, scored between 0 and 1."""

    MATERIAL = "material", "Matière"
    DISTANCE = "distance", "Distance"
    QUANTITY = "quantity", "Quantité"
    SEASON = "season", "Saison"
    QUALITY = "quality", "Qualité"
    PRICE = "price", "Prix"


class Because(StrEnum):
    """Why a component has its value; each one has a sentence in ``component_sentence``."""

    UNKNOWN = "unknown"
    AS_DECIDED = "as_decided"
    SAME_CODE = "same_code"
    SAME_SUB_CHAPTER = "same_sub_chapter"
    SAME_CHAPTER = "same_chapter"
    SAME_FAMILY = "same_family"
    WORDS = "words"
    NOTHING_IN_COMMON = "nothing_in_common"
    VAGUE_CODE = "vague_code"
    WITHIN_REACH = "within_reach"
    NO_DISTANCE_LIMIT = "no_distance_limit"
    TONNES = "tonnes"
    ALL_YEAR = "all_year"
    SOME_MONTHS = "some_months"
    STATED_QUALITY = "stated_quality"
    CLEANER_THAN_ASKED = "cleaner_than_asked"
    FREE = "free"
    PRICE_BELOW_LIMIT = "price_below_limit"
    PRICE_ABOVE_LIMIT = "price_above_limit"


class ExclusionReason(Labelled):
    """The hard filter that keeps a stream and a need apart; such a pair is not scored."""

    COMMITTED = "committed", "Déjà entièrement promis"
    DATES = "dates", "Périodes sans jour commun"
    HAZARDOUS = "hazardous", "Déchet dangereux non accepté"
    TOO_FAR = "too_far", "Trop loin"
    CONTAMINATION = "contamination", "Trop d’indésirables"
    OPERATION = "operation", "Traitement incompatible"


class MatchWeights(BaseModel):
    """The weight of each component in a score, with the version that a proposal remembers.

    The weights need not add up to 1: a score divides by the weight of what is known. The starting
    values are arbitrary and meant to be edited by each territory.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Annotated[int, Field(ge=1, title="Version")] = 1
    material: Annotated[float, Field(ge=0, le=1000, title="Matière")] = 0.45
    distance: Annotated[float, Field(ge=0, le=1000, title="Distance")] = 0.25
    quantity: Annotated[float, Field(ge=0, le=1000, title="Quantité")] = 0.10
    season: Annotated[float, Field(ge=0, le=1000, title="Saison")] = 0.10
    quality: Annotated[float, Field(ge=0, le=1000, title="Qualité")] = 0.10
    price: Annotated[float, Field(ge=0, le=1000, title="Prix")] = 0.00

    def of(self, component: Component) -> float:
        """Give the weight of one component."""
        return float(getattr(self, component.value))

    def in_order(self) -> tuple[float, ...]:
        """Give the weights in the order of ``Component``."""
        return tuple(self.of(component) for component in Component)


DEFAULT_WEIGHTS = MatchWeights()


def score_of(components: Mapping[Component, float | None], weights: MatchWeights) -> float | None:
    """Return the mean of the components that are known, by their weight, in [0, 1].

    None when nothing that counts is known. This is the score of the ranking without its
    infinitesimal, and what replays a decision from the components and weights that it keeps.
    """
    known = {each: value for each, value in components.items() if value is not None}
    total = sum(weights.of(each) for each in Component if each in known)
    if total == 0:
        return None
    found = sum(weights.of(each) * known[each] for each in Component if each in known) / total
    return min(1.0, max(0.0, found))


@dataclass(frozen=True, slots=True)
class ComponentScore:
    """One component of a match: its value in [0, 1], None when unknown, and what explains it.

    ``amount``, ``least`` and ``most`` are figures in the unit of the component: kilometres,
    tonnes a year, share of the need, per cent of unwanted matter, euros a tonne.
    ``label`` is a code, a family or an example.
    """

    component: Component
    value: float | None
    because: Because
    amount: float | None = None
    least: float | None = None
    most: float | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A filter that a pair does not pass, with the figure met and the limit that it breaks."""

    reason: ExclusionReason
    amount: float | None = None
    limit: float | None = None
    label: str = ""


def component_sentence(score: ComponentScore) -> str:
    """Say in French why a component has its value, « même code : 18 01 04 »."""
    if score.because is Because.AS_DECIDED:
        return "valeur du jour de la décision"
    if score.component is Component.MATERIAL and score.because is not Because.UNKNOWN:
        return _material_sentence(score)
    if score.because is Because.TONNES:
        return _tonnes_sentence(score)
    return _plain_sentence(score)


def exclusion_sentence(exclusion: Exclusion) -> str:
    """Say in French which filter keeps the two apart, with its figures."""
    amount, limit = exclusion.amount, exclusion.limit
    sentences = {
        ExclusionReason.COMMITTED: "tout le gisement est déjà promis",
        ExclusionReason.DATES: "les périodes n’ont aucun jour en commun",
        ExclusionReason.HAZARDOUS: "déchet dangereux, que le projet ne peut pas recevoir",
        ExclusionReason.TOO_FAR: (
            f"trop loin{_COLON}{_road(amount)} pour {french.kilometres(limit)} au plus"
        ),
        ExclusionReason.CONTAMINATION: (
            f"trop d’indésirables{_COLON}{_share(amount)} pour {_share(limit)} au plus"
        ),
        ExclusionReason.OPERATION: f"traitement {exclusion.label} non prévu par le projet",
    }
    return sentences[exclusion.reason]


def spaced_code(code: str) -> str:
    """Write a European waste code in pairs, « 18 01 04 »."""
    return french.NO_BREAK.join(code[start : start + 2] for start in range(0, len(code), 2))


_COLON = f"{french.NO_BREAK}: "


def _material_sentence(score: ComponentScore) -> str:
    """Say how the material was recognised."""
    code = spaced_code(score.label) if score.label.isdigit() else score.label
    sentences = {
        Because.SAME_CODE: f"même code{_COLON}{code}",
        Because.SAME_SUB_CHAPTER: f"même sous-chapitre{_COLON}{spaced_code(score.label[:4])}",
        Because.SAME_CHAPTER: f"même chapitre{_COLON}{spaced_code(score.label[:2])}",
        Because.SAME_FAMILY: f"même famille de matière{_COLON}{score.label}",
        Because.VAGUE_CODE: f"code trop vague pour conclure{_COLON}{code}",
        Because.WORDS: "mots proches de ce que le projet accepte",
    }
    if score.because is Because.WORDS and score.label:
        return f"mots proches de {french.quoted(score.label)}"
    return sentences.get(score.because, "rien de commun dans les codes ni dans les mots")


def _tonnes_sentence(score: ComponentScore) -> str:
    """Say what is on offer and what is wanted, in tonnes a year."""
    offered = f"{french.tonnes(score.amount)} offertes"
    if score.least is not None and score.most is not None and score.least != score.most:
        wanted = f"de {french.number(score.least)} à {french.tonnes(score.most)} voulues"
        return f"{offered}, {wanted}"
    wanted_tonnes = score.least if score.least is not None else score.most
    return f"{offered} pour {french.tonnes(wanted_tonnes)} voulues"


def _plain_sentence(score: ComponentScore) -> str:
    """Say what explains any other component."""
    sentences = {
        Because.WITHIN_REACH: _road(score.amount),
        Because.NO_DISTANCE_LIMIT: f"{_road(score.amount)}, sans distance maximale, neutre",
        Because.ALL_YEAR: "régulier toute l’année",
        Because.SOME_MONTHS: f"{french.percent(score.amount)} du besoin couvert mois par mois",
        Because.STATED_QUALITY: f"qualité estimée à {french.percent(score.amount)}",
        Because.CLEANER_THAN_ASKED: (
            f"{_share(score.amount)} d’indésirables pour {_share(score.most)} au plus"
        ),
        Because.FREE: "cédé sans prix",
        Because.PRICE_BELOW_LIMIT: f"{_price(score.amount)} pour {_price(score.most)} au plus",
        Because.PRICE_ABOVE_LIMIT: (
            f"{_price(score.amount)}, au-dessus des {_price(score.most)} possibles"
        ),
    }
    unknown = "non renseigné" if score.component is Component.PRICE else "non renseignée"
    return sentences.get(score.because, f"{unknown}, neutre")


def _road(kilometres: float | None) -> str:
    """Write a distance with the way it was measured, which is always said."""
    rounded = None if kilometres is None else round(kilometres, 1 if kilometres < 1 else 0)
    return f"{french.kilometres(rounded)} (à vol d’oiseau × 1,3)"


def _share(value: float | None) -> str:
    """Write a share of unwanted matter, given in per cent."""
    return f"{french.number(value)}{french.NO_BREAK}%"


def _price(value: float | None) -> str:
    """Write a price for one tonne."""
    return f"{french.euros(value)} la tonne"
