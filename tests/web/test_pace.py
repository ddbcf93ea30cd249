"""How often an address may ask."""

from circular.web.pace import Pace


def test_the_pace_is_counted_by_address_and_forgotten_after_a_minute() -> None:
    pace = Pace(2)

    assert [pace.allows("a", now=each) for each in (0.0, 1.0, 2.0)] == [True, True, False]
    assert pace.allows("b", now=2.0)
    assert pace.allows("a", now=61.0)
