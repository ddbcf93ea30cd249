"""Why a figure is not the frozen one any more: late entry, correction, new fact, or definition."""

from dataclasses import replace
from datetime import date

import pytest

from circular.actions.jobs import remove_job_line
from circular.domain.frozen_situations import FrozenFigure
from circular.domain.indicators import Unit
from circular.domain.snapshots import Cause
from circular.domain.visitors import Visitor
from circular.queries.snapshot_changes import (
    FigureChange,
    changes,
    compared,
    difference,
    differs,
    is_shown,
)
from circular.queries.snapshots import frozen
from circular.store.connection import Database
from tests.builders.agreements import a_draft, a_project, signed
from tests.builders.jobs import some_jobs
from tests.builders.snapshots import SITTING, TODAY, a_snapshot
from tests.domain.test_frozen_situations import a_figure


def change_of(
    db: Database, visitor: Visitor, snapshot_id: int, key: str, *, today: date = TODAY
) -> FigureChange:
    """Return what became of one figure."""
    found = changes(db, visitor, frozen(db, visitor, snapshot_id), today=today)
    return next(each for each in found if each.declared.key == key)


def test_what_is_entered_afterwards_for_before_is_late_and_what_happens_afterwards_is_new(
    db: Database, staff: Visitor
) -> None:
    project = a_project(db, staff)
    some_jobs(db, staff, project, full_time_equivalent="10", heads="10")
    snapshot_id = a_snapshot(db, staff)
    some_jobs(db, staff, project, starts_on="15/09/2026", full_time_equivalent="2")
    some_jobs(db, staff, project, starts_on="15/10/2026", full_time_equivalent="3", heads="3")

    found = change_of(db, staff, snapshot_id, "jobs_net")

    assert [each and each.value for each in (found.frozen, found.again, found.now)] == [10, 12, 15]
    assert (found.entered, found.happened) == (2, 3)
    assert found.causes() == (Cause.LATE, Cause.NEW)
    late, new = found.late.lines[0], found.new.lines[0]
    assert (late.words, late.effective_on, late.amount) == ("Emploi noté", date(2026, 9, 15), 2)
    assert late.project_title == "Couches en compost"
    assert (new.words, new.effective_on) == ("Emploi commencé", date(2026, 10, 15))
    assert (found.late.total, found.new.total) == (1, 1)


def test_what_is_taken_away_afterwards_is_a_correction_that_names_its_project(
    db: Database, staff: Visitor
) -> None:
    project = a_project(db, staff)
    line = some_jobs(db, staff, project)
    snapshot_id = a_snapshot(db, staff)
    remove_job_line(db, staff, line, version=1)

    found = change_of(db, staff, snapshot_id, "jobs_created")

    assert (found.entered, found.happened) == (-1.5, 0)
    assert found.causes() == (Cause.CORRECTION,)
    assert found.late.lines[0].project_title == "Couches en compost"


def test_a_fact_known_before_the_freezing_is_new_all_the_same(db: Database, staff: Visitor) -> None:
    some_jobs(db, staff, a_project(db, staff), starts_on="01/11/2026")
    snapshot_id = a_snapshot(db, staff)

    found = change_of(db, staff, snapshot_id, "jobs_net")

    assert (found.entered, found.happened) == (0, 1.5)
    assert found.causes() == (Cause.NEW,)


def test_a_signature_noted_late_is_told_of_the_agreements(db: Database, staff: Visitor) -> None:
    snapshot_id = a_snapshot(db, staff)
    agreement = a_draft(db, staff, today=date(2026, 9, 1))
    signed(db, staff, agreement)

    found = change_of(db, staff, snapshot_id, "agreements_signed")

    assert found.has_changed
    assert Cause.UNKNOWN not in found.causes()


def test_a_difference_that_nothing_accounts_for_says_so(db: Database, staff: Visitor) -> None:
    some_jobs(db, staff, a_project(db, staff))
    snapshot_id = a_snapshot(db, staff)
    db.conn.execute("UPDATE job_line SET full_time_equivalent = 9")

    found = change_of(db, staff, snapshot_id, "jobs_net")

    assert found.entered == 7.5
    assert found.causes() == (Cause.UNKNOWN,)


def test_an_indicator_defined_otherwise_or_added_or_dropped_since_says_so() -> None:
    one = a_figure(3)
    assert FigureChange(one, one, one).causes() == ()
    again = a_figure(3, definition="Autre chose.")
    assert FigureChange(one, again, again).causes() == (Cause.DEFINITION,)
    assert FigureChange(None, one, one).causes() == (Cause.ADDED,)
    assert FigureChange(one, None, None).causes() == (Cause.DROPPED,)


@pytest.mark.parametrize(
    ("before", "after", "gap", "is_different"),
    [
        (1.0, 1.001, 0.0, False),
        (1.0, 3.5, 2.5, True),
        (None, 3.0, None, True),
        (None, None, None, False),
    ],
)
def test_a_gap_is_to_the_cent_and_the_unknown_has_none(
    before: float | None, after: float | None, *, gap: float | None, is_different: bool
) -> None:
    assert difference(a_figure(before), a_figure(after)) == gap
    assert differs(a_figure(before), a_figure(after)) is is_different


def test_a_gap_is_hidden_where_it_would_undo_a_mask() -> None:
    def heads(value: float) -> FrozenFigure:
        return a_figure(value, unit=Unit.PEOPLE)

    assert not is_shown(heads(3), heads(8), masked=True)
    assert is_shown(heads(3), heads(8), masked=False)
    assert is_shown(heads(6), heads(8), masked=True)


def test_two_frozen_situations_are_compared_without_measuring_anything(
    db: Database, staff: Visitor
) -> None:
    project = a_project(db, staff)
    first = a_snapshot(db, staff)
    some_jobs(db, staff, project)
    second = a_snapshot(db, staff, as_of=TODAY)
    some_jobs(db, staff, project, full_time_equivalent="9", heads="9")

    one, two = frozen(db, staff, first), frozen(db, staff, second)
    found = next(each for each in compared(one, two) if each.declared.key == "jobs_net")

    assert found.entered == 1.5
    empty = replace(two, situation=two.situation.model_copy(update={"figures": ()}))
    assert all(each.now is None for each in compared(one, empty))
    assert one.snapshot.as_of == SITTING
