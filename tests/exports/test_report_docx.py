"""The text document of the report: its logo, its styles, and another program that opens it."""

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.table import Table

from circular.exports.report_chapters import chapters
from circular.exports.report_docx import written
from circular.queries.reports import Report
from tests.builders.reports import report_of
from tests.exports.test_report_pdf import PNG, SVG, TORN


@pytest.fixture(scope="module")
def made(full_demonstration: Path) -> Report:
    return report_of(full_demonstration, sections=("summary", "agreements"))


@pytest.mark.parametrize(
    ("logo", "pictures"), [("", 1), (PNG, 2), (SVG, 2), (TORN, 1)], ids=["", "PNG", "SVG", "torn"]
)
def test_a_logo_is_dots_and_a_torn_one_is_left_out(made: Report, logo: str, pictures: int) -> None:
    report = replace(made, logo=logo)
    document = docx.Document(io.BytesIO(written(report, chapters(report, ""))))

    assert len(document.inline_shapes) == pictures


def test_the_page_is_an_a4_with_its_number_at_the_foot(made: Report) -> None:
    document = docx.Document(io.BytesIO(written(made, chapters(made, ""))))
    (section,) = document.sections

    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert "PAGE" in section.footer.paragraphs[0]._p.xml
    assert section.different_first_page_header_footer
    assert document.core_properties.author == made.association


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_text_processor_opens_it(made: Report, tmp_path: Path) -> None:
    path = tmp_path / "bilan.docx"
    path.write_bytes(written(made, chapters(made, "")))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    subprocess.run(
        [*command, "--convert-to", "txt:Text", "--outdir", str(tmp_path), str(path)],
        capture_output=True,
        check=True,
        timeout=120,
    )

    told = (tmp_path / "bilan.txt").read_text(encoding="utf-8-sig")
    assert "Conventions" in told
    assert made.signature.digest in told


def test_a_short_table_stays_whole_and_no_word_of_its_head_is_cut(full_demonstration: Path) -> None:
    made = report_of(full_demonstration, sections=("survival", "definitions"))
    document = docx.Document(io.BytesIO(written(made, chapters(made, ""))))
    short, long = document.tables[0], max(document.tables, key=lambda each: len(each.rows))

    def kept(table: Table) -> list[bool]:
        return ["<w:keepNext/>" in row._tr.xml for row in table.rows]

    assert kept(short) == [True] * (len(short.rows) - 1) + [False]
    assert not any(kept(long))
    for column in short.columns:
        word = max(column.cells[0].text.split(), key=len)
        assert column.width.cm > len(word) * 0.17
