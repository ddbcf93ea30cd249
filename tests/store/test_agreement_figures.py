"""Medians, terms and sums as SQL counts them, on a day."""

from datetime import date
from statistics import median

import pytest

from circular.domain.visitors import Visitor
from circular.store import agreement_figures as store
from circular.store.agreement_lists import Scope
from circular.store.connection import Database, write_tx
from circular.store.rows import insert
from tests.builders.agreements import TODAY, a_project, signed

NOW = Scope(on=TODAY, with_archived=True)


@pytest.mark.parametrize("days", [[10], [10, 20], [5, 10, 60], [1, 2, 3, 200]])
def test_a_median_is_the_one_of_statistics(db: Database, staff: Visitor, days: list[int]) -> None:
    for at, count in enumerate(days):
        first = date(2026, 1, 1)
        project = a_project(db, staff, f"Projet {at}", holder=None, detected_on=first)
        signed(db, staff, project, signed_on=date.fromordinal(first.toordinal() + count))
    (year, whole) = store.delays_by_year(db, NOW)
    assert (year["year"], year["cases"], year["unknown"]) == ("2026", len(days), 0)
    assert (whole["year"], whole["median"]) == (None, median(days))


def test_a_contact_noted_after_the_signature_is_an_unknown_delay(
    db: Database, staff: Visitor
) -> None:
    project = a_project(db, staff, detected_on=date(2026, 6, 1))
    signed(db, staff, project, signed_on=date(2026, 3, 12))
    (year, whole) = store.delays_by_year(db, NOW)
    assert (year["median"], year["cases"], year["unknown"]) == (None, 0, 1)
    assert whole["unknown"] == 1


def test_a_term_counts_once_it_is_reached_and_a_termination_before_it_does_not(
    db: Database, staff: Visitor
) -> None:
    over = signed(
        db,
        staff,
        a_project(db, staff, "Une"),
        signed_on=date(2025, 3, 12),
        ends_on=date(2026, 3, 11),
    )
    cut = signed(
        db,
        staff,
        a_project(db, staff, "Deux", holder=None),
        signed_on=date(2025, 3, 12),
        ends_on=date(2026, 3, 11),
    )
    signed(db, staff, a_project(db, staff, "Trois", holder=None), signed_on=date(2026, 10, 1))
    with write_tx(db):
        db.conn.execute(
            "UPDATE agreement SET state = 'terminated', closed_on = '2025-12-31' WHERE id = ?",
            [cut],
        )
        insert(
            db,
            "agreement_renewal",
            {
                "agreement_id": over,
                "sequence": 1,
                "decided_on": "2026-02-01",
                "effective_on": "2026-03-12",
                "previous_end": "2026-03-11",
                "ends_on": "2027-03-11",
                "entered_at": "2026-02-01T10:00:00",
            },
        )
        db.conn.execute("UPDATE agreement SET ends_on = '2027-03-11' WHERE id = ?", [over])
    assert [(row["id"], row["is_renewed"]) for row in store.came_to_term(db, NOW)] == [(over, 1)]
    before = Scope(on=date(2026, 3, 10), with_archived=True)
    assert store.came_to_term(db, before) == []


def test_services_and_jobs_are_those_of_the_day(db: Database, staff: Visitor) -> None:
    project = a_project(db, staff)
    made = signed(db, staff, project, jobs_committed="5")
    second = signed(db, staff, project, signed_on=date(2026, 5, 1))
    with write_tx(db):
        for key in ("sourcing", "bati"):
            insert(db, "agreement_service", {"agreement_id": made, "service_type": key})
        db.conn.execute(
            "INSERT INTO service (project_id, service_type, requested_on, given_on, created_at)"
            " VALUES (?, 'sourcing', '2026-04-01', '2026-06-01', ''),"
            " (?, 'bati', '2026-01-01', '2026-02-01', '')",
            [project, project],
        )
        db.conn.execute(
            "INSERT INTO job_line (project_id, kind, full_time_equivalent, starts_on, ends_on,"
            " created_at) VALUES (?, 'created', 3, '2026-04-01', NULL, ''),"
            " (?, 'created', 2, '2026-04-01', '2026-07-01', ''),"
            " (?, 'planned', 9, '2026-04-01', NULL, '')",
            [project] * 3,
        )
    found = store.services_by_type(db, NOW)
    assert sorted((row["promised"], row["given"]) for row in found) == [(1, 0), (1, 1)]
    whole = store.jobs_in_all(db, NOW)
    assert (whole["agreements"], whole["promised"], whole["net"]) == (2, 5, 3)
    assert whole["without_jobs"] == 1
    assert [row["id"] for row in store.jobs_by_agreement(db, NOW, most=9)] == [made, second]
    may = Scope(on=date(2026, 5, 15), with_archived=True)
    assert store.jobs_in_all(db, may)["net"] == 5
    assert sum(row["given"] for row in store.services_by_type(db, may)) == 0


def test_a_figure_is_asked_for_a_day(db: Database) -> None:
    with pytest.raises(ValueError, match="day"):
        store.jobs_in_all(db, Scope())
