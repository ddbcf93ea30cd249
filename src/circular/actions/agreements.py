"""Preparing agreements: the text, the parties, the promises; its moves are in `agreement_moves`."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from circular.actions.open_projects import open_project
from circular.actions.work import Changes, Work, changes_between, stale, work
from circular.domain import french
from circular.domain.agreement_types import MOST_PARTIES, AgreementType
from circular.domain.agreements import (
    AgreementDraft,
    AgreementState,
    PartyDraft,
    PartyKind,
    PromisedServiceDraft,
    check_unsigned,
    deletion_obstacle,
)
from circular.domain.errors import DomainError, NotFoundError, Problem
from circular.domain.permissions import Permission
from circular.domain.personal_data import private
from circular.domain.settings import AssociationSettings
from circular.domain.visitors import Visitor
from circular.store import agreement_types, settings
from circular.store import agreements as store
from circular.store.connection import Database
from circular.store.rows import Row

_TITLES = {name: field.title or name for name, field in AgreementDraft.model_fields.items()}


def draft_agreement(
    db: Database,
    author: Visitor,
    draft: AgreementDraft,
    *,
    today: date,
    token: str | None = None,
) -> int:
    """Prepare an agreement for a project, its two usual parties filled in; return its identifier.

    Raises:
        NotAllowedError: the author may not edit agreements.
        NotFoundError: there is no such project.
        DomainError: the project is archived, the type unknown, or the period too long.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_AGREEMENTS, token=token) as unit:
        title = open_project(db, draft.project_id)
        agreement_type = _offered_type(db, draft.type_key)
        record = {
            **_record(draft.completed(agreement_type), agreement_type),
            "state": AgreementState.DRAFT.value,
            "drafted_on": today.isoformat(),
            "is_fictitious": store.is_project_fictitious(db, draft.project_id),
        }
        agreement_id = store.add(db, record, created_by=author.account_id, now=unit.now)
        store.replace_parties(db, agreement_id, _usual_parties(db, draft.project_id))
        event = {
            "agreement_id": agreement_id,
            "to_state": AgreementState.DRAFT.value,
            "effective_on": today.isoformat(),
            "author_id": author.account_id,
            "entered_at": unit.now.isoformat(timespec="seconds"),
        }
        store.add_event(db, event)
        sentence = f"Convention préparée pour le projet {private(french.quoted(title))}."
        unit.note("agreement", agreement_id, "drafted", sentence)
        return unit.produced(agreement_id)


def change_unsigned_agreement(
    db: Database,
    author: Visitor,
    agreement_id: int,
    draft: AgreementDraft,
    *,
    version: int,
    token: str | None = None,
) -> int:
    """Change an agreement that nobody has signed yet and that still has `version`.

    Raises:
        NotAllowedError: the author may not edit agreements.
        NotFoundError: there is no such agreement.
        StaleRecordError: somebody changed it since; the problems say what differs.
        DomainError: it is signed or given up, or the period is too long.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_AGREEMENTS, token=token) as unit:
        before = found(db, agreement_id)
        check_unsigned(AgreementState(before["state"]))
        if draft.project_id != before["project_id"]:
            sentence = "Le projet d’une convention ne change pas\u00a0: préparez-en une autre."
            raise DomainError("", [Problem("project_id", sentence)])
        same_type = draft.type_key == before["type_key"]
        agreement_type = type_of(db, before) if same_type else _offered_type(db, draft.type_key)
        record = _record(draft.completed(agreement_type), agreement_type)
        after = {**record, "project": before["project"], "type_label": agreement_type.label}
        changes = changes_between(_shown(before), _shown(after), _TITLES)
        if not store.change(db, agreement_id, record, version=version, now=unit.now):
            raise stale(db, "agreement", agreement_id, changes)
        unit.note("agreement", agreement_id, "amended", "Convention modifiée.", changes)
        return unit.produced(agreement_id)


def set_parties(
    db: Database,
    author: Visitor,
    agreement_id: int,
    parties: Sequence[PartyDraft],
    *,
    version: int,
    token: str | None = None,
) -> int:
    """Give an unsigned agreement its parties, in order.

    Raises:
        NotAllowedError: the author may not edit agreements.
        NotFoundError: there is no such agreement.
        StaleRecordError: somebody changed it since.
        DomainError: it is signed or given up, or there are more parties than a page can hold.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_AGREEMENTS, token=token) as unit:
        if len(parties) > MOST_PARTIES:
            raise DomainError(f"Une convention compte {MOST_PARTIES}\u00a0parties au plus.")
        rows = store.parties(db, agreement_id, with_people=True)
        before = ", ".join(party_in_words(row) for row in rows)
        after = ", ".join(party_in_words(party.model_dump()) for party in parties)
        changes = {"Parties": (before, after)} if before != after else {}
        touch_unsigned(unit, agreement_id, version=version, changes=changes)
        store.replace_parties(db, agreement_id, [party_record(party) for party in parties])
        unit.note("agreement", agreement_id, "parties", "Parties modifiées.", changes)
        return unit.produced(agreement_id)


