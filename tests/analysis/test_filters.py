"""The hard filters always hold, whatever the tables and the weights."""

from math import asin, cos, radians, sin, sqrt

from hypothesis import given, settings

from circular.analysis.matching import Need, Stream, rank
from circular.domain.matches import MatchWeights
from tests.analysis.test_matching import NEED_TABLES, STREAM_TABLES, WEIGHTS

EARTH_KM = 6371.0
DETOUR = 1.3
NEAR_ENOUGH = 0.01  # of the limit: the ranking computes distances in single precision


def kilometres(stream: Stream, need: Need) -> float | None:
    """Return the great circle times 1.3, None when a place is unknown."""
    if stream.latitude is None or need.latitude is None:
        return None
    one, other = radians(stream.latitude), radians(need.latitude)
    across = radians((stream.longitude or 0) - (need.longitude or 0))
    half = sin((one - other) / 2) ** 2 + cos(one) * cos(other) * sin(across / 2) ** 2
    return DETOUR * 2 * EARTH_KM * asin(sqrt(half))


@given(STREAM_TABLES, NEED_TABLES, WEIGHTS)
@settings(max_examples=120, deadline=None)
def test_a_pair_that_is_proposed_passes_every_filter(
    streams: list[Stream], needs: list[Need], weights: MatchWeights
) -> None:
    sides = {need.key: need for need in needs}
    ranking = rank(streams, needs, weights)
    for stream in streams:
        for pairing in ranking[stream.key]:
            if not pairing.exclusions:
                _passes(stream, sides[pairing.need_key])


def _passes(stream: Stream, need: Need) -> None:
    """Check what must hold of a pair that nothing keeps apart."""
    assert not (stream.hazardous and need.hazardous_accepted is False)
    assert stream.tonnes_remaining is None or stream.tonnes_remaining > 0
    if stream.operation and need.operations:
        assert stream.operation in need.operations
    if stream.contamination is not None and need.contamination_max is not None:
        assert stream.contamination <= need.contamination_max
    far = kilometres(stream, need)
    if far is not None and need.distance_max_km is not None:
        assert far <= need.distance_max_km * (1 + NEAR_ENOUGH)
