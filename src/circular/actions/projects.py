"""Starting a project, changing its record, blocking, handing over and archiving it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from circular.actions.holders import (
    MAIN_ROLE,
    add_person,
    check_commune,
    check_entries,
    remove_person,
    set_people,
    start,
)
from circular.actions.open_projects import open_project
from circular.actions.work import changes_between, stale, work
from circular.domain import french
from circular.domain.errors import DomainError, NotFoundError, Problem
from circular.domain.permissions import Permission
from circular.domain.personal_data import private
from circular.domain.projects import (
    NAF_VERSION,
    BlockDraft,
    HandOverDraft,
    ProjectDraft,
    StartDraft,
    folded_title,
)
from circular.domain.texts import SIREN_LENGTH
from circular.domain.visitors import Visitor
from circular.store import accounts, communes, holders, reference
from circular.store import projects as store
from circular.store.connection import Database
from circular.store.rows import Row

__all__ = [
    "add_person",
    "archive_project",
    "block_project",
    "hand_over",
    "remove_person",
    "restore_project",
    "set_people",
    "start_project",
    "unblock_project",
    "update_project",
]

_TITLES = {name: field.title or name for name, field in ProjectDraft.model_fields.items()}
_LISTS = {
    "origin": "contact_origins",
    "sector": "sectors",
    "legal_form_now": "legal_forms",
    "legal_form_planned": "legal_forms",
}
_AMOUNTS = ("funding_sought", "funding_found", "premises_area_m2", "jobs_planned")
_ANSWERS = ("is_priority_district", "creation_under_way", "no_need")


def start_project(
    db: Database,
    author: Visitor,
    draft: StartDraft,
    *,
    today: date,
    token: str | None = None,
    is_fictitious: bool = False,
) -> int:
    """Start a project in détection, with a person already known or nobody yet.

    Returns the identifier of the project.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such person.
        DomainError: a choice is not in its list, or the day is yet to come.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_PIPELINE, token=token) as unit:
        check_commune(db, draft.commune_code)
        check_entries(db, {"origin": ("contact_origins", draft.origin)})
        if draft.detected_on > today:
            problem = Problem("detected_on", "La date de détection ne peut pas être à venir.")
            raise DomainError(problem.sentence, [problem])
        if draft.holder_id is not None and holders.holder(db, draft.holder_id) is None:
            raise NotFoundError("Cette personne n’existe pas, ou plus.")
        record = {
            "title": draft.title,
            "summary": draft.summary,
            "origin": draft.origin,
            "commune_code": draft.commune_code,
            "is_fictitious": int(is_fictitious),
        }
        project_id = start(unit, record, detected_on=draft.detected_on)
        if draft.holder_id is not None:
            holders.add_to_project(db, project_id, draft.holder_id, role=MAIN_ROLE, is_first=True)
        return unit.produced(project_id)


def update_project(
    db: Database,
    author: Visitor,
    project_id: int,
    draft: ProjectDraft,
    *,
    version: int,
    token: str | None = None,
) -> int:
    """Change the record of a project and return its identifier.

    A commune brings its EPCI and a SIRET its SIREN.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such project.
        StaleRecordError: somebody else saved first; it lists what differs.
        DomainError: the project is archived, or a choice is not in its list.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_PIPELINE, token=token) as unit:
        open_project(db, project_id)
        _check(db, draft)
        before, record = _stored(db, project_id), _record(db, draft)
        after = {**record, "pillars": draft.pillars}
        changes = changes_between(_in_words(db, before), _in_words(db, after), _TITLES)
        if not store.change(db, project_id, record, version=version, now=unit.now):
            raise stale(db, "project", project_id, changes)
        store.set_pillars(db, project_id, draft.pillars)
        if changes:
            unit.note("project", project_id, "changed", "Fiche du projet modifiée.", changes)
        return unit.produced(project_id)


def hand_over(
    db: Database,
    author: Visitor,
    project_id: int,
    draft: HandOverDraft,
    *,
    token: str | None = None,
) -> int:
    """Give a project to another person of the team and return its identifier.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such project.
        DomainError: the project is archived, or the person is not of the team.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_PIPELINE, token=token) as unit:
        open_project(db, project_id)
        _check_adviser(db, draft.adviser_id)
        team = _team(db)
        before = team.get((store.bare(db, project_id) or {})["adviser_id"])
        store.set_adviser(db, project_id, draft.adviser_id, now=unit.now)
        name = team[draft.adviser_id]
        change = {_TITLES["adviser_id"]: (before, name)}
        unit.note("project", project_id, "handed_over", f"Projet confié à {private(name)}.", change)
        return unit.produced(project_id)


