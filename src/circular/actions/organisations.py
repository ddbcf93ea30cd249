"""The directory of organisations: registering one, mending it, putting it into the archives."""

from typing import Any

from circular.actions.work import Work, changes_between, stale, work
from circular.domain import french
from circular.domain.errors import DomainError, NotFoundError, Problem, StaleRecordError
from circular.domain.organisations import OrganisationDraft
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.domain.words import fold
from circular.store import organisations as store
from circular.store import reference
from circular.store.connection import Database
from circular.store.rows import Row

ENTITY = "organisation"
_TITLES = {name: field.title or name for name, field in OrganisationDraft.model_fields.items()}
_LISTS = {"kind": "organisation_kinds", "partner_role": "partner_roles"}


def register_organisation(
    db: Database,
    author: Visitor,
    draft: OrganisationDraft,
    *,
    is_fictitious: bool = False,
    token: str | None = None,
) -> int:
    """Write a new organisation into the directory and return its identifier.

    A namesake is not refused: the form shows likely duplicates, people decide.

    Raises:
        NotAllowedError: the author may not edit the directory.
        DomainError: kind, role, commune or EPCI is not one of those that exist.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_PARTNERS, token=token) as unit:
        _check(db, draft)
        record = {**_record(draft), "is_fictitious": int(is_fictitious)}
        organisation_id = store.register(db, record, now=unit.now)
        sentence = f"{french.quoted(draft.name)} ajoutée à l\u2019annuaire."
        unit.note(ENTITY, organisation_id, "registered", sentence)
        return unit.produced(organisation_id)


def amend_organisation(
    db: Database,
    author: Visitor,
    organisation_id: int,
    draft: OrganisationDraft,
    *,
    version: int,
    token: str | None = None,
) -> int:
    """Change an organisation that still has `version`; the journal keeps both wordings.

    Raises:
        NotAllowedError: the author may not edit the directory.
        NotFoundError: there is no such organisation.
        StaleRecordError: somebody changed it since; the problems say what differs.
        DomainError: kind, role, commune or EPCI is not one of those that exist.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_PARTNERS, token=token) as unit:
        before = _organisation(db, organisation_id)
        _check(db, draft, before=before)
        record = _record(draft)
        changes = changes_between(_shown(db, before), _shown(db, record), _TITLES)
        if not store.amend(db, organisation_id, record, version=version, now=unit.now):
            raise stale(db, ENTITY, organisation_id, changes)
        sentence = f"{french.quoted(draft.name)} modifiée."
        unit.note(ENTITY, organisation_id, "amended", sentence, changes)
        return unit.produced(organisation_id)


def archive_organisation(
    db: Database, author: Visitor, organisation_id: int, *, version: int, token: str | None = None
) -> int:
    """Take an organisation out of the lists; what refers to it stays as it is.

    Raises:
        NotAllowedError: the author may not edit the directory.
        NotFoundError: there is no such organisation.
        StaleRecordError: somebody changed it since.
        DomainError: an open account belongs to it.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_PARTNERS, token=token) as unit:
        accounts = store.uses(db, organisation_id)["accounts"]
        if accounts:
            counted = french.plural(accounts, "compte ouvert", "comptes ouverts")
            raise DomainError(
                f"Cette organisation a {counted}\u00a0: fermez-le d\u2019abord, "
                "puis archivez sa fiche."
            )
        return _set_archived(unit, organisation_id, version=version, is_archived=True)


def restore_organisation(
    db: Database, author: Visitor, organisation_id: int, *, version: int, token: str | None = None
) -> int:
    """Bring an organisation back into the lists.

    Raises:
        NotAllowedError: the author may not edit the directory.
        NotFoundError: there is no such organisation.
        StaleRecordError: somebody changed it since.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_PARTNERS, token=token) as unit:
        return _set_archived(unit, organisation_id, version=version, is_archived=False)


def _set_archived(unit: Work, organisation_id: int, *, version: int, is_archived: bool) -> int:
    """Archive or restore, and write it down; nothing happens when it is so already."""
    before = _organisation(unit.db, organisation_id)
    if (before["archived_at"] is not None) == is_archived:
        return unit.produced(organisation_id)
    moment = unit.now.isoformat(timespec="seconds") if is_archived else None
    if not store.set_archived(unit.db, organisation_id, moment, version=version):
        raise _moved_on(before)
    verb = "archivée" if is_archived else "restaurée"
    act = "archived" if is_archived else "restored"
    unit.note(ENTITY, organisation_id, act, f"{french.quoted(before['name'])} {verb}.")
    return unit.produced(organisation_id)


def _moved_on(before: Row) -> StaleRecordError:
    return StaleRecordError(
        f"Quelqu\u2019un a modifié {french.quoted(before['name'])} entre-temps. "
        "Rien n\u2019a été enregistré\u00a0: relisez la fiche."
    )


def _organisation(db: Database, organisation_id: int) -> Row:
    """Find an organisation or refuse."""
    found = store.organisation(db, organisation_id)
    if found is None:
        raise NotFoundError("Cette organisation n\u2019existe plus.")
    return found


def _check(db: Database, draft: OrganisationDraft, *, before: Row | None = None) -> None:
    """Refuse a choice that no list offers; what the record held already may stay."""
    problems = []
    for field, list_name in _LISTS.items():
        key = getattr(draft, field)
        if key is None or (before is not None and before[field] == key):
            continue
        found = reference.entry(db, list_name, key)
        if found is None or not found["is_active"]:
            title = french.quoted(_TITLES[field])
            problems.append(Problem(field, f"Choisissez une des valeurs proposées pour {title}."))
    if draft.commune_code is not None and reference.commune(db, draft.commune_code) is None:
        problems.append(Problem("commune_code", "Choisissez une commune de la liste."))
    if draft.epci_siren is not None and reference.epci(db, draft.epci_siren) is None:
        problems.append(Problem("epci_siren", "Choisissez une intercommunalité de la liste."))
    if not fold(draft.name):
        problems.append(Problem("name", "Écrivez un nom avec des lettres ou des chiffres."))
    if problems:
        raise DomainError("", problems)


def _record(draft: OrganisationDraft) -> dict[str, Any]:
    return {
        **draft.model_dump(),
        "siren": draft.company_number,
        "is_confidential": int(draft.is_confidential),
        "folded_name": fold(draft.name),
    }


def _shown(db: Database, record: Row) -> dict[str, Any]:
    """Write a record the way people read it."""
    shown = {name: record[name] for name in _TITLES}
    for field, list_name in _LISTS.items():
        entry = reference.entry(db, list_name, record[field]) if record[field] else None
        shown[field] = entry["label"] if entry else record[field]
    commune = reference.commune(db, record["commune_code"]) if record["commune_code"] else None
    epci = reference.epci(db, record["epci_siren"]) if record["epci_siren"] else None
    return {
        **shown,
        "commune_code": commune["name"] if commune else None,
        "epci_siren": epci["name"] if epci else None,
        "is_confidential": french.yes_no(bool(record["is_confidential"])),
    }
