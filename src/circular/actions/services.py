"""The ledger of the bouquet: asking for a service, giving it, mending or cancelling a line."""

from datetime import date
from typing import Any

from circular.actions.open_projects import open_project
from circular.actions.work import changes_between, stale, work
from circular.domain import french
from circular.domain.errors import AlreadyDoneError, DomainError, NotFoundError, Problem
from circular.domain.exchanges import check_past_day
from circular.domain.permissions import Permission
from circular.domain.personal_data import private
from circular.domain.services import (
    ServiceDraft,
    ServiceGivenDraft,
    ServiceLineDraft,
    check_given_day,
)
from circular.domain.visitors import Visitor
from circular.store import reference
from circular.store import services as store
from circular.store.connection import Database
from circular.store.rows import Row

_TITLES = {name: field.title or name for name, field in ServiceLineDraft.model_fields.items()}


def request_service(
    db: Database,
    author: Visitor,
    project_id: int,
    draft: ServiceDraft,
    *,
    today: date,
    token: str | None = None,
) -> int:
    """Write in the ledger that a project asks for a service, and return the line's identifier.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such project.
        DomainError: the project is archived, the day is yet to come, or the service is unknown.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_PIPELINE, token=token) as unit:
        open_project(db, project_id)
        check_past_day(draft.requested_on, today=today, field="requested_on")
        label = _label(db, draft.service_type)
        service_id = store.add(db, project_id, _record(draft), now=unit.now)
        sentence = f"Prestation demandée le {french.day(draft.requested_on)}\u00a0: {label}."
        unit.note("project", project_id, "service_requested", sentence)
        return unit.produced(service_id)


def give_service(
    db: Database,
    author: Visitor,
    service_id: int,
    draft: ServiceGivenDraft,
    *,
    version: int,
    today: date,
    token: str | None = None,
) -> int:
    """Write that a requested service was given: when, by whom, to what effect.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such line.
        DomainError: the day is yet to come or comes before the request.
        StaleRecordError: somebody changed the line since.
        AlreadyDoneError: the same form was sent before, or the service is given already.
    """
    with work(db, author, Permission.EDIT_PIPELINE, token=token) as unit:
        line = _line(db, service_id)
        open_project(db, line["project_id"])
        if line["given_on"] is not None:
            raise AlreadyDoneError("Cette prestation est déjà notée comme rendue.", service_id)
        check_past_day(draft.given_on, today=today, field="given_on")
        check_given_day(draft.given_on, requested_on=date.fromisoformat(line["requested_on"]))
        record = draft.model_dump(mode="json")
        if not store.change(db, service_id, record, version=version):
            raise stale(db, "project", line["project_id"], {})
        sentence = (
            f"Prestation rendue le {french.day(draft.given_on)} "
            f"par {private(draft.given_by)}\u00a0: {line['type_label']}."
        )
        unit.note("project", line["project_id"], "service_given", sentence)
        return unit.produced(service_id)


def amend_service(
    db: Database,
    author: Visitor,
    service_id: int,
    draft: ServiceLineDraft,
    *,
    version: int,
    today: date,
    token: str | None = None,
) -> int:
    """Correct a line of the ledger that still has `version`; the journal keeps both wordings.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such line.
        DomainError: a day is yet to come, or the service is unknown.
        StaleRecordError: somebody changed the line since; the problems say what differs.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_PIPELINE, token=token) as unit:
        before = _line(db, service_id)
        project_id = before["project_id"]
        open_project(db, project_id)
        check_past_day(draft.requested_on, today=today, field="requested_on")
        if draft.given_on is not None:
            check_past_day(draft.given_on, today=today, field="given_on")
        label = before["type_label"]
        if draft.service_type != before["service_type"]:
            label = _label(db, draft.service_type)
        record = _record(draft)
        changes = changes_between(
            _shown(before, before["type_label"]), _shown(record, label), _TITLES
        )
        if not store.change(db, service_id, record, version=version):
            raise stale(db, "project", project_id, changes)
        unit.note(
            "project",
            project_id,
            "service_amended",
            f"Prestation corrigée\u00a0: {label}.",
            changes,
        )
        return unit.produced(service_id)


def cancel_request(db: Database, author: Visitor, service_id: int) -> int:
    """Take a request that was never met off the ledger, and return its identifier.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such line.
        DomainError: the service was given, and what was given stays.
    """
    with work(db, author, Permission.EDIT_PIPELINE) as unit:
        line = _line(db, service_id)
        open_project(db, line["project_id"])
        if line["given_on"] is not None:
            raise DomainError(
                "Cette prestation a été rendue\u00a0: corrigez la ligne, elle ne s\u2019annule pas."
            )
        store.cancel(db, service_id)
        day = french.day(date.fromisoformat(line["requested_on"]))
        sentence = f"Demande de prestation annulée\u00a0: {line['type_label']}, du {day}."
        unit.note("project", line["project_id"], "service_cancelled", sentence)
        return service_id


def _line(db: Database, service_id: int) -> Row:
    line = store.get(db, service_id)
    if line is None:
        raise NotFoundError("Cette ligne du registre des prestations n\u2019existe plus.")
    return line


def _label(db: Database, service_type: str) -> str:
    """Return the label of a service of the bouquet that is still offered."""
    entry = reference.entry(db, "service_types", service_type)
    if entry is None or not entry["is_active"]:
        raise DomainError(
            "", [Problem("service_type", "Choisissez une prestation de la liste proposée.")]
        )
    return str(entry["label"])


def _record(draft: ServiceDraft) -> dict[str, Any]:
    return draft.model_dump(mode="json")


def _shown(record: Row, label: str) -> dict[str, str | None]:
    """Write a record the way people read it."""
    given_on = record["given_on"]
    return {
        "service_type": label,
        "requested_on": french.day(date.fromisoformat(record["requested_on"])),
        "request_note": record["request_note"],
        "given_on": None if given_on is None else french.day(date.fromisoformat(given_on)),
        "given_by": record["given_by"],
        "effect": record["effect"],
    }
