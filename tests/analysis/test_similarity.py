"""Words of a stream speak for a need through what it already took."""

import numpy as np

from circular.analysis.flows import Need, Stream
from circular.analysis.similarity import Words, rarity

BOUES = Stream("boues", text="Boues d’épuration séchées")
BACKGROUND = [
    Stream(str(at), text=text)
    for at, text in enumerate(["verre", "carton", "bois", "pneus", "huile", "lactosérum", "plâtre"])
]


def _evidence(stream: Stream, *needs: Need) -> list[float]:
    rare = rarity([*BACKGROUND, BOUES], needs)
    found = Words([stream], needs, rare).evidence(np.array([0]), np.arange(len(needs)))
    return [float(value) for value in found[0]]


def test_the_same_matter_in_the_other_language_is_nearer_than_another() -> None:
    same, other = _evidence(
        BOUES, Need("same", examples=("sewage sludge",)), Need("other", examples=("glass bottles",))
    )
    assert same > 0.15
    assert other < 0.02


def test_several_alike_streams_say_more_than_one_and_never_more_than_1() -> None:
    once, twice, often = _evidence(
        BOUES,
        Need("once", examples=("sewage sludge",)),
        Need("twice", examples=("sewage sludge", "boues de station")),
        Need("often", examples=("boues d’épuration séchées",) * 50),
    )
    assert once < twice < often <= 1


def test_a_near_example_counts_whatever_the_others_are() -> None:
    alone, among = _evidence(
        BOUES,
        Need("alone", examples=("sewage sludge",)),
        Need("among", examples=("sewage sludge", "glass", "carton", "copper cables")),
    )
    assert among >= alone * 0.99


def test_a_text_that_lists_matters_answers_to_each_like_examples() -> None:
    listed, apart = _evidence(
        BOUES,
        Need("listed", text="verre, boues de station ; carton"),
        Need("apart", examples=("verre", "boues de station", "carton")),
    )
    assert abs(listed - apart) < 1e-6


def test_a_misspelt_word_still_speaks() -> None:
    right, wrong = _evidence(
        Stream("s", text="polystirène expensé"),
        Need("right", examples=("polystyrène expansé",)),
        Need("wrong", examples=("verre plat",)),
    )
    assert right > 0.05
    assert wrong < right / 5


def test_codes_lend_their_matter_only_where_one_side_has_no_code() -> None:
    needs = [Need("coded", codes=("030105",))]
    wordy, both = Stream("w", text="sciure"), Stream("b", codes=("150103",), text="sciure")
    words = Words([wordy, both], needs, rarity([wordy, both], needs))
    assert words.known(np.array([0, 1]), np.array([0, 0])).tolist() == [True, False]
    assert words.evidence(np.array([0]), np.array([0]))[0, 0] > 0.1


def test_silence_is_unknown_and_says_nothing() -> None:
    streams, needs = [Stream("s")], [Need("n", examples=("bois",)), Need("silent")]
    words = Words(streams, needs)
    assert not words.known(np.array([0, 0]), np.array([0, 1])).any()
    assert words.evidence(np.array([0]), np.array([0, 1])).tolist() == [[0.0, 0.0]]
    assert Words([BOUES], [Need("silent")]).closest(0) == {}


def test_the_nearest_document_of_each_need_is_told() -> None:
    need = Need("n", examples=("verre plat", "boues de station", "pneus"))
    assert Words([BOUES], [need, Need("silent")]).closest(0) == {0: "boues de station"}


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    streams = [
        Stream("a", text="bois vert"),
        Stream("b", text="bois sec"),
        Stream("c", text="bois"),
    ]
    rare = rarity(streams, [])
    common, unique = rare.ids[rare.counts == 3], rare.ids[rare.counts == 1]
    assert rare.documents == 3
    assert rare.weigh(common).max() < rare.weigh(unique).min()
    assert np.allclose(rare.weigh(unique), rare.once)
