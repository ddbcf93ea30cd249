"""Writing people's requests into the register, and what they were answered."""

from datetime import date

from circular.actions.work import stale, work
from circular.domain import french
from circular.domain.data_requests import (
    DataRequestDraft,
    DataRequestKind,
    RequestAnswerDraft,
    check_answer,
    check_reception,
    due_day,
)
from circular.domain.errors import DomainError, NotFoundError, Problem
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.store import data_requests as store
from circular.store.connection import Database

ENTITY = "data_request"


def note_request(
    db: Database, author: Visitor, draft: DataRequestDraft, *, today: date, token: str | None = None
) -> int:
    """Write a request into the register; it is to be answered within a month.

    Raises:
        NotAllowedError: the author may not manage personal data.
        DomainError: the day is yet to come, or there is no such person.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.MANAGE_PERSONAL_DATA, token=token) as unit:
        check_reception(draft.received_on, today=today)
        if draft.holder_id is not None and not store.holder_exists(db, draft.holder_id):
            raise DomainError("", [Problem("holder_id", "Cette fiche n’existe pas, ou plus.")])
        due_on = due_day(draft.received_on)
        record = {**draft.model_dump(mode="json"), "due_on": due_on.isoformat()}
        request_id = store.add(db, record, created_by=author.account_id, now=unit.now)
        sentence = (
            f"Demande notée\u00a0: {draft.kind.label.lower()}, reçue le "
            f"{french.day(draft.received_on)}, à répondre avant le {french.day(due_on)}."
        )
        unit.note(ENTITY, request_id, "noted", sentence)
        return unit.produced(request_id)


def answer_request(
    db: Database,
    author: Visitor,
    request_id: int,
    draft: RequestAnswerDraft,
    *,
    version: int,
    today: date,
    token: str | None = None,
) -> int:
    """Write down what a request was answered.

    Raises:
        NotAllowedError: the author may not manage personal data.
        NotFoundError: there is no such request.
        StaleRecordError: somebody answered or changed it since.
        DomainError: it is answered already, the day is impossible, or a refusal has no reason.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.MANAGE_PERSONAL_DATA, token=token) as unit:
        before = store.get(db, request_id)
        if before is None:
            raise NotFoundError("Cette demande n’existe pas, ou plus.")
        if before["answered_on"] is not None:
            raise DomainError("Cette demande a déjà sa réponse\u00a0: rechargez la page.")
        received_on = date.fromisoformat(before["received_on"])
        check_answer(draft, received_on=received_on, today=today)
        record = draft.model_dump(mode="json")
        if not store.change(db, request_id, record, version=version):
            raise stale(db, ENTITY, request_id, {})
        kind = DataRequestKind(before["kind"]).label.lower()
        sentence = (
            f"Demande ({kind}) répondue le {french.day(draft.answered_on)}\u00a0: "
            f"{draft.outcome.label.lower()}."
        )
        unit.note(ENTITY, request_id, "answered", sentence)
        return unit.produced(request_id)
