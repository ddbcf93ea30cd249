"""The three files of a report, read back by other programs: same figures, nobody, no network."""

import io
import re
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

import docx
import pytest
from docx.document import Document
from openpyxl import Workbook, load_workbook
from pypdf import PdfReader

from circular.domain import french
from circular.domain.survival import Cohort
from circular.exports import (
    dashboard_words,
    forecast_words,
    report_outlook,
    reports,
    survival_words,
)
from circular.exports.columns import CRITERIA
from circular.exports.report_tables import Tables
from circular.exports.reports import ReportFormat, name_of, written
from circular.queries.reports import Report
from circular.store.connection import open_for
from tests.builders.reports import report_of

SHORTER_ON_PAPER = (
    *("Emplois par mois", "Prévision par trimestre", "Marches de la courbe de survie"),
)
FOREWORD = "Mesdames, Messieurs,\n\n=cmd #panic() *x* $y$ & <b> « Œuvre » n° 1."


@dataclass(frozen=True)
class Files:
    """A report and its files, as they were written."""

    report: Report
    contents: dict[ReportFormat, bytes]
    folder: Path

    @property
    def docx(self) -> Document:
        """The text document, opened."""
        return docx.Document(io.BytesIO(self.contents[ReportFormat.DOCX]))

    @property
    def pdf(self) -> str:
        """The text of the PDF without the foot of its pages, spaces made plain."""
        path = self.folder / "report.pdf"
        path.write_bytes(self.contents[ReportFormat.PDF])
        told = subprocess.run(
            ["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True
        )
        without_footers = re.sub(r"(?m)^.*Page \d+ sur \d+$", "", told.stdout.decode())
        return flat(without_footers)

    @property
    def xlsx(self) -> Workbook:
        """The workbook, opened."""
        return load_workbook(io.BytesIO(self.contents[ReportFormat.XLSX]))


def flat(text: str) -> str:
    """Return a text on one line, every space a plain one."""
    return re.sub(r"\s+", " ", text)


def no_network(*_: object) -> NoReturn:
    raise AssertionError("a report asks nobody for anything")


@pytest.fixture(scope="module")
def files(full_demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Return a report on the demonstration, made without any network."""
    patch = pytest.MonkeyPatch()
    patch.setattr(socket, "socket", no_network)
    made = report_of(full_demonstration, foreword=FOREWORD)
    contents = {form: written(made, form, author="Camille Essai") for form in ReportFormat}
    patch.undo()
    return Files(made, contents, tmp_path_factory.mktemp("report"))


def docx_text(document: Document) -> str:
    """Return the paragraphs and the cells of a text document."""
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return flat("\n".join([*(each.text for each in document.paragraphs), *cells]))


def sentences(report: Report) -> list[str]:
    """Return the sentences of the elected page on the last day of the period."""
    page = report.page
    told = [
        dashboard_words.lead(page),
        dashboard_words.pace(page),
        dashboard_words.jobs_apart(page),
        dashboard_words.funnel(page.funnel),
        dashboard_words.agreements(page.agreements),
        dashboard_words.places(page.places, sum(each.net_fte for each in page.places)),
    ]
    return [flat(each.replace("**", "")) for each in told + outlook(report)]


def outlook(report: Report) -> list[str]:
    """Return the sentences of the pages of the forecast and of survival on that day."""
    forecast, past, survival = report.forecast, report.back_test, report.survival
    assert forecast
    assert past
    assert survival
    doubt = forecast_words.doubt(past)
    return [
        forecast_words.lead(forecast),
        *([forecast_words.warning(forecast)] if forecast.is_too_few else []),
        *([doubt] if doubt else []),
        forecast_words.chart(forecast),
        forecast_words.DEFINITION,
        forecast_words.stages(forecast),
        forecast_words.needed(forecast),
        forecast_words.back_test(past),
        survival_words.lead(survival),
        survival_words.DEFINITION,
        *(survival_words.cohort(each) for each in survival.cohorts),
        *(survival_words.reference(each) for each in survival.references),
    ]


def test_paper_and_text_document_say_the_sentences_of_the_screen(files: Files) -> None:
    for told in (files.pdf, docx_text(files.docx)):
        missing = [each for each in sentences(files.report) if each not in told]
        assert missing == []


def test_every_table_holds_the_same_figures_in_the_three_files(files: Files) -> None:
    tables = Tables(files.report, "")
    grids = [*tables.all(), *report_outlook.grids(tables)]
    document, paper = docx_text(files.docx), files.pdf
    for grid in grids:
        if grid.table.title in SHORTER_ON_PAPER:
            continue
        for row, cells in zip(grid.table.rows, grid.cells, strict=True):
            told = flat(" ".join(cells))
            assert told in document, (grid.table.title, row)
        sheet = files.xlsx[grid.table.title]
        kept = [[each.plain(row) for each in grid.table.columns] for row in grid.table.rows]
        read = [
            [
                value.date() if isinstance(value, datetime) else value
                for value in (cell.value for cell in line)
            ]
            for line in sheet.iter_rows(min_row=2)
        ]
        assert [line for line in read if any(each is not None for each in line)] == kept
    for row in Tables(files.report, "").agreements().cells:
        assert flat(" ".join(row)) in re.sub(r" +", " ", paper)


def test_the_forecast_and_survival_read_back_are_those_of_the_query(files: Files) -> None:
    forecast, survival = files.report.forecast, files.report.survival
    assert forecast
    assert survival
    quarters = list(files.xlsx["Prévision par trimestre"].iter_rows(min_row=2, values_only=True))
    assert [(row[0].date(), *row[1:4]) for row in quarters] == [  # type: ignore[union-attr]
        (each.day, each.jobs.low, each.jobs.middle, each.jobs.high) for each in forecast.quarters
    ]
    lines = files.xlsx["Survie, toutes les entreprises"].iter_rows(min_row=2, values_only=True)
    whole = survival.of(Cohort.ALL)
    assert [(row[1], row[5]) for row in lines] == [
        (each.at_risk, None if each.share is None else pytest.approx(each.share))
        for each in whole.horizons
    ]
    last = forecast.quarters[-1]
    shown = [last.jobs.low, last.jobs.middle, last.jobs.high]
    told = " ".join([french.day(last.day), *(french.number(each, decimals=0) for each in shown)])
    assert flat(told) in docx_text(files.docx)
    assert flat(told) in files.pdf


def test_the_figures_are_those_that_the_page_measures(files: Files) -> None:
    net = files.report.page.jobs.net.fte
    target = files.report.page.target
    assert target is not None
    tile = f"{french.number(net)} sur {french.number(target.value)}"

    assert tile in files.pdf
    assert tile in docx_text(files.docx)
    figures = {row[0].value: row[1].value for row in files.xlsx["Chiffres"].iter_rows(min_row=2)}
    assert figures["Emplois nets"] == net
    assert figures["Projets suivis"] == files.report.page.funnel.projects


def test_the_signature_is_on_the_last_page_and_in_the_properties(files: Files) -> None:
    code = files.report.signature.code
    reader = PdfReader(io.BytesIO(files.contents[ReportFormat.PDF]))
    assert code in re.sub(r"\s", "", reader.pages[-1].extract_text())
    assert reader.metadata is not None
    assert code in str(reader.metadata.get("/Keywords"))

    assert code in re.sub(r"\s", "", docx_text(files.docx))
    assert files.docx.core_properties.keywords == code
    assert files.xlsx.properties.keywords == code
    about = {row[0].value: row[1].value for row in files.xlsx[CRITERIA].iter_rows()}
    assert about["Signature"] == code


def test_the_pdf_is_tagged_in_french_with_every_drawing_described(files: Files) -> None:
    content = files.contents[ReportFormat.PDF]
    reader = PdfReader(io.BytesIO(content))
    root: Any = reader.root_object

    assert root["/Lang"] == "fr-FR"
    assert b"pdfuaid:part>1</" in root["/Metadata"].get_data()
    alts = list(alternatives(root["/StructTreeRoot"]))
    assert any("Emplois nets par mois" in each for each in alts)
    assert any("Carte des intercommunalités" in each for each in alts)
    assert len(alts) >= 5
    assert content == written(files.report, ReportFormat.PDF, author="Camille Essai")


def alternatives(node: object) -> Iterator[str]:
    """Return the alternative texts of a tree of tags."""
    found = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(found, list):
        for each in found:
            yield from alternatives(each)
    elif isinstance(found, dict):
        if "/Alt" in found:
            yield str(found["/Alt"])
        if "/K" in found:
            yield from alternatives(found["/K"])


def test_the_text_document_has_headings_repeated_headers_and_described_pictures(
    files: Files,
) -> None:
    document = files.docx
    titles = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    xml = document.element.xml

    assert titles[0] == "Avant-propos"
    assert titles[1:-1] == [each.label for each in files.report.draft.sections]
    assert titles[-1] == "Signature des données"
    assert xml.count("<w:tblHeader/>") == len(document.tables)
    described = re.findall(r'<wp:docPr [^>]*descr="([^"]+)"', xml)
    assert len(described) == len(document.inline_shapes) >= 5
    assert 'w:val="fr-FR"' in document.styles.element.xml
    assert document.core_properties.language == "fr-FR"
    blank = [
        each
        for each in document.paragraphs
        if not each.text.strip() and "<w:drawing>" not in each._p.xml
    ]
    assert blank == []


def test_what_was_typed_is_text_and_never_a_formula_nor_a_command(files: Files) -> None:
    assert "=cmd #panic() *x* $y$ & <b> « Œuvre » n° 1." in docx_text(files.docx)
    assert "=cmd #panic() *x* $y$ & <b>" in files.pdf
    for sheet in files.xlsx:
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_nothing_unknown_is_written_as_a_number(files: Files) -> None:
    for told in (files.pdf, docx_text(files.docx)):
        assert re.search(r"\b(nan|inf|None|NaN)\b", told) is None


def test_nobody_is_named(files: Files, full_demonstration: Path) -> None:
    with open_for(full_demonstration, read_only=True) as db:
        names = [
            name
            for (name,) in db.conn.execute(
                "SELECT name FROM holder UNION SELECT name FROM organisation WHERE is_confidential"
                " UNION SELECT signatory FROM agreement_party WHERE signatory IS NOT NULL"
            )
        ]
    sheets = [str(cell.value) for sheet in files.xlsx for row in sheet.iter_rows() for cell in row]
    assert len(names) > 20
    for told in (files.pdf, docx_text(files.docx), " ".join(sheets)):
        assert [name for name in names if name in told] == []


def test_a_file_bears_its_title_its_territory_and_its_day(files: Files) -> None:
    today = date.today()
    assert name_of(files.report, ReportFormat.PDF).endswith(
        f"-tout-le-territoire-{today.isoformat()}.pdf"
    )
    assert {form.label for form in reports.ReportFormat} == {"DOCX", "PDF", "XLSX"}
    assert all("/" in form.media_type for form in ReportFormat)


def test_a_report_on_nothing_is_honest(empty_demonstration: Path) -> None:
    made = report_of(empty_demonstration)
    document = docx.Document(io.BytesIO(written(made, ReportFormat.DOCX, author="")))
    told = docx_text(document)

    assert "Rien n’est noté avant la fin de cette période" in told
    assert "Aucune convention n’est en vigueur ni à venir à cette date." in told
    assert re.search(r"\b(nan|inf|None)\b", told) is None
    assert written(made, ReportFormat.PDF, author="").startswith(b"%PDF")
    assert load_workbook(io.BytesIO(written(made, ReportFormat.XLSX, author="")))


def test_chapters_come_in_the_order_asked_for(full_demonstration: Path) -> None:
    made = report_of(full_demonstration, sections=("places", "summary"))
    document = docx.Document(io.BytesIO(written(made, ReportFormat.DOCX, author="")))

    titles = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert titles == ["Carte des emplois", "Résumé", "Signature des données"]
