"""The rows behind a figure make it again, on any day, and tell nobody what is not theirs."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median

import pytest

from circular.domain.errors import NotAllowedError
from circular.domain.indicators import Combination, Perimeter
from circular.domain.permissions import Role
from circular.domain.territory import ELSEWHERE
from circular.domain.visitors import Visitor
from circular.queries.figure_rows import FigureRows, figure_places, figure_rows, has_rows
from circular.queries.indicators import INDICATORS, indicator, measured
from circular.store.connection import Database, open_for
from tests.builders.agreements import a_project, signed
from tests.builders.jobs import some_jobs
from tests.builders.noted_exchanges import an_exchange
from tests.builders.streams import a_stream
from tests.builders.territory import CUBZAGUAIS, LIBOURNAIS, LORMONT, a_territory

NOW = Perimeter(date(2026, 11, 22))
KEYS = [each.key for each in INDICATORS if has_rows(each.key)]
TEAM = Visitor(account_id=None, name="Équipe", role=Role.STAFF)
PARTNER = Visitor(account_id=None, name="Partenaire", role=Role.PARTNER)
ELECTED = Visitor(account_id=None, name="Élue", role=Role.ELECTED)


@pytest.fixture(scope="module")
def demonstration(full_demonstration: Path) -> Iterator[Database]:
    """Open the demonstration, to be read only."""
    with open_for(full_demonstration, read_only=True) as db:
        yield db


def made_of(found: FigureRows) -> float | None:
    """Do the sum of the rows as the page says that it is done."""
    amounts = [row.amount for row in found.rows if row.amount is not None]
    if found.combine is Combination.COUNT:
        return len(found.rows)
    if found.combine is Combination.MEDIAN:
        return median(amounts) if amounts else None
    if found.combine is Combination.SHARE:
        base = sum(row.base or 0 for row in found.rows)
        return round(100 * sum(amounts) / base, 1) if base else None
    return round(sum(amounts), 2) if amounts or not found.rows else None


def perimeters() -> list[Perimeter]:
    today = date.today()
    return [
        Perimeter(today),
        Perimeter(date(today.year - 1, 12, 31)),
        Perimeter(today, since=date(today.year - 1, 6, 1)),
        Perimeter(today, LIBOURNAIS),
        Perimeter(date(2000, 1, 1)),
    ]


@pytest.mark.parametrize("key", KEYS)
def test_the_rows_of_a_figure_make_it_again(demonstration: Database, key: str) -> None:
    for perimeter in perimeters():
        found = figure_rows(demonstration, TEAM, key, perimeter, page=None)
        figure = measured(demonstration, key, perimeter, sees_confidential=True)
        if key.endswith("_heads") and figure.value is None:
            assert made_of(found) in {None, 0}
            continue
        assert made_of(found) == pytest.approx(figure.value), perimeter
        assert found.total == len(found.rows)


@pytest.mark.parametrize("key", KEYS)
def test_what_each_place_gives_adds_up_to_the_figure(demonstration: Database, key: str) -> None:
    for perimeter in perimeters():
        found = figure_places(demonstration, TEAM, key, perimeter)
        if not found:
            continue
        figure = measured(demonstration, key, perimeter, sees_confidential=True)
        names = [each.name for each in found]
        assert len(set(names)) == len(names)
        assert sum(each.amount or 0 for each in found) == pytest.approx(figure.value or 0)


def test_a_project_outside_the_members_has_its_line_beside_theirs(
    db: Database, staff: Visitor, elected: Visitor
) -> None:
    a_territory(db, staff)
    inside = a_project(db, staff)
    outside = a_project(db, staff, "Palettes", commune_code=LORMONT)
    for project in (inside, outside):
        some_jobs(db, staff, project)

    for visitor in (staff, elected):
        told = figure_places(db, visitor, "projects_detected", NOW)
        assert [(each.name, each.amount) for each in told] == [
            ("CA du Libournais", 1),
            ("CC du Grand Cubzaguais", 0),
            (ELSEWHERE, 1),
        ]
    rows = figure_rows(db, elected, "jobs_net", NOW).rows
    assert {(row.title, row.amount) for row in rows} == {
        ("CA du Libournais", 1.5),
        (ELSEWHERE, 1.5),
    }


def test_only_sums_over_the_projects_of_the_whole_are_cut_by_place(
    demonstration: Database,
) -> None:
    def places(visitor: Visitor, key: str, perimeter: Perimeter = NOW) -> int:
        return len(figure_places(demonstration, visitor, key, perimeter))

    assert places(TEAM, "jobs_net")
    assert places(ELECTED, "projects_followed")
    assert not places(ELECTED, "jobs_net"), "its rows are already by place"
    assert not places(TEAM, "jobs_net", Perimeter(NOW.as_of, LIBOURNAIS))
    for key in ("women_share", "signature_delay", "stream_tonnes", "facilities_booked"):
        assert not places(TEAM, key), key
    with pytest.raises(NotAllowedError):
        places(PARTNER, "projects_followed")


def test_every_figure_of_the_demonstration_has_rows(demonstration: Database) -> None:
    today = Perimeter(date.today())
    empty = [
        key for key in KEYS if not figure_rows(demonstration, TEAM, key, today, page=None).rows
    ]

    assert set(empty) == {"openings_late", "agreements_ending"}, "nothing is late or near its end"


def test_a_period_keeps_what_happened_in_it(db: Database, staff: Visitor) -> None:
    early = a_project(db, staff, detected_on=date(2026, 1, 8))
    late = a_project(db, staff, "Palettes", detected_on=date(2026, 9, 1))
    some_jobs(db, staff, early, starts_on="01/03/2026")
    some_jobs(db, staff, late, starts_on="01/10/2026")
    autumn = Perimeter(NOW.as_of, since=date(2026, 9, 1))

    assert measured(db, "projects_detected", NOW).value == 2
    assert measured(db, "projects_detected", autumn).value == 1
    assert measured(db, "jobs_created", autumn).value == 1.5
    assert measured(db, "jobs_net", autumn).value == 3, "how things stand does not look at a start"
    [row] = figure_rows(db, staff, "projects_detected", autumn).rows
    assert (row.record_id, row.title, row.day) == (late, "Palettes", date(2026, 9, 1))


def test_the_delay_runs_from_the_first_contact_to_the_first_signature(
    db: Database, staff: Visitor
) -> None:
    project = a_project(db, staff, detected_on=date(2026, 1, 11))
    signed(db, staff, project, signed_on=date(2026, 3, 12))
    assert measured(db, "signature_delay", NOW).value == 60

    an_exchange(db, staff, project, happened_on=date(2026, 1, 1))
    assert measured(db, "signature_delay", NOW).value == 70
    before = Perimeter(NOW.as_of, since=date(2026, 4, 1))
    assert measured(db, "signature_delay", before).value is None


def test_durable_jobs_are_known_by_their_contract_or_by_lasting(
    db: Database, staff: Visitor
) -> None:
    project = a_project(db, staff)
    some_jobs(db, staff, project, contract="cdi", starts_on="01/10/2026")
    some_jobs(db, staff, project, contract="cdd_court", starts_on="01/10/2026")
    some_jobs(db, staff, project, contract="cdd_court", starts_on="01/03/2026")
    some_jobs(db, staff, project, contract="", starts_on="01/10/2026")

    figure = measured(db, "jobs_durable", NOW)
    assert (figure.value, figure.missing) == (3, 1)


def test_a_share_is_of_those_who_are_known(db: Database, staff: Visitor) -> None:
    project = a_project(db, staff)
    some_jobs(db, staff, project, heads="8", women="6", full_time_equivalent="8")
    some_jobs(db, staff, project, heads="5", women="", full_time_equivalent="5")

    figure = measured(db, "women_share", NOW)
    assert (figure.value, figure.missing, figure.smallest) == (75, 1, 2)
    assert figure.is_telling
    assert figure.shared.value is None
    unknown = measured(db, "priority_district_share", NOW)
    assert (unknown.value, unknown.missing) == (None, 2)


def test_the_elected_read_neither_names_nor_amounts_that_single_out(
    db: Database, staff: Visitor
) -> None:
    a_territory(db, staff)
    named = a_project(db, staff, "Atelier de Naïma Fictive")
    some_jobs(db, staff, named)

    [row] = figure_rows(db, ELECTED, "projects_followed", NOW).rows
    assert row.title == f"Projet n°\u00a0{named}"
    [row] = figure_rows(db, ELECTED, "jobs_net", NOW).rows
    assert (row.title, row.amount) == ("CA du Libournais", 1.5), "no project is told apart"
    [row] = figure_rows(db, ELECTED, "jobs_net_heads", NOW).rows
    assert (row.amount, row.is_masked) == (None, True)
    found = figure_rows(db, ELECTED, "women_share", NOW)
    assert found.amounts_hidden
    assert {row.amount for row in found.rows} == {None}
    assert figure_rows(db, staff, "women_share", NOW).rows[0].amount == 1


def test_confidential_producers_make_one_row_together_or_none(db: Database, staff: Visitor) -> None:
    a_stream(db, staff, title="Bois", tonnes_likely="180")
    for title, tonnes in (("Rebuts", "200"), ("Verre", "50")):
        a_stream(db, staff, title=title, tonnes_likely=tonnes, is_confidential=True)
    later = Perimeter(date(2030, 1, 1))

    found = figure_rows(db, ELECTED, "stream_tonnes", later)
    assert [row.amount for row in found.rows] == [180]
    assert (found.total, found.withheld) == (1, 2)
    a_stream(db, staff, title="Cartons", tonnes_likely="70", is_confidential=True)
    found = figure_rows(db, ELECTED, "stream_tonnes", later)
    assert [(row.title, row.amount) for row in found.rows] == [
        ("Déchets verts", 180),
        ("Gisements réservés (3)", 320),
    ]
    assert (found.total, found.withheld) == (1, 0)
    assert [row.amount for row in figure_rows(db, staff, "stream_tonnes", later).rows] == [
        *(200, 180, 70, 50)
    ]


def test_partners_open_no_rows_and_others_only_those_of_their_territory(
    db: Database, partner: Visitor
) -> None:
    with pytest.raises(NotAllowedError):
        figure_rows(db, partner, "jobs_net", NOW)
    limited = ELECTED.model_copy(update={"epci_sirens": (CUBZAGUAIS,)})
    with pytest.raises(NotAllowedError):
        figure_rows(db, limited, "jobs_net", NOW)
    assert not figure_rows(db, limited, "jobs_net", Perimeter(NOW.as_of, CUBZAGUAIS)).rows


def test_a_figure_without_rows_says_so() -> None:
    assert not has_rows("happiness")
    assert has_rows(indicator("jobs_net").key)
