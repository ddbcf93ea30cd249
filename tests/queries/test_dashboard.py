"""The elected page read once: what it says, and whom it never names."""

import pickle
from datetime import date

import pytest

from circular.domain.agreements import AgreementState
from circular.domain.indicators import Perimeter
from circular.domain.visitors import Visitor
from circular.queries.dashboard import TILES, dashboard, member_epcis, rings_of
from circular.store.connection import Database
from tests.builders.agreements import a_draft, a_project, signed
from tests.builders.jobs import some_jobs
from tests.builders.targets import a_revision, a_target
from tests.builders.territory import CUBZAGUAIS, LIBOURNAIS, LORMONT, a_territory

NOW = Perimeter(date(2026, 11, 22))


@pytest.fixture
def lived_in(db: Database, staff: Visitor) -> None:
    """Live a little: a territory, a revised target, a signed agreement, jobs in three places."""
    a_territory(db, staff)
    a_revision(db, staff, a_target(db, staff))
    project = a_project(db, staff)
    signed(db, staff, project)
    some_jobs(db, staff, project)
    some_jobs(db, staff, project, starts_on="01/09/2026", full_time_equivalent="2")
    some_jobs(db, staff, a_project(db, staff, "Ailleurs", commune_code=LORMONT))
    some_jobs(db, staff, a_project(db, staff, "Nulle part", commune_code=None))
    a_draft(db, staff, project, jobs_committed="6")


def test_an_empty_store_makes_a_page(db: Database) -> None:
    page = dashboard(db, NOW, with_agreements=True)

    assert page.target is None
    assert (page.months, page.places, page.agreements.rows) == ((), (), ())
    assert [each.key for each in page.readings] == list(TILES)
    assert page.reading("jobs_net").change == 0
    assert page.reading("signature_delay").change is None


def test_figures_are_compared_with_six_months_before(db: Database, lived_in: None) -> None:
    page = dashboard(db, NOW, with_agreements=True)

    assert page.compared_on == date(2026, 5, 22)
    assert page.reading("jobs_net").now.value == 6.5
    assert page.reading("jobs_net").change == 2


def test_the_path_starts_with_the_target_in_force(db: Database, lived_in: None) -> None:
    page = dashboard(db, NOW, with_agreements=True)
    assert page.target is not None
    assert page.target.value == 100
    assert page.months[0].day == date(2025, 1, 1)
    assert page.months[-1].net_fte == page.jobs.net.fte

    before = dashboard(db, Perimeter(date(2025, 3, 1)), with_agreements=True)
    assert before.target is not None
    assert before.target.value == 120


def test_an_epci_without_its_own_target_still_has_its_months(db: Database, lived_in: None) -> None:
    page = dashboard(db, Perimeter(NOW.as_of, LIBOURNAIS), with_agreements=True)

    assert (page.target, page.epci_name) == (None, "CA du Libournais")
    assert page.months[0].day == date(2025, 1, 1)
    assert page.jobs.net.fte == 3.5


def test_without_any_target_the_months_begin_with_the_first_jobs(
    db: Database, staff: Visitor
) -> None:
    some_jobs(db, staff, a_project(db, staff))

    assert dashboard(db, NOW, with_agreements=True).months[0].day == date(2026, 3, 1)


def test_jobs_elsewhere_and_nowhere_are_told_apart(db: Database, lived_in: None) -> None:
    page = dashboard(db, NOW, with_agreements=True)

    told = {place.name: place.net_fte for place in page.places}
    assert told == {
        "CA du Libournais": 3.5,
        "CC du Grand Cubzaguais": 0,
        "Hors des intercommunalités membres": 1.5,
        "Lieu non renseigné": 1.5,
    }
    assert sum(told.values()) == page.jobs.net.fte


def test_a_member_has_its_outline_and_a_point_inside_of_it(db: Database, lived_in: None) -> None:
    (libournais, *_) = (
        place
        for place in dashboard(db, NOW, with_agreements=True).places
        if place.siren == LIBOURNAIS
    )

    assert libournais.rings
    assert libournais.label_point is not None
    longitude, latitude = libournais.label_point
    assert -0.5 < longitude < 0.3
    assert 44.6 < latitude < 45.3


def test_a_member_without_an_outline_is_still_listed(db: Database, lived_in: None) -> None:
    db.conn.execute("UPDATE ref_epci SET contour = NULL WHERE siren = ?", [CUBZAGUAIS])

    page = dashboard(db, NOW, with_agreements=True)

    (place,) = [each for each in page.places if each.siren == CUBZAGUAIS]
    assert (place.rings, place.label_point) == ((), None)


def test_agreements_are_counted_for_all_and_listed_for_some(db: Database, lived_in: None) -> None:
    shared = dashboard(db, NOW, with_agreements=True).agreements
    assert (shared.in_force, shared.to_come, shared.jobs_to_come) == (1, 1, 6)
    assert [row.state for row in shared.rows] == [AgreementState.SIGNED, AgreementState.DRAFT]

    kept = dashboard(db, NOW, with_agreements=False).agreements
    assert (kept.in_force, kept.rows) == (1, ())


def test_nobody_is_named_anywhere_in_the_page(db: Database, staff: Visitor) -> None:
    named = a_project(db, staff, "Naïma Fictive", holder="Naïma Fictive")
    signed(db, staff, named)

    page = dashboard(db, NOW, with_agreements=True)

    assert "Naïma" not in repr(page)
    assert "Fictive" not in repr(page)
    assert page.agreements.rows[0].project_title is None


def test_the_page_can_be_kept_in_memory(db: Database, lived_in: None) -> None:
    page = dashboard(db, NOW, with_agreements=True)

    assert pickle.loads(pickle.dumps(page)) == page  # noqa: S301  # our own bytes


def test_members_are_named_by_their_siren(db: Database, lived_in: None) -> None:
    assert member_epcis(db)[LIBOURNAIS] == "CA du Libournais"


def test_all_rings_of_a_geometry_are_kept() -> None:
    square = [[0, 0], [1, 0], [1, 1], [0, 0]]

    one = rings_of({"type": "Polygon", "coordinates": [square]})
    two = rings_of({"type": "MultiPolygon", "coordinates": [[square, square], [square]]})

    assert one == (((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)),)
    assert len(two) == 3
