"""A table as an ODS workbook, for the many public bodies that use LibreOffice.

odfpy makes the document, its styles, its filter and the sheet « Critères »; the rows, which are
many, are written straight into the content (docs/decisions/0004-ods.md).
"""

import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import escape

from odf import config, dc, meta, number, style, teletype
from odf import table as sheets
from odf import text as texts
from odf.opendocument import OpenDocumentSpreadsheet

from circular.exports.columns import CRITERIA, WIDEST, Kind, Plain, Table, sheet_title, text_only
from circular.exports.containers import filled

CONTENT = "content.xml"
CENTIMETRES_A_CHARACTER = 0.2
FRENCH = {"language": "fr", "country": "FR"}
HEADER, TEXT, DATE, MOMENT = "en-tete", "texte", "jour", "moment"  # as LibreOffice lists them
NUMBERS = {"t": "tonnes", "km": "kilometres", "ETP": "etp", "€": "euros", "%": "pourcentage"}

_SPACES = re.compile(r"^ +| {2,}| +$")


def written(table: Table) -> bytes:
    """Return the table as the bytes of an ODS workbook.

    Texts and codes are stored as strings: a cell that starts with « = » is never computed, and is
    left as it was typed.
    """
    document = OpenDocumentSpreadsheet()
    _text_styles(document)
    _day_styles(document)
    _number_styles(document, table)
    sheet = sheet_title(table.title)
    document.spreadsheet.addElement(_sheet(document, sheet, table))
    document.spreadsheet.addElement(_criteria(document, table))
    document.spreadsheet.addElement(_filter(sheet, table))
    _freeze(document, (sheet, CRITERIA))
    document.meta.addElement(dc.Title(text=text_only(table.title)))
    document.meta.addElement(dc.Creator(text=text_only(table.author)))
    document.meta.addElement(meta.InitialCreator(text=text_only(table.author)))
    document.meta.addElement(dc.Language(text="fr-FR"))
    container = io.BytesIO()
    document.write(container)
    return filled(
        container.getvalue(), CONTENT, after=b"</table:table-header-rows>", rows=_rows(table)
    )


def style_name(kind: Kind, decimals: int) -> str:
    """Return the name of the style of a quantity, which LibreOffice shows in its list."""
    return f"{NUMBERS.get(kind.unit, 'nombre')}-{decimals}"


def _text_styles(document: Any) -> None:
    """Add the styles of headers and texts; a text keeps its format when it is edited."""
    as_text = number.TextStyle(name="as-text")
    as_text.addElement(number.TextContent())
    document.styles.addElement(as_text)
    _cell_style(document, TEXT, "as-text", wrapoption="wrap")
    header = style.Style(name=HEADER, family="table-cell", datastylename="as-text")
    header.addElement(
        style.TableCellProperties(backgroundcolor="#e6f3eb", borderbottom="0.5pt solid #0e6753")
    )
    header.addElement(style.TextProperties(fontweight="bold"))
    document.styles.addElement(header)


def _day_styles(document: Any) -> None:
    """Add jj/mm/aaaa, alone and with the time."""
    for name in (DATE, MOMENT):
        written_as = number.DateStyle(name=f"as-{name}", automaticorder="false", **FRENCH)
        parts = [number.Day(style="long"), number.Text(text="/"), number.Month(style="long")]
        parts += [number.Text(text="/"), number.Year(style="long")]
        if name == MOMENT:
            parts += [number.Text(text=" "), number.Hours(style="long")]
            parts += [number.Text(text=":"), number.Minutes(style="long")]
        for part in parts:
            written_as.addElement(part)
        document.styles.addElement(written_as)
        _cell_style(document, name, f"as-{name}")


def _number_styles(document: Any, table: Table) -> None:
    """Add a style for each unit of the table and each number of decimals.

    They are common styles, since odfpy leaves out the automatic ones that it sees on no cell.
    """
    kinds = {Kind.INTEGER, *(column.kind for column in table.columns if column.kind.is_numeric)}
    wanted = {
        style_name(kind, decimals): (kind, decimals)
        for kind in kinds
        for decimals in range(kind.decimals + 1)
    }
    for name, (kind, decimals) in sorted(wanted.items()):
        make = number.PercentageStyle if kind is Kind.PERCENT else number.NumberStyle
        written_as = make(name=f"as-{name}", **FRENCH)
        written_as.addElement(
            number.Number(decimalplaces=decimals, minintegerdigits=1, grouping="true")
        )
        if kind.unit:
            written_as.addElement(number.Text(text=f"\u00a0{kind.unit}"))
        document.styles.addElement(written_as)
        _cell_style(document, name, f"as-{name}")


def _cell_style(document: Any, name: str, data_style: str, **properties: str) -> None:
    cell_style = style.Style(name=name, family="table-cell", datastylename=data_style)
    cell_style.addElement(style.TableCellProperties(verticalalign="top", **properties))
    document.styles.addElement(cell_style)


def _sheet(document: Any, name: str, table: Table) -> Any:
    """Make the sheet with its widths and its header; the rows come later."""
    sheet = sheets.Table(name=name)
    _widen(document, sheet, "width", table.widths)
    sheet.addElement(_header([column.title for column in table.columns]))
    return sheet


