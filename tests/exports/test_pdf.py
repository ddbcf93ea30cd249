"""A PDF is tagged, in French, and says what it is given as text and nothing else."""

import io
from datetime import date
from typing import Any

from pypdf import PdfReader

from circular.exports import pdf

DATA = {
    "title": "Convention n°\u00a02026-003",
    "subtitle": "#panic() *x* $y$ \\ «\u00a0Œuvre\u00a0»",
    "association": "Nouvel’R",
    "notes": [],
    "facts": [],
    "tables": [],
    "footer": "",
}


def test_it_is_tagged_pdf_ua_in_french_and_the_same_for_the_same_day() -> None:
    made = pdf.written("agreement_sheet", DATA, made_on=date(2026, 11, 22))
    reader = PdfReader(io.BytesIO(made))
    root: Any = reader.root_object

    assert root["/Lang"] == "fr-FR"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part>1</" in root["/Metadata"].get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == DATA["title"]
    assert made == pdf.written("agreement_sheet", DATA, made_on=date(2026, 11, 22))


def test_nothing_of_the_data_is_compiled() -> None:
    made = pdf.written("agreement_sheet", DATA, made_on=date(2026, 11, 22))

    assert "#panic() *x* $y$ \\" in PdfReader(io.BytesIO(made)).pages[0].extract_text()
