"""The rows that changed make the gap, between any two days; and tell nobody what is not theirs."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from circular.domain.errors import NotAllowedError
from circular.domain.indicators import Perimeter, Unit
from circular.domain.permissions import Role
from circular.domain.row_changes import RowStep
from circular.domain.visitors import Visitor
from circular.queries.figure_rows import RowKind
from circular.queries.indicators import indicator, measured
from circular.queries.row_changes import changed_rows, kept_rows
from circular.store.connection import Database, open_for
from circular.store.figure_rows import SOURCES
from tests.builders.agreements import a_project
from tests.builders.jobs import some_jobs
from tests.builders.snapshots import SITTING
from tests.builders.streams import a_stream
from tests.builders.territory import LIBOURNAIS, a_territory

TEAM = Visitor(account_id=None, name="Équipe", role=Role.STAFF)
DAY = Perimeter(SITTING)
LATER = Perimeter(date(2030, 1, 1))
DAYS = st.integers(0, 800).map(lambda ago: date.today() - timedelta(days=ago))


@pytest.fixture(scope="module")
def demonstration(full_demonstration: Path) -> Iterator[Database]:
    """Open the demonstration, to be read only."""
    with open_for(full_demonstration, read_only=True) as db:
        yield db


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(list(SOURCES)), DAYS, DAYS, st.sampled_from([None, LIBOURNAIS]))
def test_the_rows_that_changed_make_the_gap(
    demonstration: Database, key: str, first: date, last: date, epci: str | None
) -> None:
    one, two = Perimeter(first, epci), Perimeter(last, epci)
    before, after = measured(demonstration, key, one), measured(demonstration, key, two)
    written = kept_rows(demonstration, key, one)
    assert written is not None
    found = changed_rows(demonstration, TEAM, key, two, written)

    if before.value is None or after.value is None:
        return
    slack = 0.11 if indicator(key).unit is Unit.PERCENT else 0.02
    total = sum(row.effect or 0 for row in found.rows)
    assert total == pytest.approx(after.value - before.value, abs=slack)


def test_nothing_differs_from_itself(demonstration: Database) -> None:
    today = Perimeter(date.today())
    for key in SOURCES:
        written = kept_rows(demonstration, key, today)
        assert written is not None
        assert not changed_rows(demonstration, TEAM, key, today, written).rows, key


def test_a_row_comes_changes_and_goes(db: Database, staff: Visitor) -> None:
    first = a_project(db, staff)
    line = some_jobs(db, staff, first, full_time_equivalent="10", heads="10")
    before = kept_rows(db, "jobs_net", DAY)
    assert before is not None
    some_jobs(db, staff, first, full_time_equivalent="2", heads="2", starts_on="15/09/2026")
    second = a_project(db, staff, "Palettes")
    some_jobs(db, staff, second, full_time_equivalent="3", heads="3", starts_on="15/09/2026")

    found = changed_rows(db, staff, "jobs_net", DAY, before)
    told = [(row.title, row.step, row.effect) for row in found.rows]
    assert told == [
        ("Palettes", RowStep.ADDED, 3),
        ("Couches en compost", RowStep.CHANGED, 2),
    ]
    db.conn.execute("DELETE FROM job_line WHERE id = ?", [line])
    db.conn.execute("DELETE FROM job_line WHERE project_id = ?", [first])
    gone = changed_rows(db, staff, "jobs_net", DAY, before).rows[0]
    assert (gone.title, gone.step, gone.effect) == ("Couches en compost", RowStep.REMOVED, -10)


def test_the_elected_read_jobs_by_place_and_no_name(
    db: Database, staff: Visitor, elected: Visitor
) -> None:
    a_territory(db, staff)
    keys = ("jobs_net", "jobs_net_heads", "women_share", "projects_followed")
    before = {key: kept_rows(db, key, DAY) or "" for key in keys}
    named = a_project(db, staff, "Atelier de Naïma Fictive", detected_on=date(2026, 1, 8))
    some_jobs(db, staff, named, starts_on="15/09/2026")

    seen = {key: changed_rows(db, elected, key, DAY, before[key]) for key in keys}
    jobs = seen["jobs_net"]
    assert (jobs.kind, jobs.rows[0].title, jobs.rows[0].effect) == (
        RowKind.PLACE,
        "CA du Libournais",
        1.5,
    )
    heads = seen["jobs_net_heads"].rows[0]
    assert (heads.effect, heads.is_masked) == (None, True)
    assert seen["women_share"].rows[0].effect is None
    assert seen["projects_followed"].rows[0].title == f"Projet n°\u00a0{named}"
    assert "Naïma" not in str(seen)


def test_a_confidential_producer_is_not_told_by_taking_away_the_others(
    db: Database, staff: Visitor, elected: Visitor
) -> None:
    before = kept_rows(db, "stream_tonnes", LATER)
    assert before is not None
    for title in ("Bois", "Verre", "Cartons", "Papier"):
        a_stream(db, staff, title=title)
    seen = changed_rows(db, elected, "stream_tonnes", LATER, before)
    assert {row.effect for row in seen.rows} == {180}

    for title in ("Rebuts", "Peaux"):
        a_stream(db, staff, title=title, is_confidential=True)
    for reader in (elected, staff):  # the frozen figure is the same for all
        again = changed_rows(db, reader, "stream_tonnes", LATER, before)
        assert [row.effect for row in again.rows] == [180] * 4
        assert "Rebuts" not in str(again)
    a_stream(db, staff, title="Noyaux", is_confidential=True)
    together = changed_rows(db, elected, "stream_tonnes", LATER, before).rows[0]
    assert (together.title, together.effect) == ("Gisements réservés, réunis", 540)


def test_partners_open_no_row(db: Database, partner: Visitor) -> None:
    with pytest.raises(NotAllowedError):
        changed_rows(db, partner, "jobs_net", DAY, "[]")


def test_a_figure_without_rows_keeps_none(db: Database) -> None:
    assert kept_rows(db, "survival", DAY) is None
