"""What a change of weights would do, in one sentence."""

from circular.queries.match_weights import Trial
from circular.ui.match_weights import trials_sentence
from tests.builders.proposals import a_proposal

ONE, TWO = a_proposal(stream_id=1), a_proposal(stream_id=2)


def test_the_sentence_counts_the_projects_that_change() -> None:
    same = Trial(1, "Compost", (ONE, TWO), (ONE, TWO))
    swapped = Trial(2, "Atelier", (ONE, TWO), (TWO, ONE))
    shorter = Trial(3, "Ressourcerie", (ONE, TWO), (ONE,))

    assert trials_sentence([same]).startswith("1\u00a0projet comparé\u00a0: mêmes gisements")
    assert trials_sentence([same, swapped]).endswith("un seul change de premier gisement.")
    assert trials_sentence([swapped, swapped]).endswith("2 changent de premier gisement.")
    assert trials_sentence([same, shorter]).endswith("tous gardent leur premier gisement.")
