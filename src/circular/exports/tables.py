"""A table that a person takes away: CSV for French Excel, XLSX, ODS, GeoJSON, same columns.

The dialect of the CSV: semicolons, UTF-8 with its mark, CRLF, decimal comma, no thousands
separator, jj/mm/aaaa, oui/non, nothing for the unknown, codes between quotation marks.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from circular.domain import french
from circular.exports.columns import Column, Kind, Plain, Table, text_only

__all__ = [
    "SPREADSHEETS",
    "Column",
    "Format",
    "Kind",
    "Table",
    "file_name",
    "harmless",
    "to_csv",
    "to_geojson",
    "to_ods",
    "to_xlsx",
    "written",
]

LONGEST_NAME = 80

_FORMULA = re.compile(
    r"[\t\r\n]"
    r"|[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]"
)
_TO_QUOTE = re.compile(r"[;\"\r\n]|^\s|\s$")
_ASCII = str.maketrans({"\u2019": " ", "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})


class Format(StrEnum):
    """A kind of file that a table is taken away as; the value is its extension."""

    CSV = "csv"
    XLSX = "xlsx"
    ODS = "ods"
    GEOJSON = "geojson"

    @property
    def label(self) -> str:
        """The name on the button."""
        return "GeoJSON" if self is Format.GEOJSON else self.value.upper()

    @property
    def media_type(self) -> str:
        """The type announced to the browser."""
        return _MEDIA_TYPES[self]


SPREADSHEETS = (Format.CSV, Format.XLSX, Format.ODS)
"""The formats of every list; GeoJSON is for rows that have a place."""


def written(table: Table, form: Format) -> bytes:
    """Return the table as a file of the format asked for."""
    return _WRITERS[form](table)


def to_csv(table: Table) -> bytes:
    """Return the table as a CSV file that French Excel and LibreOffice open without a question."""
    lines = [";".join(_csv_text(column.title) for column in table.columns)]
    lines += [
        ";".join(_csv_cell(column.kind, column.plain(row)) for column in table.columns)
        for row in table.rows
    ]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")


def to_xlsx(table: Table) -> bytes:
    """Return the table as an XLSX workbook with its sheet « Critères »."""
    from circular.exports import xlsx

    return xlsx.written(table)


def to_ods(table: Table) -> bytes:
    """Return the table as an ODS workbook with its sheet « Critères »."""
    from circular.exports import ods

    return ods.written(table)


def to_geojson(table: Table) -> bytes:
    """Return the table as points for map software."""
    from circular.exports import geojson

    return geojson.written(table)


def file_name(title: str, made_on: date, extension: str) -> str:
    """Return a name without accent or space, « conventions-2026-11-22.csv »."""
    plain = unicodedata.normalize("NFKD", title.translate(_ASCII)).encode("ascii", "ignore")
    words = re.sub(r"[^a-z0-9]+", "-", plain.decode().lower())[:LONGEST_NAME].strip("-")
    return f"{words or 'export'}-{made_on.isoformat()}.{extension}"


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula when it opens a CSV file.

    A text that starts with ``=``, ``+``, ``-``, ``@`` (after spaces or in full width as well), a
    tab or a line end gets an apostrophe in front. Nothing else is changed. Source: OWASP, « CSV
    Injection ».
    """
    return f"'{text}" if _FORMULA.match(text) else text


def _csv_cell(kind: Kind, value: Plain) -> str:
    """Write one cell; a real negative number stays a number."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{french.day(value)} {value:%H:%M}"
    if isinstance(value, date):
        return french.day(value)
    if isinstance(value, str):
        return _csv_text(value, quoted=kind is Kind.CODE)
    whole, _, fraction = f"{Decimal(str(value)):f}".partition(".")
    return f"{whole},{fraction}" if fraction.strip("0") else whole


def _csv_text(text: str, *, quoted: bool = False) -> str:
    """Write a text, between quotation marks where a separator or a code calls for them."""
    safe = harmless(text_only(text))
    return f'"{safe.replace(chr(34), chr(34) * 2)}"' if quoted or _TO_QUOTE.search(safe) else safe


_WRITERS: Mapping[Format, Callable[[Table], bytes]] = {
    Format.CSV: to_csv,
    Format.XLSX: to_xlsx,
    Format.ODS: to_ods,
    Format.GEOJSON: to_geojson,
}
_MEDIA_TYPES: Mapping[Format, str] = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Format.GEOJSON: "application/geo+json",
}
