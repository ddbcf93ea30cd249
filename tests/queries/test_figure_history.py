"""A figure through time: each month's end, or what each month held."""

from datetime import date

from circular.domain.indicators import Perimeter
from circular.domain.visitors import Visitor
from circular.queries.figure_history import history, months_before
from circular.store.connection import Database
from tests.builders.agreements import a_project
from tests.builders.jobs import some_jobs

NOW = Perimeter(date(2026, 11, 22))


def test_the_last_month_is_cut_at_the_day() -> None:
    assert months_before(date(2026, 3, 15), 3) == [
        (date(2026, 1, 1), date(2026, 1, 31)),
        (date(2026, 2, 1), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2026, 3, 15)),
    ]


def test_how_things_stood_is_read_at_the_end_of_each_month(db: Database, staff: Visitor) -> None:
    some_jobs(db, staff, a_project(db, staff), starts_on="15/09/2026", ends_on="15/11/2026")

    moments = history(db, "jobs_net", NOW, months=4)
    assert [(each.day, each.figure.value) for each in moments] == [
        (date(2026, 8, 31), 0),
        (date(2026, 9, 30), 1.5),
        (date(2026, 10, 31), 1.5),
        (date(2026, 11, 22), 0),
    ]


def test_what_happened_is_counted_within_each_month(db: Database, staff: Visitor) -> None:
    a_project(db, staff, detected_on=date(2026, 9, 8))
    a_project(db, staff, "Palettes", detected_on=date(2026, 9, 30))
    a_project(db, staff, "Verre", detected_on=date(2026, 10, 1))

    moments = history(db, "projects_detected", NOW, months=3)
    assert [each.figure.value for each in moments] == [2, 1, 0]
