"""Agreements for tests, made through the actions of the product."""

from datetime import date

from circular.actions import agreement_moves as moves
from circular.actions import agreements as actions
from circular.actions.agreement_pieces import set_pieces
from circular.actions.holders import register_holder
from circular.actions.projects import start_project
from circular.domain.agreement_pieces import PiecesDraft
from circular.domain.agreement_types import Clause
from circular.domain.agreements import (
    AgreementDraft,
    PartyDraft,
    PartyKind,
    SigningDraft,
)
from circular.domain.holders import HolderDraft
from circular.domain.projects import StartDraft
from circular.domain.visitors import Visitor
from circular.queries.agreement_records import AgreementRecord, agreement_record
from circular.store.connection import Database

LIBOURNE = "33243"
TODAY = date(2026, 11, 22)


def a_project(
    db: Database,
    author: Visitor,
    title: str = "Couches en compost",
    *,
    holder: str | None = "Naïma Fictive",
    commune_code: str | None = LIBOURNE,
    detected_on: date = date(2026, 1, 8),
) -> int:
    """Start a project of this person, detected on 8 January 2026 in Libourne."""
    holder_id = None
    if holder is not None:
        holder_id = register_holder(db, author, HolderDraft(name=holder), today=TODAY)
    draft = StartDraft(
        title=title,
        origin="autre",
        detected_on=detected_on,
        commune_code=commune_code,
        holder_id=holder_id,
    )
    return start_project(db, author, draft, today=TODAY)


def a_draft(
    db: Database,
    author: Visitor,
    project_id: int | None = None,
    *,
    today: date = TODAY,
    **fields: object,
) -> int:
    """Prepare an agreement, for a project of its own unless one is given."""
    if project_id is None:
        project_id = a_project(db, author)
    draft = AgreementDraft.model_validate(
        {"project_id": project_id, "type_key": "accompagnement", **fields}
    )
    return actions.draft_agreement(db, author, draft, today=today)


def sign_for_all(db: Database, author: Visitor, agreement_id: int) -> None:
    """Give every party a signatory, and the agreement all that its type demands."""
    record = read(db, author, agreement_id)
    parties = [
        PartyDraft(
            kind=party.kind,
            name=party.name or "",
            holder_id=party.holder_id,
            signatory=party.signatory or "Camille Essai",
            signatory_function="Présidente" if party.kind is PartyKind.ASSOCIATION else None,
        )
        for party in record.parties
    ]
    parties += [
        PartyDraft(kind=PartyKind.ORGANISATION, name=f"École {rank}", signatory="Alex Essai")
        for rank in range(len(parties), record.type.fewest_parties)
    ]
    actions.set_parties(db, author, agreement_id, parties, version=record.version)
    if record.type.clauses or record.type.annexes:
        clauses = tuple(Clause(title=each.title, text="Texte") for each in record.type.clauses)
        pieces = PiecesDraft(clauses=clauses, annexes=record.type.annexes)
        set_pieces(db, author, agreement_id, pieces, version=record.version + 1)


def to_sign(db: Database, author: Visitor, agreement_id: int, *, today: date = TODAY) -> int:
    """Bring a draft to its signature: every party has a signatory, the number is given."""
    sign_for_all(db, author, agreement_id)
    version = read(db, author, agreement_id).version
    moves.send_to_review(db, author, agreement_id, version=version, today=today)
    return moves.send_to_sign(db, author, agreement_id, version=version + 1, today=today)


def signed(
    db: Database,
    author: Visitor,
    project_id: int | None = None,
    *,
    signed_on: date = date(2026, 3, 12),
    ends_on: date | None = None,
    **fields: object,
) -> int:
    """Prepare an agreement and bring it to its signature."""
    agreement_id = a_draft(db, author, project_id, today=signed_on, **fields)
    to_sign(db, author, agreement_id, today=signed_on)
    draft = SigningDraft(signed_on=signed_on, ends_on=ends_on)
    version = read(db, author, agreement_id).version
    return moves.sign_agreement(db, author, agreement_id, draft, version=version, today=TODAY)


def read(db: Database, author: Visitor, agreement_id: int) -> AgreementRecord:
    """Read the record back."""
    return agreement_record(db, author, agreement_id)


def signed_from(
    db: Database, author: Visitor, agreement_id: int, *, signed_on: date = date(2026, 3, 12)
) -> int:
    """Bring a draft whose parties all have a signatory to its signature."""
    version = read(db, author, agreement_id).version
    moves.send_to_review(db, author, agreement_id, version=version, today=signed_on)
    moves.send_to_sign(db, author, agreement_id, version=version + 1, today=signed_on)
    draft = SigningDraft(signed_on=signed_on)
    version = read(db, author, agreement_id).version
    return moves.sign_agreement(db, author, agreement_id, draft, version=version, today=TODAY)
