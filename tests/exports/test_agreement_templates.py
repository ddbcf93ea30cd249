"""The DOCX of a convention, read back by python-docx and, where there is one, by LibreOffice."""

import io
import shutil
import subprocess
from pathlib import Path

import docx
import pytest

from circular.adapters.agreement_templates import check_template
from circular.domain.agreement_documents import EXAMPLE, AgreementText, TextParty
from circular.domain.agreements import PartyKind
from circular.exports.agreement_templates import agreement_docx, usual_template
from tests.builders.agreement_templates import a_template

FIELDS = {key: value for key, value in EXAMPLE.items() if isinstance(value, str)}
TEXT = AgreementText(
    values={**FIELDS, "objet": "Financer 11\u202f000\u00a0€ d’œuvres & de l’outillage."},
    parties=(
        TextParty(PartyKind.ASSOCIATION, "Nouvel’R", "Camille Essai", "Présidente"),
        TextParty(PartyKind.HOLDER, "Zoé Fictive"),
    ),
    services=(("Étude de marché", "–"), ("Local", "200 m²")),
)


def test_the_usual_template_is_sound_and_says_the_articles() -> None:
    check_template(usual_template(), EXAMPLE)
    document = docx.Document(io.BytesIO(agreement_docx(TEXT)))
    lines = [each.text for each in document.paragraphs]

    assert lines[0] == FIELDS["titre"]
    assert "Nouvel’R, association, que représente Camille Essai, Présidente\u202f;" in lines
    assert "Article 1 – Objet" in lines
    assert "Financer 11\u202f000\u00a0€ d’œuvres & de l’outillage." in lines
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["Prestation", "Précision"],
        ["Étude de marché", "–"],
        ["Local", "200 m²"],
    ]
    assert lines[-2].startswith("Pour Zoé") or "Pour Zoé Fictive" in lines
    assert not any("{" in line for line in lines)


def test_another_template_takes_its_place() -> None:
    made = agreement_docx(TEXT, a_template("{{ association }} et {{ projet }}"))

    (line,) = docx.Document(io.BytesIO(made)).paragraphs
    assert line.text == "Nouvel’R et Recyclerie du Libournais"


def test_libreoffice_opens_it(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice n’est pas sur cette machine")
    (tmp_path / "a.docx").write_bytes(agreement_docx(TEXT))
    act = [
        office,
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*act, str(tmp_path / "a.docx")], check=True, timeout=120)

    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
