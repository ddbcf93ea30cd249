"""Exchange tonnes between confidential producers of a group: an elected official sees the same.

What stays the same whatever the hidden values cannot tell them. So each test writes some streams,
reads everything that may be read, moves hidden tonnes about, and reads again.

Then count people by EPCI: whatever there is, no part of the territory that is kept back comes out
of the total and the others.
"""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from circular.domain.french import MASK_BELOW
from circular.domain.indicators import Figure, Perimeter, Unit
from circular.domain.permissions import Role
from circular.domain.reports import ReportDraft
from circular.domain.secrecy import Holding, groups, is_safe
from circular.domain.streams import StreamFilters
from circular.domain.visitors import Visitor
from circular.queries import secrecy as queries
from circular.queries import targets
from circular.queries.benefits import benefits
from circular.queries.dashboard import dashboard, member_epcis
from circular.queries.figure_history import history
from circular.queries.figure_rows import figure_rows
from circular.queries.indicators import INDICATORS, all_measured, measured
from circular.queries.materials import materials
from circular.queries.reports import report
from circular.queries.snapshots import figures
from circular.store import figure_rows as rows
from circular.store import secrecy as store
from circular.store.connection import Database, open_for, write_tx
from tests.builders.agreements import a_project
from tests.builders.jobs import some_jobs
from tests.builders.reports import a_report_draft
from tests.builders.streams import PALLETS, TODAY, a_stream
from tests.builders.targets import a_target
from tests.builders.territory import CUBZAGUAIS, LIBOURNAIS, LIBOURNE, LORMONT, a_territory

ELECTED = Visitor(account_id=None, name="Élue", role=Role.ELECTED)
TONNAGES = ("stream_tonnes", "kept_tonnes", "tonnes_agreed", "tonnes_measured")
FAMILIES = ("200201", PALLETS, "150107")
COMMUNES = ("33243", "33366", None)
one_stream = st.tuples(
    st.sampled_from(FAMILIES),
    st.sampled_from(COMMUNES),
    st.sampled_from([10, 40, 60, 100]),
    st.sampled_from([True, True, False]),
    st.sampled_from([date(2026, 1, 15), date(2026, 5, 3), date(2026, 9, 9)]),
)


def seen(db: Database, day: date, sirens: tuple[str | None, ...]) -> list[Any]:
    """Read everything of tonnes that an elected official may read, for every cut and many days."""
    found: list[Any] = []
    for siren in sirens:
        for each in (day, date(2026, 2, 1), date(2026, 6, 1)):
            perimeter = Perimeter(each, siren)
            found.append(all_measured(db, perimeter, TONNAGES))
            found += [figure_rows(db, ELECTED, key, perimeter, page=None) for key in TONNAGES]
        now = Perimeter(day, siren)
        found.append(history(db, "stream_tonnes", now))
        found.append(materials(db, ELECTED, StreamFilters(epci_siren=siren), today=day))
        found.append(benefits(db, ELECTED, now))
    return found


def hidden_moves(holdings: list[Holding]) -> Iterator[tuple[Holding, float, Holding, float]]:
    """Give pairs of hidden streams with other tonnes that leave their group safe and as heavy."""
    for group in groups(holdings):
        giver, taker = group[0], next(each for each in group if each.producer != group[0].producer)
        moved = giver.tonnes / 8
        yield giver, giver.tonnes - moved, taker, taker.tonnes + moved


def move(db: Database, changes: dict[int, float]) -> None:
    """Write other tonnes."""
    with write_tx(db):
        for stream_id, tonnes in changes.items():
            db.conn.execute(
                "UPDATE waste_stream SET tonnes_likely = ? WHERE id = ?", [tonnes, stream_id]
            )


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(one_stream, min_size=3, max_size=9))
def test_no_cut_and_no_day_tells_a_hidden_tonnage(
    db: Database, staff: Visitor, streams: list[tuple[str, str | None, int, bool, date]]
) -> None:
    with write_tx(db):
        db.conn.execute("DELETE FROM waste_stream")
    for at, (code, commune, tonnes, is_secret, day) in enumerate(streams):
        a_stream(
            db,
            staff,
            title=f"Gisement {at}",
            waste_code=code,
            commune_code=commune,
            tonnes_likely=str(tonnes),
            is_confidential=is_secret,
            figure_on=day,
        )
    cuts = (None, LIBOURNAIS, CUBZAGUAIS)
    before, holdings = seen(db, TODAY, cuts), store.holdings(db)
    grouped = {each for group in groups(holdings) for each in group}
    for giver, less, taker, more in hidden_moves(holdings):
        move(db, {giver.record_id: less, taker.record_id: more})
    move(db, {each.record_id: each.tonnes * 1.5 for each in holdings if each not in grouped})

    if {each.record_id for group in groups(store.holdings(db)) for each in group} == {
        each.record_id for each in grouped
    }:
        assert seen(db, TODAY, cuts) == before


