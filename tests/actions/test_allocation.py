"""Keeping lines of a plan: all of them or none, once, with their trace."""

import pytest

from circular.actions.allocation import MOST_AT_ONCE, accept_lines
from circular.actions.matches import decide
from circular.domain.errors import AlreadyDoneError, DomainError, NotAllowedError, StaleRecordError
from circular.domain.match_decisions import Decision, DecisionDraft
from circular.domain.matches import DEFAULT_WEIGHTS
from circular.domain.visitors import Visitor
from circular.store import matches
from circular.store.connection import Database
from circular.store.rows import value
from tests.builders.plans import a_territory
from tests.builders.streams import TODAY


def draft(stream_id: int, need_id: int, **changes: object) -> DecisionDraft:
    """Return a line to keep."""
    values = {"stream_id": stream_id, "need_id": need_id, "decision": Decision.KEPT, "score": 0.8}
    return DecisionDraft.model_validate({**values, "weights": DEFAULT_WEIGHTS, **changes})


def test_each_line_becomes_a_kept_match_with_its_trace(db: Database, staff: Visitor) -> None:
    ids = a_territory(db, staff)
    lines = [draft(ids[name], ids["small_need"]) for name in ("first", "second")]

    assert accept_lines(db, staff, lines, today=TODAY, token="t") == 2
    assert {row["stream_id"] for row in matches.decisions(db, project_id=ids["small"])} == {
        ids["first"],
        ids["second"],
    }
    assert value(db, "SELECT COUNT(*) FROM journal WHERE act = 'match_decided'") == 2
    with pytest.raises(AlreadyDoneError):
        accept_lines(db, staff, lines, today=TODAY, token="t")
    assert accept_lines(db, staff, lines, today=TODAY) == 2
    assert value(db, "SELECT COUNT(*) FROM match_decision") == 2


def test_one_line_refused_refuses_them_all(db: Database, staff: Visitor) -> None:
    ids = a_territory(db, staff)
    aside = draft(ids["second"], ids["small_need"], decision=Decision.DISMISSED, reason="distance")
    decide(db, staff, aside, today=TODAY)

    with pytest.raises(StaleRecordError):
        accept_lines(
            db,
            staff,
            [draft(ids[name], ids["small_need"]) for name in ("first", "second")],
            today=TODAY,
        )
    assert value(db, "SELECT COUNT(*) FROM match_decision") == 1


def test_nothing_and_too_much_are_refused(db: Database, staff: Visitor) -> None:
    with pytest.raises(DomainError, match="au moins une ligne"):
        accept_lines(db, staff, [], today=TODAY)
    with pytest.raises(DomainError, match="200 au plus"):
        accept_lines(db, staff, [draft(1, 1)] * (MOST_AT_ONCE + 1), today=TODAY)


def test_only_the_team_keeps_lines(db: Database, elected: Visitor, partner: Visitor) -> None:
    for visitor in (elected, partner):
        with pytest.raises(NotAllowedError):
            accept_lines(db, visitor, [], today=TODAY)
