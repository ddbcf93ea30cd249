"""The CSV opens in French Excel without a question, and no text in it is ever computed."""

import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular.exports.columns import Column, Kind, Table
from circular.exports.tables import (
    Format,
    file_name,
    harmless,
    to_csv,
    to_ods,
    to_xlsx,
    written,
)
from tests.builders.tables import COLUMNS, FORMULAS, MADE_ON, mixed_table, text_table


def read(content: bytes) -> list[list[str]]:
    """Read a CSV file as French Excel does."""
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_the_file_starts_with_its_mark_and_ends_its_lines_as_windows_does() -> None:
    content = to_csv(mixed_table())
    assert content.startswith(b"\xef\xbb\xbfProjet;Commune;SIRET;")
    assert content.count(b"\r\n") == 3
    assert content.endswith(b"\r\n")
    assert not re.search(rb"(?<!\r)\n", content)


def test_each_kind_has_its_french_dialect() -> None:
    header, full, empty = read(to_csv(mixed_table()))
    assert header == [column.title for column in COLUMNS]
    assert full == [
        "Écocyclerie « de Vayres »",
        "01004",
        "73282932000074",
        "-3,5",
        "1234",
        "1234,5",
        "12,34",
        "6,5",
        "11000",
        "0,35",
        "01/02/2026",
        "22/11/2026 14:32",
        "oui",
    ]
    assert empty == [""] * len(COLUMNS)


def test_codes_stand_between_quotation_marks() -> None:
    assert b';"01004";"73282932000074";' in to_csv(mixed_table())


def test_large_and_tiny_numbers_have_no_exponent() -> None:
    table = Table(
        "T",
        [Column("n", "N", Kind.NUMBER)],
        [{"n": 1e15}, {"n": 1e-7}, {"n": 6.50}, {"n": 100.0}],
        [],
        "",
        MADE_ON,
    )
    assert read(to_csv(table))[1:] == [["1000000000000000"], ["0,0000001"], ["6,5"], ["100"]]


@pytest.mark.parametrize("text", FORMULAS[:-1])
def test_a_text_that_looks_like_a_formula_is_disarmed(text: str) -> None:
    (cell,) = read(to_csv(text_table(text)))[1]
    assert cell == f"'{text}"
    assert cell.removeprefix("'") == text


@pytest.mark.parametrize("text", ["a=1", "5-3", "'=1", "–", "\u22123", "Rue (=)", "1+1"])
def test_an_ordinary_text_is_left_alone(text: str) -> None:
    assert harmless(text) == text


def test_headers_and_codes_are_disarmed_too() -> None:
    column = Column("a", "=Titre", Kind.CODE)
    table = Table("T", [column], [{"a": "=1+1"}], [], "Claire", MADE_ON)
    assert read(to_csv(table)) == [["'=Titre"], ["'=1+1"]]


def test_a_text_where_a_number_was_expected_is_disarmed() -> None:
    table = Table("T", [Column("n", "N", Kind.NUMBER)], [{"n": "=1+1"}, {"n": -1}], [], "", MADE_ON)
    assert read(to_csv(table))[1:] == [["'=1+1"], ["-1"]]


@pytest.mark.parametrize("text", ["a;b", 'dit "oui"', "ligne\nautre", " espace ", "\U0001f600 <b>"])
def test_separators_inside_a_text_are_kept(text: str) -> None:
    assert read(to_csv(text_table(text)))[1] == [text]


@given(
    st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=30), min_size=1, max_size=5)
)
def test_no_cell_read_back_starts_a_formula(texts: list[str]) -> None:
    cells = read(to_csv(text_table(*texts)))[1:]
    assert len(cells) == len(texts)
    assert not [row for row in cells if row and row[0].lstrip()[:1] in {*"=+-@"} - {""}]


def test_each_format_is_written_by_its_writer() -> None:
    table = mixed_table()
    assert written(table, Format.CSV) == to_csv(table)
    assert to_xlsx(table)[:2] == to_ods(table)[:2] == b"PK"
    assert b"opendocument.spreadsheet" in written(table, Format.ODS)[:100]
    assert b"[Content_Types].xml" in written(table, Format.XLSX)


def test_each_format_says_what_it_is() -> None:
    assert [form.label for form in Format] == ["CSV", "XLSX", "ODS", "GeoJSON"]
    assert len({form.media_type for form in Format}) == 4


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Conventions", "conventions-2026-11-22.csv"),
        ("Gisements : Écocyclerie d\u2019Œuvre", "gisements-ecocyclerie-d-oeuvre-2026-11-22.csv"),
        ("../../etc/passwd", "etc-passwd-2026-11-22.csv"),
        ("\U0001f600", "export-2026-11-22.csv"),
        ("x" * 200, f"{'x' * 80}-2026-11-22.csv"),
    ],
)
def test_a_file_name_is_plain_and_dated(title: str, name: str) -> None:
    assert file_name(title, date(2026, 11, 22), "csv") == name
    assert Path(name).name == name
