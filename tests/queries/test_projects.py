"""The record of a project, the board, and the list."""

from datetime import datetime

import pytest

from circular.actions.projects import archive_project
from circular.domain.errors import NotAllowedError, NotFoundError
from circular.domain.projects import Order, ProjectFilters, Scope
from circular.domain.stages import Health, Stage
from circular.domain.visitors import Visitor
from circular.queries.projects import (
    ScopeCounts,
    board,
    epcis_on_offer,
    epcis_with_projects,
    project_list,
    project_record,
    scope_counts,
    usual_origins,
)
from circular.store import settings
from circular.store.connection import Database
from tests.builders.holders import TODAY, VAYRES_87, a_contact
from tests.builders.noted_exchanges import an_exchange
from tests.builders.projects import a_project, changed, in_support, left, read


def test_the_record_holds_everything_that_a_page_shows(db: Database, staff: Visitor) -> None:
    project = read(db, staff, in_support(db, staff))

    assert (project.stage, project.shown_commune) == (Stage.SUPPORT, "Libourne\u00a0(33)")
    assert project.shown_standing == "en accompagnement depuis le 12/03/2026"
    assert (project.adviser_name, project.detected_by_name) == (staff.name, staff.name)
    assert [person.name for person in project.people] == ["Naïma Terrasson"]
    assert [pillar.label for pillar in project.pillars] == ["Recyclage"]
    assert project.origin_label == "Appel ou courriel"
    assert project.health is Health.DORMANT
    assert project.exchange_count == 0


def test_an_exchange_wakes_a_dormant_file(db: Database, staff: Visitor) -> None:
    project_id = in_support(db, staff)
    an_exchange(db, staff, project_id)

    assert read(db, staff, project_id).health is Health.ACTIVE


def test_the_threshold_is_the_association_s_own(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff, detected_on="20/10/2026")
    before = read(db, staff, project_id).health
    settings.save(db, "dormant_after_days", "30", now=datetime(2026, 11, 22))

    assert (before, read(db, staff, project_id).health) == (Health.ACTIVE, Health.DORMANT)
    assert project_list(db, staff, ProjectFilters(), today=TODAY).rows[0].health is Health.DORMANT


def test_a_project_that_left_says_so_and_has_no_health(db: Database, staff: Visitor) -> None:
    project_id = a_contact(db, staff)
    left(db, staff, project_id, "22/11/2026")
    project = read(db, staff, project_id)
    (row,) = project_list(db, staff, ProjectFilters(scope=Scope.EXITED), today=TODAY).rows

    assert (project.has_left, project.health) == (True, None)
    assert project.shown_standing == "sorti le 22/11/2026 (abandon)"
    assert (row.standing, row.shown_stage) == ("Sorti\u00a0: abandon",) * 2
    assert row.shown_health is None


def test_an_unknown_project_is_not_found(db: Database, staff: Visitor) -> None:
    with pytest.raises(NotFoundError):
        project_record(db, staff, 999, today=TODAY)


def test_the_board_counts_everything_and_shows_what_is_asked(db: Database, staff: Visitor) -> None:
    for number in range(23):
        project_id = a_contact(db, staff, f"Personne {number}", commune_code=VAYRES_87)
        changed(db, staff, project_id, jobs_planned=2)
    in_support(db, staff)

    whole = board(db, staff, ProjectFilters(), today=TODAY)
    more = board(db, staff, ProjectFilters(), today=TODAY, limits={Stage.DETECTION: 40})
    filtered = board(db, staff, ProjectFilters(text="terrasson"), today=TODAY)

    first = whole.columns[0]
    assert (first.count, first.jobs_planned, len(first.cards)) == (23, 46, 20)
    assert [column.count for column in whole.columns] == [23, 0, 1, 0, 0]
    assert whole.columns[1].jobs_planned is None
    assert (whole.shown, whole.total) == (24, 24)
    assert len(more.columns[0].cards) == 23
    assert (filtered.shown, filtered.total) == (1, 24)


def test_a_list_holds_the_same_rows_in_pages_or_whole(db: Database, staff: Visitor) -> None:
    for number in range(51):
        a_project(db, staff, f"P{number:02}")
    filters = ProjectFilters()

    first, second, whole = (
        project_list(db, staff, filters, today=TODAY, order=Order.TITLE, page=page)
        for page in (1, 2, None)
    )

    assert (len(first.rows), len(second.rows), first.pages) == (50, 1, 2)
    assert [row.id for row in whole.rows] == [row.id for row in first.rows + second.rows]


def test_scopes_are_counted_apart(db: Database, staff: Visitor) -> None:
    assert scope_counts(db) == ScopeCounts(0, 0, 0, 0)
    a_contact(db, staff, "A")
    left(db, staff, a_contact(db, staff, "B"), "22/11/2026")
    archive_project(db, staff, a_contact(db, staff, "C"))

    assert scope_counts(db) == ScopeCounts(1, 1, 1, 0)


def test_the_choices_of_the_filters_are_those_in_use(db: Database, staff: Visitor) -> None:
    a_contact(db, staff)

    assert epcis_with_projects(db) == {"200070092": "CA du Libournais"}
    assert epcis_on_offer(db) == {}
    assert epcis_on_offer(db, "200070092") == {"200070092": "CA du Libournais"}
    assert len(usual_origins(db)) == 6


def test_elected_and_partner_read_no_project(
    db: Database, staff: Visitor, elected: Visitor, partner: Visitor
) -> None:
    project_id = a_contact(db, staff)

    for visitor in (elected, partner):
        with pytest.raises(NotAllowedError):
            project_record(db, visitor, project_id, today=TODAY)
        with pytest.raises(NotAllowedError):
            board(db, visitor, ProjectFilters(), today=TODAY)
        with pytest.raises(NotAllowedError):
            project_list(db, visitor, ProjectFilters(), today=TODAY)
