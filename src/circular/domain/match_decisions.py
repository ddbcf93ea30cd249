"""What a person decides of a match: keep it, or set it aside for a coded reason."""

from typing import Self

from pydantic import Field, model_validator

from circular.domain.drafts import Draft
from circular.domain.errors import Problem
from circular.domain.labels import Labelled
from circular.domain.matches import Component, MatchWeights, score_of
from circular.domain.problems import RefusedFieldsError


class Decision(Labelled):
    """The two answers to a proposal."""

    KEPT = "kept", "Retenu"
    DISMISSED = "dismissed", "Écarté"


class DecisionDraft(Draft):
    """A decision with the proposal as it was shown, so that it can be replayed later.

    `score` and the values of `components` lie in [0, 1]; an unknown component is None.
    """

    stream_id: int = Field(title="Gisement")
    need_id: int = Field(title="Besoin")
    decision: Decision = Field(title="Décision")
    reason: str | None = Field(default=None, title="Raison")
    score: float | None = Field(default=None, ge=0, le=1, title="Note")
    components: dict[Component, float | None] = Field(default_factory=dict, title="Composantes")
    weights: MatchWeights = Field(title="Poids")

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if self.decision is Decision.DISMISSED and self.reason is None:
            raise RefusedFieldsError(Problem("reason", "Dites pourquoi vous l\u2019écartez."))
        if self.decision is Decision.KEPT and self.reason is not None:
            raise RefusedFieldsError(
                Problem("reason", "Un gisement retenu n\u2019a pas de raison.")
            )
        return self

    @property
    def kept_score(self) -> float | None:
        """The score that the components give, so that it can be replayed to the last digit."""
        return score_of(self.components, self.weights) if self.components else self.score
