"""Asking for what is missing gives the project an action to do."""

import pytest

from circular.actions.match_questions import ask_question
from circular.actions.needs import archive_need
from circular.domain.errors import DomainError, NotFoundError
from circular.domain.introductions import MatchQuestionDraft
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import one
from tests.builders.needs import a_need, a_project
from tests.builders.streams import TODAY, a_stream


def test_a_question_becomes_an_action_of_the_project(db: Database, staff: Visitor) -> None:
    pair = a_stream(db, staff), a_need(db, staff, a_project(db, staff))
    draft = MatchQuestionDraft.model_validate(
        {"side": "producer", "question": "x" * 200, "due_on": "30/11/2026"}
    )
    ask_question(db, staff, pair, draft, today=TODAY)

    action = one(db, "SELECT label, due_on, owner_id FROM next_action")
    assert action is not None
    assert action["label"].startswith("Demander au producteur\u00a0: xxx")
    assert (len(action["label"]), action["owner_id"]) == (200, staff.account_id)
    with pytest.raises(NotFoundError):
        ask_question(db, staff, (4242, pair[1]), draft, today=TODAY)
    archive_need(db, staff, pair[1])
    with pytest.raises(DomainError, match="archives"):
        ask_question(db, staff, pair, draft, today=TODAY)
