"""Amending a signed agreement: prepare, change, delete, sign; its terms move with the signature."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from circular.actions.agreements import found, party_record, type_of
from circular.actions.work import Changes, Work, stale, work
from circular.domain import french
from circular.domain.agreements import (
    MOVES,
    AgreementMove,
    AgreementState,
    PartyDraft,
    check_move,
    signing_checks,
)
from circular.domain.amendments import (
    AmendmentDraft,
    AmendmentSigningDraft,
    AmendmentState,
    Terms,
    amendment_name,
    amendment_problems,
    amendment_signing_problems,
    nothing_problem,
    parties_in_words,
    parties_of,
)
from circular.domain.errors import DomainError, NotFoundError, Problem
from circular.domain.visitors import Visitor
from circular.store import agreement_renewals, agreements
from circular.store import amendments as store
from circular.store.connection import Database
from circular.store.rows import Row

_PERMISSION = MOVES[AgreementMove.ADD_AMENDMENT].permission
_TITLES = {name: field.title or name for name, field in AmendmentDraft.model_fields.items()}


def draft_amendment(
    db: Database,
    author: Visitor,
    agreement_id: int,
    draft: AmendmentDraft,
    *,
    today: date,
    token: str | None = None,
) -> int:
    """Prepare the next amendment to a signed agreement; return its identifier.

    One at a time: so the one in preparation always bears the last number, and deleting it leaves
    no hole.

    Raises:
        NotAllowedError: the author may not amend agreements.
        NotFoundError: there is no such agreement.
        DomainError: it is not signed, an amendment is already in preparation, nothing changes, or
            the period would be longer than the type allows.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, _PERMISSION, token=token) as unit:
        agreement = _signed(unit, agreement_id)
        waiting = store.draft_number(db, agreement_id)
        if waiting is not None:
            raise DomainError(
                f"L’avenant n°\u00a0{waiting} est déjà en préparation\u00a0: signez-le, "
                "modifiez-le ou supprimez-le d’abord."
            )
        kept = _checked(unit, agreement, draft)
        record = {
            **_record(kept),
            "agreement_id": agreement_id,
            "number": store.last_number(db, agreement_id) + 1,
            "state": AmendmentState.DRAFT.value,
            "drafted_on": today.isoformat(),
        }
        made = store.add(db, record, created_by=author.account_id, now=unit.now)
        changes = _changes(unit, agreement, kept)
        _note(unit, agreement, record["number"], "amendment_drafted", "préparé", changes=changes)
        return unit.produced(made)


def change_amendment(
    db: Database,
    author: Visitor,
    amendment_id: int,
    draft: AmendmentDraft,
    *,
    version: int,
    token: str | None = None,
) -> int:
    """Change an amendment in preparation that still has `version`; raises as `draft_amendment`."""
    with work(db, author, _PERMISSION, token=token) as unit:
        before = _draft(unit, amendment_id)
        agreement = _signed(unit, before["agreement_id"])
        kept = _checked(unit, agreement, draft)
        _write(unit, before, _record(kept), version=version)
        changes = _changes(unit, agreement, kept)
        _note(unit, agreement, before["number"], "amendment_changed", "modifié", changes=changes)
        return unit.produced(amendment_id)


def delete_amendment(
    db: Database, author: Visitor, amendment_id: int, *, token: str | None = None
) -> int:
    """Delete an amendment in preparation; a signed one stays. Raises as `_draft`."""
    with work(db, author, _PERMISSION, token=token) as unit:
        amendment = _draft(unit, amendment_id)
        agreement = found(db, amendment["agreement_id"])
        store.remove(db, amendment_id)
        _note(unit, agreement, amendment["number"], "amendment_deleted", "supprimé", changes={})
        return unit.produced(agreement["id"])


