"""The dialect of the take-out loses nothing."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from circular.domain.take_out import (
    DamagedTakeOutError,
    TakenFile,
    check_steps,
    read,
    written,
)


@given(st.none() | st.text())
def test_a_text_comes_back_and_nothing_is_not_an_empty_text(value: str | None) -> None:
    assert read(written(value), "TEXT") == value


@given(st.integers())
def test_a_whole_number_comes_back(value: int) -> None:
    assert read(written(value), "INTEGER") == value


@given(st.floats(allow_nan=False))
def test_a_number_comes_back_to_its_last_bit(value: float) -> None:
    found = read(written(value), "REAL")
    assert found == value
    assert math.copysign(1, found) == math.copysign(1, value)


@given(st.binary())
def test_bytes_come_back(value: bytes) -> None:
    assert read(written(value), "BLOB") == value


@pytest.mark.parametrize(("cell", "kind"), [("1.5", "INTEGER"), ("", "REAL"), ("?", "BLOB")])
def test_a_cell_of_another_type_is_refused(cell: str, kind: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(cell, kind)


@pytest.mark.parametrize(
    "path",
    ["documents/../x", "/etc/passwd", "documents/.x", "x", "documents/a\\b", "documents/a//b"],
)
def test_a_document_never_leaves_its_folder(path: str) -> None:
    with pytest.raises(ValidationError):
        TakenFile(path=path, size=0, sha256="")


def test_a_file_of_a_later_version_is_refused_and_one_of_an_earlier_is_not() -> None:
    check_steps(("a",), ("a", "b"))
    check_steps(("a", "b"), ("a", "b"))
    for steps in [("a", "b", "c"), ("b",), ()]:
        with pytest.raises(DamagedTakeOutError, match="plus récente"):
            check_steps(steps, ("a", "b"))
