"""Noting jobs under a project, with what is refused and what the journal keeps."""

from datetime import date

import pytest

from circular.actions.jobs import (
    add_job_line,
    amend_job_line,
    end_jobs,
    remove_job_line,
    unverify_job_line,
    verify_job_line,
)
from circular.domain.errors import (
    AlreadyDoneError,
    DomainError,
    NotAllowedError,
    NotFoundError,
    StaleRecordError,
)
from circular.domain.jobs import Evidence, JobEndDraft, JobKind
from circular.domain.visitors import Visitor
from circular.queries.jobs import JobLine, count_for_project, job_line
from circular.queries.journal import history_of
from circular.store.connection import Database
from tests.builders.agreements import a_project
from tests.builders.jobs import job_draft, some_jobs, verified_jobs


def read(db: Database, line_id: int) -> JobLine:
    """Read a line that must be there."""
    line = job_line(db, line_id)
    assert line is not None
    return line


@pytest.fixture
def project(db: Database, staff: Visitor) -> int:
    """Return a project in Libourne."""
    return a_project(db, staff)


def test_a_line_is_kept_as_it_was_typed(db: Database, staff: Visitor, project: int) -> None:
    line = read(db, some_jobs(db, staff, project))

    assert (line.kind, line.full_time_equivalent) == (JobKind.CREATED, 1.5)
    assert (line.heads, line.women, line.contract_label) == (2, 1, "CDI")
    assert (line.starts_on, line.ends_on) == (date(2026, 3, 1), None)
    assert line.how_sure is Evidence.DECLARED


def test_the_line_and_its_project_both_tell_of_it(
    db: Database, staff: Visitor, project: int
) -> None:
    line_id = some_jobs(db, staff, project)

    (of_line,) = history_of(db, "job", line_id)
    of_project = history_of(db, "project", project)[0]
    assert of_line.sentence == "Emplois créés notés\u00a0: 1,5\u00a0ETP à partir du 01/03/2026."
    assert of_project.sentence == of_line.sentence
    assert of_project.account_name == staff.name


@pytest.mark.parametrize("who", ["elected", "partner"])
def test_only_the_team_notes_jobs(
    db: Database, staff: Visitor, project: int, who: str, request: pytest.FixtureRequest
) -> None:
    line_id = some_jobs(db, staff, project)
    visitor: Visitor = request.getfixturevalue(who)

    with pytest.raises(NotAllowedError):
        some_jobs(db, visitor, project)
    with pytest.raises(NotAllowedError):
        remove_job_line(db, visitor, line_id, version=1)
    assert count_for_project(db, project) == 1


def test_jobs_under_no_project_are_refused(db: Database, staff: Visitor) -> None:
    with pytest.raises(NotFoundError):
        some_jobs(db, staff, 999)


def test_a_second_click_notes_nothing_twice(
    db: Database, staff: Visitor, project: int, today: date
) -> None:
    line_id = add_job_line(db, staff, project, job_draft(), today=today, token="t1")

    with pytest.raises(AlreadyDoneError) as twice:
        add_job_line(db, staff, project, job_draft(), today=today, token="t1")
    assert twice.value.record_id == line_id
    assert count_for_project(db, project) == 1


def test_jobs_to_come_are_refused_unless_planned(
    db: Database, staff: Visitor, project: int
) -> None:
    with pytest.raises(DomainError) as refusal:
        some_jobs(db, staff, project, starts_on="01/02/2027")
    assert [each.field for each in refusal.value.problems] == ["starts_on"]

    some_jobs(db, staff, project, kind="planned", starts_on="01/02/2027")
    assert count_for_project(db, project) == 1


def test_a_contract_out_of_the_list_is_refused(db: Database, staff: Visitor, project: int) -> None:
    with pytest.raises(DomainError) as refusal:
        some_jobs(db, staff, project, contract="autrefois")
    assert [each.field for each in refusal.value.problems] == ["contract"]


def test_a_correction_says_what_changed(
    db: Database, staff: Visitor, project: int, today: date
) -> None:
    line_id = some_jobs(db, staff, project)

    amend_job_line(db, staff, line_id, job_draft(full_time_equivalent="2"), version=1, today=today)

    line = read(db, line_id)
    assert (line.full_time_equivalent, line.version) == (2, 2)
    (change,) = history_of(db, "job", line_id)[0].changes
    assert (change.title, change.before, change.after) == ("Emplois en ETP", "1,5", "2")


