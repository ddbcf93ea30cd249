"""Each convention that leaves is written in the journal and names nobody."""

import pytest

from circular.actions import agreement_documents as actions
from circular.domain.agreement_documents import DocumentForm
from circular.domain.errors import NotAllowedError, NotFoundError
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import rows, value
from tests.builders.agreements import a_draft

LINES = "SELECT act, sentence FROM journal WHERE act IN ('text_taken', 'sheet_taken')"


def test_what_is_taken_is_written(db: Database, staff: Visitor, elected: Visitor) -> None:
    agreement = a_draft(db, staff)
    actions.record_text_taken(db, staff, agreement, DocumentForm.PDF)
    actions.record_sheet_taken(db, elected, agreement)

    assert [row["act"] for row in rows(db, LINES)] == [
        "text_taken",
        "sheet_taken",
    ]
    assert not any("Naïma" in row["sentence"] for row in rows(db, LINES))


def test_an_elected_official_takes_no_text(db: Database, staff: Visitor, elected: Visitor) -> None:
    agreement = a_draft(db, staff)
    with pytest.raises(NotAllowedError):
        actions.record_text_taken(db, elected, agreement, DocumentForm.PDF)
    with pytest.raises(NotFoundError):
        actions.record_text_taken(db, staff, agreement + 1, DocumentForm.PDF)

    assert value(db, f"SELECT count(*) FROM ({LINES})") == 0
