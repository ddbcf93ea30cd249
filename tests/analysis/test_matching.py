"""A ranking keeps its promises whatever the tables, and finds who takes what."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circular.analysis.matching import (
    DEFAULT_WEIGHTS,
    INFINITESIMAL,
    Need,
    Pairing,
    Stream,
    feasible,
    rank,
    rarity,
)
from circular.domain.matches import Component, MatchWeights
from tests.builders.exchanges import (
    REFERENCES,
    by_ranking,
    by_reference,
    degraded,
    exchanges,
)

CODES = st.lists(
    st.sampled_from(["180104", "180102", "1801", "18", "200301", "030199", "030105"]), max_size=3
).map(tuple)
TEXTS = st.sampled_from(
    ["", "bois", "palettes", "wood chips", "boues", "fly ash", "cendres", "???"]
)
SHARE = st.floats(0, 100) | st.none()
MONTHS = st.lists(st.floats(0, 10), min_size=12, max_size=12).map(tuple) | st.none()
PLACE = {
    "latitude": st.floats(43, 46) | st.none(),
    "longitude": st.floats(-2, 2) | st.none(),
}
STREAMS = st.builds(
    Stream,
    key=st.just("s"),
    codes=CODES,
    text=TEXTS,
    family=st.sampled_from([None, "bois", "verre"]),
    hazardous=st.sampled_from([None, True, False]),
    tonnes_likely=SHARE,
    months=MONTHS,
    contamination=SHARE,
    quality=st.floats(0, 1) | st.none(),
    price=st.floats(-50, 50) | st.none(),
    operation=st.sampled_from([None, "R1", "R3"]),
    tonnes_remaining=st.floats(0, 10) | st.none(),
    **PLACE,
)
NEEDS = st.builds(
    Need,
    key=st.just("n"),
    codes=CODES,
    text=TEXTS,
    families=st.sampled_from([(), ("bois",), ("Verre", "bois")]),
    hazardous_accepted=st.sampled_from([None, True, False]),
    tonnes_min=SHARE,
    tonnes_max=SHARE,
    months=MONTHS,
    distance_max_km=st.floats(1, 300) | st.none(),
    contamination_max=SHARE,
    price_max=st.floats(-50, 50) | st.none(),
    operations=st.sampled_from([(), ("R3",), ("R1", "R3")]),
    examples=st.lists(TEXTS, max_size=3).map(tuple),
    **PLACE,
)


def _keyed(rows: list[Any], letter: str) -> list[Any]:
    return [replace(row, key=f"{letter}{at}") for at, row in enumerate(rows)]


STREAM_TABLES = st.lists(STREAMS, min_size=1, max_size=5).map(lambda rows: _keyed(rows, "s"))
NEED_TABLES = st.lists(NEEDS, min_size=1, max_size=5).map(lambda rows: _keyed(rows, "n"))
WEIGHTS = st.builds(
    MatchWeights,
    material=st.floats(0, 5),
    distance=st.floats(0, 5),
    quantity=st.floats(0, 5),
    price=st.floats(0, 5),
)


def _material(stream: Stream, need: Need) -> float | None:
    found = rank([stream], [need]).pair(stream.key, need.key).component(Component.MATERIAL)
    assert found is not None
    return found.value


@given(STREAM_TABLES, NEED_TABLES, WEIGHTS)
@settings(max_examples=150, deadline=None)
def test_scores_are_means_of_what_is_known(
    streams: list[Stream], needs: list[Need], weights: MatchWeights
) -> None:
    for pairings in rank(streams, needs, weights).values():
        assert {pairing.need_key for pairing in pairings} == {need.key for need in needs}
        for pairing in pairings:
            _check(pairing, weights)


def _check(pairing: Pairing, weights: MatchWeights) -> None:
    if pairing.exclusions:
        assert pairing.score is None
        assert pairing.components == ()
        return
    assert [score.component for score in pairing.components] == list(Component)
    known = {score.component: score.value for score in pairing.components}
    parts = [(weights.of(name), value) for name, value in known.items() if value is not None]
    assert all(0 <= value <= 1 for _, value in parts)
    total, here = sum(weights.in_order()), sum(weight for weight, _ in parts)
    assert pairing.completeness == pytest.approx(here / total if total else 0)
    if here == 0:
        assert pairing.score is None
        return
    assert pairing.score is not None
    assert 0 <= pairing.score <= 1
    mean = sum(weight * value for weight, value in parts) / here
    assert pairing.score == pytest.approx(mean, abs=2 * INFINITESIMAL)


@given(STREAM_TABLES, NEED_TABLES, st.randoms())
@settings(max_examples=80, deadline=None)
def test_the_order_of_the_tables_changes_nothing(
    streams: list[Stream], needs: list[Need], chance: Any
) -> None:
    before = rank(streams, needs)
    after = rank(chance.sample(streams, len(streams)), chance.sample(needs, len(needs)))
    for key in before:
        assert before[key] == after[key]


@given(STREAM_TABLES, NEED_TABLES)
@settings(max_examples=60, deadline=None)
def test_both_views_and_the_arrays_tell_the_same(streams: list[Stream], needs: list[Need]) -> None:
    ranking = rank(streams, needs)
    by_stream = {
        (pairing.stream_key, pairing.need_key): pairing
        for pairings in ranking.values()
        for pairing in pairings
    }
    by_need = {
        (pairing.stream_key, pairing.need_key): pairing
        for need in needs
        for pairing in ranking.for_need(need.key)
    }
    assert by_stream == by_need
    arrays = feasible(streams, needs, material_above=-1.0)
    scores = {
        (streams[i].key, needs[j].key): score
        for i, j, score in zip(arrays.stream_at, arrays.need_at, arrays.score, strict=True)
    }
    proposed = {pair: found for pair, found in by_stream.items() if not found.exclusions}
    assert scores.keys() == proposed.keys()
    for pair, found in proposed.items():
        expected = np.nan if found.score is None else found.score
        np.testing.assert_allclose(scores[pair], expected, atol=1e-6)


@given(STREAM_TABLES, NEED_TABLES)
@settings(max_examples=60, deadline=None)
def test_pairings_come_best_first_and_excluded_last(
    streams: list[Stream], needs: list[Need]
) -> None:
    for pairings in rank(streams, needs).values():
        place = [
            (bool(pairing.exclusions), pairing.score is None, -(pairing.score or 0.0))
            for pairing in pairings
        ]
        assert place == sorted(place)


@given(NEED_TABLES, STREAMS, SHARE)
@settings(max_examples=60, deadline=None)
def test_what_no_need_asks_about_never_changes_the_order(
    needs: list[Need], stream: Stream, tonnes: float | None
) -> None:
    silent = [
        Need(need.key, codes=need.codes, text=need.text, examples=need.examples) for need in needs
    ]
    bare = Stream("s", codes=stream.codes, text=stream.text)
    fuller = Stream("s", codes=stream.codes, text=stream.text, tonnes_likely=tonnes, price=3)
    assert rank([bare], silent)["s"] == rank([fuller], silent)["s"]


@given(st.floats(0, 300), st.floats(0, 300))
@settings(deadline=None)
def test_more_distance_never_scores_better(one: float, other: float) -> None:
    near, far = sorted((one, other))
    streams = [
        Stream(name, codes=("180104",), latitude=44 + away / 111, longitude=0.1)
        for name, away in (("near", near), ("far", far))
    ]
    need = Need("n", codes=("180104",), latitude=44.0, longitude=0.1, distance_max_km=200)
    ranking = rank(streams, [need])
    scores = [ranking.pair(name, "n").score or 0.0 for name in ("near", "far")]
    assert scores[0] >= scores[1]


@pytest.mark.parametrize(
    ("own", "accepted", "expected"),
    [
        (("180104",), ("180104",), 1.0),
        (("180104",), ("180102",), 0.6),
        (("180104",), ("180201",), 0.25),
        (("180104",), ("200201",), 0.0),
        (("200301",), ("200301",), 0.6),
        (("030199",), ("030199",), 0.6),
        (("180104", "200201"), ("200201",), 1.0),
        ((), ("180104",), None),
        (("180104",), (), None),
    ],
)
def test_the_material_follows_the_hierarchy_of_codes(
    own: tuple[str, ...], accepted: tuple[str, ...], expected: float | None
) -> None:
    assert _material(Stream("s", codes=own), Need("n", codes=accepted)) == expected


def test_a_family_counts_like_a_chapter_and_silence_is_unknown() -> None:
    wood = Stream("s", family="bois")
    assert _material(wood, Need("n", families=("Bois", "verre"))) == 0.25
    assert _material(wood, Need("n", families=("verre",))) == 0.0
    assert _material(wood, Need("n")) is None
    assert _material(
        Stream("s", codes=("030105",), family="bois"),
        Need("n", codes=("150103",), families=("bois",)),
    ) == pytest.approx(0.25)


def test_words_add_to_codes_and_never_take_away() -> None:
    codes: dict[str, Any] = {"codes": ("030105",)}
    silent = _material(Stream("s", **codes), Need("n", codes=("030101",)))
    alike = _material(
        Stream("s", **codes, text="copeaux"), Need("n", codes=("030101",), text="wood shavings")
    )
    foreign = _material(
        Stream("s", **codes, text="copeaux"), Need("n", codes=("030101",), text="laine de verre")
    )
    assert silent == pytest.approx(0.6)
    assert alike is not None
    assert alike > 0.6
    assert foreign is not None
    assert foreign >= 0.6


def test_words_decide_alone_where_a_code_is_missing() -> None:
    stream = Stream("s", text="sciure de bois")
    near = _material(stream, Need("n", codes=("030105",), examples=("wood chips",)))
    far = _material(stream, Need("n", codes=("030105",), examples=("huile de vidange",)))
    assert near is not None
    assert far is not None
    assert near > far
    assert _material(Stream("s"), Need("n", codes=("030105",))) is None


def test_missing_data_is_neutral() -> None:
    need = Need("n", codes=("180104",), tonnes_min=100, distance_max_km=40)
    pairing = rank([Stream("s", codes=("180104",))], [need])["s"][0]
    assert pairing.score == pytest.approx(1)
    assert pairing.completeness == pytest.approx(0.45)
    empty = rank([Stream("s")], [Need("n")])["s"][0]
    assert empty.score is None
    assert empty.completeness == 0


def test_weights_are_renormalised_over_what_is_known() -> None:
    stream = Stream("s", codes=("180104",), tonnes_likely=180)
    need = Need("n", codes=("180102",), tonnes_min=240)
    found = rank([stream], [need]).pair("s", "n")
    assert found.score == pytest.approx((0.45 * 0.6 + 0.10 * 0.75) / 0.55)
    assert found.completeness == pytest.approx(0.55)


def test_an_old_proposal_is_replayed_under_its_own_weights() -> None:
    stream = Stream("s", codes=("180104",), price=5)
    need = Need("n", codes=("180104",), price_max=20)
    priced = MatchWeights(version=2, material=0.5, price=0.5)
    assert rank([stream], [need]).pair("s", "n").score == pytest.approx(1)
    only = MatchWeights(version=3, material=0, distance=0, quantity=0, season=0, quality=0, price=1)
    assert rank([stream], [need], only).pair("s", "n").score == pytest.approx(0.75)
    assert rank([stream], [need], priced).weights.version == 2


def test_equal_scores_are_ordered_by_history_then_popularity_then_key() -> None:
    stream = Stream("s", codes=("180104",))
    needs = [
        Need("b", codes=("180104",)),
        Need("a", codes=("180104",)),
        Need("often", codes=("180104", "180104")),
        Need("popular", codes=("180104", "200201")),
    ]
    found = rank([stream], needs)["s"]
    assert [pairing.need_key for pairing in found] == ["often", "popular", "a", "b"]
    assert {round(pairing.score or 0, 6) for pairing in found} == {1.0}


def test_one_rarity_gives_one_score_on_every_screen() -> None:
    rows = exchanges()[:40]
    streams = [Stream(row.stream, text=row.text) for row in rows[:20]]
    needs = [Need(row.stream, examples=(row.text,)) for row in rows[20:]]
    rare = rarity(streams, needs)
    whole = rank(streams, needs, rare=rare)
    for need in needs[:5]:
        alone = rank(streams[:1], [need], rare=rare)
        assert alone.pair(streams[0].key, need.key) == whole.pair(streams[0].key, need.key)


def test_only_the_first_pairings_are_told_when_a_limit_is_given() -> None:
    needs = [Need(str(at), codes=("180104",)) for at in range(9)]
    ranking = rank([Stream("s", codes=("180104",))], needs)
    assert ranking.for_stream("s", limit=3) == ranking["s"][:3]
    assert len(ranking.for_need("4", limit=3)) == 1


def test_two_rows_never_share_a_key() -> None:
    with pytest.raises(ValueError, match="key of its own"):
        rank([Stream("s"), Stream("s")], [])
    with pytest.raises(KeyError):
        rank([Stream("s")], [])["other"]


def test_empty_tables_give_empty_rankings() -> None:
    assert rank([Stream("s")], [])["s"] == ()
    assert rank([], [Need("n")]).for_need("n") == ()
    assert len(feasible([], [])) == 0
    assert len(feasible([Stream("s")], [])) == 0


def test_pairs_for_an_allocation_share_a_material_and_pass_every_filter() -> None:
    streams = [
        Stream("wood", codes=("030105",), latitude=44.9, longitude=-0.2),
        Stream("glass", codes=("150107",)),
        Stream("gone", codes=("030105",), available_to=date(2026, 1, 1)),
    ]
    needs = [Need("boiler", codes=("030105",), latitude=45.0, longitude=-0.2, distance_max_km=50)]
    pairs = feasible(streams, needs, today=date(2026, 6, 1), words=False)
    assert pairs.stream_at.tolist() == [0]
    assert pairs.kilometres[0] == pytest.approx(11.1 * 1.3, abs=0.1)


def test_the_receiver_of_a_stream_is_found_among_its_first_ten() -> None:
    found = by_ranking(exchanges())
    assert found.at_10 >= 0.80
    assert found.reciprocal >= 0.43
    for name, scorer in REFERENCES.items():
        reference = by_reference(exchanges(), scorer)
        assert found.at_10 > reference.at_10, name
        assert found.reciprocal > reference.reciprocal, name


@pytest.mark.parametrize(("language", "joined"), [("en", False), ("fr", False), ("mixed", True)])
def test_either_language_and_either_way_of_telling_words_will_do(
    language: str, *, joined: bool
) -> None:
    found = by_ranking(exchanges(language), joined=joined)
    assert found.at_10 >= 0.80
    assert found.reciprocal >= 0.42


@pytest.mark.parametrize("what", ["codes", "words", "wrong"])
def test_a_spoiled_table_is_still_ranked_well(what: str) -> None:
    found = by_ranking(degraded(exchanges(), what))
    assert found.at_10 >= 0.74
    assert found.reciprocal >= 0.40


def test_the_default_weights_are_those_of_the_entry() -> None:
    assert rank([], []).weights == DEFAULT_WEIGHTS
