"""Several tables in one workbook, read back."""

import io
from dataclasses import dataclass
from datetime import date, datetime

from openpyxl import load_workbook

from circular.exports.columns import CRITERIA, Column, Kind, Table
from circular.exports.workbooks import written

COLUMNS = (
    Column("name", "Nom"),
    Column("day", "Jour", Kind.DATE),
    Column("net", "Nets", Kind.NUMBER),
    Column("seen", "Vu", Kind.MOMENT),
)


@dataclass(frozen=True)
class Row:
    """A row of the tests."""

    name: str
    day: date | None = None
    net: float | None = None
    seen: datetime | None = None


def a_table(title: str, *rows: Row) -> Table:
    return Table(title, COLUMNS, rows, [("Période", "2026")], "=cmd", date(2026, 11, 22))


def test_each_table_has_its_sheet_and_the_criteria_come_last() -> None:
    rows = (
        Row("=1+1", date(2026, 11, 22), 11.5, datetime(2026, 11, 22, 9, 30)),
        Row("Œuvre & <b>"),
    )
    made = written([a_table("Un", *rows), a_table("Deux")], title="Bilan", keywords="abc")
    book = load_workbook(io.BytesIO(made))

    assert book.sheetnames == ["Un", "Deux", CRITERIA]
    first, second = ([cell.value for cell in row] for row in book["Un"].iter_rows(min_row=2))
    assert first == ["=1+1", datetime(2026, 11, 22), 11.5, datetime(2026, 11, 22, 9, 30)]
    assert second == ["Œuvre & <b>", None, None, None]
    assert book["Un"]["A2"].data_type == "s"
    assert book["Un"].freeze_panes == "A2"
    assert book["Un"].auto_filter.ref == "A1:D3"
    about = {row[0].value: row[1].value for row in book[CRITERIA].iter_rows()}
    assert about["Tableau"] == "Bilan"
    assert about["Période"] == "2026"
    assert about["Nombre de lignes"] == 2
    assert book.properties.keywords == "abc"
    assert book.properties.title == "Bilan"


def test_a_table_without_a_row_keeps_its_header() -> None:
    book = load_workbook(io.BytesIO(written([a_table("Vide")], title="Bilan")))

    assert [cell.value for cell in book["Vide"][1]] == ["Nom", "Jour", "Nets", "Vu"]
