"""odfpy reads the workbook back: real dates and numbers, codes as text, nothing computed."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from odf import teletype
from odf.opendocument import load
from odf.style import Style
from odf.table import DatabaseRange, Table, TableCell, TableHeaderRows, TableRow
from odf.text import P

from circular.exports import columns
from circular.exports.columns import Column, Kind
from circular.exports.ods import CENTIMETRES_A_CHARACTER, column_letters, written
from tests.builders.tables import COLUMNS, FORMULAS, MADE_ON, mixed_table, text_table

UTF_8_CSV = "csv:Text - txt - csv (StarCalc):44,34,76"  # LibreOffice’s own words for it

Read = tuple[str | None, str | None, str]
"""The type of a cell, its value for a machine, and what a person sees."""


def sheets(table: columns.Table) -> dict[str, list[list[Read]]]:
    """Return the cells of each sheet as a reader sees them."""
    document = load(io.BytesIO(written(table)))
    return {
        sheet.getAttribute("name"): [
            [_cell(cell) for cell in row.getElementsByType(TableCell)]
            for row in sheet.getElementsByType(TableRow)
        ]
        for sheet in document.getElementsByType(Table)
    }


def _cell(cell: Any) -> Read:
    value = cell.getAttribute("value") or cell.getAttribute("datevalue")
    lines = [teletype.extractText(line) for line in cell.getElementsByType(P)]
    return cell.getAttribute("valuetype"), value, "\n".join(lines)


def first_sheet(table: columns.Table) -> list[list[Read]]:
    """Return the cells of the sheet of the rows."""
    return next(iter(sheets(table).values()))


def test_dates_and_numbers_are_real_and_codes_are_text() -> None:
    header, full, empty = first_sheet(mixed_table())
    assert header == [("string", None, column.title) for column in COLUMNS]
    assert full == [
        ("string", None, "Écocyclerie « de Vayres »"),
        ("string", None, "01004"),
        ("string", None, "73282932000074"),
        ("float", "-3.5", "\u22123,5"),
        ("float", "1234", "1\u202f234"),
        ("float", "1234.5", "1\u202f234,5\u00a0t"),
        ("float", "12.34", "12,3\u00a0km"),
        ("float", "6.5", "6,5\u00a0ETP"),
        ("float", "11000", "11\u202f000\u00a0€"),
        ("percentage", "0.35", "35\u00a0%"),
        ("date", "2026-02-01", "01/02/2026"),
        ("date", "2026-11-22T14:32:00", "22/11/2026 à 14\u00a0h\u00a032"),
        ("string", None, "oui"),
    ]
    assert empty == [(None, None, "")] * len(COLUMNS)


@pytest.mark.parametrize("text", [*FORMULAS, "a  b   c ", "un\tdeux", "<b> & \"'", "]]>"])
def test_a_text_is_a_string_and_stays_as_it_is(text: str) -> None:
    assert first_sheet(text_table(text))[1] == [("string", None, text)]


def test_no_cell_holds_a_formula() -> None:
    table = columns.Table("=1", [Column("a", "=1")], [{"a": "=1"}], [("=1", "=1")], "=1", MADE_ON)
    with zipfile.ZipFile(io.BytesIO(written(table))) as archive:
        assert b"table:formula" not in archive.read("content.xml")


def test_characters_that_xml_forbids_are_removed() -> None:
    assert first_sheet(text_table("a\x00\x0b\ud800b\U0001f600"))[1][0][2] == "ab\U0001f600"


def test_the_header_is_repeated_frozen_and_filtered() -> None:
    content = written(mixed_table())
    document = load(io.BytesIO(content))
    sheet = document.getElementsByType(Table)[0]
    assert len(sheet.getElementsByType(TableHeaderRows)) == 1
    (found,) = document.getElementsByType(DatabaseRange)
    area = "'Conventions liste'.A1:'Conventions liste'.M3"
    assert found.getAttribute("targetrangeaddress") == area
    assert found.getAttribute("displayfilterbuttons") == "true"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        settings = archive.read("settings.xml").decode()
    assert settings.count('"VerticalSplitPosition" config:type="int">1<') == 2


def test_every_style_that_a_cell_wears_exists() -> None:
    content = written(mixed_table())
    document = load(io.BytesIO(content))
    known = {style.getAttribute("name") for style in document.styles.childNodes}
    formats = {style.getAttribute("datastylename") for style in document.getElementsByType(Style)}
    worn = {cell.getAttribute("stylename") for cell in document.getElementsByType(TableCell)}
    assert {"texte", "tonnes-1", "euros-0", "jour", "moment", "en-tete"} < worn
    assert worn - {None} <= known
    assert formats - {None} <= known


def test_columns_have_their_widths() -> None:
    with zipfile.ZipFile(io.BytesIO(written(mixed_table()))) as archive:
        content = archive.read("content.xml").decode()
    assert f'style:column-width="{26 * CENTIMETRES_A_CHARACTER:.2f}cm"' in content


def test_the_second_sheet_says_what_was_asked() -> None:
    found = sheets(mixed_table())
    assert list(found) == ["Conventions liste", "Critères"]
    assert found["Critères"] == [
        [("string", None, "Critère"), ("string", None, "Valeur")],
        [("string", None, "Tableau"), ("string", None, "Conventions : liste")],
        [("string", None, "État"), ("string", None, "Signée ou à signer")],
        [("string", None, "Recherche"), ("string", None, "=1+1")],
        [("string", None, "Auteur"), ("string", None, "Claire Fictive")],
        [("string", None, "Date"), ("date", "2026-11-22", "22/11/2026")],
        [("string", None, "Nombre de lignes"), ("float", "2", "2")],
    ]


def test_an_empty_table_keeps_its_header() -> None:
    assert len(first_sheet(mixed_table([]))) == 1


def test_the_archive_starts_with_its_type_uncompressed() -> None:
    with zipfile.ZipFile(io.BytesIO(written(mixed_table()))) as archive:
        first = archive.infolist()[0]
        assert archive.testzip() is None
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read(first) == b"application/vnd.oasis.opendocument.spreadsheet"


@pytest.mark.parametrize(
    ("at", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")]
)
def test_columns_are_lettered(at: int, letters: str) -> None:
    assert column_letters(at) == letters


def test_a_kind_without_decimals_keeps_the_value_whole() -> None:
    table = columns.Table(
        "T", [Column("n", "N", Kind.INTEGER)], [{"n": 2.5}], [], "Claire", MADE_ON
    )
    assert first_sheet(table)[1] == [("float", "2.5", "3")]


def test_libreoffice_opens_it(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice n’est pas sur cette machine")
    table = mixed_table()
    (tmp_path / "a.ods").write_bytes(written(table))
    act = [
        office,
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        UTF_8_CSV,
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*act, str(tmp_path / "a.ods")], check=True, timeout=120)

    lines = (tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(table.rows), "the titles and the first row; the other holds nothing"
    assert lines[0].startswith("Projet,Commune,SIRET")
    assert lines[1].startswith("Écocyclerie « de Vayres »,01004,73282932000074")