def test_nothing_of_the_demonstration_tells_a_hidden_tonnage(
    full_demonstration: Path, tmp_path: Path
) -> None:
    today = date.today()
    path = tmp_path / "copy.sqlite3"
    shutil.copy(full_demonstration, path)
    with open_for(path) as db:
        cuts = (None, *member_epcis(db))
        before = [seen(db, today, cuts), *_pages(db, today)]
        holdings = store.holdings(db)
        assert holdings
        for giver, less, taker, more in hidden_moves(holdings):
            move(db, {giver.record_id: less, taker.record_id: more})
        grouped = {each for group in groups(holdings) for each in group}
        move(db, {each.record_id: each.tonnes + 3 for each in holdings if each not in grouped})
        assert [seen(db, today, cuts), *_pages(db, today)] == before


def _pages(db: Database, today: date) -> list[Any]:
    """Read the elected page, the report and what a frozen situation would hold."""
    now = Perimeter(today)
    draft = ReportDraft(since=date(today.year, 1, 1), until=today, sections=("summary",))
    made = report(db, ELECTED, draft, today=today)
    return [
        dashboard(db, now, with_agreements=True),
        figures(db, now),
        (made.readings, made.benefits, made.page),
    ]


def test_the_rows_and_the_reserve_make_the_figure(full_demonstration: Path) -> None:
    with open_for(full_demonstration, read_only=True) as db:
        for siren in (None, *member_epcis(db)):
            perimeter = Perimeter(date.today(), siren)
            figure = measured(db, "stream_tonnes", perimeter)
            found = figure_rows(db, ELECTED, "stream_tonnes", perimeter, page=None)
            assert sum(row.amount or 0 for row in found.rows) == pytest.approx(figure.value or 0)
            assert found.withheld >= figure.withheld


def test_what_confidential_producers_have_is_told_for_everything_and_for_no_part(
    db: Database, staff: Visitor
) -> None:
    for tonnes in ("10", "20", "30"):
        a_stream(db, staff, tonnes_likely=tonnes, is_confidential=True)
    later = date(2030, 1, 1)

    told = queries.told_reserve(db, Perimeter(later))
    assert queries.reserve_change(db, Perimeter(later), {}) == 60
    assert queries.reserve_change(db, Perimeter(later, LIBOURNAIS), {}) == 0
    assert (told.streams, told.tonnes) == (3, 60)
    assert is_safe([10, 20, 30])
    assert queries.told_reserve(db, Perimeter(later, LIBOURNAIS)).streams == 0
    here = measured(db, "stream_tonnes", Perimeter(later, LIBOURNAIS))
    assert (here.value, here.withheld) == (None, 3)


BORDEAUX = "243300316"
PLACES = (LIBOURNAIS, CUBZAGUAIS, BORDEAUX)
PEOPLE = [each.key for each in INDICATORS if each.unit is Unit.PEOPLE]
SHARES = ("women_share", "priority_district_share")
one_place = st.tuples(st.integers(0, 12), st.integers(0, 12), st.sampled_from([None, 0, 1]))


def employ(db: Database, projects: list[int], people: list[tuple[int, int, int | None]]) -> None:
    """Write how many women and men work in each project, and whether it is in a district."""
    with write_tx(db):
        for project, (women, men, district) in zip(projects, people, strict=True):
            db.conn.execute(
                "UPDATE job_line SET heads = ?, women = ?, full_time_equivalent = ?"
                " WHERE project_id = ?",
                [women + men or None, women if women + men else None, women + men or 1, project],
            )
            db.conn.execute(
                "UPDATE project SET is_priority_district = ? WHERE id = ?", [district, project]
            )


