"""A line of a plan knows the pair that keeping it would decide."""

from tests.builders.plans import plan_line


def test_a_line_names_its_pair() -> None:
    assert plan_line(stream_id=3, need_id=8).pair == (3, 8)
