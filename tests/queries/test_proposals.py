"""An agreed pair is shown as it was noted: its own promise must not lower its bars."""

from circular.domain.matches import DEFAULT_WEIGHTS, Because, Component, ComponentScore
from circular.queries.proposals import Proposed, as_agreed
from tests.builders.proposals import a_proposal

TODAY = (
    ComponentScore(Component.MATERIAL, 1.0, Because.SAME_CODE, label="200201"),
    ComponentScore(Component.DISTANCE, 0.2, Because.WITHIN_REACH, amount=40.0),
    ComponentScore(Component.QUANTITY, 0.1, Because.TONNES, amount=10.0, least=100.0),
)
PARTS = {Component.MATERIAL: 1.0, Component.DISTANCE: 0.8, Component.QUANTITY: 0.9}
NOTED = Proposed(0.9, {each: PARTS.get(each) for each in Component}, DEFAULT_WEIGHTS)


def test_score_and_parts_are_of_the_same_day() -> None:
    shown = as_agreed(a_proposal(score=0.4, components=TODAY), NOTED)

    assert shown.score == 0.9
    assert [(part.value, part.because) for part in shown.noted[:4]] == [
        (1.0, Because.SAME_CODE),  # what explains it today explained it then
        (0.8, Because.AS_DECIDED),
        (0.9, Because.AS_DECIDED),
        (None, Because.UNKNOWN),
    ]
    assert [part.component for part in shown.components] == [
        Component.MATERIAL,
        Component.DISTANCE,
    ]


def test_a_decision_that_kept_no_part_leaves_those_of_today() -> None:
    shown = as_agreed(a_proposal(score=0.4, components=TODAY), None)

    assert (shown.score, shown.noted, len(shown.components)) == (0.4, (), 2)
