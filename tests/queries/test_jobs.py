"""Questions about jobs, with what is unknown kept apart."""

from datetime import date

from circular.domain.indicators import Perimeter
from circular.domain.jobs import Evidence, JobKind
from circular.domain.visitors import Visitor
from circular.queries import jobs
from circular.queries.jobs import JobFilters, JobSum
from circular.store.connection import Database
from tests.builders.agreements import a_project
from tests.builders.jobs import some_jobs, verified_jobs
from tests.builders.territory import LIBOURNAIS

NOW = date(2026, 11, 22)


def test_declared_and_verified_are_both_shown(db: Database, staff: Visitor) -> None:
    project = a_project(db, staff)
    some_jobs(db, staff, project)
    verified_jobs(db, staff, project, full_time_equivalent="2", on=date(2026, 5, 1))

    net = jobs.figures(db, Perimeter(NOW)).net
    assert (net.fte, net.verified_fte, net.declared_fte) == (3.5, 2, 1.5)
    assert jobs.figures(db, Perimeter(date(2026, 4, 30))).net.verified_fte == 0


def test_planned_and_safeguarded_jobs_are_never_added(db: Database, staff: Visitor) -> None:
    project = a_project(db, staff)
    some_jobs(db, staff, project)
    some_jobs(db, staff, project, kind="planned", starts_on="01/06/2027")
    some_jobs(db, staff, project, kind="safeguarded")

    found = jobs.figures_of_project(db, project, as_of=NOW)
    assert (found.net.fte, found.created.fte) == (1.5, 1.5)
    assert (found.planned.fte, found.safeguarded.fte) == (1.5, 1.5)


def test_heads_that_no_line_tells_are_unknown() -> None:
    nobody = JobSum(0, 0, 0, 0, 0, lines=0, lines_without_heads=0)
    untold = JobSum(2, 0, 0, 0, 0, lines=1, lines_without_heads=1)
    partly = JobSum(3, 0, 4, 0, 0, lines=2, lines_without_heads=1)

    assert nobody.known_heads == 0
    assert untold.known_heads is None
    assert partly.known_heads == 4


def test_places_that_nobody_knows_are_gathered_apart(db: Database, staff: Visitor) -> None:
    some_jobs(db, staff, a_project(db, staff))
    some_jobs(db, staff, a_project(db, staff, "Nulle part", commune_code=None))

    found = jobs.net_by_epci(db, as_of=NOW)
    assert set(found) == {LIBOURNAIS, None}
    assert found[None] == 1.5


def test_months_begin_on_the_start_itself(db: Database, staff: Visitor) -> None:
    some_jobs(db, staff, a_project(db, staff))

    months = jobs.net_by_month(db, Perimeter(NOW), starts_on=date(2026, 2, 15))
    assert months[0].day == date(2026, 2, 15)
    assert [month.net_fte for month in months][:3] == [0, 0, 1.5]
    assert months[-1].day == NOW


def test_there_is_no_month_before_the_start(db: Database) -> None:
    assert jobs.net_by_month(db, Perimeter(NOW), starts_on=date(2026, 11, 23)) == ()


def test_the_first_start_is_a_day_or_unknown(db: Database, staff: Visitor) -> None:
    assert jobs.first_start(db, Perimeter(NOW)) is None

    some_jobs(db, staff, a_project(db, staff))
    assert jobs.first_start(db, Perimeter(NOW)) == date(2026, 3, 1)


def test_the_list_says_how_many_of_how_many(db: Database, staff: Visitor) -> None:
    project = a_project(db, staff)
    some_jobs(db, staff, project)
    verified_jobs(db, staff, project)
    some_jobs(db, staff, project, ends_on="01/04/2026")

    page = jobs.job_lines(db, JobFilters(NOW, how_sure=Evidence.DECLARED))
    assert (page.shown, page.total, page.pages) == (1, 2, 1)
    assert page.rows[0].epci_name == "CA du Libournais"

    everything = jobs.job_lines(db, JobFilters(NOW, with_ended=True), page=None)
    assert (everything.shown, everything.total, len(everything.rows)) == (3, 3, 3)


def test_a_line_knows_whether_it_counts(db: Database, staff: Visitor) -> None:
    project = a_project(db, staff)
    some_jobs(db, staff, project, ends_on="01/09/2026")

    (line,) = jobs.lines_of_project(db, project)
    assert line.kind is JobKind.CREATED
    assert line.is_alive(date(2026, 8, 31))
    assert not line.is_alive(date(2026, 9, 1))
    assert jobs.count_for_project(db, project) == 1


def test_a_line_that_does_not_exist_is_none(db: Database) -> None:
    assert jobs.job_line(db, 999) is None
