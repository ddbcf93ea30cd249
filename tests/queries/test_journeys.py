"""Questions about the journeys of projects."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from math import ceil
from pathlib import Path
from statistics import median

import pytest

from circular.domain.errors import NotAllowedError
from circular.domain.journeys import JourneyFilters, JourneyPart, JourneyRows, Outcome
from circular.domain.permissions import Role
from circular.domain.stages import MoveKind, Stage
from circular.domain.visitors import Visitor
from circular.queries.journeys import journey_rows, journeys, waiting_longest
from circular.store.connection import Database, open_for
from tests.builders.journeys import a_story

ALL = JourneyFilters(date(2026, 11, 22))
LAST_YEAR = JourneyFilters(date(2026, 11, 22), since=date(2025, 11, 22))


def test_an_empty_base_has_every_stage_and_nothing_in_it(db: Database, staff: Visitor) -> None:
    found = journeys(db, staff, ALL)

    assert [each.stage for each in found.stages] == list(Stage)
    assert (found.projects, found.total, found.left, found.waiting) == (0, 0, 0, 0)
    assert found.slowest is None
    assert all(each.conversion is None and each.ended.median is None for each in found.stages)
    assert waiting_longest(db, staff, ALL).rows == ()


def test_conversion_is_the_share_of_a_cohort_that_went_on(db: Database, staff: Visitor) -> None:
    a_story(db, staff)
    found = journeys(db, staff, ALL)
    detection, qualification = found.stages[:2]

    assert (detection.arrived, detection.conversion) == (6, 4 / 6)
    assert (qualification.arrived, qualification.conversion) == (4, 1 / 4)
    assert found.moved(MoveKind.ENTRY) == 6
    assert (found.moved(MoveKind.BACK), found.moved(MoveKind.RETURN), found.left) == (1, 1, 2)
    assert found.waiting == 5
    assert found.slowest is not None
    assert found.slowest.stage is Stage.DETECTION


def test_two_or_three_stays_do_not_make_the_slowest_stage(db: Database, staff: Visitor) -> None:
    a_story(db, staff)
    since_march = journeys(db, staff, JourneyFilters(date(2026, 11, 22), since=date(2026, 3, 1)))

    assert [each.ended.count for each in since_march.stages] == [0, 3, 0, 0, 0]
    assert since_march.slowest is None


def test_the_stage_where_most_wait_and_the_main_reason_are_named_only_when_they_stand_out(
    db: Database, staff: Visitor
) -> None:
    a_story(db, staff)
    found = journeys(db, staff, ALL)

    assert found.crowded is not None
    assert (found.crowded.stage, found.crowded.still.count) == (Stage.DETECTION, 3)
    assert [each.count for each in found.exits] == [1, 1]
    assert found.main_exits is None
    alone = replace(found, exits=found.exits[:1], stages=found.stages[1:3])
    assert alone.main_exits == found.exits[0]
    assert alone.crowded is None


def test_the_rows_behind_a_number_say_what_became_of_each(db: Database, staff: Visitor) -> None:
    story = a_story(db, staff)
    left = JourneyRows(JourneyPart.COHORT, Stage.QUALIFICATION, Outcome.LEFT)
    found = journey_rows(db, staff, ALL, left)

    assert [(line.project_id, line.told) for line in found.rows] == [(story.gone, "Sortis")]
    exits = journey_rows(db, staff, ALL, JourneyRows(JourneyPart.EXITS))
    assert {(line.project_id, line.told) for line in exits.rows} == {
        (story.gone, "Abandon\u00a0: Plus de nouvelles malgré les relances"),
        (story.taken_up, "Abandon\u00a0: Plus de nouvelles malgré les relances, repris depuis"),
    }
    ended = journey_rows(db, staff, ALL, JourneyRows(JourneyPart.ENDED, Stage.QUALIFICATION))
    assert {line.told for line in ended.rows} == {"Passage", "Sortie", "Retour en arrière"}


def test_every_median_and_share_is_made_again_from_its_rows(full_demonstration: Path) -> None:
    team = Visitor(account_id=None, name="", role=Role.STAFF)
    told = 0
    with open_for(full_demonstration, read_only=True) as db:
        rows = partial(journey_rows, db, team, LAST_YEAR, page=None)
        for each in journeys(db, team, LAST_YEAR).stages:
            for part, lengths in ((JourneyPart.ENDED, each.ended), (JourneyPart.OPEN, each.still)):
                days = sorted(row.days or 0 for row in rows(JourneyRows(part, each.stage)).rows)
                assert len(days) == lengths.count
                if days:
                    told += 1
                    assert lengths.shares == (median(days), *_reached(days))
            arrived = rows(JourneyRows(JourneyPart.COHORT, each.stage)).rows
            went_on = [row for row in arrived if row.told == Outcome.WENT_ON.label]
            assert each.conversion == (len(went_on) / len(arrived) if arrived else None)
    assert told >= len(Stage)


def _reached(days: Sequence[int]) -> tuple[int, int, int]:
    """Return how long a quarter, three quarters and nine tenths of ordered stays last at most."""
    one, three, nine = (days[ceil(share * len(days)) - 1] for share in (0.25, 0.75, 0.9))
    return one, three, nine


def test_exits_taken_up_again_open_their_rows(db: Database, staff: Visitor) -> None:
    story = a_story(db, staff)
    again = [each for each in journeys(db, staff, ALL).exits if each.taken_up]

    assert [each.taken_up for each in again] == [1]
    for each in again:
        asked = JourneyRows(
            JourneyPart.EXITS,
            each.stage,
            move=MoveKind.RETURN,
            exit_kind=each.kind,
            reason=each.reason,
        )
        found = journey_rows(db, staff, ALL, asked)
        assert [row.project_id for row in found.rows] == [story.taken_up]
        assert asked.title == "Sorties\u00a0: abandon, repris depuis, en détection"


def test_who_waits_longest_comes_first_whatever_the_period(db: Database, staff: Visitor) -> None:
    story = a_story(db, staff)
    recent = JourneyFilters(date(2026, 11, 22), since=date(2026, 11, 1))

    found = waiting_longest(db, staff, recent, most=2)
    assert (found.rows[0].project_id, found.rows[0].days) == (story.waiting, 318)
    assert (len(found.rows), found.total) == (2, 5)


def test_journeys_are_for_the_team(db: Database, elected: Visitor, partner: Visitor) -> None:
    for visitor in (elected, partner):
        with pytest.raises(NotAllowedError):
            journeys(db, visitor, ALL)
        with pytest.raises(NotAllowedError):
            journey_rows(db, visitor, ALL, JourneyRows(JourneyPart.WAITING))
        with pytest.raises(NotAllowedError):
            waiting_longest(db, visitor, ALL)