def set_services(
    db: Database,
    author: Visitor,
    agreement_id: int,
    services: Sequence[PromisedServiceDraft],
    *,
    version: int,
    token: str | None = None,
) -> int:
    """Say which services of the bouquet an unsigned agreement promises.

    Raises:
        NotAllowedError: the author may not edit agreements.
        NotFoundError: there is no such agreement.
        StaleRecordError: somebody changed it since.
        DomainError: it is signed or given up.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_AGREEMENTS, token=token) as unit:
        chosen = {service.service_type: service.model_dump() for service in services}
        before = _services_in_words(db, agreement_id)
        touch_unsigned(unit, agreement_id, version=version, changes={})
        store.replace_services(db, agreement_id, list(chosen.values()))
        changes = {"Prestations promises": (before, _services_in_words(db, agreement_id))}
        unit.note("agreement", agreement_id, "services", "Prestations modifiées.", changes)
        return unit.produced(agreement_id)


def archive_agreement(
    db: Database,
    author: Visitor,
    agreement_id: int,
    *,
    version: int,
    archived: bool,
    token: str | None = None,
) -> int:
    """Put an agreement into the archives, or take it out; nothing else changes.

    Raises:
        NotAllowedError: the author may not edit agreements.
        NotFoundError: there is no such agreement.
        StaleRecordError: somebody changed it since.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_AGREEMENTS, token=token) as unit:
        found(db, agreement_id)
        moment = unit.now.isoformat(timespec="seconds") if archived else None
        record = {"archived_at": moment}
        if not store.change(db, agreement_id, record, version=version, now=unit.now):
            raise stale(db, "agreement", agreement_id, {})
        act, word = ("archived", "archivée") if archived else ("unarchived", "sortie des archives")
        unit.note("agreement", agreement_id, act, f"Convention {word}.")
        return unit.produced(agreement_id)


def delete_agreement(db: Database, author: Visitor, agreement_id: int, *, version: int) -> int:
    """Delete a draft that bears no number yet, with its parties and promises; return its project.

    Raises:
        NotAllowedError: the author may not edit agreements.
        NotFoundError: there is no such agreement.
        StaleRecordError: somebody changed it since.
        DomainError: it was signed, bears a number, or keeps amendments or documents.
    """
    with work(db, author, Permission.EDIT_AGREEMENTS) as unit:
        before = found(db, agreement_id)
        kept = store.what_it_keeps(db, agreement_id)
        obstacle = deletion_obstacle(
            AgreementState(before["state"]), number=before["number"], **kept
        )
        if obstacle is not None:
            raise DomainError(obstacle)
        if before["version"] != version:
            raise stale(db, "agreement", agreement_id, {})
        store.remove(db, agreement_id)
        sentence = (
            f"Convention supprimée, préparée pour {private(french.quoted(before['project']))}."
        )
        unit.note("agreement", agreement_id, "deleted", sentence)
        return int(before["project_id"])


