"""Every screen ranks with the weights in force; others are tried beside them."""

import pytest

from circular.actions.match_weights import choose_weights
from circular.actions.matches import decide
from circular.domain.errors import NotAllowedError
from circular.domain.match_decisions import Decision, DecisionDraft
from circular.domain.visitors import Visitor
from circular.queries import match_weights as queries
from circular.queries.matches import projects_for_stream, streams_for_project
from circular.store.connection import Database
from tests.builders.needs import a_need, a_project
from tests.builders.streams import SAINT_DENIS_DE_PILE, TODAY, a_stream
from tests.domain.test_match_weights import draft

FAR_FIRST = {"material": "0", "distance": "0", "quantity": "92,5"}


def test_screens_rank_with_the_weights_in_force(
    db: Database, staff: Visitor, administrator: Visitor
) -> None:
    project_id = a_project(db, staff)
    a_need(db, staff, project_id)
    near = a_stream(db, staff, title="Ici", tonnes_likely="50")
    large = a_stream(db, staff, title="Plus loin", commune_code=SAINT_DENIS_DE_PILE)
    wanted = draft(**FAR_FIRST)

    (trial,) = queries.trials(db, staff, wanted.weights(2), today=TODAY)

    assert [each.stream_id for each in trial.now] == [near, large]
    assert [each.stream_id for each in trial.then] == [large, near]
    assert not trial.keeps_its_first
    assert not trial.keeps_its_order
    choose_weights(db, administrator, wanted, seen=1)
    found = streams_for_project(db, staff, project_id, today=TODAY)
    assert found is not None
    assert [each.stream_id for each in found.proposals] == [large, near]
    assert found.weights == queries.current_weights(db)
    of_stream = projects_for_stream(db, staff, large, today=TODAY)
    assert of_stream is not None
    assert of_stream.weights.version == 2


def test_a_decision_is_replayed_to_the_last_digit_under_its_own_weights(
    db: Database, staff: Visitor, administrator: Visitor
) -> None:
    project_id = a_project(db, staff)
    a_need(db, staff, project_id)
    a_stream(db, staff, commune_code=SAINT_DENIS_DE_PILE, contamination="3")
    found = streams_for_project(db, staff, project_id, today=TODAY)
    assert found is not None
    (shown,) = found.proposals
    keep = DecisionDraft(
        stream_id=shown.stream_id,
        need_id=shown.need_id,
        decision=Decision.KEPT,
        score=shown.score,
        components={part.component: part.value for part in shown.components},
        weights=found.weights,
    )
    decide(db, staff, keep, today=TODAY)
    choose_weights(db, administrator, draft(**FAR_FIRST), seen=1)

    after = streams_for_project(db, staff, project_id, today=TODAY)

    assert after is not None
    (kept,) = after.kept
    assert kept.taken is not None
    then = kept.taken.proposed
    assert then is not None
    assert then.score == then.replayed
    assert then.score == pytest.approx(shown.score, abs=2e-9)
    assert then.components == keep.components
    assert (then.weights.version, after.weights.version) == (1, 2)
    assert kept.score != pytest.approx(then.score, abs=1e-3)


def test_versions_go_down_to_the_starting_weights(db: Database, administrator: Visitor) -> None:
    choose_weights(db, administrator, draft(), seen=1)

    second, first = queries.weights_versions(db)

    assert (second.weights.version, second.reason) == (2, "Pas de camion")
    assert second.author == administrator.name
    assert (first.weights.version, first.author, first.decided_at) == (1, None, None)


def test_partners_compare_nothing(db: Database, partner: Visitor) -> None:
    with pytest.raises(NotAllowedError):
        queries.trials(db, partner, draft().weights(2), today=TODAY)
