"""What the flow of the journeys draws, read in the figure itself."""

from datetime import date
from itertools import pairwise

from circular.charts.journeys import forward, is_drawable, journeys_flow
from circular.domain.journeys import JourneyFilters
from circular.domain.stages import ExitKind, MoveKind, Stage
from circular.queries.journeys import Exits, Flow, Journeys


def some_journeys(flows: tuple[Flow, ...], exits: tuple[Exits, ...] = ()) -> Journeys:
    """Return journeys with these moves."""
    return Journeys(JourneyFilters(date(2026, 11, 22)), (), flows, exits, 9, 9)


ENTERED = Flow(MoveKind.ENTRY, None, Stage.DETECTION, 9)
ADVANCED = Flow(MoveKind.ADVANCE, Stage.DETECTION, Stage.QUALIFICATION, 4)
BACK = Flow(MoveKind.BACK, Stage.QUALIFICATION, Stage.DETECTION, 1)
REFUSED = Exits(Stage.DETECTION, ExitKind.REFUSED, "hors_missions", "Hors missions", 2, 0)
REFUSED_TOO = Exits(Stage.DETECTION, ExitKind.REFUSED, "autre", "Autre", 1, 0)


def test_links_carry_the_counts_and_exits_add_up_by_kind() -> None:
    (drawn,) = journeys_flow(some_journeys((ENTERED, ADVANCED), (REFUSED, REFUSED_TOO))).data

    assert drawn.node.label == ("Détection", "Qualification", "Contacts", "Refus 3")
    links = zip(drawn.link.source, drawn.link.target, drawn.link.value, strict=True)
    assert list(links) == [(2, 0, 9), (0, 1, 4), (0, 3, 3)]


def test_stages_go_from_left_to_right_and_exits_lie_lower() -> None:
    (drawn,) = journeys_flow(some_journeys((ENTERED, ADVANCED), (REFUSED,))).data
    place = dict(zip(drawn.node.label, zip(drawn.node.x, drawn.node.y, strict=True), strict=True))

    assert place["Contacts"][0] < place["Détection"][0] < place["Qualification"][0]
    assert place["Refus 2"][1] > 1 > place["Détection"][1]


def test_large_exits_do_not_lie_over_each_other() -> None:
    many = Flow(MoveKind.ENTRY, None, Stage.DETECTION, 200)
    gone = [Exits(Stage.DETECTION, kind, "autre", "Autre", 50, 0) for kind in ExitKind]
    (drawn,) = journeys_flow(some_journeys((many,), tuple(gone))).data
    middles = sorted(drawn.node.y)[-4:]

    assert all(lower - upper > 50 / 200 for upper, lower in pairwise(middles))


def test_moves_back_are_left_to_the_table() -> None:
    assert forward([ENTERED, ADVANCED, BACK]) == [ENTERED, ADVANCED]
    assert not is_drawable(some_journeys((BACK,)))
    assert is_drawable(some_journeys((), (REFUSED,)))