def found(db: Database, agreement_id: int) -> Row:
    """Return the stored agreement.

    Raises:
        NotFoundError: there is no such agreement.
    """
    row = store.get(db, agreement_id)
    if row is None:
        raise NotFoundError("Cette convention n’existe pas, ou plus.")
    return row


def type_of(db: Database, agreement: Row) -> AgreementType:
    """Return the very version of the type under which an agreement stands."""
    row = agreement_types.version(db, agreement["type_key"], agreement["type_version"])
    return AgreementType.model_validate(row)


def _offered_type(db: Database, key: str) -> AgreementType:
    row = agreement_types.offered_version(db, key)
    if row is None:
        sentence = "Ce type de convention n’est plus proposé\u00a0: choisissez-en un autre."
        raise DomainError("", [Problem("type_key", sentence)])
    return AgreementType.model_validate(row)


def _usual_parties(db: Database, project_id: int) -> list[Mapping[str, Any]]:
    """Return the parties of most agreements: the association, and the first person to call."""
    association = AssociationSettings.of_texts(settings.all_values(db)).association_name
    usual = [PartyDraft(kind=PartyKind.ASSOCIATION, name=association)]
    usual += [
        PartyDraft(
            kind=PartyKind.HOLDER,
            name=holder["name"],
            holder_id=holder["id"],
            signatory=holder["name"],
        )
        for holder in store.people_of_project(db, project_id)[:1]
    ]
    return [party_record(party) for party in usual]


def touch_unsigned(unit: Work, agreement_id: int, *, version: int, changes: Changes) -> None:
    """Raise the version of an unsigned agreement whose parts are about to change.

    Raises:
        NotFoundError: there is no such agreement.
        StaleRecordError: somebody changed it since.
        DomainError: it is signed or given up.
    """
    row = found(unit.db, agreement_id)
    check_unsigned(AgreementState(row["state"]))
    if not store.change(unit.db, agreement_id, {}, version=version, now=unit.now):
        raise stale(unit.db, "agreement", agreement_id, changes)


def _record(draft: AgreementDraft, agreement_type: AgreementType) -> dict[str, Any]:
    days = ("signing_planned_on", "starts_on", "ends_on")
    return {
        **draft.model_dump(exclude=set(days)),
        **{name: day.isoformat() if (day := getattr(draft, name)) else None for name in days},
        "type_version": agreement_type.version,
    }


def _shown(record: Mapping[str, Any]) -> dict[str, Any]:
    """Write a record the way people read it."""
    days = {
        name: french.day(date.fromisoformat(record[name])) if record[name] else None
        for name in ("signing_planned_on", "starts_on", "ends_on")
    }
    jobs, amount = record["jobs_committed"], record["yearly_amount"]
    return {
        **days,
        "project_id": record["project"],
        "type_key": record["type_label"],
        "purpose": record["purpose"],
        "note": record["note"],
        "jobs_committed": None if jobs is None else french.number(jobs),
        "yearly_amount": None if amount is None else french.euros(amount),
    }


def party_record(party: PartyDraft) -> dict[str, Any]:
    """Return the columns of a party."""
    day = party.deliberation_on
    return {
        **party.model_dump(),
        "kind": party.kind.value,
        "deliberation_on": day.isoformat() if day else None,
    }


def party_in_words(party: Mapping[str, Any]) -> str:
    """Write a party with who signs for it."""
    signer = [party["signatory"], party["signatory_function"]]
    words = ", ".join(word for word in signer if word)
    return f"{party['name']} ({words})" if words else str(party["name"])


def _services_in_words(db: Database, agreement_id: int) -> str:
    return ", ".join(row["label"] for row in store.services(db, agreement_id, with_people=True))
