"""The survival of companies: curve, horizons, references, masks, and the rows behind."""

from datetime import date

import pytest

from circular.domain.errors import NotAllowedError
from circular.domain.indicators import Perimeter
from circular.domain.survival import DAYS_A_MONTH, Cohort, CompanyState
from circular.domain.visitors import Visitor
from circular.queries.survival import companies, survival, survival_at
from circular.store.connection import Database
from tests.builders.companies import DAY, a_company, a_dozen
from tests.builders.territory import LIBOURNAIS, LIBOURNE, LORMONT

TODAY = Perimeter(DAY)


def test_four_of_twelve_closed_leave_two_thirds(db: Database, staff: Visitor) -> None:
    a_dozen(db)

    whole = survival(db, staff, TODAY).of(Cohort.ALL)

    assert (whole.companies, whole.open, whole.closed, whole.unknown) == (12, 8, 4, 0)
    two_years = whole.headline
    assert two_years is not None
    assert (two_years.at_risk, two_years.closed, two_years.recent) == (9, 3, 0)
    assert two_years.share == pytest.approx(0.75)
    assert two_years.low is not None
    assert two_years.high is not None
    assert two_years.low < 0.75 < two_years.high
    assert two_years.reference is not None
    assert two_years.reference.share == 0.7


def test_every_company_is_in_one_column_of_each_horizon(db: Database, staff: Visitor) -> None:
    a_dozen(db)
    a_company(db, "Récente", "2026-09-01")
    a_company(db, "Silencieuse", "2024-01-10")

    whole = survival(db, staff, TODAY).of(Cohort.ALL)

    for each in whole.horizons:
        assert each.at_risk + each.closed + each.unknown + each.recent == whole.companies
    assert whole.unknown == 1


def test_the_unknown_are_counted_until_their_last_sign_of_life(
    db: Database, staff: Visitor
) -> None:
    a_company(db, "Silencieuse", "2024-01-10", heard="2024-08-10")
    a_company(db, "Fermée", "2024-01-10", closed="2024-10-10")

    whole = survival(db, staff, TODAY).of(Cohort.ALL)

    at_six, at_twelve = whole.horizons[:2]
    assert (at_six.at_risk, at_six.share) == (2, 1.0)
    assert (at_twelve.unknown, at_twelve.closed, at_twelve.share) == (1, 1, 0.0)


def test_districts_have_their_own_curve_and_reference(db: Database, staff: Visitor) -> None:
    a_dozen(db)

    page = survival(db, staff, TODAY)
    inside, outside = page.of(Cohort.PRIORITY), page.of(Cohort.ELSEWHERE)

    assert (inside.companies, outside.companies) == (6, 6)
    assert inside.headline is not None
    assert outside.headline is not None
    assert inside.headline.share == pytest.approx(4 / 6)
    assert outside.headline.share == pytest.approx(5 / 6)
    assert inside.headline.reference is not None
    assert inside.headline.reference.share == 0.6
    assert outside.headline.reference is not None
    assert outside.headline.reference.share == 0.7


@pytest.mark.parametrize(("districts", "is_masked"), [(0, True), (4, True), (5, False), (8, True)])
def test_small_cohorts_of_districts_are_kept_from_shared_views(
    db: Database, staff: Visitor, elected: Visitor, districts: int, is_masked: object
) -> None:
    a_dozen(db, districts=districts)

    page = survival(db, elected, TODAY)
    two = [page.of(Cohort.PRIORITY), page.of(Cohort.ELSEWHERE)]

    assert [each.is_masked for each in two] == [is_masked, is_masked]
    assert all(each.companies == 0 for each in two if is_masked)
    assert page.of(Cohort.ALL).companies == 12
    assert not survival(db, staff, TODAY).of(Cohort.PRIORITY).is_masked
    assert (companies(db, elected, TODAY, cohort=Cohort.PRIORITY) == ()) is is_masked


