"""What several figures share is read once, and a sum never tells one producer's tonnes."""

from datetime import date

from circular.domain.indicators import Perimeter
from circular.domain.visitors import Visitor
from circular.queries import indicator_measures as measures
from circular.queries.indicator_measures import Sums
from circular.queries.indicators import all_measured
from circular.store.connection import Database
from tests.builders.agreements import a_project, signed
from tests.builders.jobs import some_jobs
from tests.builders.streams import a_stream

NOW = Perimeter(date(2026, 11, 22))


def test_the_sums_of_jobs_are_read_once_for_all_their_figures(db: Database, staff: Visitor) -> None:
    some_jobs(db, staff, a_project(db, staff))
    asked: list[str] = []
    db.conn.set_trace_callback(asked.append)
    figures = all_measured(db, NOW, ("jobs_net", "jobs_net_heads", "jobs_created", "jobs_planned"))
    db.conn.set_trace_callback(None)

    sums = [each for each in asked if "GROUP BY place.epci_siren" not in each]
    assert len(sums) == 1
    assert len(asked) == 2, (
        "the people of each EPCI are asked for once too, to keep few of them back"
    )
    assert (figures["jobs_net"].value, figures["jobs_net_heads"].value) == (1.5, 2)


def test_without_a_period_the_quick_sum_says_what_the_rows_say(
    db: Database, staff: Visitor
) -> None:
    project = a_project(db, staff)
    some_jobs(db, staff, project)
    some_jobs(db, staff, project, starts_on="01/04/2026", ends_on="30/04/2026")
    signed(db, staff, project)
    sums = Sums(db, NOW)

    for key, quick in (
        ("jobs_created", measures.full_time("created")),
        ("jobs_created_heads", measures.heads("created")),
        ("agreements_signed", measures.agreements("signed")),
    ):
        assert quick(sums).value == measures.of_rows(key)(sums).value


def test_tonnes_of_too_few_producers_stay_unknown(db: Database, staff: Visitor) -> None:
    later = Perimeter(date(2030, 1, 1))
    a_stream(db, staff, is_confidential=True)
    a_stream(db, staff, title="Palettes", is_confidential=True)

    told = measures.noted_tonnes(Sums(db, later))
    assert (told.value, told.records, told.withheld) == (None, 2, 2)
    assert measures.noted_tonnes(Sums(db, later, sees_confidential=True)).value == 360
