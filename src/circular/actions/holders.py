"""Noting a contact, keeping the record of a person, and taking people in and out of projects."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from circular.actions.moves import enter
from circular.actions.open_projects import open_project
from circular.actions.work import Work, changes_between, stale, work
from circular.domain import french
from circular.domain.errors import DomainError, NotFoundError, Problem
from circular.domain.holders import (
    CaptureDraft,
    Gender,
    HolderDraft,
    folded_name,
    recognise,
    title_from,
)
from circular.domain.permissions import Permission
from circular.domain.personal_data import private
from circular.domain.projects import PersonDraft, folded_title
from circular.domain.stages import Stage
from circular.domain.visitors import Visitor
from circular.store import communes, projects, reference
from circular.store import holders as store
from circular.store.connection import Database
from circular.store.rows import Row

UNSAID_ORIGIN = "autre"
MAIN_ROLE = "porteur"

_TITLES = {name: field.title or name for name, field in HolderDraft.model_fields.items()}


def capture_contact(
    db: Database,
    author: Visitor,
    draft: CaptureDraft,
    *,
    today: date,
    token: str | None = None,
    is_fictitious: bool = False,
) -> int:
    """Note a contact: a person, their project in détection and its entry, in one transaction.

    An origin that was not said is the list's « Autre ». Returns the identifier of the project.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        DomainError: the commune or the origin is not one of the lists.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_PIPELINE, token=token) as unit:
        check_commune(db, draft.commune_code)
        origin = draft.origin or UNSAID_ORIGIN
        check_entries(db, {"origin": ("contact_origins", origin)})
        reach = recognise(draft.reach)
        person = HolderDraft.model_construct(
            **{name: field.default for name, field in HolderDraft.model_fields.items()}
            | {
                "name": draft.name,
                "email": reach.email,
                "phone": reach.phone,
                "other_contact": reach.other,
                "commune_code": draft.commune_code,
            }
        )
        holder_id = _add(unit, person, is_fictitious=is_fictitious)
        record = {
            "title": title_from(draft.idea, draft.name),
            "summary": draft.idea,
            "origin": origin,
            "commune_code": draft.commune_code,
            "is_fictitious": int(is_fictitious),
        }
        project_id = start(unit, record, detected_on=today)
        store.add_to_project(db, project_id, holder_id, role=MAIN_ROLE, is_first=True)
        return unit.produced(project_id)


def register_holder(
    db: Database,
    author: Visitor,
    draft: HolderDraft,
    *,
    today: date,
    token: str | None = None,
    is_fictitious: bool = False,
) -> int:
    """Write a new person and return their identifier.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        DomainError: the commune does not exist, or the information day is yet to come.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_PIPELINE, token=token) as unit:
        _check(db, draft, today=today)
        return unit.produced(_add(unit, draft, is_fictitious=is_fictitious))


def update_holder(
    db: Database,
    author: Visitor,
    holder_id: int,
    draft: HolderDraft,
    *,
    version: int,
    today: date,
    token: str | None = None,
) -> int:
    """Change a person's record and return their identifier.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such person.
        StaleRecordError: somebody else saved first; it lists what differs.
        DomainError: the commune does not exist, or the information day is yet to come.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_PIPELINE, token=token) as unit:
        before = _editable(db, holder_id)
        _check(db, draft, today=today)
        record = _record(draft)
        changes = changes_between(_in_words(db, before), _in_words(db, record), _TITLES)
        if not store.change(db, holder_id, record, version=version, now=unit.now):
            raise stale(db, "holder", holder_id, changes)
        if changes:
            unit.note(
                "holder", holder_id, "changed", f"Fiche de {private(draft.name)} modifiée.", changes
            )
        return unit.produced(holder_id)


