"""What would open a need that stays closed: who is around, and at what distance."""

import pytest

from circular.analysis.allocation import allocate
from circular.analysis.flows import Need, Stream
from circular.analysis.neighbours import ClosedNeed, closed_needs
from circular.domain.allocation import WhyClosed

LATITUDE, LONGITUDE = 44.915, -0.244


def stream(key: str, tonnes: float, north: float = 0.0) -> Stream:
    """Return garden waste some degrees north of Libourne."""
    return Stream(
        key,
        codes=("200201",),
        tonnes_likely=tonnes,
        latitude=LATITUDE + north,
        longitude=LONGITUDE,
    )


def need(key: str, least: float | None, reach: float | None = 40.0) -> Need:
    """Return a need of garden waste in Libourne."""
    return Need(
        key,
        codes=("200201",),
        tonnes_min=least,
        distance_max_km=reach,
        latitude=LATITUDE,
        longitude=LONGITUDE,
    )


def closed(streams: list[Stream], needs: list[Need]) -> tuple[ClosedNeed, ...]:
    """Plan and tell what stays closed."""
    return closed_needs(allocate(streams, needs), streams, needs)


def test_the_nearest_streams_that_reach_the_minimum_are_named() -> None:
    streams = [stream("here", 60), stream("near", 50, 0.4), stream("far", 500, 0.5)]
    streams += [stream("away", 900, 3.0), Stream("glass", codes=("150107",), tonnes_likely=900)]

    (found,) = closed(streams, [need("n", 100)])

    assert found.why is WhyClosed.TOO_LITTLE
    assert (found.within, found.free, found.around) == pytest.approx((60, 60, 610))
    assert [each.stream_key for each in found.neighbours] == ["here", "near"]
    assert found.opens_at == pytest.approx(found.neighbours[-1].kilometres)
    assert found.neighbours[0].is_within_reach
    assert not found.neighbours[1].is_within_reach


def test_tonnes_that_serve_another_need_better_are_told_apart() -> None:
    streams = [stream("here", 110)]
    needs = [need("big", 100, reach=400.0), need("small", 60, reach=40.0)]

    found = closed(streams, needs)

    assert [each.why for each in found] == [WhyClosed.BETTER_ELSEWHERE]
    assert found[0].opens_at is None


def test_nothing_that_fits_is_said_so() -> None:
    (found,) = closed([], [need("n", 100)])

    assert (found.why, found.neighbours) == (WhyClosed.NOTHING_FITS, ())
