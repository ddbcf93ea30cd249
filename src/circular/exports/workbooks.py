"""Several tables as one XLSX workbook, a sheet each, with the sheet « Critères » of them all."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from circular.exports import xlsx
from circular.exports.columns import CRITERIA, Column, Table, sheet_title, text_only
from circular.exports.containers import filled_parts


def written(tables: Sequence[Table], *, title: str, keywords: str = "") -> bytes:
    """Return the tables as the bytes of one workbook; texts are never taken for formulas.

    The rows are written straight into their sheets, however many. All bear the same criteria.
    """
    book = Workbook()
    first: Worksheet = book.active  # type: ignore[assignment]  # a new workbook has a worksheet
    fillings = {}
    for rank, table in enumerate(tables, start=1):
        sheet = first if rank == 1 else book.create_sheet()
        sheet.title = sheet_title(table.title)
        fillings[xlsx.SHEET.format(rank=rank)] = xlsx.begun(sheet, table)
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
    return filled_parts(made.getvalue(), fillings)
