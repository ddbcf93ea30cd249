"""The best streams of a project and the best projects of a stream."""

from typing import Any

import pytest

from circular.actions.matches import decide
from circular.actions.needs import archive_need
from circular.actions.streams import archive_stream
from circular.domain.errors import NotAllowedError
from circular.domain.match_decisions import Decision, DecisionDraft
from circular.domain.matches import DEFAULT_WEIGHTS, Component, ExclusionReason, MatchWeights
from circular.domain.visitors import Visitor
from circular.queries import matches as queries
from circular.queries.proposals import Matches
from circular.store import tracked_matches as tracked
from circular.store.connection import Database
from tests.builders.needs import a_need, a_project
from tests.builders.streams import (
    GREEN_WASTE,
    HAZARDOUS,
    PALLETS,
    SAINT_DENIS_DE_PILE,
    TODAY,
    a_stream,
)
from tests.builders.tracked_matches import an_agreement

LILLE = "59350"


def for_project(db: Database, visitor: Visitor, project_id: int, **options: Any) -> Matches:
    """Return the streams of a project."""
    found = queries.streams_for_project(db, visitor, project_id, today=TODAY, **options)
    assert found is not None
    return found


def take(
    db: Database, author: Visitor, stream_id: int, need_id: int, reason: str | None = None
) -> None:
    """Keep a pair, or dismiss it for a reason."""
    draft = DecisionDraft(
        stream_id=stream_id,
        need_id=need_id,
        decision=Decision.DISMISSED if reason else Decision.KEPT,
        reason=reason,
        weights=DEFAULT_WEIGHTS,
    )
    decide(db, author, draft, today=TODAY)


