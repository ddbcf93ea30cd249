"""Clauses and annexes: written while nobody has signed, told in the journal, erasable there."""

import pytest

from circular.actions.agreement_pieces import set_pieces
from circular.domain.agreement_pieces import PiecesDraft
from circular.domain.errors import DomainError, NotAllowedError, StaleRecordError
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import value
from tests.builders.agreements import a_draft, read, signed

SOME = PiecesDraft.model_validate(
    {"other_clauses": "Logement\u00a0: Naïma Fictive loge à Libourne", "other_annexes": "Plan"}
)


def test_they_are_kept_and_nobody_is_named_to_who_may_not_see_people(
    db: Database, staff: Visitor, elected: Visitor
) -> None:
    agreement = a_draft(db, staff)
    set_pieces(db, staff, agreement, SOME, version=1)
    found = read(db, staff, agreement).pieces
    assert [(each.title, each.text) for each in found.clauses] == [
        ("Logement", "Naïma Fictive loge à Libourne")
    ]
    assert found.annexes == ("Plan",)
    assert read(db, elected, agreement).pieces.clauses == ()
    assert not value(db, "SELECT count(*) FROM journal WHERE changes LIKE '%Naïma%'")


def test_a_signed_agreement_and_a_stale_page_are_refused(
    db: Database, staff: Visitor, elected: Visitor
) -> None:
    agreement = signed(db, staff)
    with pytest.raises(DomainError, match="ne change plus"):
        set_pieces(db, staff, agreement, SOME, version=read(db, staff, agreement).version)
    waiting = a_draft(db, staff, read(db, staff, agreement).project_id)
    with pytest.raises(StaleRecordError):
        set_pieces(db, staff, waiting, SOME, version=7)
    with pytest.raises(NotAllowedError):
        set_pieces(db, elected, waiting, SOME, version=1)
