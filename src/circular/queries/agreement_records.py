"""All of one agreement: text, parties, services promised and life.

Names of people, and free text that may hold some, never leave the store for a visitor who may not
see them.
"""

from dataclasses import dataclass
from datetime import date, datetime

from circular.domain.agreement_pieces import NO_PIECES, Pieces
from circular.domain.agreement_types import AgreementType
from circular.domain.agreements import AgreementState, PartyDraft, PartyKind
from circular.domain.errors import NotFoundError
from circular.domain.permissions import Permission
from circular.domain.trials import may_see_trials
from circular.domain.visitors import Visitor, require
from circular.store import agreement_lists as lists
from circular.store import agreement_pieces, agreement_renewals, agreement_types
from circular.store import agreements as store
from circular.store.connection import Database
from circular.store.rows import Row

_PLAIN = (
    *("id", "version", "number", "project_id", "project", "jobs_committed", "yearly_amount"),
    "delay_days",
)
_DAYS = ("drafted_on", "signing_planned_on", "signed_on", "starts_on", "ends_on", "closed_on")
_FREE_TEXTS = ("purpose", "note", "closing_reason", "amended_commitments")


@dataclass(frozen=True, slots=True)
class Party:
    """A party; people and confidential organisations have no name for who may not see them."""

    kind: PartyKind
    name: str | None
    holder_id: int | None
    organisation_id: int | None
    signatory: str | None
    signatory_function: str | None
    deliberation_on: date | None

    def as_draft(self) -> PartyDraft:
        """Return the party as one writes it; who may not be named bears the word of its kind."""
        return PartyDraft(
            kind=self.kind,
            name=self.name or self.kind.label,
            holder_id=self.holder_id,
            organisation_id=self.organisation_id,
            signatory=self.signatory,
            signatory_function=self.signatory_function,
            deliberation_on=self.deliberation_on,
        )


@dataclass(frozen=True, slots=True)
class PromisedService:
    """A service of the bouquet that the agreement promises."""

    service_type: str
    label: str
    note: str | None


@dataclass(frozen=True, slots=True)
class AgreementEvent:
    """A step of the life of an agreement: effective day, moment of entry, author and reason."""

    from_state: AgreementState | None
    to_state: AgreementState
    effective_on: date
    entered_at: datetime
    reason: str | None
    author: str | None


@dataclass(frozen=True, slots=True)
class Renewal:
    """A renewal: its rank from 1, decision, first day, the end before, the end after, author."""

    sequence: int
    decided_on: date
    effective_on: date
    previous_end: date
    ends_on: date
    entered_at: datetime
    note: str | None
    author: str | None


@dataclass(frozen=True, slots=True)
class AgreementRecord:
    """All of one agreement; `delay_days` counts from first contact to signature.

    First contact: the day of detection or, if it came before, the first exchange noted. Free text
    is None for who may not see people, since it may name them.
    """

    id: int
    version: int
    number: str | None
    state: AgreementState
    type: AgreementType
    project_id: int
    project: str
    purpose: str | None
    note: str | None
    drafted_on: date
    signing_planned_on: date | None
    signed_on: date | None
    starts_on: date | None
    ends_on: date | None
    closed_on: date | None
    closing_reason: str | None
    jobs_committed: float | None
    delay_days: int | None
    is_fictitious: bool
    is_trial: bool
    is_archived: bool
    parties: tuple[Party, ...]
    services: tuple[PromisedService, ...]
    events: tuple[AgreementEvent, ...]
    renewals: tuple[Renewal, ...]
    yearly_amount: float | None = None
    pieces: Pieces = NO_PIECES
    amended_commitments: str | None = None