def give_notice(
    db: Database, author: Visitor, holder_id: int, *, given_on: date, today: date
) -> int:
    """Note that the information on personal data was given to a person, on a day not to come.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such person.
        DomainError: the day is yet to come.
    """
    with work(db, author, Permission.EDIT_PIPELINE) as unit:
        person = _editable(db, holder_id)
        _check_notice_day(given_on, today=today)
        store.set_informed(db, holder_id, given_on.isoformat())
        sentence = f"Information sur les données remise à {private(person['name'])}."
        change = {
            _TITLES["information_given_on"]: (
                person["information_given_on"],
                given_on.isoformat(),
            )
        }
        unit.note("holder", holder_id, "informed", sentence, change)
        return holder_id


def archive_holder(db: Database, author: Visitor, holder_id: int) -> int:
    """Put a person into the archives: their record and their projects stay readable.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such person.
        DomainError: they are archived already.
    """
    with work(db, author, Permission.EDIT_PIPELINE) as unit:
        person = _known(db, holder_id)
        if person["archived_at"] is not None:
            raise DomainError(f"{person['name']} est déjà dans les archives.")
        store.set_archived(db, holder_id, unit.now.isoformat(timespec="seconds"))
        unit.note("holder", holder_id, "archived", f"{private(person['name'])} mis aux archives.")
        return holder_id


def restore_holder(db: Database, author: Visitor, holder_id: int) -> int:
    """Take a person out of the archives.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such person.
        DomainError: they are not archived.
    """
    with work(db, author, Permission.EDIT_PIPELINE) as unit:
        person = _editable(db, holder_id)
        if person["archived_at"] is None:
            raise DomainError(f"{person['name']} n’est pas dans les archives.")
        store.set_archived(db, holder_id, None)
        unit.note("holder", holder_id, "restored", f"{private(person['name'])} sorti des archives.")
        return holder_id


def add_person(
    db: Database, author: Visitor, project_id: int, draft: PersonDraft, *, token: str | None = None
) -> int:
    """Give a person a part in a project, or another role in it; returns the project.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such project or person.
        DomainError: the project is archived, or the role is not in the list.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_PIPELINE, token=token) as unit:
        open_project(db, project_id)
        _put(unit, project_id, draft)
        return unit.produced(project_id)


def add_new_person(
    db: Database,
    author: Visitor,
    project_id: int,
    person: HolderDraft,
    *,
    role: str,
    today: date,
    token: str | None = None,
) -> int:
    """Write a new person and their part in a project, in one transaction; returns the person.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such project.
        DomainError: the project is archived, or a choice is not in its list.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_PIPELINE, token=token) as unit:
        open_project(db, project_id)
        _check(db, person, today=today)
        holder_id = _add(unit, person, is_fictitious=False)
        _put(unit, project_id, PersonDraft(holder_id=holder_id, role=role))
        return unit.produced(holder_id)


