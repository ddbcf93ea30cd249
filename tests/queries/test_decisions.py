"""What waits for a decision: each rule finds its own, as of any day, for one territory or all."""

from datetime import date, timedelta

from circular.domain.indicators import Perimeter
from circular.domain.settings import AssociationSettings
from circular.domain.target_paths import Path
from circular.domain.visitors import Visitor
from circular.queries.dashboard import dashboard
from circular.queries.decisions import MOST, Decision, DecisionKind
from circular.store.connection import Database
from tests.builders.agreements import a_draft, a_project, signed, to_sign
from tests.builders.implantations import a_site
from tests.builders.jobs import some_jobs
from tests.builders.targets import a_target
from tests.builders.territory import CUBZAGUAIS, LIBOURNAIS, a_territory
from tests.builders.tracked_matches import a_match, an_agreement

DAY = date(2026, 11, 22)


def found(db: Database, day: date = DAY, siren: str | None = None) -> dict[DecisionKind, Decision]:
    """Return what the page shows, by kind."""
    page = dashboard(db, Perimeter(day, siren), with_agreements=False)
    return {each.kind: each for each in page.decisions.shown}


def test_an_empty_store_waits_for_nothing(db: Database) -> None:
    assert found(db) == {}


def test_an_agreement_waits_too_long_from_the_thirtieth_day_on(
    db: Database, staff: Visitor
) -> None:
    sent = date(2026, 9, 1)
    to_sign(db, staff, a_draft(db, staff, today=sent), today=sent)

    assert DecisionKind.TO_SIGN not in found(db, sent + timedelta(days=29))
    assert found(db, sent + timedelta(days=30))[DecisionKind.TO_SIGN].amount == 1


def test_a_planned_signature_is_late_the_day_after(db: Database, staff: Visitor) -> None:
    sent = date(2026, 11, 10)
    draft = a_draft(db, staff, today=sent, signing_planned_on="15/11/2026")
    to_sign(db, staff, draft, today=sent)

    assert DecisionKind.TO_SIGN not in found(db, date(2026, 11, 15))
    assert found(db, date(2026, 11, 16))[DecisionKind.TO_SIGN].amount == 1


def test_an_agreement_about_to_end_is_told_and_not_once_it_has_ended(
    db: Database, staff: Visitor
) -> None:
    signed(db, staff, ends_on=date(2026, 12, 31))

    assert found(db)[DecisionKind.ENDING].amount == 1
    assert DecisionKind.ENDING not in found(db, date(2026, 6, 1))
    assert DecisionKind.ENDING not in found(db, date(2027, 1, 1))


def test_an_end_is_the_one_that_was_known_on_the_day(db: Database, staff: Visitor) -> None:
    agreement = signed(db, staff, ends_on=date(2026, 6, 30))
    db.conn.execute(
        "INSERT INTO agreement_renewal (agreement_id, sequence, decided_on, effective_on,"
        " previous_end, ends_on, entered_at)"
        " VALUES (?, 1, '2026-06-15', '2026-07-01', '2026-06-30', '2027-06-30', '2026-06-15')",
        [agreement],
    )
    db.conn.execute("UPDATE agreement SET ends_on = '2027-06-30' WHERE id = ?", [agreement])

    assert found(db, date(2026, 6, 1))[DecisionKind.ENDING].amount == 1
    assert DecisionKind.ENDING not in found(db, date(2026, 6, 20))


def test_jobs_behind_the_path_say_the_pace_that_is_needed(db: Database, staff: Visitor) -> None:
    a_target(db, staff)
    some_jobs(db, staff, a_project(db, staff))

    behind = found(db)[DecisionKind.JOBS_BEHIND]
    path = Path(value=120, starts_on=date(2025, 1, 1), due_on=date(2029, 12, 31))
    net = dashboard(db, Perimeter(DAY), with_agreements=False).jobs.net.fte
    assert behind.amount == round(path.at(DAY) - net, 1)
    assert behind.needed == path.pace_needed(net, DAY)
    assert DecisionKind.JOBS_BEHIND not in found(db, date(2024, 6, 1)), "before the target"


def test_an_opening_is_late_until_it_takes_place(db: Database, staff: Visitor) -> None:
    project = a_project(db, staff)
    db.conn.execute(
        "INSERT INTO implantation (project_id, opening_planned_on, opened_on, created_at,"
        " updated_at) VALUES (?, '2026-10-01', '2026-11-01', '2026-09-01', '2026-09-01')",
        [project],
    )

    assert DecisionKind.OPENINGS_LATE not in found(db, date(2026, 10, 1))
    assert found(db, date(2026, 10, 2))[DecisionKind.OPENINGS_LATE].amount == 1
    assert DecisionKind.OPENINGS_LATE not in found(db)


def test_a_project_without_exchange_is_silent_after_the_threshold(
    db: Database, staff: Visitor
) -> None:
    detected = date(2026, 1, 8)
    a_project(db, staff, detected_on=detected)
    threshold = AssociationSettings().dormant_after_days

    assert DecisionKind.SILENT not in found(db, detected + timedelta(days=threshold - 1))
    silent = found(db, detected + timedelta(days=threshold))[DecisionKind.SILENT]
    assert (silent.amount, silent.within_days) == (1, threshold)


def test_agreed_tonnes_without_measure_are_to_be_measured(db: Database, staff: Visitor) -> None:
    match = a_match(db, staff)
    an_agreement(db, staff, match, 100)

    assert DecisionKind.TO_MEASURE not in found(db)
    later = found(db, date(2027, 3, 1))
    assert later[DecisionKind.TO_MEASURE].amount == 1


def test_each_territory_waits_for_its_own(db: Database, staff: Visitor) -> None:
    a_territory(db, staff)
    signed(db, staff, ends_on=date(2026, 12, 31))

    assert DecisionKind.ENDING in found(db, siren=LIBOURNAIS)
    assert found(db, siren=CUBZAGUAIS) == {}


def test_five_kinds_are_shown_and_the_others_are_counted(db: Database, staff: Visitor) -> None:
    a_target(db, staff)
    sent = date(2026, 9, 1)
    to_sign(db, staff, a_draft(db, staff, today=sent), today=sent)
    opening = a_project(db, staff, "Palettes")
    signed(db, staff, opening, ends_on=date(2027, 3, 31))
    a_site(db, staff, opening, opening_planned_on="01/02/2027")
    an_agreement(db, staff, a_match(db, staff), 100)

    shown = dashboard(db, Perimeter(date(2027, 3, 1)), with_agreements=False).decisions

    assert [each.kind for each in shown.shown] == list(DecisionKind)[:MOST]
    assert shown.left_out == 1
