"""What is needed to write an amendment or a renewal down, for those who may read whom it names."""

from dataclasses import dataclass

from circular.domain.agreements import PartyDraft
from circular.domain.errors import NotFoundError
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor, require
from circular.queries import reference
from circular.queries.agreement_records import AgreementRecord, Renewal, agreement_record
from circular.queries.amendments import Amendment, amendments, terms_of_day
from circular.queries.settings import association_settings
from circular.store.connection import Database


@dataclass(frozen=True, slots=True)
class AmendmentToWrite:
    """An amendment to write down; `services` names the services by their key."""

    record: AgreementRecord
    amendment: Amendment
    services: dict[str, str]
    association: str


@dataclass(frozen=True, slots=True)
class RenewalToWrite:
    """A renewal to write down, with the parties that stood when it was decided."""

    record: AgreementRecord
    renewal: Renewal
    parties: tuple[PartyDraft, ...]
    association: str


def amendment_to_write(
    db: Database, visitor: Visitor, agreement_id: int, number: int
) -> AmendmentToWrite:
    """Return an amendment to be written whole, its parties and signatories named.

    Raises:
        NotAllowedError: the visitor may not take documents, or not see people.
        NotFoundError: there is no such agreement, or no such amendment to it.
    """
    record = _record(db, visitor, agreement_id)
    found = amendments(db, visitor, record)
    amendment = next((each for each in found if each.number == number), None)
    if amendment is None:
        raise NotFoundError("Cet avenant n’existe pas, ou plus.")
    association = association_settings(db).association_name
    return AmendmentToWrite(record, amendment, service_names(db, record), association)


def renewal_to_write(
    db: Database, visitor: Visitor, agreement_id: int, sequence: int
) -> RenewalToWrite:
    """Return a renewal to be written down; raises as `amendment_to_write`."""
    record = _record(db, visitor, agreement_id)
    renewal = next((each for each in record.renewals if each.sequence == sequence), None)
    if renewal is None:
        raise NotFoundError("Ce renouvellement n’existe pas, ou plus.")
    terms = terms_of_day(record, amendments(db, visitor, record), renewal.decided_on)
    return RenewalToWrite(record, renewal, terms.parties, association_settings(db).association_name)


def service_names(db: Database, record: AgreementRecord) -> dict[str, str]:
    """Name the services that one may promise, and those already promised."""
    offered = {each.key: each.label for each in reference.entries(db, "service_types")}
    return offered | {service.service_type: service.label for service in record.services}


def _record(db: Database, visitor: Visitor, agreement_id: int) -> AgreementRecord:
    require(visitor, Permission.SEE_DOCUMENTS)
    require(visitor, Permission.SEE_PEOPLE)
    return agreement_record(db, visitor, agreement_id)
