"""Each row of a difference tells its cause; without its rows, a figure tells what may be behind."""

from datetime import date

import pytest

from circular.actions.jobs import remove_job_line
from circular.domain.indicators import Combination
from circular.domain.row_changes import RowStep
from circular.domain.snapshots import Cause
from circular.domain.visitors import Visitor
from circular.queries import snapshot_reasons
from circular.queries.figure_rows import RowKind
from circular.store.connection import Database
from tests.builders.agreements import a_project, signed
from tests.builders.jobs import some_jobs
from tests.builders.snapshots import a_snapshot
from tests.builders.territory import a_territory
from tests.queries.test_snapshot_changes import change_of


def forget_rows(db: Database) -> None:
    """Make the frozen situations as they were before rows were kept with them."""
    db.conn.execute("DROP TRIGGER snapshot_rows_are_never_cut")
    db.conn.execute("DELETE FROM snapshot_rows")


def test_each_row_tells_why_it_differs_and_they_make_the_gap(db: Database, staff: Visitor) -> None:
    first, second = a_project(db, staff), a_project(db, staff, "Palettes")
    line = some_jobs(db, staff, first, full_time_equivalent="10", heads="10")
    some_jobs(db, staff, second, full_time_equivalent="4", heads="4")
    untouched = a_project(db, staff, "Broyeur")
    some_jobs(db, staff, untouched, full_time_equivalent="7", heads="7")
    snapshot_id = a_snapshot(db, staff)
    some_jobs(db, staff, second, starts_on="15/09/2026", full_time_equivalent="2", heads="2")
    remove_job_line(db, staff, line, version=1)
    some_jobs(db, staff, second, starts_on="15/10/2026", full_time_equivalent="3", heads="3")

    found = change_of(db, staff, snapshot_id, "jobs_net")

    assert found.entered == -8
    assert [
        (each.project_title, each.step, each.amount, each.cause, each.words)
        for each in found.late.lines
    ] == [
        ("Couches en compost", RowStep.REMOVED, -10, Cause.CORRECTION, "Emploi retiré"),
        ("Palettes", RowStep.CHANGED, 2, Cause.LATE, "Emploi noté"),
    ]
    assert found.late.lines[1].effective_on == date(2026, 9, 15)
    assert found.late.causes == (Cause.CORRECTION, Cause.LATE)
    [new] = found.new.lines
    assert (new.project_title, new.amount, new.cause) == ("Palettes", 3, Cause.NEW)
    assert found.new.causes == (Cause.NEW,)
    assert "Broyeur" not in str(found)


@pytest.mark.parametrize(
    "key", ["agreements_signed", "signature_delay", "projects_detected", "jobs_durable"]
)
def test_the_rows_make_the_gap_of_any_kind_of_figure(
    db: Database, staff: Visitor, key: str
) -> None:
    signed(db, staff, a_project(db, staff, detected_on=date(2026, 1, 8)))
    snapshot_id = a_snapshot(db, staff)
    late = a_project(db, staff, "Palettes", detected_on=date(2026, 3, 1))
    signed(db, staff, late)
    some_jobs(db, staff, late, starts_on="15/09/2026", contract="cdi")

    found = change_of(db, staff, snapshot_id, key)

    assert found.entered
    assert found.late.kind is not None
    assert sum(each.amount or 0 for each in found.late.lines) == pytest.approx(found.entered)
    assert Cause.UNKNOWN not in found.causes()


def test_rows_beyond_those_shown_are_counted_and_added_up(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot_reasons, "SHOWN_LINES", 1)
    snapshot_id = a_snapshot(db, staff)
    for amount in ("5", "2", "1"):
        project = a_project(db, staff, f"Atelier {amount}")
        some_jobs(
            db, staff, project, starts_on="15/09/2026", full_time_equivalent=amount, heads="9"
        )

    late = change_of(db, staff, snapshot_id, "jobs_net").late

    assert [each.amount for each in late.lines] == [5]
    assert (late.total, late.others, late.combine) == (3, 3, Combination.SUM)


def test_a_situation_frozen_without_its_rows_tells_what_may_have_changed_it(
    db: Database, staff: Visitor
) -> None:
    project = a_project(db, staff)
    snapshot_id = a_snapshot(db, staff)
    forget_rows(db)
    some_jobs(db, staff, project, starts_on="15/09/2026")

    late = change_of(db, staff, snapshot_id, "jobs_net").late

    assert late.kind is None
    assert [(each.words, each.amount, each.step) for each in late.lines] == [
        ("Emploi noté", 1.5, None)
    ]


def test_who_opens_no_row_reads_what_may_have_changed_the_figure(
    db: Database, staff: Visitor, elected: Visitor, partner: Visitor
) -> None:
    a_territory(db, staff)
    project = a_project(db, staff)
    snapshot_id = a_snapshot(db, staff)
    some_jobs(db, staff, project, starts_on="15/09/2026")

    seen = change_of(db, partner, snapshot_id, "jobs_net").late
    assert (seen.kind, seen.lines[0].project_title, seen.lines[0].amount) == (None, None, None)
    told = change_of(db, elected, snapshot_id, "jobs_net").late
    assert told.kind is RowKind.PLACE
    assert (told.lines[0].project_title, told.lines[0].amount) == ("CA du Libournais", 1.5)
    assert told.lines[0].entered_on is None
    assert told.causes == (Cause.LATE,)
