"""The sums of the journeys, from a story known by heart."""

from typing import Any

from circular.actions.moves import correct_move
from circular.actions.projects import archive_project
from circular.actions.trials import mark_as_trial
from circular.domain.journeys import JourneyPart
from circular.domain.moves import CorrectionDraft
from circular.domain.trials import TrialKind
from circular.domain.visitors import Visitor
from circular.store import journeys
from circular.store.connection import Database
from tests.builders.journeys import a_story
from tests.builders.projects import moved, ready_to_qualify
from tests.builders.territory import CUBZAGUAIS, LIBOURNAIS

ALL = {
    "day": "2026-11-22",
    "since": "1900-01-01",
    "epci": None,
    "adviser": None,
    "sector": None,
    "origin": None,
}


def counted(db: Database, what: str, **filters: Any) -> dict[tuple[Any, ...], int]:
    """Return the counts of a kind: (stage, extra, other) → n."""
    return {
        (row["stage"], row["extra"], row["other"]): row["n"]
        for row in journeys.summary(db, {**ALL, **filters})
        if row["what"] == what
    }


def test_a_cohort_has_one_outcome_a_project(db: Database, staff: Visitor) -> None:
    a_story(db, staff)

    assert counted(db, "cohort") == {
        ("detection", "went_on", None): 4,
        ("detection", "still_there", None): 2,
        ("qualification", "went_on", None): 1,
        ("qualification", "left", None): 1,
        ("qualification", "still_there", None): 1,
        ("qualification", "went_back", None): 1,
        ("support", "still_there", None): 1,
    }


def test_a_cohort_is_read_as_it_stood_on_the_day(db: Database, staff: Visitor) -> None:
    a_story(db, staff)

    assert counted(db, "cohort", day="2026-03-11") == {
        ("detection", "went_on", None): 4,
        ("detection", "still_there", None): 1,
        ("detection", "left", None): 1,
        ("qualification", "still_there", None): 4,
    }


def test_only_arrivals_of_the_period_make_its_cohort(db: Database, staff: Visitor) -> None:
    a_story(db, staff)

    assert counted(db, "cohort", since="2026-02-11") == {
        ("qualification", "left", None): 1,
        ("support", "still_there", None): 1,
    }


def test_moves_and_exits_are_those_of_the_period(db: Database, staff: Visitor) -> None:
    a_story(db, staff)

    assert counted(db, "move", since="2026-02-01") == {
        ("qualification", "advance", "detection"): 3,
        ("support", "advance", "qualification"): 1,
        ("detection", "back", "qualification"): 1,
        ("detection", "return", "detection"): 1,
    }
    assert counted(db, "exit") == {
        ("qualification", "abandoned", "sans_nouvelles"): 1,
        ("detection", "abandoned", "sans_nouvelles"): 1,
    }
    taken_up = {
        row["stage"]: row["median"] for row in journeys.summary(db, ALL) if row["what"] == "exit"
    }
    assert taken_up == {"qualification": 0, "detection": 1}


def test_stays_have_their_quantiles(db: Database, staff: Visitor) -> None:
    a_story(db, staff)
    found = {
        (row["what"], row["stage"]): row
        for row in journeys.summary(db, ALL)
        if row["what"] in {"ended", "open"}
    }

    # détection: 12 (left), 20 (sent back later), 33, 33, 41 days
    ended = found["ended", "detection"]
    assert (ended["n"], ended["median"], ended["quarter"]) == (5, 33, 20)
    assert (ended["three_quarters"], ended["nine_tenths"]) == (33, 41)
    # qualification: 30 (went on), 30 (left), 100 (sent back)
    assert (found["ended", "qualification"]["n"], found["ended", "qualification"]["median"]) == (
        3,
        30,
    )
    # still in détection: since 8 January, 8 May and 1 June
    still = found["open", "detection"]
    assert (still["n"], still["median"]) == (3, 198)


def test_filters_narrow_the_projects(db: Database, staff: Visitor) -> None:
    a_story(db, staff)

    assert counted(db, "projects") == {(None, None, None): 6}
    assert counted(db, "projects", epci=LIBOURNAIS) == {(None, None, None): 6}
    assert counted(db, "projects", epci=CUBZAGUAIS) == {(None, None, None): 0}
    assert counted(db, "projects", adviser=0) == {(None, None, None): 0}
    assert counted(db, "projects", origin="rencontre") == {(None, None, None): 0}
    assert counted(db, "projects", sector="reemploi") == {(None, None, None): 0}


def test_a_corrected_move_is_forgotten(db: Database, staff: Visitor, today: Any) -> None:
    project = ready_to_qualify(db, staff)
    move = moved(db, staff, project, kind="advance", stage="qualification", day="10/02/2026")
    correct_move(db, staff, move, CorrectionDraft(why="Erreur"), today=today)

    assert counted(db, "cohort") == {("detection", "still_there", None): 1}


def test_an_archived_project_waits_no_longer(db: Database, staff: Visitor) -> None:
    story = a_story(db, staff)
    archive_project(db, staff, story.waiting)

    found = counted(db, "cohort", day="2099-01-01")
    assert found["detection", "archived", None] == 1
    assert found["detection", "still_there", None] == 1
    opened = journeys.opened(db, JourneyPart.WAITING, {**ALL, "day": "2099-01-01"})
    assert story.waiting not in {row["project_id"] for row in opened}


def test_a_trial_is_nowhere(db: Database, staff: Visitor) -> None:
    story = a_story(db, staff)
    mark_as_trial(db, staff, TrialKind.PROJECT, story.supported)

    assert ("support", "still_there", None) not in counted(db, "cohort")
    assert journeys.projects(db, day="2026-11-22") == 5


def test_every_number_opens_as_many_rows(db: Database, staff: Visitor) -> None:
    a_story(db, staff)
    none = dict.fromkeys(("stage", "outcome", "move", "from_stage", "exit_kind", "reason"))
    for row in journeys.summary(db, ALL):
        asked = {
            "cohort": (JourneyPart.COHORT, {"outcome": row["extra"]}),
            "ended": (JourneyPart.ENDED, {}),
            "open": (JourneyPart.OPEN, {}),
            "move": (JourneyPart.MOVES, {"move": row["extra"], "from_stage": row["other"]}),
            "exit": (JourneyPart.EXITS, {"exit_kind": row["extra"], "reason": row["other"]}),
        }.get(row["what"])
        if asked is None:
            continue
        part, narrowed = asked
        opened = journeys.opened(db, part, {**ALL, **none, "stage": row["stage"], **narrowed})
        assert len(opened) == row["n"] == opened[0]["total"], (part, row)


def test_rows_come_page_by_page_the_longest_first(db: Database, staff: Visitor) -> None:
    story = a_story(db, staff)
    first, second = (
        journeys.opened(db, JourneyPart.WAITING, ALL, limit=3, offset=at) for at in (0, 3)
    )

    assert first[0]["project_id"] == story.waiting
    assert [row["days"] for row in (*first, *second)] == [318, 285, 255, 198, 174]
    assert {row["total"] for row in (*first, *second)} == {5}
