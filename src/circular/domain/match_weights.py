"""The weights of a match as the association chooses them: what is submitted, and their versions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from pydantic import Field, model_validator

from circular.domain import french
from circular.domain.drafts import Draft
from circular.domain.errors import Problem
from circular.domain.matches import Component, MatchWeights
from circular.domain.problems import RefusedFieldsError
from circular.domain.quantities import Percentage
from circular.domain.texts import Line

WHOLE = 100
_ROUNDING = 0.005  # points: weights are typed to the hundredth


class WeightsDraft(Draft):
    """The six weights as the form submits them, in points that make 100, and why they change."""

    material: Percentage = Field(title="Matière")
    distance: Percentage = Field(title="Distance")
    quantity: Percentage = Field(title="Quantité")
    season: Percentage = Field(title="Saison")
    quality: Percentage = Field(title="Qualité")
    price: Percentage = Field(title="Prix")
    reason: Line = Field(title="Pourquoi ces poids")

    @model_validator(mode="after")
    def _makes_a_hundred(self) -> Self:
        sentence = hundred_sentence([self.of(component) for component in Component])
        if sentence is not None:
            raise RefusedFieldsError(Problem("", sentence))
        return self

    def of(self, component: Component) -> float:
        """Return the points of one component."""
        return float(getattr(self, component.value))

    def weights(self, version: int) -> MatchWeights:
        """Return the weights that a score uses, under the number of their version."""
        shares = {each.value: round(self.of(each) / WHOLE, 4) for each in Component}
        return MatchWeights(version=version, **shares)


@dataclass(frozen=True, slots=True)
class WeightsVersion:
    """One version of the weights: what they are, who chose them, when and why.

    The first one is that of the product, chosen by nobody; `restored_from` is the version whose
    weights were taken up again.
    """

    weights: MatchWeights
    reason: str
    author: str | None = None
    decided_at: datetime | None = None
    restored_from: int | None = None


def hundred_sentence(points: list[float]) -> str | None:
    """Say by how much points fail to make 100; None when they do."""
    total = sum(points)
    if abs(total - WHOLE) < _ROUNDING:
        return None
    gap = french.number(round(abs(total - WHOLE), 2))
    what = f"il manque {gap}" if total < WHOLE else f"il y a {gap} de trop"
    return f"Les six poids font {french.number(round(total, 2))} sur 100\u00a0: {what}."


def points_of(weights: MatchWeights, component: Component) -> float:
    """Return the points out of 100 of a component, whatever the weights add up to."""
    total = sum(weights.in_order())
    return round(WHOLE * weights.of(component) / total, 2) if total > 0 else 0.0


def weights_words(weights: MatchWeights) -> str:
    """Write the weights that count: « matière 45, distance 25… »."""
    return ", ".join(
        f"{component.label.lower()} {french.number(points_of(weights, component))}"
        for component in Component
        if weights.of(component) > 0
    )
