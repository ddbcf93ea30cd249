"""What is said of a proposal that is seen again."""

from circular.domain.matches import DEFAULT_WEIGHTS, Because, Component, ComponentScore
from circular.queries.proposals import Proposed
from circular.ui.match_replays import recomputed_sentence, replay_sentence
from tests.builders.proposals import a_proposal

PART = ComponentScore(Component.MATERIAL, 0.6, Because.SAME_SUB_CHAPTER)
SIZE = ComponentScore(Component.QUANTITY, 1.0, Because.TONNES)
PARTS = (PART, SIZE)
THEN = Proposed(0.6, {Component.MATERIAL: 0.6}, DEFAULT_WEIGHTS)


def test_the_note_then_is_compared_with_that_of_today() -> None:
    assert replay_sentence(a_proposal(score=0.6, components=PARTS), THEN).startswith(
        "La note est la même"
    )
    assert replay_sentence(a_proposal(score=0.8, components=PARTS), THEN) == (
        "La note a monté de 60 à 80."
    )
    assert "Un accord compte déjà" in replay_sentence(a_proposal(components=(PART,)), THEN)
    assert "n’a plus de note" in replay_sentence(a_proposal(score=None), THEN)


def test_the_note_computed_again_is_told() -> None:
    assert recomputed_sentence(THEN) == "Recalculée avec eux, la note est bien 60."
    other = Proposed(0.9, THEN.components, DEFAULT_WEIGHTS)
    assert "incomplet" in recomputed_sentence(other)
    assert "Aucune note" in recomputed_sentence(Proposed(None, {}, DEFAULT_WEIGHTS))
