"""What a stream may be."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from circular.domain.errors import DomainError
from circular.domain.problems import problems_of
from circular.domain.reference import WasteCode
from circular.domain.streams import (
    StreamDraft,
    check_facts,
    tonnes_offered,
    tonnes_sentence,
)

TODAY = date(2026, 11, 22)
GREEN = WasteCode(
    code="200201",
    label="déchets biodégradables",
    everyday_label="Déchets verts",
    is_hazardous=False,
    material_family="dechets_verts",
    valid_from=date(2015, 6, 1),
    valid_to=None,
    is_verified=True,
    replaced_by=(),
)


def problems(**values: Any) -> dict[str, str]:
    """Return what a draft refuses, by field."""
    with pytest.raises(ValidationError) as refusal:
        StreamDraft.model_validate({"title": "Palettes", "tonnes_likely": "10", **values})
    return {each.field: each.sentence for each in problems_of(refusal.value, StreamDraft)}


def test_a_title_and_one_tonnage_are_enough() -> None:
    draft = StreamDraft.model_validate({"title": " Palettes ", "tonnes_max": "1 234,5"})

    assert draft.title == "Palettes"
    assert draft.tonnes_max == 1234.5


def test_an_empty_form_asks_for_the_title() -> None:
    assert "Renseignez" in problems(title="  ")["title"]


def test_a_stream_without_any_tonnage_is_refused() -> None:
    assert "au moins un tonnage" in problems(tonnes_likely="")["tonnes_likely"]


def test_no_tonne_at_all_is_refused() -> None:
    assert "Zéro tonne" in problems(tonnes_likely="0")["tonnes_likely"]


def test_an_ambiguous_number_asks_back() -> None:
    sentence = problems(tonnes_likely="1.234")["tonnes_likely"]

    assert "deux façons" in sentence
    assert "1\u202f234 ou 1,234" in sentence


@pytest.mark.parametrize(("typed", "said"), [("-3", "négatif"), ("5000000", "plausible")])
def test_negative_and_absurd_tonnes_are_refused(typed: str, said: str) -> None:
    assert said in problems(tonnes_min=typed)["tonnes_min"]


@pytest.mark.parametrize(
    ("tonnes", "field"),
    [
        ({"tonnes_min": "20"}, "tonnes_min"),
        ({"tonnes_max": "5"}, "tonnes_max"),
        ({"tonnes_likely": None, "tonnes_min": "9", "tonnes_max": "5"}, "tonnes_min"),
    ],
)
def test_least_likely_and_most_come_in_order(tonnes: dict[str, Any], field: str) -> None:
    assert "dépasse" in problems(**tonnes)[field]


def test_an_end_before_its_start_is_refused_with_both_days() -> None:
    sentence = problems(available_from="12/03/2026", available_to="01/02/2026")["available_to"]

    assert sentence.startswith("La fin (01/02/2026) précède le début (12/03/2026)")


def test_a_day_that_does_not_exist_is_refused() -> None:
    assert "n’existe pas" in problems(figure_on="31/02/2026")["figure_on"]


@pytest.mark.parametrize("typed", ["palettes", "20 02", "2002011"])
def test_words_that_no_choice_followed_are_refused(typed: str) -> None:
    assert "Choisissez un des déchets" in problems(waste_code=typed)["waste_code"]


def test_a_code_is_read_as_people_write_it() -> None:
    draft = StreamDraft.model_validate(
        {"title": "Batteries", "tonnes_likely": 1, "waste_code": "16 06 01*"}
    )

    assert draft.waste_code == "160601"


def test_a_price_may_be_negative_and_a_cost_may_not() -> None:
    draft = StreamDraft.model_validate({"title": "x", "tonnes_likely": 1, "price": "-12,5"})

    assert draft.price == -12.5
    assert "négatif" in problems(outlet_cost="-1")["outlet_cost"]


def test_a_long_title_counts_its_characters() -> None:
    assert "10\u202f000" in problems(title="a" * 10_000)["title"]


def test_signs_that_are_legal_text_are_kept() -> None:
    for text in ("=cmd|' /C calc'!A0", "<script>alert(1)</script>", "Palettes 🌱"):
        assert StreamDraft.model_validate({"title": text, "tonnes_likely": 1}).title == text


def test_a_withdrawn_code_and_a_figure_to_come_are_told_together() -> None:
    gone = replace(GREEN, valid_to=date(2026, 11, 8), replaced_by=("200142",))
    draft = StreamDraft.model_validate(
        {
            "title": "x",
            "tonnes_likely": 1,
            "waste_code": "200201",
            "figure_on": date(2026, 11, 23),
        }
    )

    with pytest.raises(DomainError) as refusal:
        check_facts(draft, code=gone, today=TODAY)

    found = {each.field: each.sentence for each in refusal.value.problems}
    assert "20 01 42" in found["waste_code"]
    assert "pas encore venu" in found["figure_on"]


def test_an_unknown_code_is_refused_and_a_known_one_passes() -> None:
    draft = StreamDraft.model_validate({"title": "x", "tonnes_likely": 1, "waste_code": "999999"})

    with pytest.raises(DomainError) as refusal:
        check_facts(draft, code=None, today=TODAY)
    assert refusal.value.problems[0].field == "waste_code"

    check_facts(draft.model_copy(update={"waste_code": "200201"}), code=GREEN, today=TODAY)


@pytest.mark.parametrize(
    ("least", "likely", "most", "offered", "said"),
    [
        (150, 180, 210, 180, "180\u00a0t par an, 150 à 210"),
        (None, 40, None, 40, "40\u00a0t par an"),
        (10, None, 30, 20, "20\u00a0t par an, 10 à 30"),
        (10, None, None, 10, "10\u00a0t par an, 10 au moins"),
        (None, None, 8, 8, "8\u00a0t par an, 8 au plus"),
        (None, None, None, None, "– par an"),
    ],
)
def test_a_tonnage_is_said_with_what_is_known(
    least: float | None, likely: float | None, most: float | None, offered: float | None, said: str
) -> None:
    assert tonnes_offered(least, likely, most) == offered
    assert tonnes_sentence(least, likely, most) == said
