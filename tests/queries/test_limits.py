"""An elected official limited to some EPCI: what lies elsewhere never leaves the database."""

from datetime import date

import pytest

from circular.actions.exports import ExportTrace, record_export
from circular.domain.agreement_lists import AgreementFilters
from circular.domain.errors import NotAllowedError, NotFoundError
from circular.domain.indicators import Perimeter
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.queries import agreements, territory
from circular.queries.agreement_records import agreement_record
from circular.queries.dashboard import dashboard, member_epcis
from circular.store import sessions
from circular.store.connection import Database
from tests.builders.limits import CUBZAGUAIS, LIBOURNAIS, TwoPlaces, limited, two_places

DAY = date(2026, 11, 22)


@pytest.fixture
def places(db: Database, staff: Visitor) -> TwoPlaces:
    """Return the agreements of two EPCI."""
    return two_places(db, staff)


def test_the_account_tells_the_limit_and_only_for_an_elected_official(db: Database) -> None:
    assert limited(db).only_epcis == ()
    visitor = limited(db, LIBOURNAIS, CUBZAGUAIS)

    assert visitor.only_epcis == (LIBOURNAIS, CUBZAGUAIS)
    assert visitor.model_copy(update={"role": Role.STAFF}).only_epcis == ()


def test_the_list_of_agreements_holds_theirs_only(db: Database, places: TwoPlaces) -> None:
    visitor = limited(db, LIBOURNAIS)

    found = agreements.agreement_list(db, visitor, AgreementFilters(with_archived=True))
    asked = agreements.agreement_list(db, visitor, AgreementFilters(epci_siren=CUBZAGUAIS))

    assert [row.id for row in found.rows] == [places.libournais]
    assert (found.shown, found.total) == (1, 1)
    assert (asked.rows, asked.shown) == ((), 0)
    assert sum(agreements.counts_by_state(db, visitor, AgreementFilters()).values()) == 1
    assert list(agreements.epcis_of_agreements(db, visitor.only_epcis)) == [LIBOURNAIS]


def test_the_sums_of_agreements_are_theirs_only(db: Database, places: TwoPlaces) -> None:
    whole = agreements.summary(db, DAY)
    own = agreements.summary(db, DAY, (CUBZAGUAIS,))

    assert (whole.in_force + whole.to_come, own.in_force + own.to_come) == (3, 2)
    assert (whole.total, own.total) == (3, 2)
    assert places.libournais not in {line.id for line in own.lines}


def test_the_record_of_an_agreement_elsewhere_does_not_exist_for_them(
    db: Database, places: TwoPlaces
) -> None:
    visitor = limited(db, LIBOURNAIS)

    assert agreement_record(db, visitor, places.libournais).id == places.libournais
    for elsewhere in places.cubzaguais:
        with pytest.raises(NotFoundError):
            agreement_record(db, visitor, elsewhere)


@pytest.mark.usefixtures("places")
def test_the_figures_of_another_epci_or_of_the_whole_are_refused(db: Database) -> None:
    only = limited(db, LIBOURNAIS).only_epcis

    for siren in (None, CUBZAGUAIS):
        with pytest.raises(NotAllowedError, match="limité"):
            dashboard(db, Perimeter(DAY, siren), with_agreements=True, only=only)


@pytest.mark.usefixtures("places")
def test_the_map_of_jobs_shows_their_epci_alone(db: Database) -> None:
    perimeter = Perimeter(DAY, LIBOURNAIS)

    own = dashboard(db, perimeter, with_agreements=True, only=(LIBOURNAIS,))
    whole = dashboard(db, perimeter, with_agreements=True)

    assert [place.siren for place in own.places] == [LIBOURNAIS]
    assert {place.siren for place in whole.places} == {LIBOURNAIS, CUBZAGUAIS}
    assert own.jobs == whole.jobs
    assert list(member_epcis(db, (LIBOURNAIS,))) == [LIBOURNAIS]


@pytest.mark.usefixtures("places")
def test_the_communes_are_theirs_only(db: Database) -> None:
    only = (CUBZAGUAIS,)

    assert {each.member_siren for each in territory.communes(db, only=only)} == {CUBZAGUAIS}
    assert territory.communes(db, LIBOURNAIS, only=only) == ()
    assert [each.siren for each in territory.member_epcis(db, only)] == [CUBZAGUAIS]
    assert [place.siren for place in territory.map_places(db, only)] == [CUBZAGUAIS]
    assert list(territory.territory_epcis(db, only)) == [CUBZAGUAIS]
    summary = territory.summary(db, only)
    assert (summary.epci_count, summary.commune_count) == (1, 16)
    assert territory.summary(db).epci_count == 2


@pytest.mark.usefixtures("places")
def test_a_commune_left_out_elsewhere_is_not_told(db: Database) -> None:
    db.conn.execute("DELETE FROM territory_commune WHERE commune_code = '33243'")

    assert list(territory.left_out(db)) == ["33243"]
    assert territory.left_out(db, (CUBZAGUAIS,)) == {}


def test_a_page_drawn_before_the_limit_changed_takes_nothing_away(db: Database) -> None:
    before = limited(db)
    now = limited(db, LIBOURNAIS)
    trace = ExportTrace("Conventions", "CSV", (), ("N°",), 1)

    with pytest.raises(NotAllowedError, match="vos droits ont changé"):
        record_export(db, before, trace)
    record_export(db, now, trace)


def test_a_session_bears_the_limit_of_its_account(db: Database) -> None:
    visitor = limited(db, LIBOURNAIS)
    assert visitor.account_id is not None

    stands = {
        limits: sessions.author_stands(
            db,
            account_id=visitor.account_id,
            role="elected",
            organisation_id=None,
            session_id=None,
            epci_sirens=limits,
        )
        for limits in ((), (LIBOURNAIS,), (LIBOURNAIS, CUBZAGUAIS))
    }

    assert stands == {(): False, (LIBOURNAIS,): True, (LIBOURNAIS, CUBZAGUAIS): False}
