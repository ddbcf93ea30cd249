"""The life of a match: moves, agreements, corrections, measures."""

import pytest

from circular.actions import matches, tracked_matches
from circular.domain.errors import DomainError, NotAllowedError, NotFoundError, StaleRecordError
from circular.domain.tracked_matches import (
    MatchCorrectionDraft,
    MatchMove,
    MatchMoveDraft,
    MeasureDraft,
)
from circular.domain.visitors import Visitor
from circular.store import journal
from circular.store import tracked_matches as store
from circular.store.connection import Database
from tests.builders.needs import a_need, a_project
from tests.builders.streams import TODAY, a_stream
from tests.builders.tracked_matches import a_match, a_move, an_agreement, decision, stored


def measure(**changes: object) -> MeasureDraft:
    """Return what moved in 2026."""
    values = {"year": 2026, "tonnes": "12,5", "source": "Bons de pesée", "measured_on": TODAY}
    return MeasureDraft.model_validate({**values, **changes})


def test_a_match_goes_from_proposal_to_its_end_and_the_journal_tells(
    db: Database, staff: Visitor
) -> None:
    match_id = a_match(db, staff)
    a_move(db, staff, match_id, MatchMove.CONTACT)
    a_move(db, staff, match_id, MatchMove.TRY_OUT, note="Deux bennes")
    an_agreement(db, staff, match_id, 20, price="-5", ends_on="31/12/2027", document="Pièce 3")
    a_move(db, staff, match_id, MatchMove.START)
    row = stored(db, match_id)
    assert (row["stage"], row["agreed_tonnes"], row["agreed_price"]) == ("running", 20, -5)
    assert (row["agreed_to"], row["document"]) == ("2027-12-31", "Pièce 3")

    a_move(db, staff, match_id, MatchMove.END)
    assert stored(db, match_id)["stage"] == "ended"
    kinds = [line["kind"] for line in store.valid_moves(db, match_id)]
    assert kinds == ["enter", "contact", "try_out", "agree", "start", "end"]
    said = [line["sentence"] for line in journal.of_record(db, "project", row["project_id"])]
    assert any("20\u00a0t par an à \u22125\u00a0€ la tonne" in sentence for sentence in said)
    with pytest.raises(DomainError, match="n\u2019est pas possible"):
        a_move(db, staff, match_id, MatchMove.CONTACT)


def test_promising_more_than_is_left_is_refused_until_it_is_confirmed(
    db: Database, staff: Visitor
) -> None:
    stream_id, project_id = a_stream(db, staff, tonnes_likely="112"), a_project(db, staff)
    first, second = (
        a_match(db, staff, stream_id=stream_id, need_id=a_need(db, staff, project_id))
        for _ in range(2)
    )
    an_agreement(db, staff, first, 100)

    with pytest.raises(DomainError) as refusal:
        an_agreement(db, staff, second, 20)
    [problem] = refusal.value.problems
    assert problem.field == "over_promise"
    assert "Il reste 12\u00a0t\u202f; vous en promettez 20." in problem.sentence
    an_agreement(db, staff, second, 20, over_promise=True)
    line = journal.of_record(db, "project", project_id)[0]
    assert "plus que ce qui restait" in line["sentence"]
    a_move(db, staff, first, MatchMove.AMEND, tonnes=90, starts_on=TODAY)
    assert stored(db, first)["agreed_tonnes"] == 90


def test_a_refusal_has_a_reason_of_the_list_and_may_be_taken_up_again(
    db: Database, staff: Visitor
) -> None:
    match_id = a_match(db, staff)
    with pytest.raises(DomainError, match="liste"):
        a_move(db, staff, match_id, MatchMove.REFUSE, refusal_reason="parce que")

    a_move(db, staff, match_id, MatchMove.REFUSE, refusal_reason="matiere")
    assert stored(db, match_id)["refusal_reason"] == "matiere"
    a_move(db, staff, match_id, MatchMove.REOPEN)
    assert (stored(db, match_id)["stage"], stored(db, match_id)["refusal_reason"]) == (
        "proposed",
        None,
    )


