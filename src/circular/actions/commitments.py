"""Commitments: adding, changing, taking away, saying that one is kept, and taking that back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from circular.actions.agreements import found
from circular.actions.work import Changes, Work, changes_between, stale, work
from circular.domain import french
from circular.domain.agreements import AgreementState, PartyKind
from circular.domain.commitments import (
    CommitmentDraft,
    CommitmentKind,
    FulfilmentDraft,
    check_editable,
    check_fulfilment,
)
from circular.domain.errors import AlreadyDoneError, DomainError, NotFoundError, Problem
from circular.domain.permissions import Permission, Role
from circular.domain.personal_data import private
from circular.domain.visitors import Visitor, require
from circular.store import agreements, documents
from circular.store import commitments as store
from circular.store.connection import Database
from circular.store.rows import Row

_TITLES = {
    name: field.title or name
    for draft in (CommitmentDraft, FulfilmentDraft)
    for name, field in draft.model_fields.items()
}


def add_commitment(
    db: Database,
    author: Visitor,
    agreement_id: int,
    draft: CommitmentDraft,
    *,
    token: str | None = None,
) -> int:
    """Add a commitment of a party to an agreement and return its identifier.

    Raises:
        NotAllowedError: the author may not edit agreements.
        NotFoundError: there is no such agreement.
        DomainError: the agreement was given up or terminated, or the party is none of its own.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_AGREEMENTS, token=token) as unit:
        agreement = found(db, agreement_id)
        check_editable(AgreementState(agreement["state"]))
        record = {"agreement_id": agreement_id, **_record(db, agreement_id, draft)}
        made = store.add(db, record, created_by=author.account_id, now=unit.now)
        sentence = f"Engagement ajouté, pour le {french.day(draft.due_on)}."
        _note(unit, agreement_id, "commitment_added", sentence, _changes({}, record))
        return unit.produced(made)


def change_commitment(
    db: Database,
    author: Visitor,
    commitment_id: int,
    draft: CommitmentDraft,
    *,
    version: int,
    token: str | None = None,
) -> int:
    """Change a commitment that is still to be kept; raises as `add_commitment`.

    Raises:
        StaleRecordError: somebody changed it since.
    """
    with work(db, author, Permission.EDIT_AGREEMENTS, token=token) as unit:
        before = _to_do(unit, commitment_id)
        record = _record(db, before["agreement_id"], draft)
        changes = _changes(before, record)
        _write(unit, before, record, version=version, changes=changes)
        sentence = "Engagement modifié."
        _note(unit, before["agreement_id"], "commitment_changed", sentence, changes)
        return unit.produced(commitment_id)


def remove_commitment(
    db: Database, author: Visitor, commitment_id: int, *, token: str | None = None
) -> int:
    """Take away a commitment that is still to be kept; the journal keeps what it was.

    Raises as `change_commitment`.
    """
    with work(db, author, Permission.EDIT_AGREEMENTS, token=token) as unit:
        before = _to_do(unit, commitment_id)
        store.remove(db, commitment_id)
        due = french.day(date.fromisoformat(before["due_on"]))
        sentence = f"Engagement retiré, qui était prévu pour le {due}."
        changes = {_TITLES["label"]: (before["label"], None)}
        _note(unit, before["agreement_id"], "commitment_removed", sentence, changes)
        return unit.produced(before["agreement_id"])


def mark_done(
    db: Database,
    author: Visitor,
    commitment_id: int,
    draft: FulfilmentDraft,
    *,
    version: int,
    today: date,
    token: str | None = None,
) -> int:
    """Write that a commitment is kept, with its proof; a partner does it for its own alone.

    Raises:
        NotAllowedError: the author may not keep commitments, or not use stored documents.
        NotFoundError: there is no such commitment, or it is another organisation's.
        DomainError: the agreement does not run, the day is to come, or the document is elsewhere.
        StaleRecordError: somebody changed it since.
        AlreadyDoneError: it is kept already, or the same form was sent before.
    """
    with work(db, author, Permission.FULFIL_COMMITMENTS, token=token) as unit:
        before = _within_reach(unit, commitment_id)
        if before["done_on"] is not None:
            raise AlreadyDoneError("C’est déjà fait.", commitment_id)
        check_fulfilment(draft.done_on, AgreementState(before["state"]), today=today)
        _check_document(unit, before["agreement_id"], draft.document_id)
        record = {
            "done_on": draft.done_on.isoformat(),
            "done_by": author.account_id,
            "proof": draft.proof,
            "document_id": draft.document_id,
        }
        _write(unit, before, record, version=version, changes={})
        what = private(french.quoted(before["label"]))
        sentence = f"Engagement tenu le {french.day(draft.done_on)}\u00a0: {what}."
        changes = {_TITLES["proof"]: (None, draft.proof)} if draft.proof else {}
        _note(unit, before["agreement_id"], "commitment_done", sentence, changes)
        return unit.produced(commitment_id)