def sign_amendment(
    db: Database,
    author: Visitor,
    amendment_id: int,
    draft: AmendmentSigningDraft,
    *,
    version: int,
    today: date,
    token: str | None = None,
) -> int:
    """Write down the signature of an amendment and put its terms in force; what stood is kept.

    Raises what `draft_amendment` raises, StaleRecordError when somebody changed it since, and
    DomainError when it is signed already or its days do not hold.
    """
    with work(db, author, _PERMISSION, token=token) as unit:
        amendment = _draft(unit, amendment_id)
        agreement = _signed(unit, amendment["agreement_id"])
        kept = _checked(unit, agreement, _draft_of(amendment))
        _refuse_blocks(unit, agreement, kept)
        first = date.fromisoformat(agreement["starts_on"])
        effective_on = draft.effective_on or max(draft.signed_on, first)
        _refuse_days(unit, agreement, kept, draft.signed_on, effective_on, today=today)
        terms = _terms(unit, agreement)
        record = {
            "state": AmendmentState.SIGNED.value,
            "signed_on": draft.signed_on.isoformat(),
            "effective_on": effective_on.isoformat(),
            "previous_end": agreement["ends_on"],
            "previous_jobs": terms.jobs_committed,
            "previous_services": json.dumps(terms.services),
            "previous_amount": terms.yearly_amount,
            "previous_commitments": terms.commitments,
            "previous_parties": _parties_kept(terms.parties),
        }
        changes = _changes(unit, agreement, kept)
        _write(unit, amendment, {**_record(kept), **record}, version=version)
        _apply(unit, agreement, kept)
        done = f"signé, avec effet au {french.day(effective_on)}"
        _note(unit, agreement, amendment["number"], "amendment_signed", done, changes=changes)
        return unit.produced(agreement["id"])


def _signed(unit: Work, agreement_id: int) -> Row:
    """Return an agreement that may be amended.

    Raises:
        NotFoundError: there is no such agreement.
        DomainError: it is not signed, or is over.
    """
    agreement = found(unit.db, agreement_id)
    check_move(AgreementState(agreement["state"]), AgreementMove.ADD_AMENDMENT)
    return agreement


def _draft(unit: Work, amendment_id: int) -> Row:
    """Return an amendment that may still change.

    Raises:
        NotFoundError: there is no such amendment.
        DomainError: it is signed.
    """
    row = store.get(unit.db, amendment_id)
    if row is None:
        raise NotFoundError("Cet avenant n’existe pas, ou plus.")
    if row["state"] != AmendmentState.DRAFT:
        raise DomainError(
            "Cet avenant est signé\u00a0: il ne change plus et ne se supprime pas. "
            "Préparez un nouvel avenant pour le corriger."
        )
    return row


def _terms(unit: Work, agreement: Row) -> Terms:
    """Return the terms in force of an agreement."""
    promised = agreements.services(unit.db, agreement["id"], with_people=False)
    return Terms(
        ends_on=_day(agreement["ends_on"]),
        jobs_committed=agreement["jobs_committed"],
        services=tuple(row["service_type"] for row in promised),
        yearly_amount=agreement["yearly_amount"],
        commitments=agreement["amended_commitments"],
        parties=_parties_in_force(unit, agreement),
    )


def _parties_in_force(unit: Work, agreement: Row) -> tuple[PartyDraft, ...]:
    rows = agreements.parties(unit.db, agreement["id"], with_people=True)
    names = PartyDraft.model_fields
    return parties_of([{name: row[name] for name in names} for row in rows])


def _checked(unit: Work, agreement: Row, draft: AmendmentDraft) -> AmendmentDraft:
    """Return what an amendment really changes, once its rules are checked."""
    kept = draft.changing(_terms(unit, agreement))
    last = agreement_renewals.last(unit.db, agreement["id"])
    start = date.fromisoformat(last["effective_on"] if last else agreement["starts_on"])
    problems = amendment_problems(kept, type_of(unit.db, agreement), period_start=start)
    if problems:
        raise DomainError("L’avenant n’a pas été enregistré.", problems)
    return kept


def _refuse_blocks(unit: Work, agreement: Row, draft: AmendmentDraft) -> None:
    """Refuse to sign what changes nothing, or parties that the type would not let sign."""
    nothing = nothing_problem(draft)
    problems = [] if nothing is None else [nothing]
    if draft.parties is not None:
        parties = [(each.name, each.signatory) for each in draft.parties]
        checks = signing_checks(parties, fewest=type_of(unit.db, agreement).fewest_parties)
        problems += [Problem("", check.missing) for check in checks if not check.done]
    if problems:
        raise DomainError("La signature de l’avenant n’a pas été enregistrée.", problems)


def _refuse_days(
    unit: Work,
    agreement: Row,
    draft: AmendmentDraft,
    signed_on: date,
    effective_on: date,
    *,
    today: date,
) -> None:
    problems = amendment_signing_problems(
        signed_on,
        effective_on,
        starts_on=date.fromisoformat(agreement["starts_on"]),
        ends_on=_day(agreement["ends_on"]),
        new_end=draft.ends_on,
        since=_day(store.last_effective_on(unit.db, agreement["id"])),
        today=today,
    )
    if problems:
        raise DomainError("La signature de l’avenant n’a pas été enregistrée.", problems)


