"""Commitments as each role may read them: those of an agreement, those of one's organisation."""

from dataclasses import dataclass
from datetime import date

from circular.domain.agreements import AgreementState, PartyKind
from circular.domain.commitments import CommitmentKind, CommitmentLight, light_of
from circular.domain.dates import add_months
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor, require
from circular.queries.agreement_records import AgreementRecord, Party
from circular.store import commitments as store
from circular.store.connection import Database
from circular.store.rows import Row

DONE_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Commitment:
    """A commitment of a party, and where it stands on the day of the question.

    Without the right to see people there is neither text nor proof, only that there is one.
    """

    id: int
    agreement_id: int
    version: int
    party_kind: PartyKind
    party: str | None
    holder_id: int | None
    organisation_id: int | None
    kind: CommitmentKind
    label: str | None
    due_on: date
    remind_on: date | None
    done_on: date | None
    done_by: str | None
    proof: str | None
    document_id: int | None
    document: str | None
    has_proof: bool
    light: CommitmentLight

    @property
    def who(self) -> str:
        """Who commits, as far as the reader may know."""
        return self.party or self.party_kind.label

    @property
    def what(self) -> str:
        """What is promised: the text where it may be read, else its kind."""
        return self.label or self.kind.label


@dataclass(frozen=True, slots=True)
class OwnCommitment:
    """A commitment of the reader's own organisation, and the agreement that holds it."""

    commitment: Commitment
    number: str | None
    type: str


def commitments(
    db: Database, visitor: Visitor, record: AgreementRecord, *, today: date
) -> tuple[Commitment, ...]:
    """Return the commitments of an agreement that the visitor has read, those to do first.

    Raises:
        NotAllowedError: the visitor may not read agreements.
    """
    require(visitor, Permission.SEE_AGREEMENTS)
    found = store.of_agreement(
        db,
        record.id,
        with_people=visitor.may(Permission.SEE_PEOPLE),
        with_confidential=visitor.may(Permission.SEE_CONFIDENTIAL),
    )
    return tuple(_commitment(row, record.state, today) for row in found)


def own_commitments(db: Database, visitor: Visitor, *, today: date) -> tuple[OwnCommitment, ...]:
    """Return what the visitor's own organisation promised: to do, and done within twelve months.

    The text is shown: it is that of an agreement which this organisation signs. Nothing for who
    has no organisation of its own.

    Raises:
        NotAllowedError: the visitor may not keep commitments.
    """
    require(visitor, Permission.FULFIL_COMMITMENTS)
    own = visitor.own_organisation
    if own is None:
        return ()
    since = add_months(today, -DONE_MONTHS)
    return tuple(
        OwnCommitment(
            _commitment(row, AgreementState(row["state"]), today), row["number"], row["type"]
        )
        for row in store.of_organisation(db, own, since=since)
    )


def party_of(record: AgreementRecord, commitment: Commitment) -> int | None:
    """Return the rank, among the parties of an agreement, of who commits; None: gone since."""

    def is_the_one(party: Party) -> bool:
        same = (party.kind, party.holder_id, party.organisation_id) == (
            commitment.party_kind,
            commitment.holder_id,
            commitment.organisation_id,
        )
        is_named = party.kind is PartyKind.ORGANISATION and party.organisation_id is None
        return same and (not is_named or party.name == commitment.party)

    return next((at for at, party in enumerate(record.parties) if is_the_one(party)), None)


def _commitment(row: Row, state: AgreementState, today: date) -> Commitment:
    due_on, done_on = date.fromisoformat(row["due_on"]), _day(row["done_on"])
    return Commitment(
        id=row["id"],
        agreement_id=row["agreement_id"],
        version=row["version"],
        party_kind=PartyKind(row["party_kind"]),
        party=row["party"],
        holder_id=row["holder_id"],
        organisation_id=row["organisation_id"],
        kind=CommitmentKind(row["kind"]),
        label=row["label"],
        due_on=due_on,
        remind_on=_day(row["remind_on"]),
        done_on=done_on,
        done_by=row["done_by"],
        proof=row["proof"],
        document_id=row["document_id"],
        document=row["document"],
        has_proof=bool(row["has_proof"]) or row["document_id"] is not None,
        light=light_of(due_on, done_on, state, today=today),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
