"""What a decision on a match must say."""

import pytest
from pydantic import ValidationError

from circular.domain.match_decisions import Decision, DecisionDraft
from circular.domain.matches import DEFAULT_WEIGHTS, Component
from circular.domain.problems import problems_of


def test_a_dismissal_says_why() -> None:
    with pytest.raises(ValidationError) as refusal:
        DecisionDraft(stream_id=1, need_id=2, decision=Decision.DISMISSED, weights=DEFAULT_WEIGHTS)

    assert problems_of(refusal.value, DecisionDraft)[0].field == "reason"


def test_a_match_kept_has_no_reason() -> None:
    with pytest.raises(ValidationError):
        DecisionDraft(
            stream_id=1,
            need_id=2,
            decision=Decision.KEPT,
            reason="distance",
            weights=DEFAULT_WEIGHTS,
        )


def test_a_decision_carries_the_proposal_as_it_was() -> None:
    draft = DecisionDraft(
        stream_id=1,
        need_id=2,
        decision=Decision.KEPT,
        score=0.86,
        components={Component.MATERIAL: 1.0, Component.SEASON: None},
        weights=DEFAULT_WEIGHTS,
    )

    assert draft.components[Component.SEASON] is None
    assert draft.weights.material == 0.45


def test_a_score_lies_between_0_and_1() -> None:
    with pytest.raises(ValidationError):
        DecisionDraft(
            stream_id=1, need_id=2, decision=Decision.KEPT, score=1.2, weights=DEFAULT_WEIGHTS
        )