def undo_done(db: Database, author: Visitor, commitment_id: int) -> int:
    """Put a commitment back among those to keep; its document stays in the agreement.

    Raises:
        NotAllowedError: the author may not keep commitments.
        NotFoundError: there is no such commitment, or it is another organisation's.
        AlreadyDoneError: it is already among those to keep.
    """
    with work(db, author, Permission.FULFIL_COMMITMENTS) as unit:
        before = _within_reach(unit, commitment_id)
        if before["done_on"] is None:
            raise AlreadyDoneError("Cet engagement est déjà à tenir.", commitment_id)
        check_editable(AgreementState(before["state"]))
        record = dict.fromkeys(("done_on", "done_by", "proof", "document_id"))
        _write(unit, before, record, version=before["version"], changes={})
        what = private(french.quoted(before["label"]))
        changes = {_TITLES["proof"]: (before["proof"], None)} if before["proof"] else {}
        sentence = f"Engagement remis à faire\u00a0: {what}."
        _note(unit, before["agreement_id"], "commitment_undone", sentence, changes)
        return commitment_id


def _found(unit: Work, commitment_id: int) -> Row:
    row = store.get(unit.db, commitment_id)
    if row is None:
        raise NotFoundError("Cet engagement n’existe pas, ou plus.")
    return row


def _to_do(unit: Work, commitment_id: int) -> Row:
    """Return a commitment that may still change."""
    row = _found(unit, commitment_id)
    check_editable(AgreementState(row["state"]))
    if row["done_on"] is not None:
        raise DomainError(
            "Cet engagement est noté fait\u00a0: annulez d’abord cette mention pour le changer."
        )
    return row


def _within_reach(unit: Work, commitment_id: int) -> Row:
    """Return a commitment of anybody for the team, of one's own organisation for a partner."""
    row = _found(unit, commitment_id)
    author = unit.author
    is_own = author.organisation_id is not None and row["organisation_id"] == author.organisation_id
    if author.role is Role.PARTNER and (not is_own or row["is_trial"]):
        raise NotFoundError("Cet engagement n’existe pas, ou plus.")
    return row


def _check_document(unit: Work, agreement_id: int, document_id: int | None) -> None:
    """Let pass a document in place of this very agreement, for who may take it."""
    if document_id is None:
        return
    require(unit.author, Permission.SEE_DOCUMENTS)
    row = documents.by_id(unit.db, document_id)
    if row is None or row["agreement_id"] != agreement_id or row["removed_at"] is not None:
        sentence = "Ce document n’est pas, ou plus, dans la convention\u00a0: choisissez-en un."
        raise DomainError("", [Problem("document_id", sentence)])


def _record(db: Database, agreement_id: int, draft: CommitmentDraft) -> dict[str, Any]:
    parties = {
        row["position"]: row for row in agreements.parties(db, agreement_id, with_people=True)
    }
    party = parties.get(draft.party)
    if party is None:
        sentence = "Cette partie n’est plus dans la convention\u00a0: choisissez-en une autre."
        raise DomainError("", [Problem("party", sentence)])
    is_unknown = party["kind"] == PartyKind.ORGANISATION and party["organisation_id"] is None
    return {
        "party_kind": party["kind"],
        "holder_id": party["holder_id"] if party["kind"] == PartyKind.HOLDER else None,
        "organisation_id": party["organisation_id"]
        if party["kind"] == PartyKind.ORGANISATION
        else None,
        "party_name": party["name"] if is_unknown else None,
        "kind": draft.kind.value,
        "label": draft.label,
        "due_on": draft.due_on.isoformat(),
        "remind_on": draft.remind_on.isoformat() if draft.remind_on else None,
    }


def _write(
    unit: Work, before: Row, record: Mapping[str, Any], *, version: int, changes: Changes
) -> None:
    if not store.change(unit.db, before["id"], record, version=version, now=unit.now):
        raise stale(unit.db, "agreement", before["agreement_id"], changes)


def _note(unit: Work, agreement_id: int, act: str, sentence: str, changes: Changes) -> None:
    unit.note("agreement", agreement_id, act, sentence, changes)


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Changes:
    """Say what differs, the way people read it."""
    return changes_between(_shown(before), _shown(after), _TITLES)


def _shown(record: Mapping[str, Any]) -> dict[str, Any]:
    if not record:
        return {}
    days = {
        name: french.day(date.fromisoformat(record[name])) if record[name] else None
        for name in ("due_on", "remind_on")
    }
    return {
        **days,
        "party": PartyKind(record["party_kind"]).label,
        "kind": CommitmentKind(record["kind"]).label,
        "label": record["label"],
    }
