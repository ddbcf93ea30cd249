"""What made each component is told with its figures."""

import pytest

from circular.analysis.explanations import nearest_codes
from circular.analysis.matching import Need, Stream, rank
from circular.domain.matches import (
    Because,
    Component,
    ComponentScore,
    ExclusionReason,
    component_sentence,
    exclusion_sentence,
)


def _told(stream: Stream, need: Need, component: Component) -> ComponentScore:
    found = rank([stream], [need]).pair(stream.key, need.key).component(component)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("stream", "need", "because", "label"),
    [
        (
            Stream("s", codes=("180104",)),
            Need("n", codes=("200201", "180104")),
            Because.SAME_CODE,
            "180104",
        ),
        (
            Stream("s", codes=("180104",)),
            Need("n", codes=("180102",)),
            Because.SAME_SUB_CHAPTER,
            "180104",
        ),
        (
            Stream("s", codes=("180104",)),
            Need("n", codes=("18",)),
            Because.SAME_CHAPTER,
            "180104",
        ),
        (
            Stream("s", codes=("200301",)),
            Need("n", codes=("200301",)),
            Because.VAGUE_CODE,
            "200301",
        ),
        (
            Stream("s", codes=("180104",), family="Bois"),
            Need("n", codes=("030105",), families=("bois",)),
            Because.SAME_FAMILY,
            "Bois",
        ),
        (
            Stream("s", text="sciure de bois"),
            Need("n", examples=("verre", "copeaux de bois")),
            Because.WORDS,
            "copeaux de bois",
        ),
        (
            Stream("s", codes=("180104",)),
            Need("n", codes=("030105",)),
            Because.NOTHING_IN_COMMON,
            "",
        ),
        (Stream("s", codes=("180104",)), Need("n"), Because.UNKNOWN, ""),
    ],
)
def test_the_material_tells_what_recognised_it(
    stream: Stream, need: Need, because: Because, label: str
) -> None:
    told = _told(stream, need, Component.MATERIAL)
    assert (told.because, told.label) == (because, label)


def test_the_other_components_tell_their_figures() -> None:
    stream = Stream(
        "s",
        tonnes_likely=180,
        months=(1.0,) * 12,
        latitude=44.9152,
        longitude=-0.2436,
        contamination=2,
        price=5,
    )
    need = Need(
        "n",
        tonnes_min=230,
        months=(1.0,) * 12,
        latitude=44.9152,
        longitude=-0.2436,
        distance_max_km=40,
        contamination_max=8,
        price_max=20,
    )
    sentences = {
        component: component_sentence(_told(stream, need, component)) for component in Component
    }
    assert sentences == {
        Component.MATERIAL: "non renseignée, neutre",
        Component.DISTANCE: "0\u00a0km (à vol d’oiseau × 1,3)",
        Component.QUANTITY: "180\u00a0t offertes pour 230\u00a0t voulues",
        Component.SEASON: "régulier toute l’année",
        Component.QUALITY: "2\u00a0% d’indésirables pour 8\u00a0% au plus",
        Component.PRICE: "5\u00a0€ la tonne pour 20\u00a0€ la tonne au plus",
    }


def test_a_distance_without_a_limit_is_told_but_not_scored() -> None:
    told = _told(
        Stream("s", latitude=44.9, longitude=-0.2),
        Need("n", latitude=45.9, longitude=-0.2),
        Component.DISTANCE,
    )
    assert told.value is None
    assert told.because is Because.NO_DISTANCE_LIMIT
    assert told.amount == pytest.approx(111.2 * 1.3, abs=0.2)


def test_a_price_above_the_limit_is_told_as_such() -> None:
    above = _told(Stream("s", price=30), Need("n", price_max=20), Component.PRICE)
    free = _told(Stream("s", price=0), Need("n", price_max=20), Component.PRICE)
    assert above.because is Because.PRICE_ABOVE_LIMIT
    assert free.because is Because.FREE


def test_every_filter_that_excludes_is_told_with_its_figures() -> None:
    stream = Stream("s", hazardous=True, contamination=9, operation="R1", tonnes_remaining=0)
    need = Need("n", hazardous_accepted=False, contamination_max=8, operations=("R3",))
    pairing = rank([stream], [need])["s"][0]
    assert [exclusion.reason for exclusion in pairing.exclusions] == [
        ExclusionReason.COMMITTED,
        ExclusionReason.HAZARDOUS,
        ExclusionReason.CONTAMINATION,
        ExclusionReason.OPERATION,
    ]
    assert exclusion_sentence(pairing.exclusions[2]).endswith("9\u00a0% pour 8\u00a0% au plus")
    assert exclusion_sentence(pairing.exclusions[3]) == "traitement R1 non prévu par le projet"


def test_the_nearest_codes_of_a_pair_are_found() -> None:
    stream = Stream("s", codes=("180104", "200201"))
    need = Need("n", codes=("200108", "180102"))
    assert nearest_codes(stream, need) == (0.6, "180104", "180102")
    assert nearest_codes(stream, Need("none")) == (0.0, "", "")