def test_the_second_saver_learns_what_differs(
    db: Database, staff: Visitor, administrator: Visitor, project: int, today: date
) -> None:
    line_id = some_jobs(db, staff, project)
    amend_job_line(db, staff, line_id, job_draft(full_time_equivalent="2"), version=1, today=today)

    with pytest.raises(StaleRecordError) as stale:
        amend_job_line(
            db, administrator, line_id, job_draft(full_time_equivalent="1"), version=1, today=today
        )
    assert staff.name in stale.value.sentence
    assert "Emplois en ETP" in stale.value.problems[0].sentence
    assert read(db, line_id).full_time_equivalent == 2


def test_a_verified_line_is_declared_again_once_its_figures_change(
    db: Database, staff: Visitor, project: int, today: date
) -> None:
    line_id = verified_jobs(db, staff, project)

    amend_job_line(
        db, staff, line_id, job_draft(evidence="Registre du personnel"), version=2, today=today
    )
    assert read(db, line_id).how_sure is Evidence.VERIFIED

    amend_job_line(db, staff, line_id, job_draft(heads="3", women="1"), version=3, today=today)
    assert read(db, line_id).how_sure is Evidence.DECLARED


def test_jobs_end_on_a_day_after_their_start(db: Database, staff: Visitor, project: int) -> None:
    line_id = some_jobs(db, staff, project)

    with pytest.raises(DomainError) as refusal:
        end_jobs(db, staff, line_id, JobEndDraft(ends_on=date(2026, 2, 1)), version=1)
    assert refusal.value.problems[0].field == "ends_on"
    assert read(db, line_id).ends_on is None

    end_jobs(db, staff, line_id, JobEndDraft(ends_on=date(2026, 9, 1)), version=1)
    assert read(db, line_id).ends_on == date(2026, 9, 1)


def test_ending_a_line_that_moved_on_is_refused(db: Database, staff: Visitor, project: int) -> None:
    line_id = verified_jobs(db, staff, project)

    with pytest.raises(StaleRecordError):
        end_jobs(db, staff, line_id, JobEndDraft(ends_on=date(2026, 9, 1)), version=1)


def test_a_line_is_verified_by_somebody_on_a_day(
    db: Database, staff: Visitor, project: int, today: date
) -> None:
    line_id = some_jobs(db, staff, project)

    verify_job_line(db, staff, line_id, version=1, today=today)
    line = read(db, line_id)
    assert (line.verified_on, line.verified_by) == (today, staff.name)

    with pytest.raises(StaleRecordError):
        verify_job_line(db, staff, line_id, version=1, today=today)

    unverify_job_line(db, staff, line_id, version=2)
    assert read(db, line_id).verified_on is None


def test_planned_jobs_cannot_be_verified(
    db: Database, staff: Visitor, project: int, today: date
) -> None:
    line_id = some_jobs(db, staff, project, kind="planned")

    with pytest.raises(DomainError, match="prévus ne se vérifient pas"):
        verify_job_line(db, staff, line_id, version=1, today=today)


def test_the_journal_keeps_what_a_removed_line_said(
    db: Database, staff: Visitor, project: int
) -> None:
    line_id = some_jobs(db, staff, project)

    remove_job_line(db, staff, line_id, version=1)

    assert job_line(db, line_id) is None
    last = history_of(db, "job", line_id)[0]
    assert last.sentence.startswith("Emplois retirés\u00a0: 1,5\u00a0ETP")
    assert "Justificatif" in {change.title for change in last.changes}


def test_a_removed_line_cannot_be_touched_again(
    db: Database, staff: Visitor, project: int, today: date
) -> None:
    line_id = some_jobs(db, staff, project)
    remove_job_line(db, staff, line_id, version=1)

    with pytest.raises(NotFoundError):
        remove_job_line(db, staff, line_id, version=1)
    with pytest.raises(NotFoundError):
        amend_job_line(db, staff, line_id, job_draft(), version=1, today=today)


def test_removing_a_line_that_moved_on_is_refused(
    db: Database, staff: Visitor, project: int
) -> None:
    line_id = verified_jobs(db, staff, project)

    with pytest.raises(StaleRecordError):
        remove_job_line(db, staff, line_id, version=1)
    assert count_for_project(db, project) == 1
