"""Projects for tests, brought to a stage through the actions of the product."""

from datetime import date
from typing import Any

from circular.actions.holders import give_notice
from circular.actions.moves import move_project
from circular.actions.projects import start_project, update_project
from circular.domain.moves import MoveDraft
from circular.domain.projects import ProjectDraft, StartDraft
from circular.domain.visitors import Visitor
from circular.queries.projects import ProjectRecord, project_record
from circular.store.connection import Database
from tests.builders.agreements import signed
from tests.builders.holders import TODAY, a_contact

DETECTED = date(2026, 1, 8)


def a_project(db: Database, author: Visitor, title: str = "Couches", **changes: Any) -> int:
    """Start a project, detected on 8 January 2026."""
    values = {"title": title, "origin": "appel", "detected_on": DETECTED}
    return start_project(db, author, StartDraft.model_validate(values | changes), today=TODAY)


def read(db: Database, author: Visitor, project_id: int, *, today: date = TODAY) -> ProjectRecord:
    """Read the record back."""
    return project_record(db, author, project_id, today=today)


def project_draft(stored: ProjectRecord, **changes: Any) -> ProjectDraft:
    """Return the form of a record as it would be submitted unchanged, but for some fields."""
    kept = {name: getattr(stored, name) for name in ProjectDraft.model_fields if name != "pillars"}
    pillars = tuple(pillar.key for pillar in stored.pillars)
    return ProjectDraft.model_validate(kept | {"pillars": pillars} | changes)


def changed(db: Database, author: Visitor, project_id: int, **changes: Any) -> None:
    """Save the record with some fields changed."""
    stored = read(db, author, project_id)
    draft = project_draft(stored, **changes)
    update_project(db, author, project_id, draft, version=stored.version)


def moved(
    db: Database, author: Visitor, project_id: int, *, kind: str, stage: str | None, day: str
) -> int:
    """Move a project on a day (jj/mm/aaaa) and return the line of its history."""
    values = {"kind": kind, "to_stage": stage, "effective_on": day}
    return move_project(db, author, project_id, MoveDraft.model_validate(values), today=TODAY)


def left(db: Database, author: Visitor, project_id: int, day: str) -> int:
    """Let a project leave for want of news and return the line of its history."""
    draft = MoveDraft.model_validate(
        {
            "kind": "exit",
            "exit_kind": "abandoned",
            "exit_reason": "sans_nouvelles",
            "effective_on": day,
        }
    )
    return move_project(db, author, project_id, draft, today=TODAY)


def ready_to_qualify(db: Database, author: Visitor, name: str = "Naïma Terrasson") -> int:
    """Note a contact on 8 January and complete what qualification asks for."""
    project_id = a_contact(db, author, name, today=DETECTED, idea="Composter les couches.")
    person = read(db, author, project_id).people[0]
    give_notice(db, author, person.id, given_on=DETECTED, today=TODAY)
    changed(db, author, project_id, pillars=("recyclage",), adviser_id=author.account_id)
    return project_id


def in_support(db: Database, author: Visitor, name: str = "Naïma Terrasson") -> int:
    """Bring a project to accompagnement on 12 March 2026, with its agreement signed that day."""
    project_id = ready_to_qualify(db, author, name)
    moved(db, author, project_id, kind="advance", stage="qualification", day="10/02/2026")
    signed(db, author, project_id)
    changed(db, author, project_id, no_need=True, jobs_planned=6, legal_form_planned="sas")
    moved(db, author, project_id, kind="advance", stage="support", day="12/03/2026")
    return project_id
