"""Keeping, dismissing and taking back."""

import json
from typing import Any

import pytest

from circular.actions import matches as actions
from circular.actions.needs import archive_need
from circular.actions.streams import amend_stream, archive_stream
from circular.domain.errors import (
    DomainError,
    NotAllowedError,
    NotFoundError,
    StaleRecordError,
)
from circular.domain.match_decisions import Decision, DecisionDraft
from circular.domain.matches import DEFAULT_WEIGHTS, Component
from circular.domain.tracked_matches import MatchMove
from circular.domain.visitors import Visitor
from circular.store import journal, matches
from circular.store.connection import Database
from circular.store.rows import value
from tests.builders.needs import a_need, a_project
from tests.builders.streams import TODAY, a_stream, stream_draft
from tests.builders.tracked_matches import a_match, a_move, stored


@pytest.fixture
def pair(db: Database, staff: Visitor) -> tuple[int, int, int]:
    """Return a stream, a need and its project."""
    project_id = a_project(db, staff)
    return a_stream(db, staff), a_need(db, staff, project_id), project_id


def draft(pair: tuple[int, int, int], **changes: Any) -> DecisionDraft:
    """Return the decision to keep a pair as it was shown."""
    values: dict[str, Any] = {
        "stream_id": pair[0],
        "need_id": pair[1],
        "decision": Decision.KEPT,
        "score": 0.86,
        "components": {Component.MATERIAL: 1.0, Component.DISTANCE: 0.6, Component.SEASON: None},
        "weights": DEFAULT_WEIGHTS,
    }
    return DecisionDraft.model_validate({**values, **changes})


def test_a_decision_keeps_the_proposal_to_be_replayed(
    db: Database, staff: Visitor, pair: tuple[int, int, int]
) -> None:
    actions.decide(db, staff, draft(pair), today=TODAY)

    row = matches.decision(db, pair[0], pair[1])
    assert row is not None
    assert (row["decision"], row["score"], row["author_name"]) == (
        "kept",
        pytest.approx((0.45 + 0.25 * 0.6) / 0.7),
        staff.name,
    )
    assert json.loads(row["components"]) == {"material": 1.0, "distance": 0.6, "season": None}
    assert json.loads(row["weights"])["distance"] == 0.25


def test_a_decision_is_told_in_the_project_and_not_to_the_producer(
    db: Database, staff: Visitor, pair: tuple[int, int, int]
) -> None:
    actions.decide(db, staff, draft(pair), today=TODAY)

    line = journal.of_record(db, "project", pair[2])[0]
    assert "Tontes des communes" in line["sentence"]
    assert [each["act"] for each in journal.of_record(db, "stream", pair[0])] == ["added"]


def test_a_dismissal_has_a_reason_of_the_list(
    db: Database, staff: Visitor, pair: tuple[int, int, int]
) -> None:
    unknown = draft(pair, decision=Decision.DISMISSED, reason="parce que")
    with pytest.raises(DomainError) as refusal:
        actions.decide(db, staff, unknown, today=TODAY)
    assert refusal.value.problems[0].field == "reason"

    known = draft(pair, decision=Decision.DISMISSED, reason="distance")
    actions.decide(db, staff, known, today=TODAY)
    row = matches.decision(db, pair[0], pair[1])
    assert row is not None
    assert row["reason"] == "distance"


def test_saying_the_same_twice_writes_once(
    db: Database, staff: Visitor, administrator: Visitor, pair: tuple[int, int, int]
) -> None:
    first = actions.decide(db, staff, draft(pair), today=TODAY)

    assert actions.decide(db, administrator, draft(pair), today=TODAY) == first
    assert value(db, "SELECT COUNT(*) FROM match_decision") == 1


def test_deciding_otherwise_says_who_decided(
    db: Database, staff: Visitor, administrator: Visitor, pair: tuple[int, int, int]
) -> None:
    actions.decide(db, staff, draft(pair), today=TODAY)

    with pytest.raises(StaleRecordError) as refusal:
        other = draft(pair, decision=Decision.DISMISSED, reason="distance")
        actions.decide(db, administrator, other, today=TODAY)

    assert refusal.value.sentence.startswith(f"{staff.name} a déjà retenu ce gisement le 22/11")