def test_a_wrong_move_is_corrected_and_both_lines_stay(db: Database, staff: Visitor) -> None:
    match_id = a_match(db, staff)
    wrong = an_agreement(db, staff, match_id, 20)
    exact = MatchMoveDraft.model_validate(
        {"kind": "agree", "effective_on": TODAY, "tonnes": "25", "starts_on": TODAY}
    )
    draft = MatchCorrectionDraft(why="Mal lu", replacement=exact)
    tracked_matches.correct_match_move(db, staff, wrong, draft, today=TODAY)
    assert stored(db, match_id)["agreed_tonnes"] == 25
    with pytest.raises(DomainError, match="déjà été corrigé"):
        tracked_matches.correct_match_move(db, staff, wrong, draft, today=TODAY)

    [_, last] = store.valid_moves(db, match_id)
    never = MatchCorrectionDraft(why="Jamais signé")
    tracked_matches.correct_match_move(db, staff, last["id"], never, today=TODAY)
    assert (stored(db, match_id)["stage"], stored(db, match_id)["agreed_tonnes"]) == (
        "proposed",
        None,
    )
    assert len(store.history(db, match_id)) == 3
    first = store.valid_moves(db, match_id)[0]["id"]
    with pytest.raises(DomainError) as refusal:
        tracked_matches.correct_match_move(db, staff, first, never, today=TODAY)
    assert "ne s\u2019annule pas" in refusal.value.problems[0].sentence


def test_measures_are_noted_replaced_and_taken_out(db: Database, staff: Visitor) -> None:
    match_id = a_match(db, staff)
    with pytest.raises(DomainError, match="Sans accord"):
        tracked_matches.note_measure(db, staff, match_id, measure(), today=TODAY)
    an_agreement(db, staff, match_id, 20)
    with pytest.raises(DomainError) as refusal:
        tracked_matches.note_measure(db, staff, match_id, measure(year=2027), today=TODAY)
    assert refusal.value.problems[0].field == "year"

    first = tracked_matches.note_measure(db, staff, match_id, measure(), today=TODAY)
    again = tracked_matches.note_measure(db, staff, match_id, measure(tonnes="14"), today=TODAY)
    assert first == again
    assert [row["tonnes"] for row in store.measures(db, match_id)] == [14]
    tracked_matches.remove_measure(db, staff, match_id, 2026)
    assert store.measures(db, match_id) == []
    with pytest.raises(NotFoundError):
        tracked_matches.remove_measure(db, staff, match_id, 2026)


def test_two_people_do_not_move_the_same_match_unknowingly(
    db: Database, staff: Visitor, partner: Visitor
) -> None:
    match_id = a_match(db, staff)
    draft = MatchMoveDraft(kind=MatchMove.CONTACT, effective_on=TODAY)
    tracked_matches.move_match(db, staff, match_id, draft, version=1, today=TODAY)
    later = MatchMoveDraft(kind=MatchMove.TRY_OUT, effective_on=TODAY)

    with pytest.raises(StaleRecordError):
        tracked_matches.move_match(db, staff, match_id, later, version=1, today=TODAY)
    with pytest.raises(NotAllowedError):
        tracked_matches.move_match(db, partner, match_id, later, version=2, today=TODAY)
    with pytest.raises(NotFoundError):
        tracked_matches.move_match(db, staff, 4242, later, version=2, today=TODAY)


def test_what_has_a_past_is_not_undone_but_refused(db: Database, staff: Visitor) -> None:
    stream_id, need_id = a_stream(db, staff), a_need(db, staff, a_project(db, staff))
    match_id = a_match(db, staff, stream_id=stream_id, need_id=need_id)
    a_move(db, staff, match_id, MatchMove.CONTACT)

    with pytest.raises(DomainError, match="notez plutôt un refus"):
        matches.undo_decision(db, staff, stream_id, need_id)
    a_move(db, staff, match_id, MatchMove.REFUSE, refusal_reason="distance")
    with pytest.raises(DomainError, match="a déjà retenu"):
        matches.decide(db, staff, decision(stream_id, need_id, "distance"), today=TODAY)