def _apply(unit: Work, agreement: Row, draft: AmendmentDraft) -> None:
    """Put the terms of an amendment in the agreement: every list and figure reads them there."""
    record: dict[str, Any] = {}
    if draft.ends_on is not None:
        record["ends_on"] = draft.ends_on.isoformat()
    if draft.jobs_committed is not None:
        record["jobs_committed"] = draft.jobs_committed
    if draft.yearly_amount is not None:
        record["yearly_amount"] = draft.yearly_amount
    if draft.commitments is not None:
        record["amended_commitments"] = draft.commitments
    agreement_id, version = agreement["id"], agreement["version"]
    if not agreements.change(unit.db, agreement_id, record, version=version, now=unit.now):
        raise stale(unit.db, "agreement", agreement_id, {})
    if draft.services is not None:
        promised = agreements.services(unit.db, agreement_id, with_people=True)
        notes = {row["service_type"]: row["note"] for row in promised}
        lines = [{"service_type": key, "note": notes.get(key)} for key in draft.services]
        agreements.replace_services(unit.db, agreement_id, lines)
    if draft.parties is not None:
        records = [party_record(each) for each in draft.parties]
        agreements.replace_parties(unit.db, agreement_id, records)


def _write(unit: Work, amendment: Row, record: dict[str, Any], *, version: int) -> None:
    if not store.change(unit.db, amendment["id"], record, version=version, now=unit.now):
        raise stale(unit.db, "agreement", amendment["agreement_id"], {})


def _note(
    unit: Work, agreement: Row, number: int, act: str, done: str, *, changes: Changes
) -> None:
    name = amendment_name(number, agreement["number"])
    sentence = f"{name[0].upper()}{name[1:]} {done}."
    unit.note("agreement", agreement["id"], act, sentence, changes)


def _changes(unit: Work, agreement: Row, draft: AmendmentDraft) -> Changes:
    """Say what an amendment changes, before and after, the way people read it."""
    terms = _terms(unit, agreement)
    after = draft.applied(terms)
    found: dict[str, tuple[Any, Any]] = {_TITLES["reason"]: (None, draft.reason)}
    if draft.ends_on is not None:
        found[_TITLES["ends_on"]] = (french.day(terms.ends_on), french.day(after.ends_on))
    if draft.jobs_committed is not None:
        jobs = (french.number(terms.jobs_committed), french.number(after.jobs_committed))
        found[_TITLES["jobs_committed"]] = jobs
    if draft.services is not None:
        found[_TITLES["services"]] = (", ".join(terms.services), ", ".join(after.services))
    if draft.yearly_amount is not None:
        amounts = (french.euros(terms.yearly_amount), french.euros(after.yearly_amount))
        found[_TITLES["yearly_amount"]] = amounts
    if draft.commitments is not None:
        found[_TITLES["commitments"]] = (terms.commitments, after.commitments)
    if draft.parties is not None:
        parties = (parties_in_words(terms.parties), parties_in_words(after.parties))
        found[_TITLES["parties"]] = parties
    return found


def _record(draft: AmendmentDraft) -> dict[str, Any]:
    return {
        "reason": draft.reason,
        "ends_on": draft.ends_on.isoformat() if draft.ends_on else None,
        "jobs_committed": draft.jobs_committed,
        "services": None if draft.services is None else json.dumps(draft.services),
        "yearly_amount": draft.yearly_amount,
        "commitments": draft.commitments,
        "parties": None if draft.parties is None else _parties_kept(draft.parties),
    }


def _parties_kept(parties: Sequence[PartyDraft]) -> str:
    """Write parties as they are kept: in letters that erasing a name can find."""
    return json.dumps([each.model_dump(mode="json") for each in parties], ensure_ascii=False)


def _draft_of(row: Row) -> AmendmentDraft:
    return AmendmentDraft(
        reason=row["reason"],
        ends_on=_day(row["ends_on"]),
        jobs_committed=row["jobs_committed"],
        services=row["services"],
        yearly_amount=row["yearly_amount"],
        commitments=row["commitments"],
        parties=None if row["parties"] is None else parties_of(row["parties"]),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
