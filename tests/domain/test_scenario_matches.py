"""The matches of a scenario: a move says no more than it knows."""

from circular.domain.scenario_matches import ScenarioMatch
from circular.domain.tracked_matches import MatchMove


def test_a_match_reads_its_moves_in_order() -> None:
    match = ScenarioMatch.model_validate(
        {
            "stream": "Marc",
            "project": "Compost",
            "need": "Matière sèche",
            "kept": -40,
            "moves": [{"kind": "contact", "day": -30}, {"kind": "agree", "day": -3, "tonnes": 12}],
        }
    )

    assert [each.kind for each in match.moves] == [MatchMove.CONTACT, MatchMove.AGREE]
    assert (match.moves[0].tonnes, match.moves[1].tonnes) == (None, 12)