def agreement_record(db: Database, visitor: Visitor, agreement_id: int) -> AgreementRecord:
    """Return one agreement with its parties, services and life.

    Raises:
        NotAllowedError: the visitor may not read agreements.
        NotFoundError: there is no such agreement, it counts in another EPCI than the visitor's, or
            it is a trial that the visitor may not see.
    """
    require(visitor, Permission.SEE_AGREEMENTS)
    with_people = visitor.may(Permission.SEE_PEOPLE)
    row = store.get(db, agreement_id, with_people=with_people)
    if row is None or not _is_in_sight(db, visitor, row):
        raise NotFoundError("Cette convention n’existe pas, ou plus.")
    kind = AgreementType.model_validate(
        agreement_types.version(db, row["type_key"], row["type_version"])
    )
    pieces = agreement_pieces.of_agreement(db, agreement_id)
    record: Row = {
        **{name: row[name] for name in _PLAIN},
        **{name: _day(row[name]) for name in _DAYS},
        **{name: row[name] if with_people else None for name in _FREE_TEXTS},
        "state": AgreementState(row["state"]),
        "type": kind,
        "is_fictitious": bool(row["is_fictitious"]),
        "is_trial": bool(row["is_trial"]),
        "is_archived": row["archived_at"] is not None,
        "parties": _parties(db, visitor, agreement_id),
        "services": _services(db, agreement_id, with_people=with_people),
        "events": _events(db, agreement_id, with_people=with_people),
        "pieces": pieces if with_people else pieces.limited_to(kind),
        "renewals": _renewals(db, agreement_id, with_people=with_people),
    }
    return AgreementRecord(**record)


@dataclass(frozen=True, slots=True)
class PartyChoices:
    """Who may be a party, by name: the people of the project, and the known organisations."""

    holders: dict[int, str]
    organisations: dict[int, str]


def party_choices(db: Database, visitor: Visitor, project_id: int) -> PartyChoices:
    """Return who may be chosen as a party to an agreement of this project.

    Raises:
        NotAllowedError: the visitor may not see people.
    """
    require(visitor, Permission.SEE_PEOPLE)
    return PartyChoices(
        holders={row["id"]: row["name"] for row in store.people_of_project(db, project_id)},
        organisations={row["id"]: row["name"] for row in store.organisations_to_choose(db)},
    )


def _is_in_sight(db: Database, visitor: Visitor, row: Row) -> bool:
    """Say whether an agreement counts where the visitor may read; trials are the team's alone."""
    if row["is_trial"] and not may_see_trials(visitor):
        return False
    if not visitor.only_epcis:
        return True
    scope = lists.Scope(
        project_id=row["project_id"], with_archived=True, only_epcis=visitor.only_epcis
    )
    return lists.count(db, scope) > 0


def _parties(db: Database, visitor: Visitor, agreement_id: int) -> tuple[Party, ...]:
    found = store.parties(
        db,
        agreement_id,
        with_people=visitor.may(Permission.SEE_PEOPLE),
        with_confidential=visitor.may(Permission.SEE_CONFIDENTIAL),
    )
    return tuple(
        Party(
            kind=PartyKind(row["kind"]),
            name=row["name"],
            holder_id=row["holder_id"],
            organisation_id=row["organisation_id"],
            signatory=row["signatory"],
            signatory_function=row["signatory_function"],
            deliberation_on=_day(row["deliberation_on"]),
        )
        for row in found
    )


def _services(db: Database, agreement_id: int, *, with_people: bool) -> tuple[PromisedService, ...]:
    found = store.services(db, agreement_id, with_people=with_people)
    return tuple(PromisedService(**row) for row in found)


def _events(db: Database, agreement_id: int, *, with_people: bool) -> tuple[AgreementEvent, ...]:
    return tuple(
        AgreementEvent(
            from_state=AgreementState(row["from_state"]) if row["from_state"] else None,
            to_state=AgreementState(row["to_state"]),
            effective_on=date.fromisoformat(row["effective_on"]),
            entered_at=datetime.fromisoformat(row["entered_at"]),
            reason=row["reason"],
            author=row["author"],
        )
        for row in store.events(db, agreement_id, with_people=with_people)
    )


def _renewals(db: Database, agreement_id: int, *, with_people: bool) -> tuple[Renewal, ...]:
    days = ("decided_on", "effective_on", "previous_end", "ends_on")
    return tuple(
        Renewal(
            **{
                **row,
                **{name: date.fromisoformat(row[name]) for name in days},
                "entered_at": datetime.fromisoformat(row["entered_at"]),
            }
        )
        for row in agreement_renewals.of_agreement(db, agreement_id, with_people=with_people)
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
