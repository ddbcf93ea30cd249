"""The few pairs worth showing."""

import math
from datetime import date

from circular.analysis.matching import Need, Stream
from circular.analysis.shortlists import Shortlist, shortlist
from circular.domain.matches import ExclusionReason

TODAY = date(2026, 11, 22)
NEAR, FAR = (44.92, -0.24), (46.50, 2.40)


def stream(key: str, code: str, place: tuple[float, float] = NEAR, **more: object) -> Stream:
    """Return a stream at a place."""
    return Stream(
        key=key,
        codes=(code,),
        latitude=place[0],
        longitude=place[1],
        **more,  # type: ignore[arg-type]  # each test gives what it needs
    )


def need(key: str, code: str) -> Need:
    """Return a need that reaches 40 km."""
    return Need(key=key, codes=(code,), latitude=NEAR[0], longitude=NEAR[1], distance_max_km=40)


def ranked(*streams: Stream, needs: list[Need] | None = None) -> Shortlist:
    """Return the shortlist of a garden-waste need, one line a stream."""
    return shortlist(
        streams,
        needs or [need("n", "200201")],
        group=lambda stream, _: stream.key,
        today=TODAY,
        left_out=lambda _, __: False,
    )


def test_only_what_shares_a_material_is_proposed() -> None:
    found = ranked(stream("same", "200201"), stream("near", "200202"), stream("none", "060101"))

    assert found.passing == (("same", "n"), ("near", "n"))
    assert found.excluded == ()


def test_a_chapter_in_common_is_not_enough_unless_the_need_names_it() -> None:
    bicycle = stream("bicycle", "200307")

    assert ranked(bicycle).passing == ()
    assert ranked(bicycle, needs=[need("wide", "20")]).passing == (("bicycle", "wide"),)


def test_a_few_letters_in_common_are_no_word_in_common() -> None:
    bottles = stream("bottles", "200102", text="Verre d\u2019emballage")
    garden = Need(key="n", codes=("200201",), text="Broyat de déchets verts")

    assert ranked(bottles, needs=[garden]).passing == ()


def test_one_word_in_common_is_enough_within_a_chapter() -> None:
    shared = stream("bread", "200108", text="Pain invendu")

    found = ranked(shared, needs=[Need(key="n", codes=("200201",), text="Pain")])
    assert found.passing == (("bread", "n"),)


def test_a_family_that_the_need_names_is_enough() -> None:
    wood = stream("wood", "030105", family="Bois")
    wide = Need(key="wide", families=("BOIS",))

    assert ranked(wood, needs=[wide]).passing == (("wood", "wide"),)


def test_what_a_filter_keeps_apart_is_told_with_its_reason() -> None:
    found = ranked(stream("far", "200201", FAR), stream("other", "060101", FAR))

    assert found.passing == ()
    assert found.excluded == (("far", "n"),)
    pairing = found.explained(("far", "n"))
    assert pairing is not None
    assert [each.reason for each in pairing.exclusions] == [ExclusionReason.TOO_FAR]


def test_what_ended_before_today_is_excluded() -> None:
    found = ranked(stream("ended", "200201", available_to=date(2026, 1, 31)))

    pairing = found.explained(("ended", "n"))
    assert pairing is not None
    assert [each.reason for each in pairing.exclusions] == [ExclusionReason.DATES]


def test_a_stream_comes_once_with_the_need_that_it_fits_best() -> None:
    found = ranked(stream("s", "200201"), needs=[need("weak", "200202"), need("strong", "200201")])

    assert found.passing == (("s", "strong"),)


def test_a_pair_left_out_is_neither_proposed_nor_excluded() -> None:
    found = shortlist(
        [stream("s", "200201")],
        [need("n", "200201")],
        group=lambda stream, _: stream.key,
        today=TODAY,
        left_out=lambda stream, _: stream.key == "s",
    )

    assert (found.passing, found.excluded) == ((), ())
    assert found.explained(("s", "n")) is not None


def test_a_pair_that_was_not_in_the_tables_has_no_explanation() -> None:
    assert ranked(stream("s", "200201")).explained(("other", "n")) is None


def test_no_stream_and_no_need_give_nothing() -> None:
    assert ranked().passing == ()
    nothing = shortlist(
        [stream("s", "200201")],
        [],
        group=lambda stream, _: stream.key,
        today=TODAY,
        left_out=lambda _, __: False,
    )
    assert nothing.passing == ()


def test_related_pairs_hold_those_that_a_filter_keeps_apart() -> None:
    ranking = ranked(
        stream("near", "200201"), stream("far", "200201", FAR), stream("none", "060101")
    ).ranking

    pairs = ranking.related(material_above=0.2)

    assert pairs.stream_at.tolist() == [0, 1]
    assert pairs.material.tolist() == [1.0, 1.0]
    assert [math.isnan(score) for score in pairs.score.tolist()] == [False, True]
    near = ranking.pair("near", "n").score
    assert near is not None
    assert math.isclose(pairs.score.tolist()[0], near)
