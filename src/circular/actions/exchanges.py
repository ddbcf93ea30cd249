"""Noting an exchange with a project's people, and mending one."""

from datetime import date
from typing import Any

from circular.actions.next_actions import write_action
from circular.actions.open_projects import open_project
from circular.actions.work import Work, changes_between, stale, work
from circular.domain import french
from circular.domain.errors import DomainError, NotFoundError, Problem
from circular.domain.exchanges import Direction, ExchangeDraft, ExchangeKind, check_past_day
from circular.domain.next_actions import NextActionDraft
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.store import exchanges as store
from circular.store.connection import Database
from circular.store.rows import Row

_TITLES = {name: field.title or name for name, field in ExchangeDraft.model_fields.items()}


def note_exchange(
    db: Database,
    author: Visitor,
    project_id: int,
    draft: ExchangeDraft,
    *,
    today: date,
    following: NextActionDraft | None = None,
    token: str | None = None,
) -> int:
    """Note an exchange and, with `following`, plan what comes next, in one transaction.

    Returns the identifier of the exchange.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such project.
        DomainError: the project is archived, the day is yet to come, the person is not of the
            project, or the following action's day is over.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_PIPELINE, token=token) as unit:
        exchange_id = write_exchange(unit, project_id, draft, today=today)
        if following is not None:
            write_action(unit, project_id, following, today=today)
        return unit.produced(exchange_id)


def write_exchange(unit: Work, project_id: int, draft: ExchangeDraft, *, today: date) -> int:
    """Write and journal an exchange inside a unit of work that another action opened.

    Raises:
        NotFoundError: there is no such project.
        DomainError: the project is archived, the day is yet to come, or the person is not of the
            project.
    """
    open_project(unit.db, project_id)
    _check(unit.db, project_id, draft, today=today)
    exchange_id = store.add(
        unit.db, project_id, _record(draft), author_id=unit.author.account_id, now=unit.now
    )
    sentence = (
        f"Échange noté\u00a0: {draft.kind.label.lower()} du {french.day(draft.happened_on)}, "
        f"{draft.direction.label.lower()}."
    )
    unit.note("project", project_id, "exchange_noted", sentence)
    return exchange_id


def amend_exchange(
    db: Database,
    author: Visitor,
    exchange_id: int,
    draft: ExchangeDraft,
    *,
    version: int,
    today: date,
    token: str | None = None,
) -> int:
    """Correct an exchange that still has `version`; the journal keeps both wordings.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such exchange.
        StaleRecordError: somebody changed it since; the problems say what differs.
        DomainError: the day is yet to come, or the person is not of the project.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_PIPELINE, token=token) as unit:
        before = store.get(db, exchange_id)
        if before is None:
            raise NotFoundError("Cet échange n\u2019existe plus.")
        project_id = before["project_id"]
        open_project(db, project_id)
        _check(db, project_id, draft, today=today)
        people = {row["id"]: row["name"] for row in store.people_of(db, project_id)}
        stored = _shown(before, people | {before["holder_id"]: before["holder_name"]})
        changes = changes_between(stored, _shown(_record(draft), people), _TITLES)
        if not store.amend(db, exchange_id, _record(draft), version=version):
            raise stale(db, "project", project_id, changes)
        sentence = f"Échange du {french.day(draft.happened_on)} corrigé."
        unit.note(
            "project",
            project_id,
            "exchange_amended",
            sentence,
            changes,
            person=draft.holder_id or before["holder_id"],
        )
        return unit.produced(exchange_id)


def _check(db: Database, project_id: int, draft: ExchangeDraft, *, today: date) -> None:
    check_past_day(draft.happened_on, today=today, field="happened_on")
    if draft.holder_id is not None and not store.is_person_of(db, project_id, draft.holder_id):
        raise DomainError(
            "", [Problem("holder_id", "Cette personne n\u2019est pas rattachée à ce projet.")]
        )


def _record(draft: ExchangeDraft) -> dict[str, Any]:
    return {
        "kind": draft.kind.value,
        "direction": draft.direction.value,
        "happened_on": draft.happened_on.isoformat(),
        "holder_id": draft.holder_id,
        "note": draft.note,
    }


def _shown(record: Row, people: dict[int | None, str]) -> dict[str, str | None]:
    """Write a record the way people read it."""
    return {
        "kind": ExchangeKind(record["kind"]).label,
        "direction": Direction(record["direction"]).label,
        "happened_on": french.day(date.fromisoformat(record["happened_on"])),
        "holder_id": people.get(record["holder_id"]),
        "note": record["note"],
    }
