"""Commitments: by the team, by the partner for its own, undone, and never lost for the journal."""

from datetime import date

import pytest

from circular.actions import commitments as actions
from circular.domain.commitments import CommitmentDraft, FulfilmentDraft
from circular.domain.errors import (
    AlreadyDoneError,
    DomainError,
    NotAllowedError,
    NotFoundError,
    StaleRecordError,
)
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import rows, value
from tests.builders.agreements import TODAY, a_draft, signed
from tests.builders.commitments import HOLDER, ORGANISATION, promised, with_partner
from tests.builders.documents import a_document

KEPT = FulfilmentDraft(done_on=TODAY, proof="Bilan de Naïma Fictive reçu")


def keep(db: Database, author: Visitor, made: int, *, version: int = 1) -> int:
    return actions.mark_done(db, author, made, KEPT, version=version, today=TODAY)


def test_a_commitment_is_kept_with_its_proof_then_put_back(db: Database, staff: Visitor) -> None:
    made = promised(db, staff, signed(db, staff))
    keep(db, staff, made)
    with pytest.raises(AlreadyDoneError):
        keep(db, staff, made, version=2)
    with pytest.raises(DomainError, match="annulez d’abord"):
        actions.remove_commitment(db, staff, made)
    actions.undo_done(db, staff, made)
    with pytest.raises(AlreadyDoneError):
        actions.undo_done(db, staff, made)
    [row] = rows(db, "SELECT done_on, done_by, proof, document_id FROM commitment")
    assert set(row.values()) == {None}
    acts = rows(db, "SELECT act FROM journal WHERE act LIKE 'commitment%' ORDER BY id")
    assert [row["act"] for row in acts] == [
        "commitment_added",
        "commitment_done",
        "commitment_undone",
    ]
    naming = "SELECT count(*) FROM journal WHERE sentence || changes LIKE '%Naïma%'"
    assert value(db, f"{naming} AND act LIKE 'commitment%'") == 0


def test_a_document_of_the_agreement_is_a_proof_and_no_other(db: Database, staff: Visitor) -> None:
    agreement, other = signed(db, staff), signed(db, staff)
    stored = a_document(db, staff, of=agreement, name="bilan.pdf")
    proof = FulfilmentDraft(done_on=TODAY, document_id=stored)
    with pytest.raises(DomainError) as refused:
        actions.mark_done(db, staff, promised(db, staff, other), proof, version=1, today=TODAY)
    assert refused.value.problems[0].field == "document_id"
    made = promised(db, staff, agreement)
    actions.mark_done(db, staff, made, proof, version=1, today=TODAY)
    assert value(db, "SELECT document_id FROM commitment WHERE id = ?", [made]) == stored


def test_a_partner_keeps_its_own_commitments_and_no_other(
    db: Database, staff: Visitor, partner: Visitor, elected: Visitor
) -> None:
    agreement = with_partner(db, staff, partner.organisation_id)
    own = promised(db, staff, agreement, party=ORGANISATION)
    foreign = promised(db, staff, agreement, party=HOLDER)
    with pytest.raises(NotFoundError):
        keep(db, partner, foreign)
    with pytest.raises(NotAllowedError):
        keep(db, elected, own)
    nowhere = partner.model_copy(update={"organisation_id": None})
    with pytest.raises((NotFoundError, NotAllowedError)):
        keep(db, nowhere, own)
    with_paper = FulfilmentDraft(done_on=TODAY, document_id=1)
    with pytest.raises(NotAllowedError):
        actions.mark_done(db, partner, own, with_paper, version=1, today=TODAY)
    keep(db, partner, own)
    actions.undo_done(db, partner, own)
    with pytest.raises(NotAllowedError):
        actions.remove_commitment(db, partner, own)


def test_changes_are_told_and_do_not_overwrite_each_other(db: Database, staff: Visitor) -> None:
    made = promised(db, staff, a_draft(db, staff))
    draft = CommitmentDraft(party=0, kind="other", label="Autre", due_on=date(2027, 1, 1))
    actions.change_commitment(db, staff, made, draft, version=1)
    with pytest.raises(StaleRecordError):
        actions.change_commitment(db, staff, made, draft, version=1)
    with pytest.raises(DomainError) as refused:
        gone = draft.model_copy(update={"party": 7})
        actions.change_commitment(db, staff, made, gone, version=2)
    assert refused.value.problems[0].field == "party"
    with pytest.raises(DomainError, match="une fois la convention signée"):
        keep(db, staff, made, version=2)
    actions.remove_commitment(db, staff, made)
    assert value(db, "SELECT count(*) FROM commitment") == 0
    changes = value(db, "SELECT changes FROM journal WHERE act = 'commitment_changed'")
    assert "Porteur de projet" in changes
    assert "01/01/2027" in changes
