"""Questions about targets."""

from datetime import date
from itertools import pairwise

import pytest

from circular.domain.errors import NotAllowedError
from circular.domain.indicators import Unit
from circular.domain.targets import AIMS, PERCENTAGES, Aim
from circular.domain.visitors import Visitor
from circular.queries.indicators import INDICATORS
from circular.queries.targets import (
    all_targets,
    decision,
    decision_before,
    decisions_by,
    history,
    measure_days,
    measures,
    perimeter_of,
    standings,
    target_in_force,
)
from circular.store.connection import Database
from tests.builders.agreements import a_project
from tests.builders.jobs import some_jobs
from tests.builders.targets import a_correction, a_revision, a_target
from tests.builders.territory import CUBZAGUAIS, LIBOURNAIS, a_territory

DAY = date(2026, 11, 22)


def test_the_target_in_force_leads_along_its_own_path(db: Database, staff: Visitor) -> None:
    a_revision(db, staff, a_target(db, staff))

    found = target_in_force(db, "jobs_net", epci_siren=None, as_of=date(2026, 11, 22))

    assert found is not None
    assert (found.value, found.decided_on) == (100, date(2025, 6, 1))
    assert found.path.at(found.due_on) == 100


def test_a_decision_knows_the_one_that_it_revises(db: Database, staff: Visitor) -> None:
    first = a_target(db, staff)
    a_revision(db, staff, first)
    found = target_in_force(db, "jobs_net", epci_siren=None, as_of=date(2026, 11, 22))
    assert found is not None

    before = decision_before(db, found)

    assert before is not None
    assert (before.id, before.value) == (first, 120)
    assert decision_before(db, before) is None


def test_no_decision_is_no_target(db: Database) -> None:
    assert target_in_force(db, "jobs_net", epci_siren=None, as_of=date(2026, 11, 22)) is None
    assert history(db, "jobs_net", epci_siren=None) == ()
    assert all_targets(db) == ()


def test_the_history_holds_what_was_revised(db: Database, staff: Visitor) -> None:
    a_revision(db, staff, a_target(db, staff))

    assert [each.value for each in history(db, "jobs_net", epci_siren=None)] == [100, 120]
    assert len(all_targets(db)) == 2


def limited(elected: Visitor, *sirens: str) -> Visitor:
    """Return an official who reads some EPCI alone."""
    return elected.model_copy(update={"epci_sirens": sirens})


def test_every_indicator_that_may_have_a_target_is_declared_and_read_the_right_way() -> None:
    declared = {each.key: each for each in INDICATORS}

    assert set(AIMS) <= set(declared)
    for key, aim in AIMS.items():
        assert (aim is Aim.AT_MOST) is not declared[key].more_is_better, key
    shares = {key for key in AIMS if declared[key].unit is Unit.PERCENT}
    assert shares == PERCENTAGES
    assert all(AIMS[key] is not Aim.GROWTH for key in shares)


def test_a_target_stands_where_its_indicator_and_its_path_say(db: Database, staff: Visitor) -> None:
    a_revision(db, staff, a_target(db, staff))
    some_jobs(db, staff, a_project(db, staff))

    (found,) = standings(db, staff, as_of=DAY)

    assert found.progress.reached == 1.5
    assert found.progress.share == 0.015
    assert found.progress.is_behind
    assert found.target.value == 100
    assert found.is_member


def test_at_a_past_day_stands_the_target_that_was_in_force_then(
    db: Database, staff: Visitor
) -> None:
    a_revision(db, staff, a_target(db, staff))

    (found,) = standings(db, staff, as_of=date(2025, 3, 1))
    assert (found.target.value, found.progress.reached) == (120, 0)
    assert standings(db, staff, as_of=date(2024, 12, 31)) == ()


def test_who_is_limited_to_an_epci_reads_its_targets_alone(
    db: Database, staff: Visitor, elected: Visitor
) -> None:
    a_territory(db, staff)
    a_target(db, staff)
    a_target(db, staff, epci_siren=LIBOURNAIS, value="40")
    official = limited(elected, LIBOURNAIS)

    assert [each.target.value for each in standings(db, official, as_of=DAY)] == [40]
    assert standings(db, limited(elected, CUBZAGUAIS), as_of=DAY) == ()
    whole = target_in_force(db, "jobs_net", epci_siren=None, as_of=DAY)
    assert whole is not None
    with pytest.raises(NotAllowedError):
        decisions_by(db, official, whole, as_of=DAY)
    with pytest.raises(NotAllowedError):
        measures(db, official, whole, as_of=DAY)