def test_a_decision_is_taken_back_once(
    db: Database, staff: Visitor, pair: tuple[int, int, int]
) -> None:
    actions.decide(db, staff, draft(pair), today=TODAY)

    actions.undo_decision(db, staff, pair[0], pair[1])

    assert matches.decision(db, pair[0], pair[1]) is None
    assert journal.of_record(db, "project", pair[2])[0]["act"] == "match_undone"
    with pytest.raises(NotFoundError):
        actions.undo_decision(db, staff, pair[0], pair[1])


def test_nothing_is_decided_of_what_is_archived_or_unknown(
    db: Database, staff: Visitor, pair: tuple[int, int, int]
) -> None:
    with pytest.raises(NotFoundError):
        actions.decide(db, staff, draft((4242, pair[1], 0)), today=TODAY)
    archive_need(db, staff, pair[1])
    with pytest.raises(DomainError, match="archives"):
        actions.decide(db, staff, draft(pair), today=TODAY)
    archive_stream(db, staff, pair[0])
    with pytest.raises(DomainError, match="archives"):
        actions.decide(db, staff, draft(pair), today=TODAY)


def test_partners_and_elected_officials_decide_nothing(
    db: Database, partner: Visitor, elected: Visitor, pair: tuple[int, int, int]
) -> None:
    for visitor in (partner, elected):
        with pytest.raises(NotAllowedError):
            actions.decide(db, visitor, draft(pair), today=TODAY)
        with pytest.raises(NotAllowedError):
            actions.undo_decision(db, visitor, pair[0], pair[1])


def test_a_dismissed_pair_is_decided_anew_only_once_a_fact_has_changed(
    db: Database, staff: Visitor, pair: tuple[int, int, int]
) -> None:
    aside = draft(pair, decision=Decision.DISMISSED, reason="quantite")
    first = actions.decide(db, staff, aside, today=TODAY)
    with pytest.raises(StaleRecordError):
        actions.decide(db, staff, draft(pair), today=TODAY)

    amend_stream(db, staff, pair[0], stream_draft(tonnes_likely="300"), version=1, today=TODAY)
    other = draft(pair, decision=Decision.DISMISSED, reason="distance")
    assert actions.decide(db, staff, other, today=TODAY) == first
    row = matches.decision(db, pair[0], pair[1])
    assert row is not None
    assert row["reason"] == "distance"
    with pytest.raises(StaleRecordError):
        actions.decide(db, staff, draft(pair), today=TODAY)

    amend_stream(db, staff, pair[0], stream_draft(tonnes_likely="400"), version=2, today=TODAY)
    assert actions.decide(db, staff, draft(pair), today=TODAY) == first
    row = matches.decision(db, pair[0], pair[1])
    assert row is not None
    assert (row["decision"], row["reason"], row["stage"]) == ("kept", None, "proposed")


def test_a_refused_pair_that_comes_back_is_taken_up_again(
    db: Database, staff: Visitor, pair: tuple[int, int, int]
) -> None:
    match_id = a_match(db, staff, stream_id=pair[0], need_id=pair[1])
    a_move(db, staff, match_id, MatchMove.REFUSE, refusal_reason="quantite")
    amend_stream(db, staff, pair[0], stream_draft(tonnes_likely="300"), version=1, today=TODAY)

    aside = draft(pair, decision=Decision.DISMISSED, reason="quantite")
    actions.decide(db, staff, aside, today=TODAY)
    assert stored(db, match_id)["stage"] == "refused"
    amend_stream(db, staff, pair[0], stream_draft(tonnes_likely="400"), version=2, today=TODAY)
    actions.decide(db, staff, draft(pair), today=TODAY)
    assert stored(db, match_id)["stage"] == "proposed"
