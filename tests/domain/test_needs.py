"""What a need may be."""

from typing import Any

import pytest
from pydantic import ValidationError

from circular.domain.errors import DomainError
from circular.domain.needs import NeedDraft, check_codes, wanted_sentence
from circular.domain.problems import problems_of


def problems(**values: Any) -> dict[str, str]:
    """Return what a draft refuses, by field."""
    with pytest.raises(ValidationError) as refusal:
        NeedDraft.model_validate({"title": "Bois", "codes": ("1501",), **values})
    return {each.field: each.sentence for each in problems_of(refusal.value, NeedDraft)}


def test_codes_of_two_four_and_six_digits_are_accepted_once_each() -> None:
    draft = NeedDraft(title="Bois", codes=("15", "15 01", "15 01 03", "150103"))

    assert draft.codes == ("15", "1501", "150103")


def test_a_family_is_enough() -> None:
    assert NeedDraft(title="Bois", families=("bois",)).codes == ()


def test_a_need_accepts_something() -> None:
    assert "au moins un déchet" in problems(codes=())["codes"]


@pytest.mark.parametrize("code", ["150", "bois", "1501031"])
def test_what_is_no_code_is_named(code: str) -> None:
    assert code in problems(codes=(code,))["codes"]


def test_least_above_most_is_refused() -> None:
    assert "dépasse le maximum" in problems(tonnes_min="9", tonnes_max="3")["tonnes_min"]


@pytest.mark.parametrize(
    ("field", "typed"),
    [("tonnes_max", "0"), ("distance_max_km", "0"), ("contamination_max", "120")],
)
def test_nothing_sought_no_distance_and_more_than_all_are_refused(field: str, typed: str) -> None:
    assert field in problems(**{field: typed})


def test_an_ambiguous_number_asks_back() -> None:
    assert "deux façons" in problems(tonnes_max="1.234")["tonnes_max"]


def test_unknown_codes_are_all_named() -> None:
    draft = NeedDraft(title="Bois", codes=("150103", "98", "990101"))

    with pytest.raises(DomainError) as refusal:
        check_codes(draft, frozenset({"150103"}))

    assert "98 et 99 01 01 ne sont pas" in refusal.value.problems[0].sentence


def test_known_codes_pass() -> None:
    check_codes(NeedDraft(title="Bois", codes=("15",)), frozenset({"15"}))


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [
        (None, None, None),
        (10, None, "10\u00a0t par an au moins"),
        (None, 30, "30\u00a0t par an au plus"),
        (10, 10, "10\u00a0t par an"),
        (10, 30, "10 à 30\u00a0t par an"),
    ],
)
def test_what_is_wanted_is_said(least: float | None, most: float | None, said: str | None) -> None:
    assert wanted_sentence(least, most) == said
