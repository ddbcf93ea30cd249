"""Tracked matches for tests: kept, moved and agreed through the product itself."""

from datetime import date
from typing import Any

from circular.actions.introductions import send_introduction
from circular.actions.matches import decide
from circular.actions.tracked_matches import move_match
from circular.domain.introductions import IntroductionDraft, MatchSide
from circular.domain.match_decisions import Decision, DecisionDraft
from circular.domain.matches import DEFAULT_WEIGHTS
from circular.domain.tracked_matches import MatchMove, MatchMoveDraft
from circular.domain.visitors import Visitor
from circular.store import tracked_matches as store
from circular.store.connection import Database
from circular.store.rows import Row
from tests.builders.needs import a_need, a_project
from tests.builders.streams import TODAY, a_stream


def decision(stream_id: int, need_id: int, reason: str | None = None) -> DecisionDraft:
    """Return the decision to keep a pair, or to dismiss it for a reason."""
    return DecisionDraft(
        stream_id=stream_id,
        need_id=need_id,
        decision=Decision.KEPT if reason is None else Decision.DISMISSED,
        reason=reason,
        weights=DEFAULT_WEIGHTS,
    )


def a_match(
    db: Database,
    author: Visitor,
    *,
    stream_id: int | None = None,
    need_id: int | None = None,
    on: date = TODAY,
    **stream: Any,
) -> int:
    """Keep a stream for a need, both made when they are not given; return the match."""
    if stream_id is None:
        stream_id = a_stream(db, author, **stream)
    if need_id is None:
        need_id = a_need(db, author, a_project(db, author))
    decide(db, author, decision(stream_id, need_id), today=on)
    found = store.of_pair(db, stream_id, need_id)
    assert found is not None
    return int(found["id"])


def stored(db: Database, match_id: int) -> Row:
    """Return a match as it is stored."""
    row = store.bare(db, match_id)
    assert row is not None
    return row


def a_move(db: Database, author: Visitor, match_id: int, kind: MatchMove, **more: Any) -> int:
    """Move a match today and return the line of its history."""
    draft = MatchMoveDraft.model_validate({"kind": kind, "effective_on": TODAY, **more})
    version = stored(db, match_id)["version"]
    return move_match(db, author, match_id, draft, version=version, today=TODAY)


def an_agreement(db: Database, author: Visitor, match_id: int, tonnes: float, **more: Any) -> int:
    """Agree on tonnes a year from today on, without end."""
    terms = {"tonnes": tonnes, "starts_on": TODAY, **more}
    return a_move(db, author, match_id, MatchMove.AGREE, **terms)


def an_introduction(
    db: Database,
    author: Visitor,
    match_id: int,
    side: MatchSide = MatchSide.PRODUCER,
    *,
    on: date = TODAY,
) -> int:
    """Send an introduction to one side."""
    draft = IntroductionDraft(side=side, sent_on=on)
    return send_introduction(db, author, match_id, draft, today=on)
