"""Questions that wait, by pair."""

from datetime import date

from circular.actions.match_questions import ask_question
from circular.domain.introductions import MatchQuestionDraft, MatchSide
from circular.domain.visitors import Visitor
from circular.queries.match_questions import Question, questions_of
from circular.store.connection import Database
from tests.builders.needs import a_need, a_project
from tests.builders.streams import TODAY, a_stream


def test_questions_stand_under_their_pair(db: Database, staff: Visitor) -> None:
    pair = a_stream(db, staff), a_need(db, staff, a_project(db, staff))
    draft = MatchQuestionDraft(
        side=MatchSide.PROJECT, question="Quel tri", due_on=date(2026, 11, 30)
    )
    ask_question(db, staff, pair, draft, today=TODAY)

    key = (str(pair[0]), str(pair[1]))
    asked = Question(MatchSide.PROJECT, "Quel tri", date(2026, 11, 30))
    assert questions_of(db, stream_id=pair[0]) == {key: (asked,)}
    assert questions_of(db, stream_id=pair[0] + 1) == {}
