"""The life of an agreement as a diagram: read from the one table of moves, laid out in rows."""

from dataclasses import dataclass

from circular.domain.agreements import MOVES, AgreementMove, AgreementState
from circular.domain.permissions import PERMISSIONS, Role


@dataclass(frozen=True, slots=True)
class DiagramMove:
    """A move of the diagram: its number from 1, where it starts and leads, and who may do it."""

    number: int
    move: AgreementMove
    sources: tuple[AgreementState, ...]
    target: AgreementState
    roles: tuple[Role, ...]


def diagram_moves() -> tuple[DiagramMove, ...]:
    """Return every move of the table, numbered in its order."""
    return tuple(
        DiagramMove(
            number,
            move,
            tuple(state for state in AgreementState if state in rule.sources),
            rule.target,
            tuple(role for role in Role if rule.permission in PERMISSIONS[role]),
        )
        for number, (move, rule) in enumerate(MOVES.items(), start=1)
    )


def main_path() -> tuple[AgreementState, ...]:
    """Return the states that the first possible moves go through, from the first draft."""
    path = [next(iter(AgreementState))]
    while True:
        ahead = (
            rule.target
            for rule in MOVES.values()
            if path[-1] in rule.sources and rule.target not in path
        )
        following = next(ahead, None)
        if following is None:
            return tuple(path)
        path.append(following)


def side_states() -> tuple[AgreementState, ...]:
    """Return the states beside the main path: ways out."""
    path = main_path()
    return tuple(state for state in AgreementState if state not in path)
