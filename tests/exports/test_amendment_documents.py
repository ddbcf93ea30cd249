"""The papers of an amendment and of a renewal, read back by other programs."""

import io
import shutil
import subprocess
from datetime import date
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from circular.actions import amendments as actions
from circular.actions.agreement_renewals import renew_agreement
from circular.domain.agreement_renewals import RenewalDraft
from circular.domain.agreements import PartyDraft, PartyKind
from circular.domain.amendments import AmendmentDraft, AmendmentSigningDraft
from circular.domain.errors import NotAllowedError, NotFoundError
from circular.domain.visitors import Visitor
from circular.exports.agreement_documents import sheet_pdf
from circular.exports.amendment_documents import (
    amendment_paper,
    paper_docx,
    paper_pdf,
    renewal_paper,
)
from circular.queries import amendment_documents as queries
from circular.queries.agreement_documents import agreement_sheet
from circular.queries.amendments import present_terms
from circular.store.connection import Database
from tests.builders.agreements import TODAY, read, signed
from tests.exports.test_agreement_documents import read as pdf_words


@pytest.fixture
def agreement(db: Database, staff: Visitor) -> int:
    """Return an agreement renewed once, and amended: the holder leaves, a school comes."""
    made = signed(db, staff, signed_on=date(2025, 12, 1), yearly_amount="10 000")
    record = read(db, staff, made)
    renewal = RenewalDraft(decided_on=date(2026, 11, 20))
    renew_agreement(db, staff, made, renewal, version=record.version, today=TODAY)
    stays = present_terms(record).parties[0]
    school = PartyDraft(
        kind=PartyKind.ORGANISATION, name="Lycée d’essai", signatory="Alex #sys.inputs"
    )
    draft = AmendmentDraft(
        reason="L’école remplace le porteur.", yearly_amount="12 000", parties=(stays, school)
    )
    amendment = actions.draft_amendment(db, staff, made, draft, today=TODAY)
    days = AmendmentSigningDraft(signed_on=TODAY)
    actions.sign_amendment(db, staff, amendment, days, version=1, today=TODAY)
    return made


def test_an_amendment_is_read_back_in_order_and_all_sign(
    db: Database, staff: Visitor, agreement: int, tmp_path: Path
) -> None:
    found = queries.amendment_to_write(db, staff, agreement, 1)
    made = paper_pdf(amendment_paper(found), association=found.association, made_on=TODAY)
    told = pdf_words(made, tmp_path)
    expected = [
        "Avenant n° 1 à la convention n° 2025-001",
        "avenant signé le 22 novembre 2026",
        "Entre les soussignés :",
        "Alex #sys.inputs",
        "Naïma Fictive",
        "liées par la convention n° 2025-001, signée le 1er décembre 2025.",
        "Article 1 – Objet",
        "L’école remplace le porteur.",
        "Article 2 – Ce qui change",
        "au lieu de « 10 000 € », lire « 12 000 € ».",
        "Article 3 – Effet",
        "demeurent inchangées.",
        "en trois exemplaires originaux.",
        "Pour Naïma Fictive",
    ]
    flat = " ".join(told.split())
    places = [flat.find(words) for words in expected]
    assert -1 not in places, expected[places.index(-1)] + told
    assert places == sorted(places)
    catalog = PdfReader(io.BytesIO(made)).root_object
    assert str(catalog["/Lang"]) == "fr-FR"
    assert "/StructTreeRoot" in catalog


def test_the_docx_says_the_same_and_libreoffice_opens_it(
    db: Database, staff: Visitor, agreement: int, tmp_path: Path
) -> None:
    paper = amendment_paper(queries.amendment_to_write(db, staff, agreement, 1))
    content = paper_docx(paper)
    lines = [each.text for each in docx.Document(io.BytesIO(content)).paragraphs]
    assert lines[0] == "Avenant n°\u00a01 à la convention n°\u00a02025-001"
    assert "Article 2 – Ce qui change" in lines
    assert lines.count("Pour Naïma Fictive") == 1
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice n’est pas sur cette machine")
    (tmp_path / "a.docx").write_bytes(content)
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


def test_a_renewal_names_the_parties_of_its_day(
    db: Database, staff: Visitor, agreement: int, tmp_path: Path
) -> None:
    found = queries.renewal_to_write(db, staff, agreement, 1)
    made = paper_pdf(renewal_paper(found), association=found.association, made_on=TODAY)
    told = " ".join(pdf_words(made, tmp_path).split())
    assert "Renouvellement n° 1 de la convention n° 2025-001" in told
    assert "renouvelée du 1er décembre 2026 au 30 novembre 2027 inclus" in told
    assert "Naïma Fictive" in told
    assert "Lycée" not in told


def test_the_sheet_mentions_both_and_names_nobody_to_the_elected(
    db: Database, staff: Visitor, elected: Visitor, agreement: int, tmp_path: Path
) -> None:
    told = {}
    for visitor in (staff, elected):
        made = sheet_pdf(agreement_sheet(db, visitor, agreement, today=TODAY), made_on=TODAY)
        told[visitor.role] = " ".join(pdf_words(made, tmp_path).split())
    for words in ("Renouvellement n° 1", "01/12/2026", "Avenant n° 1", "12 000 €"):
        assert all(words in each for each in told.values()), words
    assert "Alex" in told[staff.role]
    assert "Alex" not in told[elected.role]
    assert len(PdfReader(io.BytesIO(made)).pages) == 1


def test_the_elected_take_no_paper_and_a_wrong_number_is_said(
    db: Database, staff: Visitor, elected: Visitor, agreement: int
) -> None:
    with pytest.raises(NotAllowedError):
        queries.amendment_to_write(db, elected, agreement, 1)
    with pytest.raises(NotAllowedError):
        queries.renewal_to_write(db, elected, agreement, 1)
    with pytest.raises(NotFoundError):
        queries.amendment_to_write(db, staff, agreement, 2)
    with pytest.raises(NotFoundError):
        queries.renewal_to_write(db, staff, agreement, 2)
