"""Figures of the agreements: their rows are the list's, trials count in none, few is masked."""

from datetime import date

import pytest

from circular.actions.trials import mark_as_trial
from circular.domain.agreement_lists import AgreementFilters
from circular.domain.errors import NotAllowedError
from circular.domain.permissions import Role
from circular.domain.trials import TrialKind
from circular.domain.visitors import Visitor
from circular.queries.agreement_figures import agreement_figures
from circular.queries.agreements import agreement_list
from circular.store.connection import Database, write_tx
from tests.builders.agreements import TODAY, a_project, signed
from tests.conftest import visitor_of


def with_jobs(db: Database, staff: Visitor, fte: float) -> int:
    """Return a signed agreement whose project has these net jobs."""
    project = a_project(db, staff)
    made = signed(db, staff, project, jobs_committed="6")
    with write_tx(db):
        db.conn.execute(
            "INSERT INTO job_line (project_id, kind, full_time_equivalent, starts_on, created_at)"
            " VALUES (?, 'created', ?, '2026-04-01', '')",
            [project, fte],
        )
    return made


def test_each_number_is_that_of_the_rows_of_the_list(db: Database, staff: Visitor) -> None:
    with_jobs(db, staff, 7)
    signed(db, staff, a_project(db, staff, "Autre", holder=None), signed_on=date(2025, 5, 2))
    found = agreement_figures(db, staff, TODAY)
    for each in found.delays:
        filters = AgreementFilters(
            on=TODAY,
            signed_from=None if each.year is None else date(each.year, 1, 1),
            signed_to=None if each.year is None else date(each.year, 12, 31),
        )
        rows = agreement_list(db, staff, filters, page=None).rows
        assert sum(row.signed is not None for row in rows) == each.cases + each.unknown
    in_force = AgreementFilters(on=TODAY, in_force_on=TODAY)
    assert agreement_list(db, staff, in_force).shown == found.in_force
    assert found.jobs.promised == sum(row.promised or 0 for row in found.job_rows) == 6


def test_the_elected_read_few_jobs_in_all_and_never_agreement_by_agreement(
    db: Database, staff: Visitor
) -> None:
    with_jobs(db, staff, 3.5)
    told = agreement_figures(db, visitor_of(db, Role.ELECTED), TODAY)
    assert told.jobs.net == 3.5
    assert [row.net for row in told.job_rows] == [None]
    known = agreement_figures(db, staff, TODAY)
    assert known.jobs == told.jobs
    assert [row.net for row in known.job_rows] == [3.5]


def test_a_trial_counts_in_none(db: Database, staff: Visitor) -> None:
    before = agreement_figures(db, staff, TODAY)
    project = a_project(db, staff)
    signed(db, staff, project, jobs_committed="40")
    mark_as_trial(db, staff, TrialKind.PROJECT, project)
    assert agreement_figures(db, staff, TODAY) == before
    assert before.renewal_rate is None


def test_a_partner_reads_none(db: Database) -> None:
    with pytest.raises(NotAllowedError):
        agreement_figures(db, visitor_of(db, Role.PARTNER), TODAY)
