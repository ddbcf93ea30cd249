"""The files of a convention: made on the click, written in the journal, for whom they may be."""

import pytest

from circular.domain.errors import NotAllowedError
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import value
from circular.ui import agreement_documents as screen
from tests.builders.agreements import a_draft, signed
from tests.pages_runner import open_page

TAKEN = "SELECT count(*) FROM journal WHERE act IN ('text_taken', 'sheet_taken')"


def test_the_team_reads_the_text_and_takes_it(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = signed(db, staff)
    app = open_page(monkeypatch, Role.STAFF, "agreement.py", id=str(agreement))

    assert [each.proto.label for each in app.get("download_button")] == [
        "Télécharger le PDF",
        "Télécharger le DOCX (modifiable)",
        "Fiche d’une page (PDF)",
    ]
    said = "\n".join(each.value for each in app.markdown)
    assert "**Article 1 – Objet**" in said
    assert "seule la copie signée fait foi" in said
    assert value(db, TAKEN) == 0
    assert screen._pdf(staff, agreement)().startswith(b"%PDF")
    assert screen._sheet(staff, agreement)().startswith(b"%PDF")
    assert value(db, TAKEN) == 2


def test_an_elected_official_has_the_sheet_alone(
    db: Database, staff: Visitor, elected: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = a_draft(db, staff)
    app = open_page(monkeypatch, Role.ELECTED, "agreement.py", id=str(agreement))

    assert [each.proto.label for each in app.get("download_button")] == ["Fiche d’une page (PDF)"]
    assert screen._sheet(elected, agreement)().startswith(b"%PDF")
    with pytest.raises(NotAllowedError):
        screen._pdf(elected, agreement)()
