"""Why streams and needs wait, counted over whole tables."""

from datetime import date

from circular.analysis.flows import Need, Stream
from circular.analysis.unmatched import whys
from circular.domain.unmatched import UnmatchedReason

TODAY = date(2026, 11, 22)
LAT, LON = 44.91, -0.24
SUMMER = (0.0,) * 5 + (1.0, 1.0) + (0.0,) * 5
WINTER = (1.0, 1.0) + (0.0,) * 10


def test_each_reason_is_found() -> None:
    glass, wood = ("150107",), ("170201",)
    streams = [
        Stream("near", codes=glass, latitude=LAT, longitude=LON),
        Stream("far", codes=wood, latitude=48.86, longitude=2.35),
        Stream("alone", codes=("060101",)),
        Stream("dirty", codes=("170802",), hazardous=True),
        Stream("summer", codes=("020304",), months=SUMMER),
        Stream("dismissed", codes=("200110",)),
    ]
    needs = [
        Need("glass", codes=glass, distance_max_km=30, latitude=LAT, longitude=LON),
        Need("wood", codes=wood, distance_max_km=30, latitude=LAT, longitude=LON),
        Need("plaster", codes=("170802",), hazardous_accepted=False),
        Need("winter", codes=("020304",), months=WINTER),
        Need("clothes", codes=("200110",)),
        Need("nothing", codes=("100101",)),
    ]
    found = whys(streams, needs, today=TODAY, aside={("dismissed", "clothes"), ("?", "clothes")})

    assert {key: why.reason for key, why in found.streams.items()} == {
        "near": UnmatchedReason.UNDECIDED,
        "far": UnmatchedReason.TOO_FAR,
        "alone": UnmatchedReason.MATERIAL,
        "dirty": UnmatchedReason.HAZARDOUS,
        "summer": UnmatchedReason.SEASON,
        "dismissed": UnmatchedReason.DISMISSED,
    }
    assert found.needs["nothing"].reason is UnmatchedReason.MATERIAL
    assert found.needs["wood"].reason is UnmatchedReason.TOO_FAR
    assert found.streams["far"].related == 1
    assert 600 < (found.streams["far"].nearest_km or 0) < 700


def test_only_what_is_too_far_is_told_as_too_far() -> None:
    wood = ("170201",)
    stream = Stream("wood", codes=wood, contamination=20.0, latitude=LAT, longitude=LON)
    needs = [
        Need("dirty", codes=wood, contamination_max=5.0, latitude=LAT, longitude=LON),
        Need("far", codes=wood, distance_max_km=30.0, latitude=LAT + 1, longitude=LON),
        Need("further", codes=wood, distance_max_km=30.0, latitude=LAT + 2, longitude=LON),
    ]
    why = whys([stream], needs, today=TODAY).streams["wood"]

    assert (why.reason, why.related, why.concerned) == (UnmatchedReason.TOO_FAR, 3, 2)
    assert 140 < (why.nearest_km or 0) < 150, "the need next door is not the one that is too far"


def test_empty_tables_give_nothing_or_nothing_alike() -> None:
    assert whys([], [], today=TODAY).streams == {}
    alone = whys([Stream("a", codes=("150107",))], [], today=TODAY)
    assert alone.streams["a"].reason is UnmatchedReason.MATERIAL
    alone = whys([], [Need("b", codes=("150107",))], today=TODAY)
    assert alone.needs["b"].reason is UnmatchedReason.MATERIAL
