"""A question waits as long as its action does."""

from circular.actions.match_questions import ask_question
from circular.actions.next_actions import mark_done
from circular.domain.introductions import MatchQuestionDraft
from circular.domain.visitors import Visitor
from circular.store import match_questions as store
from circular.store.connection import Database
from circular.store.rows import value
from tests.builders.needs import a_need, a_project
from tests.builders.streams import TODAY, a_stream


def test_a_question_waits_until_its_action_is_done(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    pair = a_stream(db, staff), a_need(db, staff, project_id)
    draft = MatchQuestionDraft.model_validate(
        {"side": "producer", "question": "Quelle humidité", "due_on": "30/11/2026"}
    )
    ask_question(db, staff, pair, draft, today=TODAY)

    [row] = store.waiting(db, project_id=project_id)
    assert (row["question"], row["due_on"]) == ("Quelle humidité", "2026-11-30")
    assert store.waiting(db, stream_id=pair[0]) == [row]
    assert store.waiting(db, stream_id=pair[0] + 1) == []
    mark_done(db, staff, value(db, "SELECT id FROM next_action"), today=TODAY)
    assert store.waiting(db, project_id=project_id) == []
