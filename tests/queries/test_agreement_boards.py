"""The list for the board adds up, counts the unknown as such, and names nobody."""

from dataclasses import replace
from datetime import date

import pytest

from circular.actions.trials import mark_as_trial
from circular.domain.agreement_lists import AgreementFilters
from circular.domain.errors import NotAllowedError
from circular.domain.permissions import Role
from circular.domain.trials import TrialKind
from circular.domain.visitors import Visitor
from circular.queries.agreement_boards import (
    AGREEMENT,
    SUBTOTAL,
    TOTAL,
    UNKNOWN_EPCI,
    board,
    register,
)
from circular.store.connection import Database, write_tx
from tests.builders.agreements import a_draft, a_project, signed
from tests.conftest import visitor_of

ALL = AgreementFilters()


@pytest.fixture
def four(db: Database, staff: Visitor) -> list[int]:
    """Return two agreements of Libourne, one of nowhere known, one of a trial."""
    first = signed(db, staff, a_project(db, staff), jobs_committed="6,5")
    second = a_draft(db, staff, a_project(db, staff, "Autre", holder=None))
    third = signed(
        db,
        staff,
        a_project(db, staff, "Sans lieu", holder=None, commune_code=None),
        signed_on=date(2026, 2, 1),
        jobs_committed="3",
    )
    practised = a_project(db, staff, "Essai", holder=None)
    fourth = signed(db, staff, practised, jobs_committed="50")
    mark_as_trial(db, staff, TrialKind.PROJECT, practised)
    with write_tx(db):
        db.conn.execute(
            "INSERT INTO agreement_service (agreement_id, service_type)"
            " VALUES (?, 'sourcing'), (?, 'bati')",
            [first, first],
        )
        db.conn.execute(
            "INSERT INTO service (project_id, service_type, requested_on, given_on, created_at)"
            " SELECT project_id, 'sourcing', '2026-03-12', '2026-04-01', '' FROM agreement"
            " WHERE id = ?",
            [first],
        )
    return [first, second, third, fourth]


def test_totals_sum_to_the_total_and_the_unknown_is_counted(
    db: Database, staff: Visitor, four: list[int]
) -> None:
    found = board(db, staff, replace(ALL, with_trials=True))
    assert [each.name for each in found.totals] == ["CA du Libournais", UNKNOWN_EPCI]
    assert found.total.agreements == sum(each.agreements for each in found.totals) == 3
    assert found.total.jobs == 9.5
    assert found.total.without_jobs == 1
    assert (found.total.promised, found.total.given) == (2, 1)
    rows = [each for each in found.lines if each.line == AGREEMENT]
    assert len(rows) == found.total.agreements
    assert sum(each.jobs or 0 for each in rows) == found.total.jobs
    assert sum(each.promised for each in rows) == found.total.promised
    assert [each.line for each in found.lines] == [
        *(AGREEMENT, AGREEMENT, SUBTOTAL),
        *(AGREEMENT, SUBTOTAL),
        TOTAL,
    ]


def test_an_empty_board_says_nothing_of_jobs(db: Database, staff: Visitor) -> None:
    found = board(db, staff, ALL)
    assert (found.total.agreements, found.total.jobs) == (0, None)


def test_titles_that_name_a_person_are_hidden_from_everybody(db: Database, staff: Visitor) -> None:
    project = a_project(db, staff, "Atelier de Naïma Fictive", holder="Naïma Fictive")
    signed(db, staff, project)
    for who in (staff, visitor_of(db, Role.ELECTED)):
        (line, *_) = board(db, who, ALL).lines
        assert line.project == f"Projet n°\u00a0{project}"
        assert register(db, who, ALL)[0].project == f"Projet n°\u00a0{project}"


def test_the_register_holds_what_was_signed_in_the_period_archives_included(
    db: Database, staff: Visitor, four: list[int]
) -> None:
    with write_tx(db):
        db.conn.execute("UPDATE agreement SET archived_at = '2026-05-01' WHERE id = ?", [four[2]])
    assert [row.id for row in register(db, staff, ALL)] == [four[2], four[0]]
    period = replace(ALL, signed_from=date(2026, 3, 1), signed_to=date(2026, 3, 31))
    assert [row.id for row in register(db, staff, period)] == [four[0]]


def test_a_partner_reads_neither(db: Database) -> None:
    partner = visitor_of(db, Role.PARTNER)
    for question in (board, register):
        with pytest.raises(NotAllowedError):
            question(db, partner, ALL)
