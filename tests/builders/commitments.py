"""Commitments for tests, made through the actions of the product."""

from datetime import date

from circular.actions import agreements, commitments
from circular.domain.agreements import PartyDraft, PartyKind
from circular.domain.commitments import CommitmentDraft
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from tests.builders.agreements import TODAY, a_draft, read, signed_from

ASSOCIATION, HOLDER, ORGANISATION = 0, 1, 2


def with_partner(db: Database, author: Visitor, organisation_id: int | None) -> int:
    """Sign an agreement to which an organisation is a party as well, the third one."""
    agreement_id = a_draft(db, author, today=date(2026, 3, 12))
    record = read(db, author, agreement_id)
    known = [
        PartyDraft(
            kind=party.kind,
            name=party.name or "",
            holder_id=party.holder_id,
            signatory="Camille Essai",
        )
        for party in record.parties
    ]
    organisation = PartyDraft(
        kind=PartyKind.ORGANISATION,
        name="Syndicat d’essai",
        organisation_id=organisation_id,
        signatory="Dominique Essai",
    )
    agreements.set_parties(db, author, agreement_id, [*known, organisation], version=record.version)
    return signed_from(db, author, agreement_id)


def promised(
    db: Database,
    author: Visitor,
    agreement_id: int,
    *,
    party: int = HOLDER,
    due_on: date = TODAY,
    label: str = "Remettre le bilan",
    **fields: object,
) -> int:
    """Add a commitment of a party to an agreement: a report, due on the day of the tests."""
    draft = CommitmentDraft.model_validate(
        {"party": party, "kind": "report", "label": label, "due_on": due_on, **fields}
    )
    return commitments.add_commitment(db, author, agreement_id, draft)
