"""What may be kept as a view of a list."""

from circular.domain.saved_views import LONGEST_ADDRESS, MOST_VIEWS, room_problem, view_problem


def test_two_views_of_one_person_never_bear_the_same_name() -> None:
    problem = view_problem("À SIGNER", ["Toutes", "à signer"])
    assert problem is not None
    assert problem.field == "name"
    assert view_problem("À relire", ["Toutes", "à signer"]) is None


def test_one_keeps_so_many_views_and_no_longer_address() -> None:
    assert room_problem(MOST_VIEWS - 1, LONGEST_ADDRESS) is None
    assert room_problem(MOST_VIEWS, 10) is not None
    assert room_problem(0, LONGEST_ADDRESS + 1) is not None
