"""A PDF is tagged, in French, and says what it is given as text and nothing else."""

import io
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
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


@pytest.mark.parametrize(
    "check",
    [("verapdf", "--flavour", "ua1", "--format", "text"), ("pdfua", "check")],
    ids=["veraPDF", "pdfua"],
)
@pytest.mark.parametrize("page", ["agreement_sheet", "agreement"])
def test_a_checker_of_pdf_ua_finds_nothing(
    page: str, check: tuple[str, ...], tmp_path: Path
) -> None:
    program = shutil.which(check[0])
    if program is None:
        pytest.skip(f"{check[0]} n’est pas sur cette machine")
    article = {"title": "Article 1 – Objet", "paragraphs": ["Un texte."], "with_services": True}
    whole = {
        **DATA,
        "facts": [["Début", "12/03/2026"]],
        "tables": [{"title": "Parties", "columns": ["Nature"], "rows": [["Association"]]}],
        "mark": "Projet, sans valeur",
        "between": "Entre les soussignés",
        "parties": ["Nouvel’R"],
        "preamble": ["Il a été convenu ce qui suit."],
        "articles": [article],
        "services": [["Local", "200 m²"]],
        "annexes": ["Annexe 1 – Budget"],
        "closing": "Fait en deux exemplaires originaux.",
        "signatures": [["Pour Nouvel’R", "Camille Essai"]],
    }
    path = tmp_path / "read.pdf"
    path.write_bytes(pdf.written(page, whole, made_on=date(2026, 11, 22)))
    told = subprocess.run(
        [program, *check[1:], str(path)], capture_output=True, check=False, timeout=120
    )

    assert told.returncode == 0, told.stdout.decode()
    assert b"PASS" in told.stdout
