"""What each row weighs in a gap: together the weights make it, whatever the figure is made of."""

from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular.domain.indicators import Combination
from circular.domain.row_changes import Part, RowChange, RowStep, effects

PARTS = st.builds(
    Part,
    st.none() | st.integers(0, 400).map(lambda each: each / 4),
    st.none() | st.integers(0, 400).map(lambda each: each / 4),
)
ROWS = st.dictionaries(st.integers(1, 12), PARTS)


def value(combine: Combination, rows: dict[int, Part]) -> float | None:
    """Do the figure's sum from its rows, without any rounding."""
    known = [each.amount for each in rows.values() if each.amount is not None]
    if combine is Combination.COUNT:
        return len(rows)
    if combine is Combination.MEDIAN:
        return median(known) if known else None
    if combine is Combination.SHARE:
        base = sum(each.base or 0 for each in rows.values())
        return 100 * sum(known) / base if base else None
    return sum(known)


def changed(before: dict[int, Part], after: dict[int, Part]) -> list[RowChange]:
    """Return what differs between two readings of the rows."""
    return [
        RowChange(before.get(each), after.get(each))
        for each in sorted({*before, *after})
        if before.get(each) != after.get(each)
    ]


@given(st.sampled_from(list(Combination)), ROWS, ROWS)
def test_what_the_rows_weigh_is_the_gap(
    combine: Combination, before: dict[int, Part], after: dict[int, Part]
) -> None:
    weights = effects(combine, list(before.values()), changed(before, after))

    first, last = value(combine, before), value(combine, after)
    if first is None or last is None:
        return
    assert None not in weights
    assert sum(each or 0 for each in weights) == pytest.approx(last - first, abs=1e-6)


def test_a_share_that_was_or_becomes_unknown_has_no_weights() -> None:
    change = RowChange(None, Part(2, 4))
    assert effects(Combination.SHARE, [], [change]) == (None,)
    assert effects(Combination.MEDIAN, [], [change]) == (None,)
    assert effects(Combination.SUM, [], [change]) == (2,)


def test_a_row_says_what_became_of_it() -> None:
    part = Part(1)
    assert RowChange(None, part).step is RowStep.ADDED
    assert RowChange(part, None).step is RowStep.REMOVED
    assert RowChange(part, Part(2)).step is RowStep.CHANGED


def test_a_row_weighs_in_a_share_by_its_distance_from_it() -> None:
    before = [Part(2, 4), Part(2, 4)]
    weights = effects(Combination.SHARE, before, [RowChange(None, Part(0, 2))])
    assert weights == (-10,)
