"""The table of documents refuses what no document can be."""

import sqlite3
from typing import Any

import pytest

from circular.domain.documents import DocumentKind
from circular.domain.file_types import FileType
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import insert
from tests.builders.agreements import a_draft


def a_row(agreement_id: int | None, **changes: Any) -> dict[str, Any]:
    """Return a complete row."""
    return {
        "agreement_id": agreement_id,
        "kind": "signed_copy",
        "original_name": "a.pdf",
        "stored_name": "0a" * 16,
        "media_type": "application/pdf",
        "size": 3,
        "sha256": "b" * 64,
        "uploaded_at": "2026-11-22T09:00:00",
        **changes,
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"agreement_id": None},
        {"agreement_id": 99},
        {"implantation_id": 1},
        {"kind": "secret"},
        {"original_name": ""},
        {"original_name": "a" * 121},
        {"stored_name": "../../etc/passwd"},
        {"stored_name": "0A" * 16},
        {"media_type": "text/html"},
        {"size": 0},
        {"sha256": "b"},
        {"erased_at": "2026-11-22T09:00:00"},
    ],
)
def test_a_row_that_cannot_be_is_refused(
    db: Database, staff: Visitor, wrong: dict[str, Any]
) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        insert(db, "document", a_row(a_draft(db, staff)) | wrong)


def test_every_kind_and_type_of_the_domain_is_accepted(db: Database, staff: Visitor) -> None:
    agreement = a_draft(db, staff)
    for number, kind in enumerate(DocumentKind):
        insert(db, "document", a_row(agreement, kind=kind.value, stored_name=f"{number:032x}"))
    for number, each in enumerate(FileType, start=50):
        row = a_row(agreement, media_type=each.value, stored_name=f"{number:032x}")
        insert(db, "document", row)
    with pytest.raises(sqlite3.IntegrityError):
        insert(db, "document", a_row(agreement, stored_name=f"{1:032x}"))
