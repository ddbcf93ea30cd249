"""What is needed to write a convention down: its record, for those who may read whom it names."""

from dataclasses import dataclass, field, replace
from datetime import date

from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor, require
from circular.queries import reference, services
from circular.queries.agreement_records import (
    AgreementRecord,
    Party,
    PromisedService,
    agreement_record,
)
from circular.queries.amendment_documents import service_names
from circular.queries.amendments import Amendment, amendments, terms_of_day
from circular.queries.commitments import Commitment, commitments
from circular.queries.services import GivenService
from circular.queries.settings import association_settings
from circular.store.connection import Database


@dataclass(frozen=True, slots=True)
class AgreementToWrite:
    """A convention to write down, and the name of the association that writes it."""

    record: AgreementRecord
    association: str


@dataclass(frozen=True, slots=True)
class AgreementSheet:
    """What the sheet of one page says; without people it names nobody."""

    record: AgreementRecord
    given: tuple[GivenService, ...]
    association: str
    with_people: bool
    amendments: tuple[Amendment, ...] = ()
    services: dict[str, str] = field(default_factory=dict)
    commitments: tuple[Commitment, ...] = ()


def agreement_to_write(db: Database, visitor: Visitor, agreement_id: int) -> AgreementToWrite:
    """Return a convention to be written whole, its parties and signatories named.

    It is written as it was signed: renewals and amendments are papers of their own.

    Raises:
        NotAllowedError: the visitor may not take documents, or not see people.
        NotFoundError: there is no such agreement.
    """
    require(visitor, Permission.SEE_DOCUMENTS)
    require(visitor, Permission.SEE_PEOPLE)
    record = as_signed(db, visitor, agreement_record(db, visitor, agreement_id))
    return AgreementToWrite(record, association_settings(db).association_name)


def agreement_sheet(
    db: Database, visitor: Visitor, agreement_id: int, *, today: date
) -> AgreementSheet:
    """Return what the sheet of a convention says to this visitor on a day.

    Raises:
        NotAllowedError: the visitor may not read agreements.
        NotFoundError: there is no such agreement, or it counts in another EPCI than the visitor's.
    """
    record = agreement_record(db, visitor, agreement_id)
    return AgreementSheet(
        record=record,
        given=services.given_to(db, record.project_id),
        association=association_settings(db).association_name,
        with_people=visitor.may(Permission.SEE_PEOPLE),
        amendments=amendments(db, visitor, record),
        services=service_names(db, record),
        commitments=commitments(db, visitor, record, today=today),
    )


def as_signed(db: Database, visitor: Visitor, record: AgreementRecord) -> AgreementRecord:
    """Return the record with the terms of its signature, every later change undone.

    Raises:
        NotAllowedError: the visitor may not read agreements.
    """
    terms = terms_of_day(record, amendments(db, visitor, record), date.min)
    labels = {each.key: each.label for each in reference.entries(db, "service_types")}
    standing = {each.service_type: each for each in record.services}
    promised = tuple(
        standing.get(key) or PromisedService(key, labels.get(key, key), None)
        for key in terms.services
    )
    return replace(
        record,
        ends_on=terms.ends_on,
        jobs_committed=terms.jobs_committed,
        services=promised,
        yearly_amount=terms.yearly_amount,
        amended_commitments=terms.commitments,
        parties=tuple(Party(**each.model_dump()) for each in terms.parties),
    )
