"""The report as files: a text document to edit, an accessible PDF, a workbook of every table."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from circular.exports import report_docx, report_outlook, report_pdf, report_words, workbooks
from circular.exports.report_chapters import chapters
from circular.exports.report_tables import Tables
from circular.exports.tables import file_name
from circular.queries.reports import Report


class ReportFormat(StrEnum):
    """A kind of file that the report is made as; the value is its extension."""

    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"

    @property
    def label(self) -> str:
        """The name on the button."""
        return self.value.upper()

    @property
    def media_type(self) -> str:
        """The type announced to the browser."""
        return _MEDIA_TYPES[self]


def written(report: Report, form: ReportFormat, *, author: str) -> bytes:
    """Return the report as a file of the format asked for; `author` made it.

    Raises:
        PageError: the PDF compiler refuses something.
    """
    return _WRITERS[form](report, author)


def name_of(report: Report, form: ReportFormat) -> str:
    """Return the name of the file: « bilan-2025-tout-le-territoire-2026-11-29.pdf »."""
    words = f"{report_words.title(report)} {report_words.territory(report)}"
    return file_name(words, report.made_on, form.value)


def _docx(report: Report, author: str) -> bytes:
    return report_docx.written(report, chapters(report, author))


def _pdf(report: Report, author: str) -> bytes:
    return report_pdf.written(report, chapters(report, author))


def _xlsx(report: Report, author: str) -> bytes:
    tables = Tables(report, author)
    return workbooks.written(
        [grid.table for grid in (*tables.all(), *report_outlook.grids(tables))],
        title=f"{report_words.title(report)} – {report_words.territory(report)}",
        keywords=report.signature.code,
    )


_WRITERS: Mapping[ReportFormat, Callable[[Report, str], bytes]] = {
    ReportFormat.DOCX: _docx,
    ReportFormat.PDF: _pdf,
    ReportFormat.XLSX: _xlsx,
}
_MEDIA_TYPES: Mapping[ReportFormat, str] = {
    ReportFormat.DOCX: ("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ReportFormat.PDF: "application/pdf",
    ReportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
