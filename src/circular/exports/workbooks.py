"""Several tables as one XLSX workbook, a sheet each, with the sheet « Critères » of them all."""

import io
from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from circular.exports import xlsx
from circular.exports.columns import CRITERIA, Column, Kind, Table, sheet_title, text_only


def written(tables: Sequence[Table], *, title: str, keywords: str = "") -> bytes:
    """Return the tables as the bytes of one workbook; texts are never taken for formulas.

    They are few rows each: a long list is written by `xlsx` alone. All bear the same criteria.
    """
    book = Workbook()
    first: Worksheet = book.active  # type: ignore[assignment]  # a new workbook has a worksheet
    for at, table in enumerate(tables):
        sheet = first if at == 0 else book.create_sheet()
        sheet.title = sheet_title(table.title)
        xlsx.head(sheet, table)
        for line, row in enumerate(table.rows, start=2):
            for place, column in enumerate(table.columns, start=1):
                _cell(sheet, line, place, column, row)
    about = Table(
        title,
        (Column("count", "Nombre de lignes"),),
        [row for table in tables for row in table.rows],
        tables[0].criteria,
        tables[0].author,
        tables[0].made_on,
    )
    xlsx.describe(book.create_sheet(CRITERIA), about)
    book.properties.title = text_only(title)
    book.properties.creator = text_only(tables[0].author)
    book.properties.keywords = keywords
    book.properties.language = "fr"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _cell(sheet: Worksheet, line: int, place: int, column: Column, row: object) -> None:
    """Write a value with its type; nothing at all when it is unknown."""
    value = column.plain(row)
    if value is None:
        return
    if isinstance(value, str):
        xlsx.text_cell(sheet, row=line, at=place, text=value)
        return
    cell = sheet.cell(line, place, value)
    cell.alignment = Alignment(vertical="top")
    if isinstance(value, date):
        is_moment = column.kind is Kind.MOMENT
        cell.number_format = xlsx.MOMENT_FORMAT if is_moment else xlsx.DATE_FORMAT
    else:
        cell.number_format = xlsx.number_format(column.kind, column.kind.decimals_of(value))
