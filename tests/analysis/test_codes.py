"""Codes of the European waste list are compared by level."""

import numpy as np
import pytest

from circular.analysis.codes import Codes, is_vague, level
from circular.analysis.flows import Need, Stream


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("180104", "180104", 1.0),
        ("180104", "180102", 0.6),
        ("180104", "1801", 0.6),
        ("1801", "1801", 0.6),
        ("180104", "180201", 0.25),
        ("180104", "18", 0.25),
        ("18", "18", 0.25),
        ("180104", "200101", 0.0),
        ("030199", "030199", 0.6),
        ("200301", "200301", 0.6),
        ("030199", "030105", 0.6),
        ("030199", "030301", 0.25),
        ("200108", "200101", 0.25),  # food, paper
        ("150103", "150107", 0.25),  # pallets, bottles: both only « packaging »
        ("170402", "170405", 0.6),  # both metal
        ("200108", "2001", 0.6),
        ("200108", "200199", 0.6),  # nobody knows that it differs
    ],
)
def test_a_level_follows_the_hierarchy(one: str, other: str, expected: float) -> None:
    assert level(one, other) == expected
    assert level(other, one) == expected


def test_only_a_full_code_in_99_or_mixed_household_waste_is_vague() -> None:
    assert is_vague("160799")
    assert is_vague("200301")
    assert not is_vague("1699")
    assert not is_vague("200101")


def test_the_table_gives_what_the_plain_function_gives() -> None:
    own = [("200108",), ("180104",), ("030199", "180201"), (), ("20",), ("1702", "200301")]
    accepted = [("200101", "200140"), ("180104", "180102"), ("030199",), (), ("200301", "18")]
    streams = [Stream(str(at), codes=codes) for at, codes in enumerate(own)]
    needs = [Need(str(at), codes=codes) for at, codes in enumerate(accepted)]
    i, j = (axis.ravel() for axis in np.indices((len(own), len(accepted))))
    levels = Codes(streams, needs).levels(i, j)
    for stream, need, found in zip(i, j, levels, strict=True):
        expected = [level(one, other) for one in own[stream] for other in accepted[need]]
        assert found == max(expected) if expected else np.isnan(found)


def test_a_repeated_code_tells_how_often_it_was_taken() -> None:
    needs = [Need("once", codes=("180104",)), Need("twice", codes=("180104", "180104"))]
    often = Codes([Stream("s", codes=("180104",))], needs).often(np.array([0, 0]), np.array([0, 1]))
    assert often.tolist() == [1.0, 2.0]
