"""The diagram says exactly what the table of moves says."""

from circular.domain.agreement_diagrams import diagram_moves, main_path, side_states
from circular.domain.agreements import MOVES, AgreementState
from circular.domain.permissions import Role


def test_every_move_is_there_once_with_its_states_and_who_may() -> None:
    moves = diagram_moves()
    assert [each.move for each in moves] == list(MOVES)
    assert [each.number for each in moves] == list(range(1, len(MOVES) + 1))
    for each in moves:
        assert set(each.sources) == MOVES[each.move].sources
        assert each.target is MOVES[each.move].target
        assert each.roles == (Role.STAFF, Role.ADMINISTRATOR)


def test_the_path_goes_from_the_draft_to_the_end_and_the_ways_out_stand_beside() -> None:
    assert [state.value for state in main_path()] == [
        "draft",
        "review",
        "to_sign",
        "signed",
        "ended",
    ]
    assert {*main_path(), *side_states()} == set(AgreementState)
