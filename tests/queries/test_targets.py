"""Questions about targets."""

from datetime import date

from circular.domain.visitors import Visitor
from circular.queries.targets import all_targets, history, target_in_force
from circular.store.connection import Database
from tests.builders.targets import a_revision, a_target


def test_the_target_in_force_leads_along_its_own_path(db: Database, staff: Visitor) -> None:
    a_revision(db, staff, a_target(db, staff))

    found = target_in_force(db, "jobs_net", epci_siren=None, as_of=date(2026, 11, 22))

    assert found is not None
    assert (found.value, found.decided_on) == (100, date(2025, 6, 1))
    assert found.path.at(found.due_on) == 100


def test_no_decision_is_no_target(db: Database) -> None:
    assert target_in_force(db, "jobs_net", epci_siren=None, as_of=date(2026, 11, 22)) is None
    assert history(db, "jobs_net", epci_siren=None) == ()
    assert all_targets(db) == ()


def test_the_history_holds_what_was_revised(db: Database, staff: Visitor) -> None:
    a_revision(db, staff, a_target(db, staff))

    assert [each.value for each in history(db, "jobs_net", epci_siren=None)] == [100, 120]
    assert len(all_targets(db)) == 2