def set_people(
    db: Database,
    author: Visitor,
    project_id: int,
    people: Sequence[PersonDraft],
    *,
    token: str | None = None,
) -> int:
    """Write the people of a project in place of those it had, in their order.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such project or person.
        DomainError: the project is archived, or a role is not in the list.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_PIPELINE, token=token) as unit:
        open_project(db, project_id)
        store.remove_all_from_project(db, project_id)
        for draft in people:
            _put(unit, project_id, draft)
        return unit.produced(project_id)


def remove_person(db: Database, author: Visitor, project_id: int, holder_id: int) -> int:
    """Take a person out of a project; their own record stays. Returns the project.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such project, or the person has no part in it.
        DomainError: the project is archived.
    """
    with work(db, author, Permission.EDIT_PIPELINE) as unit:
        open_project(db, project_id)
        person = _known(db, holder_id)
        if not store.remove_from_project(db, project_id, holder_id):
            raise NotFoundError(f"{person['name']} n’est pas dans ce projet.")
        sentence = f"{private(person['name'])} ne fait plus partie du projet."
        unit.note("project", project_id, "person_removed", sentence, person=holder_id)
        return project_id


def start(unit: Work, record: dict[str, Any], *, detected_on: date) -> int:
    """Write a project in détection with its entry; part of the actions that create one."""
    author = unit.author.account_id
    project_id = projects.add(
        unit.db,
        {
            **record,
            "folded_title": folded_title(record["title"]),
            "epci_siren": record.get("epci_siren")
            or communes.epci_of(unit.db, record["commune_code"]),
            "stage": Stage.DETECTION.value,
            "stage_since": detected_on.isoformat(),
            "detected_on": detected_on.isoformat(),
            "detected_by": author,
        },
        created_by=author,
        now=unit.now,
    )
    enter(unit, project_id, detected_on=detected_on)
    sentence = (
        f"Projet {private(french.quoted(record['title']))} détecté le {french.day(detected_on)}."
    )
    unit.note("project", project_id, "detected", sentence)
    return project_id


def check_commune(db: Database, code: str | None, *, field: str = "commune_code") -> None:
    """Refuse a commune that the reference does not know.

    Raises:
        DomainError: it does not exist.
    """
    if code is not None and reference.commune(db, code) is None:
        problem = Problem(field, "Cette commune n’est pas dans la liste\u00a0: choisissez-la.")
        raise DomainError("Cette commune n’est pas dans la liste.", [problem])


def check_entries(db: Database, choices: dict[str, tuple[str, str | None]]) -> None:
    """Refuse choices that are not in their lists; `choices` maps a field to (list, key).

    Raises:
        DomainError: at least one is unknown; the problems name every such field.
    """
    problems = [
        Problem(field, "Choisissez une des valeurs proposées.")
        for field, (list_name, key) in choices.items()
        if key is not None and reference.entry(db, list_name, key) is None
    ]
    if problems:
        raise DomainError("Un choix n’est pas dans sa liste.", problems)


def _add(unit: Work, draft: HolderDraft, *, is_fictitious: bool) -> int:
    record = {**_record(draft), "is_fictitious": int(is_fictitious)}
    holder_id = store.add(unit.db, record, created_by=unit.author.account_id, now=unit.now)
    unit.note("holder", holder_id, "registered", f"{private(draft.name)} noté parmi les porteurs.")
    return holder_id


def _put(unit: Work, project_id: int, draft: PersonDraft) -> None:
    check_entries(unit.db, {"role": ("holder_roles", draft.role)})
    person = _known(unit.db, draft.holder_id)
    store.add_to_project(
        unit.db, project_id, draft.holder_id, role=draft.role, is_first=draft.is_first
    )
    role = reference.entry(unit.db, "holder_roles", draft.role) or {"label": draft.role}
    sentence = f"{private(person['name'])} dans le projet\u00a0: {role['label'].lower()}."
    unit.note("project", project_id, "person_added", sentence, person=draft.holder_id)


def _known(db: Database, holder_id: int) -> Row:
    person = store.holder(db, holder_id)
    if person is None:
        raise NotFoundError("Cette personne n’existe pas, ou plus.")
    return person


def _editable(db: Database, holder_id: int) -> Row:
    person = _known(db, holder_id)
    if person["anonymised_at"] is not None:
        raise DomainError("Cette personne est anonymisée\u00a0: sa fiche ne change plus.")
    return person


def _check(db: Database, draft: HolderDraft, *, today: date) -> None:
    check_commune(db, draft.commune_code)
    if draft.information_given_on is not None:
        _check_notice_day(draft.information_given_on, today=today)


def _check_notice_day(given_on: date, *, today: date) -> None:
    if given_on > today:
        sentence = f"Le {french.day(given_on)} est à venir\u00a0: donnez le jour de la remise."
        raise DomainError(sentence, [Problem("information_given_on", sentence)])


def _record(draft: HolderDraft) -> dict[str, Any]:
    record = draft.model_dump(mode="json")
    return {**record, "folded_name": folded_name(draft.name)}


def _in_words(db: Database, record: Row) -> Row:
    """Return the values as people read them, for the journal and the second saver."""
    shown = dict(record)
    commune = reference.commune(db, record["commune_code"]) if record["commune_code"] else None
    shown["commune_code"] = None if commune is None else commune["name"]
    given_on = record["information_given_on"]
    gender = record["gender"]
    shown["gender"] = gender and Gender(gender).label
    shown["information_given_on"] = given_on and french.day(date.fromisoformat(given_on))
    return shown
