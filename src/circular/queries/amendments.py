"""Questions about amendments: what each one changes, and which terms stood on any day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from circular.domain.agreements import PartyDraft
from circular.domain.amendments import (
    BLOCKS,
    AmendmentDraft,
    AmendmentState,
    Terms,
    TermsChange,
    parties_of,
    terms_on,
)
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor, require
from circular.queries.agreement_records import AgreementRecord
from circular.store import amendments as store
from circular.store.connection import Database
from circular.store.rows import Row


@dataclass(frozen=True, slots=True)
class Amendment:
    """An amendment with the terms before and after it; of one in preparation, before is now.

    `touched` names the terms that it changes; its subject is None for who may not see people.
    """

    id: int
    version: int
    number: int
    state: AmendmentState
    reason: str | None
    drafted_on: date
    signed_on: date | None
    effective_on: date | None
    noted_at: datetime
    author: str | None
    touched: frozenset[str]
    before: Terms
    after: Terms


def amendments(db: Database, visitor: Visitor, record: AgreementRecord) -> tuple[Amendment, ...]:
    """Return the amendments to an agreement, by number.

    Raises:
        NotAllowedError: the visitor may not read agreements.
    """
    require(visitor, Permission.SEE_AGREEMENTS)
    with_people = visitor.may(Permission.SEE_PEOPLE)
    found = store.of_agreement(db, record.id, with_people=with_people)
    now = present_terms(record)
    return tuple(_amendment(row, now, with_people=with_people) for row in found)


def present_terms(record: AgreementRecord) -> Terms:
    """Return the terms of an agreement as they stand."""
    services = tuple(service.service_type for service in record.services)
    return Terms(
        record.ends_on,
        record.jobs_committed,
        services,
        record.yearly_amount,
        record.amended_commitments,
        tuple(each.as_draft() for each in record.parties),
    )


def terms_of_day(record: AgreementRecord, signed: tuple[Amendment, ...], on: date) -> Terms:
    """Return the terms that stood on a day, from the renewals and the signed amendments."""
    now = present_terms(record)
    changes = [
        TermsChange(
            since=renewal.decided_on,
            entered_at=renewal.entered_at,
            restores=frozenset({"ends_on"}),
            before=Terms(renewal.previous_end, None, ()),
        )
        for renewal in record.renewals
    ]
    changes += [
        TermsChange(each.effective_on, each.noted_at, each.touched, each.before)
        for each in signed
        if each.effective_on is not None
    ]
    return terms_on(now, changes, on)


def _kept_parties(found: Sequence[Row], *, with_people: bool) -> tuple[PartyDraft, ...]:
    """Return parties as they were kept; their kinds alone for who may not see people."""
    parties = parties_of(found)
    if with_people:
        return parties
    return tuple(PartyDraft(kind=each.kind, name=each.kind.label) for each in parties)


def _amendment(row: Row, now: Terms, *, with_people: bool) -> Amendment:
    state = AmendmentState(row["state"])
    former = Terms(
        _day(row["previous_end"]),
        row["previous_jobs"],
        row["previous_services"] or (),
        row["previous_amount"],
        row["previous_commitments"] if with_people else None,
        _kept_parties(row["previous_parties"] or (), with_people=with_people),
    )
    before = former if state is AmendmentState.SIGNED else now
    changed = {name: row[name] for name in BLOCKS}
    if row["parties"] is not None:
        changed["parties"] = _kept_parties(row["parties"], with_people=with_people)
    if not with_people:
        changed["commitments"] = None
    draft = AmendmentDraft(reason="–", **{**changed, "ends_on": _day(row["ends_on"])})
    return Amendment(
        id=row["id"],
        version=row["version"],
        number=row["number"],
        state=state,
        reason=row["reason"],
        drafted_on=date.fromisoformat(row["drafted_on"]),
        signed_on=_day(row["signed_on"]),
        effective_on=_day(row["effective_on"]),
        noted_at=datetime.fromisoformat(row["updated_at"]),
        author=row["author"],
        touched=frozenset(name for name in BLOCKS if row[name] is not None),
        before=before,
        after=draft.applied(before),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