def test_the_closest_material_and_place_come_first(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    a_need(db, staff, project_id)
    near = a_stream(db, staff, title="Ici")
    further = a_stream(db, staff, title="Plus loin", commune_code=SAINT_DENIS_DE_PILE)
    a_stream(db, staff, title="Autre chose", waste_code=PALLETS)

    found = for_project(db, staff, project_id)

    assert [each.stream_id for each in found.proposals] == [near, further]
    assert (found.feasible, found.excluded_count) == (2, 0)
    assert (found.tonnes, found.wanted) == (360, 300)
    first = found.proposals[0]
    assert first.score is not None
    assert 0.9 < first.score <= 1
    assert [part.component for part in first.components] == list(Component)
    assert first.quantity == "180\u00a0t par an"


def test_what_a_filter_keeps_apart_comes_with_its_reason(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    a_need(db, staff, project_id, codes=(GREEN_WASTE, HAZARDOUS))
    far = a_stream(db, staff, title="Lille", commune_code=LILLE)
    dangerous = a_stream(db, staff, title="Batteries", waste_code=HAZARDOUS)
    ended = a_stream(db, staff, title="Fini", available_to="01/11/2026")

    found = for_project(db, staff, project_id)

    assert found.proposals == ()
    why = {each.stream_id: [cause.reason for cause in each.exclusions] for each in found.excluded}
    assert why == {
        far: [ExclusionReason.TOO_FAR],
        dangerous: [ExclusionReason.HAZARDOUS],
        ended: [ExclusionReason.DATES],
    }


def test_an_unknown_place_is_neutral(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff, commune_code=None)
    a_need(db, staff, project_id)
    a_stream(db, staff, commune_code=LILLE)

    (proposal,) = for_project(db, staff, project_id).proposals
    distance = next(part for part in proposal.components if part.component is Component.DISTANCE)
    assert distance.value is None
    assert proposal.completeness < 0.75


def test_each_stream_comes_once_with_the_need_that_it_fits_best(
    db: Database, staff: Visitor
) -> None:
    project_id = a_project(db, staff)
    a_need(db, staff, project_id, title="Tout le chapitre", codes=("20",))
    exact = a_need(db, staff, project_id, title="Exactement")
    a_stream(db, staff)

    found = for_project(db, staff, project_id)
    assert [each.need_id for each in found.proposals] == [exact]
    assert found.need_count == 2


def test_what_is_kept_leaves_the_proposals_and_is_shown_apart(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    need_id = a_need(db, staff, project_id)
    kept, dismissed, left = (a_stream(db, staff, title=title) for title in "abc")
    take(db, staff, kept, need_id)
    take(db, staff, dismissed, need_id, "distance")

    found = for_project(db, staff, project_id)

    assert [each.stream_id for each in found.proposals] == [left]
    assert [each.stream_id for each in found.kept] == [kept]
    assert [each.stream_id for each in found.dismissed] == [dismissed]
    (aside,) = found.dismissed
    assert aside.taken is not None
    assert aside.taken.reason == "Trop loin ou trop cher à transporter"
    assert aside.taken.author == staff.name
    assert aside.components


def test_a_stream_set_aside_is_not_counted_again_as_kept_apart_by_a_filter(
    db: Database, staff: Visitor
) -> None:
    project_id = a_project(db, staff)
    near = a_need(db, staff, project_id, distance_max_km="900")
    a_need(db, staff, project_id, title="Tout près")
    far = a_stream(db, staff, title="Lille", commune_code=LILLE)
    take(db, staff, far, near, "distance")

    found = for_project(db, staff, project_id)

    assert (found.feasible, found.dismissed_count, found.excluded_count) == (0, 1, 0)
    assert (len(found.dismissed), found.excluded) == (1, ())

    here = a_stream(db, staff)
    take(db, staff, here, near, "distance")
    found = for_project(db, staff, project_id)
    assert [each.stream_id for each in found.proposals] == [here], "still proposed to the other"
    assert found.dismissed_count == 1


def test_an_agreed_pair_keeps_the_note_and_the_parts_of_its_decision(
    db: Database, staff: Visitor
) -> None:
    project_id = a_project(db, staff)
    need_id = a_need(db, staff, project_id, tonnes_max="180")
    stream_id = a_stream(db, staff)
    shown = for_project(db, staff, project_id).proposals[0]
    parts = {each.component: each.value for each in shown.components}
    draft = DecisionDraft(
        stream_id=stream_id,
        need_id=need_id,
        decision=Decision.KEPT,
        score=shown.score,
        components=parts,
        weights=DEFAULT_WEIGHTS,
    )
    decide(db, staff, draft, today=TODAY)
    match = tracked.of_pair(db, stream_id, need_id)
    assert match is not None
    an_agreement(db, staff, match["id"], 170)

    (kept,) = for_project(db, staff, project_id).kept
    assert shown.score is not None
    assert kept.score == pytest.approx(shown.score, abs=1e-6)
    assert {each.component: each.value for each in kept.noted} == pytest.approx(parts)


def test_what_was_kept_stays_readable_once_archived(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    need_id = a_need(db, staff, project_id)
    stream_id = a_stream(db, staff)
    take(db, staff, stream_id, need_id)
    archive_stream(db, staff, stream_id)

    (kept,) = for_project(db, staff, project_id).kept
    assert (kept.stream_title, kept.components) == ("Tontes des communes", ())


def test_only_the_first_are_told_and_all_are_counted(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    a_need(db, staff, project_id)
    for number in range(12):
        a_stream(db, staff, title=f"Tontes {number}")

    found = for_project(db, staff, project_id, shown=10)
    assert (len(found.proposals), found.feasible) == (10, 12)


def test_weights_change_the_note(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    a_need(db, staff, project_id)
    a_stream(db, staff, commune_code=SAINT_DENIS_DE_PILE)

    usual = for_project(db, staff, project_id).proposals[0].score
    alone = MatchWeights(material=1, distance=0, quantity=0, season=0, quality=0)
    material = for_project(db, staff, project_id, weights=alone).proposals[0].score
    assert usual is not None
    assert material == pytest.approx(1)
    assert usual < 1


def test_the_projects_of_a_stream_come_once_each(db: Database, staff: Visitor) -> None:
    first, second = a_project(db, staff, title="Un"), a_project(db, staff, title="Deux")
    a_need(db, staff, first)
    a_need(db, staff, first, title="Aussi", codes=("20",))
    near = a_need(db, staff, second, codes=("2002",))
    archive_need(db, staff, a_need(db, staff, a_project(db, staff, title="Trois")))
    stream_id = a_stream(db, staff)

    found = queries.projects_for_stream(db, staff, stream_id, today=TODAY)

    assert found is not None
    assert [each.project_id for each in found.proposals] == [first, second]
    assert found.tonnes == 180
    take(db, staff, stream_id, near)
    again = queries.projects_for_stream(db, staff, stream_id, today=TODAY)
    assert again is not None
    assert [each.project_id for each in again.proposals] == [first]
    assert [each.project_id for each in again.kept] == [second]


def test_unknown_and_archived_records_have_no_match(db: Database, staff: Visitor) -> None:
    stream_id = a_stream(db, staff)
    archive_stream(db, staff, stream_id)

    assert queries.streams_for_project(db, staff, 4242, today=TODAY) is None
    assert queries.projects_for_stream(db, staff, stream_id, today=TODAY) is None
    assert for_project(db, staff, a_project(db, staff)).need_count == 0


def test_partners_and_elected_officials_see_no_match(
    db: Database, partner: Visitor, elected: Visitor
) -> None:
    for visitor in (partner, elected):
        with pytest.raises(NotAllowedError):
            queries.streams_for_project(db, visitor, 1, today=TODAY)
        with pytest.raises(NotAllowedError):
            queries.projects_for_stream(db, visitor, 1, today=TODAY)