def can_be_told(whole: Figure, parts: list[Figure]) -> bool:
    """Say whether the total, less the parts that are told, gives a small part that is not."""
    kept = [each for each in parts if each.is_masked]
    if whole.value is None or not kept:
        return False
    left = round(whole.value - sum(each.value or 0 for each in parts))
    return len(kept) == 1 or left < MASK_BELOW or left == len(kept)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(one_place, min_size=3, max_size=3))
def test_no_epci_of_few_people_comes_out_of_the_total(
    workplaces: tuple[Database, list[int]], people: list[tuple[int, int, int | None]]
) -> None:
    db, projects = workplaces
    employ(db, projects, people)
    for key in PEOPLE:
        whole = measured(db, key, Perimeter(TODAY)).shared
        parts = [measured(db, key, Perimeter(TODAY, siren)).shared for siren in PLACES]
        assert not can_be_told(whole, parts), key
        found = figure_rows(db, ELECTED, key, Perimeter(TODAY)).rows
        assert sum(row.is_masked for row in found) == sum(part.is_masked for part in parts)
        assert sum(row.amount or 0 for row in found) == sum(part.value or 0 for part in parts)
    for key in SHARES:
        parts = [measured(db, key, Perimeter(TODAY, siren)).shared for siren in PLACES]
        told = measured(db, key, Perimeter(TODAY)).shared.value is not None
        assert not told or sum(part.is_masked for part in parts) != 1, key


@pytest.fixture
def workplaces(db: Database, staff: Visitor) -> tuple[Database, list[int]]:
    """Return three projects with jobs, each in an EPCI of its own, the last one not a member."""
    a_territory(db, staff)
    communes = (LIBOURNE, "33366", LORMONT)
    projects = [
        a_project(db, staff, f"Lieu {at}", commune_code=code) for at, code in enumerate(communes)
    ]
    for project in projects:
        some_jobs(db, staff, project)
    return db, projects


def test_every_page_and_file_keeps_back_the_same_epci(
    workplaces: tuple[Database, list[int]], staff: Visitor
) -> None:
    db, projects = workplaces
    employ(db, projects, [(2, 1, 0), (5, 3, 0), (20, 20, 0)])
    here, there, town = (Perimeter(TODAY, siren) for siren in PLACES)

    assert measured(db, "jobs_net_heads", Perimeter(TODAY)).shared.value == 51
    assert measured(db, "jobs_net_heads", there, sees_confidential=True).shared.value == 8
    for perimeter in (here, there):
        assert measured(db, "jobs_net_heads", perimeter).shared.written(Unit.PEOPLE) == "masqué"
        page = dashboard(db, perimeter, with_agreements=False)
        assert page.heads["net"].value is page.heads["created"].value is None
        draft = a_report_draft(TODAY, epci_siren=perimeter.epci_siren)
        made = report(db, ELECTED, draft, today=TODAY)
        assert made.reading("jobs_net_heads").now.value is None
        assert made.page.heads["net"].is_masked
        frozen = {each.key: each for each in figures(db, perimeter)}
        assert frozen["jobs_net_heads"].written(masked=True) == "masqué"
        assert history(db, "jobs_net_heads", perimeter)[-1].figure.shared.value is None
    assert measured(db, "jobs_net_heads", town).shared.value == 40
    a_target(db, staff, indicator="jobs_net_heads", epci_siren=CUBZAGUAIS, baseline="0")
    [standing] = targets.standings(db, ELECTED, as_of=TODAY)
    assert (standing.is_masked, standing.progress.reached) == (True, None)


def test_people_are_counted_by_epci_as_their_rows_are(full_demonstration: Path) -> None:
    today = date.today()
    with open_for(full_demonstration, read_only=True) as db:
        for perimeter in (Perimeter(today), Perimeter(today, since=date(today.year, 1, 1))):
            people = {row["siren"]: row for row in queries.people_by_place(db, perimeter)}
            for key in PEOPLE:
                expected = {
                    row["siren"]: row["amount"] for row in rows.by_place(db, key, perimeter)
                }
                assert expected
                assert {siren: people[siren][key] for siren in expected} == expected
            for key, (one, other) in queries.SHARES.items():
                for row in rows.by_place(db, key, perimeter):
                    sides = people[row["siren"]]
                    assert sides[one] == pytest.approx(row["amount"])
                    both = (sides[one] or 0) + (sides[other] or 0)
                    assert both == pytest.approx(row["base"] or 0)
