"""The PDF of a convention, read back by another program; its sheet, with names and without."""

import io
import subprocess
from datetime import date
from pathlib import Path

from pypdf import PdfReader

from circular.domain.agreement_documents import BLANK, DRAFT_MARK, FICTITIOUS
from circular.domain.visitors import Visitor
from circular.exports.agreement_documents import agreement_pdf, sheet_pdf, text_of
from circular.queries import agreement_documents as queries
from circular.store.connection import Database
from tests.builders.agreements import TODAY, a_draft, a_project, signed
from tests.builders.commitments import promised

PURPOSE = "Financer 11\u202f000\u00a0€ d’œuvres.\nEt #sys.inputs n’y peut rien."


def read(content: bytes, folder: Path) -> str:
    """Return what pdftotext reads of a PDF, in order; it writes every space as a plain one."""
    path = folder / "read.pdf"
    path.write_bytes(content)
    told = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    return told.stdout.decode()


def text_pdf(db: Database, visitor: Visitor, agreement_id: int) -> bytes:
    found = queries.agreement_to_write(db, visitor, agreement_id)
    return agreement_pdf(text_of(found.record, association="Nouvel’R"), made_on=TODAY)


def test_a_signed_convention_is_read_back_in_order(
    db: Database, staff: Visitor, tmp_path: Path
) -> None:
    agreement = signed(db, staff, purpose=PURPOSE, jobs_committed="6,5")
    made = text_pdf(db, staff, agreement)
    told = read(made, tmp_path)
    expected = [
        "Convention d’accompagnement n° 2026-001",
        "seule la copie signée fait foi",
        "Entre les soussignés :",
        "Camille Essai, Présidente",
        "Naïma Fictive",
        "Préambule",
        "Il a été convenu ce qui suit.",
        "Article 1 – Objet",
        "11 000 € d’œuvres.",
        "#sys.inputs",
        "Article 2 – Prestations",
        "6,5 ETP",
        "le 12 mars 2026, en deux exemplaires originaux.",
        "Pour Naïma Fictive",
    ]
    places = [told.find(words) for words in expected]

    assert -1 not in places, expected[places.index(-1)] + told
    assert places == sorted(places)
    exact = PdfReader(io.BytesIO(made)).pages[0].extract_text()
    assert "11\u202f000\u00a0€ d’œuvres" in exact


def test_a_draft_says_that_it_is_worth_nothing(
    db: Database, staff: Visitor, tmp_path: Path
) -> None:
    told = read(text_pdf(db, staff, a_draft(db, staff)), tmp_path)

    assert DRAFT_MARK in told
    assert "sans numéro" in told
    assert f"Fait à {BLANK}" in told


def test_invented_people_are_said_to_be(db: Database, staff: Visitor, tmp_path: Path) -> None:
    agreement = signed(db, staff)
    db.conn.execute("UPDATE agreement SET is_fictitious = 1")
    told = read(text_pdf(db, staff, agreement), tmp_path)

    assert FICTITIOUS.replace("\u00a0", " ") in told
    assert "Naïma Fictive (personne fictive)" in told


def test_the_sheet_names_people_for_the_staff_only(
    db: Database, staff: Visitor, elected: Visitor, tmp_path: Path
) -> None:
    project = a_project(db, staff, "Recyclerie de Naïma Fictive")
    agreement = signed(db, staff, project, purpose="Aider Naïma.", jobs_committed="3")
    promised(db, staff, agreement, label="Bilan de Naïma", due_on=date(2026, 11, 1))
    told = {}
    for visitor in (staff, elected):
        found = queries.agreement_sheet(db, visitor, agreement, today=TODAY)
        made = sheet_pdf(found, made_on=date(2026, 11, 22))
        told[visitor.role] = read(made, tmp_path)

    for words in ("n° 2026-001", "3 ETP", "12/03/2026", "Porteur de projet"):
        assert all(words in each for each in told.values()), words
    assert "Naïma Fictive" in told[staff.role]
    assert "Aider Naïma." in told[staff.role]
    assert "Bilan de Naïma" in told[staff.role]
    assert "en retard" in told[elected.role]
    assert "Bilan ou rapport" in told[elected.role]
    assert "Naïma" not in told[elected.role]
    assert "Camille" not in told[elected.role]