def test_few_people_are_told_to_the_team_alone(
    db: Database, staff: Visitor, elected: Visitor
) -> None:
    a_target(db, staff, indicator="jobs_net_heads", value="20")
    some_jobs(db, staff, a_project(db, staff))

    (seen,) = standings(db, staff, as_of=DAY)
    (masked,) = standings(db, elected, as_of=DAY)

    assert seen.progress.reached == 2
    assert masked.is_masked
    assert masked.progress.reached is None
    assert masked.figure.value is None
    told = {each.value for each in measures(db, elected, masked.target, as_of=DAY)}
    assert told == {0, None}, "nobody before the first jobs, then too few to be told"


def test_an_epci_that_left_keeps_its_target_and_says_so(db: Database, staff: Visitor) -> None:
    a_territory(db, staff)
    a_target(db, staff, epci_siren=LIBOURNAIS)
    db.conn.execute("DELETE FROM territory_commune WHERE epci_siren = ?", [LIBOURNAIS])
    db.conn.execute("DELETE FROM territory_epci WHERE epci_siren = ?", [LIBOURNAIS])

    (found,) = standings(db, staff, as_of=DAY)
    assert not found.is_member


def test_the_decisions_of_a_past_day_are_those_taken_by_then(db: Database, staff: Visitor) -> None:
    a_revision(db, staff, a_target(db, staff))
    last = target_in_force(db, "jobs_net", epci_siren=None, as_of=DAY)

    assert last is not None
    taken = decisions_by(db, staff, last, as_of=date(2025, 5, 31))
    assert [each.value for each in taken] == [120]


def test_net_jobs_are_measured_month_by_month_and_the_others_on_a_few_days(
    db: Database, staff: Visitor
) -> None:
    some_jobs(db, staff, a_project(db, staff))
    jobs, agreements = a_target(db, staff), a_target(db, staff, indicator="agreements_signed")
    asked = [each for each in (decision(db, jobs), decision(db, agreements)) if each]

    monthly, few = (measures(db, staff, each, as_of=DAY) for each in asked)

    assert len(monthly) == 24
    assert (monthly[-1].day, monthly[-1].value) == (DAY, 1.5)
    assert len(few) <= 13
    assert (few[0].day, few[-1].day) == (date(2025, 1, 1), DAY)
    assert measures(db, staff, asked[0], as_of=date(2024, 1, 1)) == ()


@pytest.mark.parametrize("days", [0, 1, 30, 400, 1500, 3700, 9000])
def test_an_indicator_is_measured_on_a_dozen_days_at_most(days: int) -> None:
    first = date(2020, 1, 31)
    last = date.fromordinal(first.toordinal() + days)
    found = measure_days(first, last)

    assert len(found) <= 13
    assert (found[0], found[-1]) == (first, last)
    assert all(before < after for before, after in pairwise(found))


def test_a_decision_put_right_says_which_it_stands_for(db: Database, staff: Visitor) -> None:
    wrong = a_target(db, staff)
    a_correction(db, staff, wrong)

    (only,) = history(db, "jobs_net", epci_siren=None)
    assert only.corrects_id == wrong
    assert decision(db, 999) is None


def test_what_happened_in_a_period_is_counted_from_the_start_of_the_target(
    db: Database, staff: Visitor
) -> None:
    signed = {"indicator": "agreements_signed", "value": "11"}
    from_zero = decision(db, a_target(db, staff, **signed))
    from_three = decision(db, a_revision(db, staff, a_target(db, staff), baseline="3"))
    all_of_it = decision(db, a_target(db, staff, indicator="services_given", baseline="3"))
    delay = {"indicator": "signature_delay", "path_kind": "none"}
    late = decision(db, a_target(db, staff, **delay))

    found = [each for each in (from_zero, from_three, all_of_it, late) if each]
    since = [perimeter_of(each, DAY).since for each in found]
    assert since == [date(2025, 1, 1), None, None, date(2025, 1, 1)]
