"""Every indicator is declared once, defined in French and measured without a surprise."""

from datetime import date

import pytest

from circular.domain.indicators import Perimeter, Unit
from circular.domain.visitors import Visitor
from circular.queries.indicator_measures import Indicator
from circular.queries.indicators import INDICATORS, indicator, measured
from circular.store.connection import Database
from tests.builders.agreements import a_draft, a_project, signed
from tests.builders.jobs import some_jobs, verified_jobs
from tests.builders.organisations import a_partner
from tests.builders.streams import a_stream
from tests.builders.territory import CUBZAGUAIS

NOW = Perimeter(date(2026, 11, 22))
KEYS = [each.key for each in INDICATORS]


@pytest.mark.parametrize("declared", INDICATORS, ids=lambda each: each.key)
def test_an_indicator_says_what_it_counts_and_where_it_comes_from(declared: Indicator) -> None:
    assert len(declared.definition) > 40
    assert declared.definition.endswith(".")
    assert declared.label
    assert declared.source
    told = declared.help(NOW)
    assert declared.source in told
    assert "22/11/2026" in told


def test_a_figure_in_people_is_not_said_to_be_in_full_time_equivalents() -> None:
    people = [each for each in INDICATORS if each.unit is Unit.PEOPLE]

    assert {"jobs_net_heads", "jobs_created_heads"} <= {each.key for each in people}
    for each in people:
        assert "équivalents temps plein" not in each.definition, each.key


def test_no_key_is_declared_twice() -> None:
    assert len(set(KEYS)) == len(KEYS)


def test_an_indicator_that_is_not_declared_is_an_error(db: Database) -> None:
    with pytest.raises(KeyError):
        indicator("happiness")


@pytest.mark.parametrize("key", KEYS)
def test_an_empty_store_measures_zero_or_unknown(db: Database, key: str) -> None:
    figure = measured(db, key, NOW)

    assert figure.value in {0, None}
    says_nothing_of_nothing = indicator(key).unit in {Unit.DAYS, Unit.PERCENT}
    assert (figure.value is None) is says_nothing_of_nothing


@pytest.mark.parametrize("key", KEYS)
def test_an_indicator_of_a_place_where_nothing_happened_is_empty(
    db: Database, staff: Visitor, key: str
) -> None:
    project = a_project(db, staff)
    some_jobs(db, staff, project)
    signed(db, staff, project)
    a_stream(db, staff)

    assert measured(db, key, Perimeter(NOW.as_of, CUBZAGUAIS)).value in {0, None}


def test_figures_follow_the_records(db: Database, staff: Visitor) -> None:
    project = a_project(db, staff)
    some_jobs(db, staff, project, heads="", women="")
    verified_jobs(db, staff, project, full_time_equivalent="2")
    some_jobs(db, staff, project, kind="planned", starts_on="01/06/2027")
    signed(db, staff, project)
    a_draft(db, staff, project)

    values = {key: measured(db, key, NOW).value for key in KEYS}
    assert (values["jobs_net"], values["jobs_net_verified"]) == (3.5, 2)
    assert (values["jobs_net_heads"], values["jobs_planned_heads"]) == (2, 2)
    assert (values["agreements_in_force"], values["agreements_to_come"]) == (1, 1)
    assert values["projects_followed"] == 1
    assert measured(db, "jobs_net_heads", NOW).missing == 1
    assert indicator("jobs_net").unit is Unit.FULL_TIME_EQUIVALENT


def test_tonnes_never_tell_what_one_confidential_producer_has(db: Database, staff: Visitor) -> None:
    later = Perimeter(date(2030, 1, 1))
    a_stream(db, staff, is_confidential=True)
    figure = measured(db, "stream_tonnes", later)
    assert (figure.value, figure.withheld, figure.records) == (None, 1, 1)
    assert measured(db, "stream_tonnes", later, sees_confidential=True).value == 180

    for title in ("Palettes", "Verre", "Bois"):
        a_stream(db, staff, title=title)
    figure = measured(db, "stream_tonnes", later)
    assert (figure.value, figure.withheld) == (540, 1), "taking the others away tells nothing"


def test_three_streams_of_one_confidential_organisation_are_one_producer(
    db: Database, staff: Visitor
) -> None:
    later = Perimeter(date(2030, 1, 1))
    for title in ("Peaux", "Noyaux", "Boues"):
        a_stream(db, staff, title=title)
    producer = a_partner(db, staff, "Conserverie", is_confidential=True)
    db.conn.execute("UPDATE waste_stream SET organisation_id = ?", [producer])
    assert measured(db, "stream_tonnes", later).value is None

    for title in ("Scierie", "Verrerie"):
        other = a_partner(db, staff, title, is_confidential=True)
        stream = a_stream(db, staff, title="Chutes")
        db.conn.execute("UPDATE waste_stream SET organisation_id = ? WHERE id = ?", [other, stream])
    figure = measured(db, "stream_tonnes", later)
    assert (figure.value, figure.withheld) == (900, 0)
