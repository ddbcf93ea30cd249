"""A draft takes a blank for nothing, and never changes once it is made."""

import pytest
from pydantic import Field, ValidationError

from circular.domain.drafts import Draft, Record, is_blank
from circular.domain.quantities import Tonnes
from circular.domain.texts import Line


class StreamDraft(Draft):
    """A small draft with each way of being optional."""

    name: Line = Field(title="Nom")
    tonnes: Tonnes | None = Field(None, title="Tonnes par an")
    wanted: Tonnes | None = Field(title="Tonnes voulues")
    note: str = Field("", title="Note")


class Stream(Record):
    """A small record."""

    name: str


def types(error: ValidationError) -> list[tuple[object, str]]:
    """Return the field and the type of each refusal."""
    return [(detail["loc"][0], detail["type"]) for detail in error.errors()]


@pytest.mark.parametrize("blank", [None, "", "  ", "\u00a0\n", float("nan")])
def test_a_blank_is_nothing_where_nothing_is_allowed(blank: object) -> None:
    draft = StreamDraft.model_validate({"name": "Palettes", "tonnes": blank, "wanted": blank})
    assert (draft.tonnes, draft.wanted) == (None, None)


@pytest.mark.parametrize("blank", [None, "", "  "])
def test_a_blank_is_missing_where_a_value_is_required(blank: object) -> None:
    with pytest.raises(ValidationError) as refused:
        StreamDraft.model_validate({"name": blank, "wanted": "1"})
    assert types(refused.value) == [("name", "missing")]


def test_zero_and_false_are_no_blanks() -> None:
    assert not is_blank(0)
    assert not is_blank(False)
    assert StreamDraft.model_validate({"name": "a", "tonnes": 0, "wanted": 0}).tonnes == 0


def test_a_blank_text_stays_a_text_where_the_default_is_one() -> None:
    assert StreamDraft.model_validate({"name": "a", "note": "  ", "wanted": 1}).note == ""


def test_spaces_around_a_text_are_removed() -> None:
    assert StreamDraft.model_validate({"name": " a ", "note": " b ", "wanted": 1}).note == "b"


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        StreamDraft.model_validate({"name": "a", "wanted": 1, "colour": "vert"})
    assert types(refused.value) == [("colour", "extra_forbidden")]


def test_what_is_no_mapping_is_refused_by_pydantic() -> None:
    with pytest.raises(ValidationError):
        StreamDraft.model_validate("Palettes")


def test_neither_a_draft_nor_a_record_changes_in_place() -> None:
    draft = StreamDraft.model_validate({"name": "a", "wanted": 1})
    with pytest.raises(ValidationError):
        draft.name = "b"  # type: ignore[misc]  # the point of the test
    with pytest.raises(ValidationError):
        Stream(name="a").name = "b"  # type: ignore[misc]  # the point of the test