def test_districts_of_an_epci_are_kept_back_when_they_would_tell_those_of_another(
    db: Database, elected: Visitor
) -> None:
    sizes = {LIBOURNE: (6, 6), LORMONT: (5, 2)}
    for commune, (inside, outside) in sizes.items():
        for rank in range(inside + outside):
            a_company(
                db, f"{commune} {rank}", "2024-01-10", district=rank < inside, commune=commune
            )
    here = Perimeter(DAY, LIBOURNAIS)

    assert not survival(db, elected, TODAY).of(Cohort.PRIORITY).is_masked
    assert survival(db, elected, here).of(Cohort.PRIORITY).is_masked
    assert companies(db, elected, here, cohort=Cohort.PRIORITY) == ()
    for rank in range(3):
        a_company(db, f"Dehors {rank}", "2024-01-10", district=False, commune=LORMONT)
    assert not survival(db, elected, here).of(Cohort.PRIORITY).is_masked


def test_no_row_tells_the_district_to_an_official(
    db: Database, staff: Visitor, elected: Visitor
) -> None:
    a_dozen(db)

    assert {each.is_priority_district for each in companies(db, elected, TODAY)} == {None}
    assert {each.is_priority_district for each in companies(db, staff, TODAY)} == {True, False}


def test_a_rate_is_made_again_from_its_companies(db: Database, staff: Visitor) -> None:
    a_dozen(db)
    for found in survival(db, staff, TODAY).cohorts:
        rows = companies(db, staff, TODAY, cohort=found.cohort)
        for each in found.horizons:
            open_share = 1.0
            for gone in sorted(row.life.days for row in rows if row.life.closed_on):
                if gone <= each.months * DAYS_A_MONTH:
                    followed = [row for row in rows if row.life.days >= gone]
                    open_share *= 1 - 1 / len(followed)
            if each.share is not None:
                assert each.share == pytest.approx(open_share)
        assert any(each.share for each in found.horizons)


def test_every_number_has_its_rows(db: Database, staff: Visitor) -> None:
    a_dozen(db)
    a_company(db, "Silencieuse", "2024-01-10")
    page = survival(db, staff, TODAY)

    for found in page.cohorts:
        for each in found.horizons:
            numbers = {
                CompanyState.OPEN: each.at_risk,
                CompanyState.CLOSED: each.closed,
                CompanyState.UNKNOWN: each.unknown,
                CompanyState.RECENT: each.recent,
            }
            for state, number in numbers.items():
                behind = companies(
                    db, staff, TODAY, cohort=found.cohort, months=each.months, state=state
                )
                assert len(behind) == number
        today = companies(db, staff, TODAY, cohort=found.cohort, state=CompanyState.CLOSED)
        assert len(today) == found.closed


def test_a_past_day_is_told_as_it_was(db: Database, staff: Visitor) -> None:
    a_dozen(db)

    whole = survival(db, staff, Perimeter(date(2024, 6, 1))).of(Cohort.ALL)
    assert (whole.companies, whole.closed) == (12, 1)
    empty = survival(db, staff, Perimeter(date(2023, 1, 1))).of(Cohort.ALL)
    assert (empty.companies, empty.steps) == (0, ())


def test_the_rate_is_an_indicator_only_with_enough_companies(db: Database) -> None:
    a_dozen(db)
    assert survival_at(db, TODAY).value is None

    a_company(db, "Treizième", "2023-01-10", heard="2026-11-01")
    found = survival_at(db, TODAY)
    assert found.value == pytest.approx(76.9)
    assert (found.records, found.missing) == (13, 0)
    assert survival_at(db, TODAY, months=36).value is None
    assert survival_at(db, Perimeter(date(2020, 1, 1))).value is None


def test_rows_are_not_for_partners_nor_for_other_territories(
    db: Database, partner: Visitor, elected: Visitor
) -> None:
    limited = elected.model_copy(update={"epci_sirens": (LIBOURNAIS,)})

    with pytest.raises(NotAllowedError):
        companies(db, partner, TODAY)
    with pytest.raises(NotAllowedError):
        companies(db, limited, TODAY)
    with pytest.raises(NotAllowedError):
        survival(db, limited, TODAY)
    assert survival(db, limited, Perimeter(DAY, LIBOURNAIS)).of(Cohort.ALL).companies == 0


def test_what_is_in_no_curve_is_counted(db: Database, staff: Visitor) -> None:
    a_company(db, "À l’envers", "2024-01-10", closed="2023-12-01")
    a_company(db, "Sans quartier connu", "2024-01-10")

    page = survival(db, staff, TODAY)
    assert (page.closed_before_opening, page.without_district) == (1, 1)
