"""The register: a request, its month, its one answer, and who may write there."""

from datetime import date
from typing import Any

import pytest

from circular.actions.data_requests import answer_request
from circular.domain.data_requests import RequestAnswerDraft
from circular.domain.errors import DomainError, NotAllowedError, NotFoundError, StaleRecordError
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.queries.journal import history_of
from circular.store.connection import Database
from circular.store.rows import one, value
from tests.builders.data_requests import a_request
from tests.builders.holders import TODAY, a_holder
from tests.conftest import visitor_of


def answered(
    db: Database, author: Visitor, request_id: int, *, version: int = 1, **changes: Any
) -> int:
    fields = {"outcome": "granted", "answered_on": TODAY}
    draft = RequestAnswerDraft.model_validate(fields | changes)
    return answer_request(db, author, request_id, draft, version=version, today=TODAY)


def test_a_request_is_due_a_month_later_and_the_journal_names_nobody(
    db: Database, staff: Visitor
) -> None:
    request_id = a_request(db, staff, request="Ma copie.")

    row = one(db, "SELECT * FROM data_request WHERE id = ?", [request_id])
    assert row is not None
    assert (row["due_on"], row["answered_on"]) == ("2026-12-22", None)
    assert history_of(db, "data_request", request_id)[0].sentence == (
        "Demande notée\u00a0: accès, reçue le 22/11/2026, à répondre avant le 22/12/2026."
    )
    assert "Naïma" not in value(db, "SELECT group_concat(sentence || changes) FROM journal")


def test_a_request_is_answered_once(db: Database, staff: Visitor) -> None:
    request_id = a_request(db, staff)
    answered(db, staff, request_id, answer="Envoyé par courrier.")

    row = one(db, "SELECT * FROM data_request WHERE id = ?", [request_id])
    assert row is not None
    assert (row["outcome"], row["answered_on"], row["version"]) == ("granted", "2026-11-22", 2)
    with pytest.raises(DomainError, match="déjà sa réponse"):
        answered(db, staff, request_id, version=2)


def test_a_refusal_gives_its_reason(db: Database, staff: Visitor) -> None:
    request_id = a_request(db, staff, kind="erasure")

    with pytest.raises(DomainError) as refusal:
        answered(db, staff, request_id, outcome="refused")
    assert refusal.value.problems[0].field == "answer"
    answered(db, staff, request_id, outcome="refused", answer="Convention en vigueur.")


@pytest.mark.parametrize("changes", [{"received_on": date(2026, 11, 23)}, {"holder_id": 999}])
def test_an_impossible_request_is_not_written(
    db: Database, staff: Visitor, changes: dict[str, Any]
) -> None:
    with pytest.raises(DomainError):
        a_request(db, staff, **changes)
    assert value(db, "SELECT COUNT(*) FROM data_request") == 0


def test_two_windows_and_unknown_requests(db: Database, staff: Visitor) -> None:
    request_id = a_request(db, staff, holder_id=a_holder(db, staff))

    with pytest.raises(StaleRecordError):
        answered(db, staff, request_id, version=7)
    with pytest.raises(NotFoundError):
        answered(db, staff, 999)


@pytest.mark.parametrize("role", [Role.ELECTED, Role.PARTNER])
def test_others_neither_note_nor_answer(db: Database, staff: Visitor, role: Role) -> None:
    request_id = a_request(db, staff)

    with pytest.raises(NotAllowedError):
        a_request(db, visitor_of(db, role))
    with pytest.raises(NotAllowedError):
        answered(db, visitor_of(db, role), request_id)
