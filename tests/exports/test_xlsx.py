"""openpyxl reads the workbook back: real dates and numbers, codes as text, nothing computed."""

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from circular.exports.columns import Column, Kind, Table
from circular.exports.xlsx import number_format, written
from tests.builders.tables import (
    COLUMNS,
    EMPTY_ROW,
    FORMULAS,
    FULL_ROW,
    MADE_ON,
    mixed_table,
    text_table,
)


def book(table: Table) -> Workbook:
    """Return the workbook as a reader sees it."""
    return load_workbook(io.BytesIO(written(table)))


def first_sheet(table: Table) -> Worksheet:
    """Return the sheet of the rows."""
    return book(table).worksheets[0]


def test_dates_and_numbers_are_real_and_codes_are_text() -> None:
    rows = [EMPTY_ROW, FULL_ROW]
    header, empty, full = first_sheet(mixed_table(rows)).iter_rows(values_only=True)
    assert header == tuple(column.title for column in COLUMNS)
    assert full == (
        "Écocyclerie « de Vayres »",
        "01004",
        "73282932000074",
        -3.5,
        1234,
        1234.5,
        12.34,
        6.5,
        11000,
        0.35,
        datetime(2026, 2, 1),
        datetime(2026, 11, 22, 14, 32),
        "oui",
    )
    assert set(empty) == {None}


def test_each_kind_has_its_format() -> None:
    formats = [cell.number_format for cell in first_sheet(mixed_table())[2]]
    assert formats == [
        "@",
        "@",
        "@",
        "#,##0.0",
        "#,##0",
        '#,##0.0"\u00a0t"',
        '#,##0.0"\u00a0km"',
        '#,##0.0"\u00a0ETP"',
        '#,##0"\u00a0€"',
        '0"\u00a0"%',
        "dd/mm/yyyy",
        "dd/mm/yyyy hh:mm",
        "@",
    ]
    assert number_format(Kind.MONEY, 2) == '#,##0.00"\u00a0€"'


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_looks_like_a_formula_stays_the_text_it_is(text: str) -> None:
    cell = first_sheet(text_table(text))["A2"]
    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


def test_a_header_that_looks_like_a_formula_is_text() -> None:
    table = Table("=1+1", [Column("a", "=1+1")], [], [("=1", "=2")], "=3", MADE_ON)
    cells = [cell for sheet in book(table) for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}


def test_the_header_is_bold_frozen_and_filtered() -> None:
    sheet = first_sheet(mixed_table())
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:M3"
    assert sheet.dimensions == "A1:M2"  # openpyxl does not count a row without cells
    assert sheet["A1"].font.b
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.column_dimensions["A"].width == 26
    assert all(9 <= size.width <= 60 for size in sheet.column_dimensions.values())


def test_a_reader_that_streams_knows_how_many_rows_there_are() -> None:
    content = written(text_table(*("x" for _ in range(50))))
    streamed = load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
    assert (streamed.max_row, streamed.max_column) == (51, 1)


def test_the_second_sheet_says_what_was_asked() -> None:
    made = book(mixed_table())
    assert made.sheetnames == ["Conventions liste", "Critères"]
    assert list(made["Critères"].iter_rows(values_only=True)) == [
        ("Critère", "Valeur"),
        ("Tableau", "Conventions : liste"),
        ("État", "Signée ou à signer"),
        ("Recherche", "=1+1"),
        ("Auteur", "Claire Fictive"),
        ("Date", datetime(2026, 11, 22)),
        ("Nombre de lignes", 2),
    ]
    assert made.properties.creator == "Claire Fictive"


def test_an_empty_table_keeps_its_header() -> None:
    sheet = first_sheet(mixed_table([]))
    assert sheet.max_row == 1
    assert sheet.auto_filter.ref == "A1:M1"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00\x0b\ud800b", "ab"),
        ("ligne\r\nautre", "ligne\nautre"),
        ("<script> & \"'", "<script> & \"'"),
        ("\U0001f469\u200d\U0001f33e", "\U0001f469\u200d\U0001f33e"),
        ("]]>", "]]>"),
    ],
)
def test_any_text_makes_a_file_that_opens(typed: str, kept: str) -> None:
    assert first_sheet(text_table(typed))["A2"].value == kept


def test_a_text_longer_than_a_cell_is_cut() -> None:
    assert len(str(first_sheet(text_table("x" * 40_000))["A2"].value)) == 32_767


def test_a_day_before_excel_counts_is_a_text() -> None:
    column = Column("day", "Jour", Kind.DATE)
    rows = [{"day": date(1899, 12, 31)}, {"day": date(1900, 3, 1)}]
    sheet = first_sheet(Table("T", [column], rows, [], "Claire", MADE_ON))
    assert [sheet["A2"].value, sheet["A3"].value] == ["31/12/1899", datetime(1900, 3, 1)]


def test_columns_after_z_are_written() -> None:
    columns = [Column(f"c{at}", f"C{at}") for at in range(30)]
    row = {column.key: column.title for column in columns}
    sheet = first_sheet(Table("T", columns, [row], [], "Claire", MADE_ON))
    assert sheet["AD2"].value == "C29"
