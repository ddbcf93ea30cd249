"""The heaviest load of a stream, and the refusal to promise more than is left."""

from datetime import date

from circular.domain.promises import Promise, heaviest_load, over_promise_problem
from circular.domain.tracked_matches import MatchMove, MatchMoveDraft

YEAR_1 = Promise(100, date(2026, 1, 1), date(2026, 12, 31))
YEAR_2 = Promise(80, date(2027, 1, 1), date(2027, 12, 31))
ENDLESS = Promise(10, date(2026, 6, 1))


def draft(tonnes: float, *, confirmed: bool = False) -> MatchMoveDraft:
    """Return an agreement on some tonnes."""
    day = date(2026, 1, 1)
    return MatchMoveDraft(
        kind=MatchMove.AGREE, effective_on=day, tonnes=tonnes, starts_on=day, over_promise=confirmed
    )


def test_agreements_that_follow_each_other_do_not_add_up() -> None:
    both = [YEAR_1, YEAR_2]

    assert heaviest_load(both, date(2026, 3, 1), None) == 100
    assert heaviest_load([*both, ENDLESS], date(2026, 3, 1), None) == 110
    assert heaviest_load([*both, ENDLESS], date(2027, 1, 1), None) == 90
    assert heaviest_load([*both, ENDLESS], date(2026, 3, 1), date(2026, 5, 31)) == 100
    assert heaviest_load([], date(2026, 3, 1), None) == 0
    assert heaviest_load(both, date(2026, 3, 1), date(2026, 2, 1)) == 0


def test_promising_too_much_is_said_with_both_figures_unless_confirmed() -> None:
    problem = over_promise_problem(draft(20), offered=112, promised=100)

    assert problem is not None
    assert problem.sentence.startswith("Il reste 12\u00a0t\u202f; vous en promettez 20.")
    assert over_promise_problem(draft(12), offered=112, promised=100) is None
    assert over_promise_problem(draft(20), offered=None, promised=100) is None
    assert over_promise_problem(draft(20, confirmed=True), offered=112, promised=100) is None
