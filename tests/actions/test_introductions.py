"""Sending introductions, reminding, answering."""

import pytest

from circular.actions import introductions as actions
from circular.domain.errors import DomainError, NotAllowedError, NotFoundError, StaleRecordError
from circular.domain.introductions import AnswerDraft, MatchSide
from circular.domain.tracked_matches import MatchMove
from circular.domain.visitors import Visitor
from circular.store import introductions as store
from circular.store import journal
from circular.store.connection import Database
from circular.store.rows import Row, rows
from tests.builders.streams import TODAY
from tests.builders.tracked_matches import a_match, a_move, an_introduction, stored


def answer(value: str = "interested", **more: object) -> AnswerDraft:
    """Return an answer of today."""
    return AnswerDraft.model_validate({"answer": value, "answered_on": TODAY, **more})


def sent(db: Database, introduction_id: int) -> Row:
    """Return an introduction as it is stored."""
    row = store.get(db, introduction_id)
    assert row is not None
    return row


def test_an_introduction_is_sent_once_a_side_and_is_the_contact(
    db: Database, staff: Visitor
) -> None:
    match_id = a_match(db, staff)
    an_introduction(db, staff, match_id)

    assert stored(db, match_id)["stage"] == "contacted"
    with pytest.raises(DomainError, match="déjà été envoyée au producteur"):
        an_introduction(db, staff, match_id)
    an_introduction(db, staff, match_id, MatchSide.PROJECT)
    a_move(db, staff, match_id, MatchMove.REFUSE, refusal_reason="distance")
    with pytest.raises(DomainError, match="clos"):
        an_introduction(db, staff, match_id, MatchSide.PROJECT)
    with pytest.raises(NotFoundError):
        an_introduction(db, staff, 4242)


def test_what_passes_between_us_and_a_project_is_an_exchange_typed_once(
    db: Database, staff: Visitor
) -> None:
    match_id = a_match(db, staff)
    project_id = stored(db, match_id)["project_id"]
    an_introduction(db, staff, match_id)
    assert rows(db, "SELECT id FROM exchange") == []

    sent_id = an_introduction(db, staff, match_id, MatchSide.PROJECT)
    actions.remind(db, staff, sent_id, version=1, today=TODAY)
    actions.answer_introduction(db, staff, sent_id, answer(), version=2, today=TODAY)
    later = answer("not_interested", answer_note="A trouvé ailleurs")
    actions.answer_introduction(db, staff, sent_id, later, version=3, today=TODAY)
    found = rows(db, "SELECT direction FROM exchange ORDER BY id")
    assert [row["direction"] for row in found] == ["to_person", "to_person", "from_person"]
    assert journal.of_record(db, "project", project_id)[0]["act"] == "introduction_answered"


def test_what_was_answered_is_not_reminded_and_two_answers_do_not_cross(
    db: Database, staff: Visitor
) -> None:
    sent_id = an_introduction(db, staff, a_match(db, staff))
    back = answer("call_back", call_back_on="30/11/2026")
    actions.answer_introduction(db, staff, sent_id, back, version=1, today=TODAY)
    assert sent(db, sent_id)["call_back_on"] == "2026-11-30"

    with pytest.raises(DomainError, match="plus rien à relancer"):
        actions.remind(db, staff, sent_id, version=2, today=TODAY)
    with pytest.raises(StaleRecordError):
        actions.answer_introduction(db, staff, sent_id, answer(), version=1, today=TODAY)
    actions.answer_introduction(db, staff, sent_id, answer(), version=2, today=TODAY)
    assert (sent(db, sent_id)["answer"], sent(db, sent_id)["call_back_on"]) == ("interested", None)


def test_a_partner_answers_for_its_own_organisation_only(
    db: Database, staff: Visitor, partner: Visitor, elected: Visitor
) -> None:
    own = a_match(db, staff, organisation_id=partner.organisation_id)
    theirs = a_match(db, staff, new_organisation="Autre producteur", title="Autres tontes")
    mine, other = an_introduction(db, staff, own), an_introduction(db, staff, theirs)
    to_project = an_introduction(db, staff, own, MatchSide.PROJECT)

    actions.answer_introduction(db, partner, mine, answer(), version=1, today=TODAY)
    assert sent(db, mine)["answered_by_name"] == partner.name
    for hidden in (other, to_project, 4242):
        with pytest.raises(NotFoundError):
            actions.answer_introduction(db, partner, hidden, answer(), version=1, today=TODAY)
    with pytest.raises(NotAllowedError):
        actions.answer_introduction(db, elected, mine, answer(), version=2, today=TODAY)
    with pytest.raises(NotAllowedError):
        an_introduction(db, partner, own)
