"""Freezing for a sitting and taking back: once, in one transaction, with a line of the journal."""

from datetime import date

import pytest

from circular.actions.snapshots import freeze_situation, withdraw_situation
from circular.domain.errors import DomainError, NotAllowedError, NotFoundError
from circular.domain.frozen_situations import FrozenSituation
from circular.domain.indicators import Perimeter
from circular.domain.permissions import Permission
from circular.domain.snapshots import SnapshotDraft, WithdrawalDraft
from circular.domain.visitors import Visitor
from circular.store import journal, meta, snapshots
from circular.store.connection import Database
from circular.store.rows import value
from tests.builders.agreements import a_project
from tests.builders.jobs import some_jobs
from tests.builders.snapshots import SITTING, TODAY, a_snapshot, read

DRAFT = SnapshotDraft(title="Conseil de septembre", as_of=SITTING)


def test_the_figures_are_kept_with_their_seal_and_where_the_journal_stood(
    db: Database, staff: Visitor
) -> None:
    some_jobs(db, staff, a_project(db, staff))
    version, head = meta.data_version(db), snapshots.journal_head(db)

    snapshot_id = a_snapshot(db, staff)

    found = snapshots.by_id(db, snapshot_id)
    assert found is not None
    situation = FrozenSituation.model_validate_json(found["contents"])
    figure = situation.figure("jobs_net")
    assert figure is not None
    assert figure.value == 1.5
    assert (found["data_version"], found["journal_head"]) == (version, head)
    assert journal.of_record(db, "snapshot", snapshot_id)[0]["sentence"] == (
        "Situation figée au 30/09/2026 (tout le territoire)\u00a0: Conseil de septembre."
    )


def test_a_reading_that_fails_leaves_nothing(db: Database, staff: Visitor) -> None:
    def broken(db: Database, perimeter: Perimeter) -> FrozenSituation:
        del db, perimeter
        raise RuntimeError

    before = meta.data_version(db)
    with pytest.raises(RuntimeError):
        freeze_situation(db, staff, DRAFT, broken, today=TODAY)

    assert value(db, "SELECT COUNT(*) FROM snapshot") == 0
    assert meta.data_version(db) == before


def test_a_day_to_come_and_an_unknown_territory_are_refused_together(
    db: Database, staff: Visitor
) -> None:
    draft = SnapshotDraft(title="Bureau", as_of=date(2026, 12, 1), epci_siren="999999999")

    with pytest.raises(DomainError) as refusal:
        freeze_situation(db, staff, draft, read, today=TODAY)

    assert [each.field for each in refusal.value.problems] == ["as_of", "epci_siren"]


def test_only_the_team_freezes_and_withdraws(
    db: Database, staff: Visitor, elected: Visitor, partner: Visitor
) -> None:
    snapshot_id = a_snapshot(db, staff)
    for visitor in (elected, partner):
        assert not visitor.may(Permission.FREEZE_FIGURES)
        with pytest.raises(NotAllowedError):
            freeze_situation(db, visitor, DRAFT, read, today=TODAY)
        with pytest.raises(NotAllowedError):
            withdraw_situation(db, visitor, snapshot_id, WithdrawalDraft(reason="Non"))


def test_what_is_withdrawn_stays_with_its_reason_and_is_not_withdrawn_again(
    db: Database, staff: Visitor
) -> None:
    snapshot_id = a_snapshot(db, staff)
    withdraw_situation(db, staff, snapshot_id, WithdrawalDraft(reason="Mauvais jour"))

    found = snapshots.by_id(db, snapshot_id)
    assert found is not None
    assert found["withdrawal_reason"] == "Mauvais jour"
    with pytest.raises(NotFoundError):
        withdraw_situation(db, staff, snapshot_id, WithdrawalDraft(reason="Bis"))
