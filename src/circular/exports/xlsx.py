"""A table as an XLSX workbook: typed cells, French formats, and a sheet that says what was asked.

openpyxl makes the workbook, its styles, its filter and the sheet « Critères »; the rows, which are
many, are written straight into the sheet (docs/decisions/0004-ods.md).
"""

import io
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from circular.exports.columns import CRITERIA, WIDEST, Kind, Plain, Table, sheet_title, text_only
from circular.exports.containers import Filling, filled_parts

FIRST_DAY = date(1900, 3, 1)  # Excel miscounts the days before, and has none before 1900
LONGEST_TEXT = 32_767  # the most that a cell of Excel holds
SHEET = "xl/worksheets/sheet{rank}.xml"
TEXT_FORMAT = "@"
DATE_FORMAT = "dd/mm/yyyy"
MOMENT_FORMAT = "dd/mm/yyyy hh:mm"
A4 = 9
TEXT_ALIGNMENT = Alignment(vertical="top", wrap_text=True)


def written(table: Table) -> bytes:
    """Return the table as the bytes of an XLSX workbook.

    Texts and codes are stored as strings, with the format « text »: a cell that starts with « = »
    is never computed, not even after it is edited, and is left as it was typed.
    """
    book = Workbook()
    sheet: Worksheet = book.active  # type: ignore[assignment]  # a new workbook has a worksheet
    sheet.title = sheet_title(table.title)
    filling = begun(sheet, table)
    describe(book.create_sheet(CRITERIA), table)
    book.properties.title = text_only(table.title)
    book.properties.creator = text_only(table.author)
    book.properties.language = "fr"
    container = io.BytesIO()
    book.save(container)
    return filled_parts(container.getvalue(), {SHEET.format(rank=1): filling})


def begun(sheet: Worksheet, table: Table) -> Filling:
    """Write the head of a sheet; return the rows that its part is to receive once saved."""
    head(sheet, table)
    head_only = sheet.calculate_dimension()
    return Filling(
        after=b"</row>",
        rows=_rows(table, _styles(sheet)),
        instead=(
            f'<dimension ref="{head_only}"'.encode(),
            f'<dimension ref="{_area(table)}"'.encode(),
        ),
    )


def number_format(kind: Kind, decimals: int) -> str:
    """Return the format of a quantity; Excel writes separators in the language of its reader."""
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    if kind is Kind.PERCENT:
        return '0"\u00a0"%'
    return f'{digits}"\u00a0{kind.unit}"' if kind.unit else digits


def _area(table: Table) -> str:
    """Return the cells of the table, header included, as « A1:T5001 »."""
    return f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"


def head(sheet: Worksheet, table: Table) -> None:
    """Write the header, freeze it, and set filter, widths and paper."""
    for at, (column, width) in enumerate(zip(table.columns, table.widths, strict=True), start=1):
        dress(text_cell(sheet, row=1, at=at, text=column.title))
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = _area(table)
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def describe(sheet: Worksheet, table: Table) -> None:
    """Write the sheet that says what was asked, by whom, when, and how many rows came."""
    for at, title in enumerate(("Critère", "Valeur"), start=1):
        dress(text_cell(sheet, row=1, at=at, text=title))
    for row, (label, value) in enumerate(table.about, start=2):
        text_cell(sheet, row=row, at=1, text=label)
        if isinstance(value, str):
            text_cell(sheet, row=row, at=2, text=value)
        else:
            cell = sheet.cell(row, 2, value)
            cell.number_format = DATE_FORMAT if isinstance(value, date) else "#,##0"
            cell.alignment = Alignment(horizontal="left", vertical="top")
    sheet.column_dimensions["A"].width = 28
    sheet.column_dimensions["B"].width = WIDEST
    sheet.freeze_panes = "A2"


def text_cell(sheet: Worksheet, *, row: int, at: int, text: str) -> Cell | MergedCell:
    """Write a text that is never taken for a formula."""
    cell = sheet.cell(row, at)
    cell.value = text_only(text)[:LONGEST_TEXT]
    cell.data_type = "s"
    cell.number_format = TEXT_FORMAT
    cell.alignment = TEXT_ALIGNMENT
    return cell


def dress(cell: Cell | MergedCell) -> None:
    """Set a header apart: bold, on a light ground, over a line."""
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="E6F3EB")
    cell.border = Border(bottom=Side(style="thin", color="0E6753"))


def _styles(sheet: Worksheet) -> Mapping[str, int]:
    """Register every format in the workbook and return the number of its style."""
    formats = {TEXT_FORMAT, DATE_FORMAT, MOMENT_FORMAT}
    formats |= {
        number_format(kind, decimals) for kind in Kind for decimals in range(kind.decimals + 1)
    }
    return {name: _style(sheet, name) for name in sorted(formats)}


def _style(sheet: Worksheet, name: str) -> int:
    cell = Cell(sheet, row=1, column=1)
    cell.number_format = name
    cell.alignment = TEXT_ALIGNMENT if name == TEXT_FORMAT else Alignment(vertical="top")
    return cell.style_id


def _rows(table: Table, styles: Mapping[str, int]) -> Iterator[str]:
    """Write each row of the sheet, from the second line on."""
    columns = [(get_column_letter(at), column) for at, column in enumerate(table.columns, start=1)]
    for line, row in enumerate(table.rows, start=2):
        cells = (
            _cell(f"{letter}{line}", column.kind, column.plain(row), styles)
            for letter, column in columns
        )
        yield f'<row r="{line}">{"".join(cells)}</row>'


def _cell(place: str, kind: Kind, value: Plain, styles: Mapping[str, int]) -> str:
    """Write one cell: nothing when unknown, else a typed value and the number of its style."""
    if value is None:
        return ""
    if isinstance(value, date):
        return _day_cell(place, value, styles)
    if isinstance(value, str):
        text = escape(value[:LONGEST_TEXT])
        return (
            f'<c r="{place}" s="{styles[TEXT_FORMAT]}" t="inlineStr">'
            f'<is><t xml:space="preserve">{text}</t></is></c>'
        )
    style = styles[number_format(kind, kind.decimals_of(value))]
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


def _day_cell(place: str, value: date, styles: Mapping[str, int]) -> str:
    """Write a day or a moment as Excel counts them; as a text before it starts to count."""
    day = value.date() if isinstance(value, datetime) else value
    if day < FIRST_DAY:
        return _cell(place, Kind.TEXT, Kind.MOMENT.shown(value), styles)
    if isinstance(value, datetime):
        elapsed = (value - datetime(1899, 12, 30)) / timedelta(days=1)  # in France
        return f'<c r="{place}" s="{styles[MOMENT_FORMAT]}"><v>{elapsed}</v></c>'
    elapsed_days = (value - date(1899, 12, 30)).days
    return f'<c r="{place}" s="{styles[DATE_FORMAT]}"><v>{elapsed_days}</v></c>'