def _criteria(document: Any, table: Table) -> Any:
    """Make the sheet that says what was asked, by whom, when, and how many rows came."""
    sheet = sheets.Table(name=CRITERIA)
    _widen(document, sheet, "criteria-width", (28, WIDEST))
    sheet.addElement(_header(["Critère", "Valeur"]))
    for label, value in table.about:
        row = sheets.TableRow()
        row.addElement(_text_cell(label, TEXT))
        row.addElement(_about_cell(value))
        sheet.addElement(row)
    return sheet


def _about_cell(value: Plain) -> Any:
    if isinstance(value, date):
        cell = sheets.TableCell(valuetype="date", datevalue=value.isoformat(), stylename=DATE)
        cell.addElement(texts.P(text=Kind.DATE.shown(value)))
    elif isinstance(value, int):
        name = style_name(Kind.INTEGER, 0)
        cell = sheets.TableCell(valuetype="float", value=value, stylename=name)
        cell.addElement(texts.P(text=Kind.INTEGER.shown(value)))
    else:
        return _text_cell(str(value), TEXT)
    return cell


def _header(titles: list[str]) -> Any:
    head = sheets.TableHeaderRows()
    row = sheets.TableRow()
    for title in titles:
        row.addElement(_text_cell(title, HEADER))
    head.addElement(row)
    return head


def _text_cell(text: str, name: str) -> Any:
    cell = sheets.TableCell(valuetype="string", stylename=name)
    for line in text_only(text).split("\n"):
        paragraph = texts.P()
        teletype.addTextToElement(paragraph, line)
        cell.addElement(paragraph)
    return cell


def _widen(document: Any, sheet: Any, prefix: str, widths: tuple[int, ...]) -> None:
    for at, width in enumerate(widths):
        column_style = style.Style(name=f"{prefix}-{at}", family="table-column")
        centimetres = f"{width * CENTIMETRES_A_CHARACTER:.2f}cm"
        column_style.addElement(style.TableColumnProperties(columnwidth=centimetres))
        document.automaticstyles.addElement(column_style)
        sheet.addElement(sheets.TableColumn(stylename=column_style))


def _filter(sheet: str, table: Table) -> Any:
    """Put the buttons of the filter on the header."""
    last = f"{column_letters(len(table.columns))}{len(table.rows) + 1}"
    ranges = sheets.DatabaseRanges()
    ranges.addElement(
        sheets.DatabaseRange(
            name="__Anonymous_Sheet_DB__0",
            targetrangeaddress=f"'{sheet}'.A1:'{sheet}'.{last}",
            displayfilterbuttons="true",
        )
    )
    return ranges


def column_letters(at: int) -> str:
    """Return the letters of a column counted from one, « A » to « Z », then « AA »."""
    letters = ""
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _freeze(document: Any, names: tuple[str, ...]) -> None:
    """Keep the header of each sheet in sight."""
    by_sheet = config.ConfigItemMapNamed(name="Tables")
    for name in names:
        entry = config.ConfigItemMapEntry(name=name)
        for item, kind, value in (
            ("VerticalSplitMode", "short", "2"),
            ("VerticalSplitPosition", "int", "1"),
            ("ActiveSplitRange", "short", "2"),
            ("PositionBottom", "int", "1"),
        ):
            entry.addElement(config.ConfigItem(name=item, type=kind, text=value))
        by_sheet.addElement(entry)
    view = config.ConfigItemMapEntry()
    view.addElement(config.ConfigItem(name="ViewId", type="string", text="view1"))
    view.addElement(by_sheet)
    views = config.ConfigItemMapIndexed(name="Views")
    views.addElement(view)
    settings = config.ConfigItemSet(name="ooo:view-settings")
    settings.addElement(views)
    document.settings.addElement(settings)


def _rows(table: Table) -> Iterator[str]:
    """Write each row of the sheet."""
    for row in table.rows:
        cells = (_cell(column.kind, column.plain(row)) for column in table.columns)
        yield f"<table:table-row>{''.join(cells)}</table:table-row>"


def _cell(kind: Kind, value: Plain) -> str:
    """Write one cell: empty when unknown, else a typed value and what it looks like in French."""
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str):
        lines = "".join(f"<text:p>{_line(line)}</text:p>" for line in value.split("\n"))
        return _typed("string", TEXT, "", lines)
    shown = f"<text:p>{kind.shown(value)}</text:p>"
    if isinstance(value, date):
        name = MOMENT if isinstance(value, datetime) else DATE
        return _typed("date", name, f' office:date-value="{value.isoformat()}"', shown)
    value_type = "percentage" if kind is Kind.PERCENT else "float"
    name = style_name(kind, kind.decimals_of(value))
    return _typed(value_type, name, f' office:value="{value}"', shown)


def _typed(value_type: str, name: str, value: str, lines: str) -> str:
    return (
        f'<table:table-cell table:style-name="{name}" office:value-type="{value_type}"{value}>'
        f"{lines}</table:table-cell>"
    )


def _line(text: str) -> str:
    """Write a line of text; ODF counts the spaces that XML would lose."""
    spaced = _SPACES.sub(lambda found: f'<text:s text:c="{len(found[0])}"/>', escape(text))
    return spaced.replace("\t", "<text:tab/>")
