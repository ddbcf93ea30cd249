"""Reading what was frozen: whole for the team, without authors for the others, within limits."""

from datetime import date

import pytest

from circular.actions.snapshots import withdraw_situation
from circular.domain.errors import NotAllowedError, NotFoundError
from circular.domain.indicators import Perimeter
from circular.domain.snapshots import WithdrawalDraft
from circular.domain.visitors import Visitor
from circular.queries import dashboard, indicators
from circular.queries.snapshots import frozen, snapshots
from circular.store.connection import Database
from tests.builders.agreements import a_draft, a_project
from tests.builders.jobs import some_jobs
from tests.builders.limits import limited
from tests.builders.snapshots import SITTING, a_snapshot, read
from tests.builders.targets import a_target
from tests.builders.territory import LIBOURNAIS, a_territory


def test_every_indicator_and_the_elected_page_are_frozen(
    db: Database, administrator: Visitor, staff: Visitor
) -> None:
    a_territory(db, administrator)
    a_target(db, staff)
    project = a_project(db, staff)
    some_jobs(db, staff, project)
    a_draft(db, staff, project, today=SITTING)
    perimeter = Perimeter(as_of=SITTING)

    found = read(db, perimeter)

    page = dashboard.dashboard(db, perimeter, with_agreements=True)
    assert [each.key for each in found.figures] == [each.key for each in indicators.INDICATORS]
    for figure in found.figures:
        assert figure.value == indicators.measured(db, figure.key, perimeter).value
    assert [each.net_fte for each in found.months] == [each.net_fte for each in page.months]
    assert found.target is not None
    assert found.months[-1].path_fte == pytest.approx(found.target.value * 637 / 1825, abs=0.1)
    assert found.target.corners == ((date(2025, 1, 1), 0.0), (date(2029, 12, 31), 120.0))
    assert [(each.projects, each.stays) for each in found.stages] == [
        (each.projects, each.stays) for each in page.funnel.stages
    ]
    assert found.agreements.rows[0].project_id == project
    assert [each.name for each in found.places] == [each.name for each in page.places]
    assert "1,5\u00a0emploi net" in found.words.lead


def test_what_the_team_notes_of_it_is_for_the_team(
    db: Database, staff: Visitor, elected: Visitor, partner: Visitor
) -> None:
    a_snapshot(db, staff, note="À reprendre")

    seen = snapshots(db, staff)[0]
    assert (seen.frozen_by, seen.note) == (staff.name, "À reprendre")
    for visitor in (elected, partner):
        other = snapshots(db, visitor)[0]
        assert (other.frozen_by, other.note) == (None, None)
        assert other.title == "Conseil de septembre"


def test_a_withdrawn_situation_is_for_the_team_alone(
    db: Database, staff: Visitor, elected: Visitor
) -> None:
    snapshot_id = a_snapshot(db, staff)
    withdraw_situation(db, staff, snapshot_id, WithdrawalDraft(reason="Erreur"))

    assert snapshots(db, elected) == ()
    with pytest.raises(NotFoundError):
        frozen(db, elected, snapshot_id)
    assert frozen(db, staff, snapshot_id).snapshot.withdrawal_reason == "Erreur"


def test_whoever_is_limited_reads_neither_the_whole_nor_the_neighbours(
    db: Database, administrator: Visitor, staff: Visitor
) -> None:
    a_territory(db, administrator)
    whole = a_snapshot(db, staff)
    own = a_snapshot(db, staff, epci_siren=LIBOURNAIS)
    visitor = limited(db, LIBOURNAIS)

    assert [each.id for each in snapshots(db, visitor)] == [own]
    with pytest.raises(NotAllowedError):
        frozen(db, visitor, whole)


def test_what_was_tampered_with_is_told(db: Database, staff: Visitor) -> None:
    snapshot_id = a_snapshot(db, staff)
    assert frozen(db, staff, snapshot_id).is_intact
    db.conn.execute("DROP TRIGGER snapshot_is_never_changed")
    db.conn.execute("UPDATE snapshot SET contents = json_set(contents, '$.figures[0].value', 99)")

    assert not frozen(db, staff, snapshot_id).is_intact