def block_project(
    db: Database,
    author: Visitor,
    project_id: int,
    draft: BlockDraft,
    *,
    today: date,
    token: str | None = None,
) -> int:
    """Say that a project is blocked, and by what; returns its identifier.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such project.
        DomainError: the project is archived or has left the journey.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_PIPELINE, token=token) as unit:
        open_project(db, project_id)
        project = store.bare(db, project_id) or {}
        if project["exit_kind"] is not None:
            raise DomainError("Ce projet est sorti du parcours\u00a0: reprenez-le d’abord.")
        columns = {"blocked_reason": draft.reason, "blocked_on": today.isoformat()}
        store.set_columns(db, project_id, columns, now=unit.now)
        change = {"Ce qui bloque": (project["blocked_reason"], draft.reason)}
        unit.note(
            "project",
            project_id,
            "blocked",
            f"Projet bloqué\u00a0: {private(draft.reason)}",
            change,
        )
        return unit.produced(project_id)


def unblock_project(db: Database, author: Visitor, project_id: int) -> int:
    """Say that a project can go on; returns its identifier.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such project.
        DomainError: the project is archived, or is not blocked.
    """
    with work(db, author, Permission.EDIT_PIPELINE) as unit:
        open_project(db, project_id)
        project = store.bare(db, project_id) or {}
        if project["blocked_reason"] is None:
            raise DomainError("Ce projet n’est pas bloqué.")
        columns = {"blocked_reason": None, "blocked_on": None}
        store.set_columns(db, project_id, columns, now=unit.now)
        change = {"Ce qui bloque": (project["blocked_reason"], None)}
        unit.note("project", project_id, "unblocked", "Projet débloqué.", change)
        return project_id


def archive_project(db: Database, author: Visitor, project_id: int) -> int:
    """Put a project into the archives: it stays readable; returns its identifier.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such project.
        DomainError: it is archived already.
    """
    with work(db, author, Permission.EDIT_PIPELINE) as unit:
        title = open_project(db, project_id)
        columns = {"archived_at": unit.now.isoformat(timespec="seconds")}
        store.set_columns(db, project_id, columns, now=unit.now)
        unit.note(
            "project", project_id, "archived", f"{private(french.quoted(title))} mis aux archives."
        )
        return project_id


def restore_project(db: Database, author: Visitor, project_id: int) -> int:
    """Take a project out of the archives and return its identifier.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such project.
        DomainError: it is not archived.
    """
    with work(db, author, Permission.EDIT_PIPELINE) as unit:
        project = store.bare(db, project_id)
        if project is None:
            raise NotFoundError("Ce projet n’existe pas, ou plus.")
        if project["archived_at"] is None:
            raise DomainError("Ce projet n’est pas dans les archives.")
        store.set_columns(db, project_id, {"archived_at": None}, now=unit.now)
        sentence = f"{private(french.quoted(project['title']))} sorti des archives."
        unit.note("project", project_id, "restored", sentence)
        return project_id


def _check(db: Database, draft: ProjectDraft) -> None:
    """Refuse choices that the reference does not know."""
    check_commune(db, draft.commune_code)
    check_entries(
        db, {name: (list_name, getattr(draft, name)) for name, list_name in _LISTS.items()}
    )
    for pillar in draft.pillars:
        check_entries(db, {"pillars": ("pillars", pillar)})
    if draft.adviser_id is not None:
        _check_adviser(db, draft.adviser_id)
    problems = []
    if draft.epci_siren is not None and reference.epci(db, draft.epci_siren) is None:
        problems.append(Problem("epci_siren", "Choisissez une intercommunalité de la liste."))
    version = draft.naf_version or NAF_VERSION
    if draft.naf_code is not None and reference.naf(db, draft.naf_code, version) is None:
        problems.append(Problem("naf_code", "Ce code n’est pas dans la nomenclature (NAF)."))
    if problems:
        raise DomainError("Un choix n’est pas dans sa liste.", problems)


def _check_adviser(db: Database, adviser_id: int) -> None:
    if adviser_id not in _team(db):
        sentence = "Choisissez une personne de l’équipe."
        raise DomainError(sentence, [Problem("adviser_id", sentence)])


def _team(db: Database) -> dict[int | None, str]:
    return {
        row["id"]: row["name"] for row in accounts.open_of_roles(db, ["staff", "administrator"])
    }


def _stored(db: Database, project_id: int) -> Row:
    pillars = tuple(row["key"] for row in store.pillars_of(db, project_id))
    return {**(store.bare(db, project_id) or {}), "pillars": pillars}


def _record(db: Database, draft: ProjectDraft) -> dict[str, Any]:
    """Return the columns of the project that the form holds, completed by what they imply."""
    record = draft.model_dump(mode="json", exclude={"pillars"})
    for name in _ANSWERS:
        record[name] = None if record[name] is None else int(record[name])
    record["folded_title"] = folded_title(draft.title)
    record["epci_siren"] = communes.epci_of(db, draft.commune_code) or draft.epci_siren
    record["siren"] = draft.siren or (draft.siret and draft.siret[:SIREN_LENGTH])
    record["naf_version"] = (draft.naf_version or NAF_VERSION) if draft.naf_code else None
    return record


def _in_words(db: Database, record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values as people read them, for the journal and the second saver."""
    shown = dict(record)
    for name, list_name in _LISTS.items():
        shown[name] = _label(db, list_name, record[name])
    shown["pillars"] = ", ".join(
        _label(db, "pillars", key) or key for key in sorted(record["pillars"])
    )
    commune = reference.commune(db, record["commune_code"]) if record["commune_code"] else None
    epci = reference.epci(db, record["epci_siren"]) if record["epci_siren"] else None
    shown["commune_code"] = commune and commune["name"]
    shown["epci_siren"] = epci and epci["name"]
    shown["adviser_id"] = _team(db).get(record["adviser_id"])
    for name in _AMOUNTS:
        shown[name] = None if record[name] is None else french.number(record[name])
    for name in _ANSWERS:
        shown[name] = None if record[name] is None else french.yes_no(bool(record[name]))
    return shown


def _label(db: Database, list_name: str, key: str | None) -> str | None:
    entry = None if key is None else reference.entry(db, list_name, key)
    return key if entry is None else str(entry["label"])
